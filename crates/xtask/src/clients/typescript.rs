//! TypeScript: `models.ts` with an interface a form, `kartoteka.ts` with a method an operation.
//!
//! In: forms and operations. Out: texts that any TypeScript compiler takes, with types only where types are erased.

use super::document::{Api, Form, Gives, Member, Operation, Param, Takes};
use super::{WARNING, lines};

pub fn models(api: &Api) -> String {
    let mut text = format!("// {WARNING}\n");
    for (name, (form, says)) in &api.forms {
        text.push('\n');
        text.push_str(&comment(says, ""));
        match form {
            Form::Members(members) => text.push_str(&format!("export interface {name} {}\n", body(members, "", ""))),
            other => text.push_str(&format!("export type {name} = {};\n", kind(other, "", ""))),
        }
    }
    for (name, says, pick) in [
        ("Records", "The form of a record of each type, as it is read.", 1),
        ("RecordWrites", "The form of a record of each type, as it is written.", 2),
    ] {
        text.push('\n');
        text.push_str(&comment(says, ""));
        text.push_str(&format!("export interface {name} {{\n"));
        for (word, read, written) in &api.records {
            text.push_str(&format!("  {}: {};\n", member_name(word), if pick == 1 { read } else { written }));
        }
        text.push_str("}\n");
    }
    text
}

pub fn operations(api: &Api) -> String {
    let mut text = format!(
        "// {WARNING}\n\n\
         import {{ Connection }} from \"./connection.ts\";\n\
         import type {{ FileBody, Options, OptionsOfChange, OptionsOnce }} from \"./connection.ts\";\n\
         import type {{ Download, ServerEvent }} from \"./download.ts\";\n\
         import type * as models from \"./models.ts\";\n\
         import type {{ Pages }} from \"./pages.ts\";\n\n\
         /** Every operation of the REST API, by its name in the OpenAPI document. */\n\
         export class Kartoteka extends Connection {{\n"
    );
    let all: Vec<String> = api.operations.iter().map(method).collect();
    text.push_str(&all.join("\n"));
    text.push_str("}\n");
    text
}

fn method(operation: &Operation) -> String {
    let mut text = comment(&operation.says, "  ");
    let (taken, given) = (takes(operation), gives(operation));
    let generic = if is_of_a_type(operation) { "<T extends models.TypeWord>" } else { "" };
    let mut arguments: Vec<String> = operation.places.iter().map(|place| argument(operation, place)).collect();
    arguments.extend(taken.map(|form| format!("body: {form}")));
    arguments.push(format!("options: {}{}", options(operation), if operation.on_version { "" } else { " = {}" }));
    text.push_str(&format!("  {}{generic}({}): {given} {{\n", operation.id, arguments.join(", ")));
    let word = match &operation.gives {
        Gives::Pages(_) => "list",
        Gives::File => "file",
        Gives::Text => "text",
        Gives::Events => "events",
        Gives::Nothing | Gives::Document(_) => "document",
    };
    let mut members = vec![format!("method: \"{}\"", operation.method), format!("path: \"{}\"", operation.path)];
    if !operation.places.is_empty() {
        let places: Vec<&str> = operation.places.iter().map(|place| place.name.as_str()).collect();
        members.push(format!("places: {{ {} }}", places.join(", ")));
    }
    if !operation.query.is_empty() {
        let query: Vec<String> = operation.query.iter().map(|one| format!("{0}: options.{0}", one.name)).collect();
        members.push(format!("query: {{ {} }}", query.join(", ")));
    }
    if operation.takes != Takes::Nothing {
        members.push("body".to_owned());
    }
    if operation.takes_key {
        members.push("isOnce: true".to_owned());
    }
    members.push("options".to_owned());
    text.push_str(&format!("    return this.{word}({{ {} }});\n  }}\n", members.join(", ")));
    text
}

/// Whether the record type in its address says which form its records have.
fn is_of_a_type(operation: &Operation) -> bool {
    operation.places.iter().any(|place| place.form == Form::Named("TypeWord".to_owned()))
        && (names_a_record(&operation.gives) || operation.takes == Takes::Document(Form::Named("RecordWrite".to_owned())))
}

fn names_a_record(gives: &Gives) -> bool {
    matches!(gives, Gives::Pages(Form::Named(name)) | Gives::Document(Form::Named(name)) if name == "Record")
}

fn argument(operation: &Operation, place: &Param) -> String {
    let form = if is_of_a_type(operation) && place.name == "type" { "T".to_owned() } else { kind(&place.form, "", "models.") };
    let form = if form == "number" { "number | string".to_owned() } else { form };
    format!("{}: {form}", place.name)
}

fn takes(operation: &Operation) -> Option<String> {
    match &operation.takes {
        Takes::Nothing => None,
        Takes::Document(Form::Named(name)) if name == "RecordWrite" => Some("models.RecordWrites[T]".to_owned()),
        Takes::Document(form) => Some(kind(form, "", "models.")),
        Takes::File => Some("FileBody".to_owned()),
        Takes::DocumentOrFile(form) => Some(format!("{} | FileBody", kind(form, "", "models."))),
    }
}

fn gives(operation: &Operation) -> String {
    let form =
        |form: &Form| if names_a_record(&operation.gives) { "models.Records[T]".into() } else { kind(form, "", "models.") };
    match &operation.gives {
        Gives::Nothing => "Promise<void>".to_owned(),
        Gives::Document(one) => format!("Promise<{}>", form(one)),
        Gives::Pages(one) => format!("Pages<{}>", form(one)),
        Gives::File => "Promise<Download>".to_owned(),
        Gives::Text => "Promise<string>".to_owned(),
        Gives::Events => "AsyncIterable<ServerEvent>".to_owned(),
    }
}

fn options(operation: &Operation) -> String {
    let common = match (operation.on_version, operation.takes_key) {
        (true, _) => "OptionsOfChange",
        (_, true) => "OptionsOnce",
        _ => "Options",
    };
    if operation.query.is_empty() {
        return common.to_owned();
    }
    let each = operation.query.iter().map(|one| {
        let says = comment(&one.says, "    ");
        format!("{says}    {}?: {} | undefined;\n", one.name, kind(&one.form, "    ", "models."))
    });
    format!("{common} & {{\n{}  }}", each.collect::<String>())
}

fn comment(words: &str, indent: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let text = lines(&words.replace("*/", "* /"), &format!("{indent} * "));
    match text.lines().collect::<Vec<_>>().as_slice() {
        [one] => format!("{indent}/** {} */\n", one.trim_start_matches([' ', '*'])),
        _ => format!("{indent}/**\n{text}{indent} */\n"),
    }
}

fn body(members: &[Member], indent: &str, home: &str) -> String {
    let inner = format!("{indent}  ");
    let each = members.iter().map(|member| {
        let (name, mark) = (member_name(&member.name), if member.is_required { "" } else { "?" });
        let form = kind(&member.form, &inner, home);
        let says = comment(&member.says, &inner);
        // With exact optional members, what may be left out may also be said to be undefined.
        let absent = if member.is_required || form == "unknown" { "" } else { " | undefined" };
        format!("{says}{inner}{name}{mark}: {form}{absent};\n")
    });
    format!("{{\n{}{indent}}}", each.collect::<String>())
}

fn member_name(name: &str) -> String {
    let is_plain =
        name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_') && !name.starts_with(|one: char| one.is_ascii_digit());
    if is_plain { name.to_owned() } else { format!("{name:?}") }
}

/// The type of a form. `home`: what stands before the name of a model.
fn kind(form: &Form, indent: &str, home: &str) -> String {
    match form {
        Form::Any => "unknown".to_owned(),
        Form::Null => "null".to_owned(),
        Form::Text => "string".to_owned(),
        Form::Number => "number".to_owned(),
        Form::Flag => "boolean".to_owned(),
        Form::Words(words) => words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(" | "),
        Form::List(of) if matches!(**of, Form::Either(_) | Form::Words(_)) => format!("({})[]", kind(of, indent, home)),
        Form::List(of) => format!("{}[]", kind(of, indent, home)),
        Form::Map(of) => format!("{{ [name: string]: {} }}", kind(of, indent, home)),
        Form::Members(members) => body(members, indent, home),
        Form::Named(name) => format!("{home}{name}"),
        Form::Either(all) => all.iter().map(|one| kind(one, indent, home)).collect::<Vec<_>>().join(" | "),
        Form::Both(all) => all.iter().map(|one| kind(one, indent, home)).collect::<Vec<_>>().join(" & "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_types() {
        let check = |form: Form, expected: &str| assert_eq!(kind(&form, "", "models."), expected);
        check(Form::Either(vec![Form::Named("Job".into()), Form::Null]), "models.Job | null");
        check(Form::List(Box::new(Form::Words(vec!["a".into(), "b".into()]))), "(\"a\" | \"b\")[]");
        check(Form::Map(Box::new(Form::Any)), "{ [name: string]: unknown }");
        let member = Member { name: "pt-BR".into(), form: Form::Text, is_required: false, says: "A word.".into() };
        check(Form::Members(vec![member]), "{\n  /** A word. */\n  \"pt-BR\"?: string | undefined;\n}");
    }
}
