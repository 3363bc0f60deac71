//! `kartoteka field`: custom fields. A new one is a real column, in templates, mapping, filters and exports at once.

use clap::{Args, Subcommand};
use kartoteka_domain::language::{Labels, Language};
use kartoteka_domain::record_type::FieldKind;
use kartoteka_engine::define_types::NewField;
use kartoteka_engine::error::Result;
use serde_json::Value;

use crate::exit::Exit;
use crate::open::Shell;
use crate::output::Column;
use crate::register::FieldChange;

/// What people see of a field.
pub const COLUMNS: [Column; 6] = [
    ("key", "heading-key"),
    ("label", "heading-name"),
    ("kind", "heading-kind"),
    ("required", "heading-required"),
    ("limit", "heading-limit"),
    ("choices", "heading-allowed-values"),
];

#[derive(Subcommand, Debug)]
pub enum Command {
    /// The fields of a record type
    List {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
        /// Only those defined here
        #[arg(long)]
        custom: bool,
        /// Archived ones too
        #[arg(long)]
        archived: bool,
    },
    /// Add a custom field
    #[command(before_help = "Example:\n  kartoteka field add leads budget --kind money --label Budget --label-cs Rozpočet")]
    Add(Add),
    /// Change labels, help or whether it is required; add choices
    Update(Update),
    /// Take a custom field out of use; its values stay
    Archive {
        /// The record type, in any language
        #[arg(value_name = "TYPE")]
        record_type: String,
        /// The key of the field
        #[arg(value_name = "KEY")]
        key: String,
        /// Take it back into use
        #[arg(long)]
        undo: bool,
    },
}

/// Words in four languages.
#[derive(Args, Debug)]
pub struct Words {
    /// What people call it
    #[arg(long)]
    label: Option<String>,
    /// The label in Czech
    #[arg(long)]
    label_cs: Option<String>,
    /// The label in Portuguese
    #[arg(long)]
    label_pt: Option<String>,
    /// The label in Russian
    #[arg(long)]
    label_ru: Option<String>,
    /// What it means, for templates
    #[arg(long = "meaning")]
    help_text: Option<String>,
}

#[derive(Args, Debug)]
pub struct Add {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// Small letters, digits and _
    #[arg(value_name = "KEY")]
    key: String,
    /// What it holds: text, long-text, integer, decimal, money, percent, yes-no, date, date-time, time, email, phone, web-address,
    /// choice, choices, link, links, country
    #[arg(long, default_value = "text", value_parser = kind)]
    kind: FieldKind,
    #[command(flatten)]
    words: Words,
    /// Must be filled in every new record
    #[arg(long)]
    required: bool,
    /// Each value once only
    #[arg(long)]
    unique: bool,
    /// A choice, as key=Label or as a label; can be repeated
    #[arg(long = "choice")]
    choices: Vec<String>,
    /// Imports may bring new choices
    #[arg(long)]
    open: bool,
    /// The record type a link leads to
    #[arg(long, value_name = "TYPE")]
    target: Option<String>,
    /// Longest text in characters
    #[arg(long, value_name = "CHARACTERS")]
    max: Option<u32>,
}

#[derive(Args, Debug)]
pub struct Update {
    /// The record type, in any language
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// The key of the field
    #[arg(value_name = "KEY")]
    key: String,
    #[command(flatten)]
    words: Words,
    /// yes or no
    #[arg(long, value_parser = clap::builder::BoolishValueParser::new())]
    required: Option<bool>,
    /// A further choice; can be repeated
    #[arg(long = "choice")]
    choices: Vec<String>,
}

fn kind(text: &str) -> std::result::Result<FieldKind, String> {
    let known = || FieldKind::ALL.map(FieldKind::word).join(", ");
    FieldKind::from_word(text).ok_or_else(|| format!("one of {}", known()))
}

pub fn run(context: &Shell, command: &Command) -> Result<Exit> {
    let (register, language) = (&context.register, context.language());
    let field = match command {
        Command::List { record_type, custom, archived } => return list(context, record_type, *custom, *archived),
        Command::Add(add) => register.add_field(&add.record_type, &add.field(), language)?,
        Command::Update(update) => {
            register.update_field(&update.record_type, &update.key, &update.changes(language), language)?
        }
        Command::Archive { record_type, key, undo } => register.archive_field(record_type, key, !undo, language)?,
    };
    context.out.object(&field)?;
    Ok(Exit::Done)
}

fn list(context: &Shell, word: &str, custom: bool, archived: bool) -> Result<Exit> {
    let wanted = |field: &Value| (!custom || field["custom"] == true) && (archived || field["archived"] != true);
    let fields: Vec<Value> = context.register.fields(word, context.language())?.into_iter().filter(wanted).collect();
    context.out.list(&fields, &COLUMNS)?;
    Ok(Exit::Done)
}

impl Words {
    fn over(&self, mut labels: Labels) -> Labels {
        let put = |place: &mut String, word: &Option<String>| {
            if let Some(word) = word {
                place.clone_from(word);
            }
        };
        put(&mut labels.en, &self.label);
        put(&mut labels.cs, &self.label_cs);
        put(&mut labels.pt, &self.label_pt);
        put(&mut labels.ru, &self.label_ru);
        if labels.en.is_empty() {
            // English is what other languages fall back to.
            let first = labels.all().next().unwrap_or("").to_owned();
            labels.en = first;
        }
        labels
    }

    /// The words that were said, by language.
    fn said(&self) -> Vec<(Language, String)> {
        let all = [
            (Language::English, &self.label),
            (Language::Czech, &self.label_cs),
            (Language::Portuguese, &self.label_pt),
            (Language::Russian, &self.label_ru),
        ];
        all.into_iter().filter_map(|(language, word)| Some((language, word.clone()?))).collect()
    }
}

impl Add {
    fn field(&self) -> NewField {
        NewField {
            key: self.key.clone(),
            kind: self.kind,
            labels: self.words.over(Labels::default()),
            help: Labels::same(self.words.help_text.as_deref().unwrap_or("")),
            required: self.required,
            unique: self.unique,
            choices: self.choices.clone(),
            open: self.open,
            target: self.target.clone(),
            max_chars: self.max,
        }
    }
}

impl Update {
    fn changes(&self, language: Language) -> FieldChange {
        FieldChange {
            labels: self.words.said(),
            help: self.words.help_text.clone().map(|text| (language, text)),
            required: self.required,
            add_choices: self.choices.clone(),
        }
    }
}
