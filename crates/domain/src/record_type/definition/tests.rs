//! The built-in types hold together, the headers of real files find their fields, and bad files are named for what they are.

use std::collections::HashMap;

use super::*;
use crate::language::Language;
use crate::record_type::FieldRole;

const VEHICLE: &str = include_str!("../../../../../examples/types/vehicle.toml");

fn builtin(key: &str) -> &'static RecordType {
    builtin_types().iter().find(|t| t.key == key).expect(key)
}

fn words(field: &Field) -> impl Iterator<Item = &str> {
    field.labels.all().chain(field.aliases.iter().map(String::as_str)).chain([field.key.as_str()])
}

/// The field a header means by exact label, alias or key, in any language.
fn field_of<'a>(record_type: &'a RecordType, header: &str) -> Option<&'a str> {
    let wanted = header_word(header);
    let found = record_type.fields.iter().find(|field| words(field).any(|word| header_word(word) == wanted));
    found.map(|field| field.key.as_str())
}

#[test]
fn all_builtin_types_load_in_order() {
    let keys: Vec<&str> = builtin_types().iter().map(|t| t.key.as_str()).collect();
    let expected = "company contact lead product location asset user client bot tunnel lgt deal activity";
    assert_eq!(keys.join(" "), expected);
    assert!(builtin_types().iter().all(|t| !t.custom));
}

#[test]
fn every_builtin_type_has_the_fields_of_every_type_around_its_own() {
    for t in builtin_types() {
        let keys: Vec<&str> = t.fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys[..2], ["id", "external_id"], "{}", t.key);
        assert_eq!(keys[keys.len() - 3..], ["tags", "created_at", "updated_at"], "{}", t.key);
        assert_eq!(t.field("id").map(|f| f.role), Some(FieldRole::Id));
        assert_eq!(t.field("tags").map(|f| (f.role, f.open)), Some((FieldRole::Tags, true)));
        assert!(!t.field("created_at").unwrap().is_importable());
        assert!(t.field("external_id").unwrap().unique);
    }
}

#[test]
fn builtin_words_are_there_in_four_languages() {
    for t in builtin_types() {
        for language in Language::ALL {
            assert_eq!(t.labels.all().count() + t.plural.all().count(), 8, "{} {language:?}", t.key);
        }
        for field in &t.fields {
            assert_eq!(field.labels.all().count(), 4, "labels of {}.{}", t.key, field.key);
            assert_eq!(field.help.all().count(), 4, "help of {}.{}", t.key, field.key);
            assert!(!field.example.is_empty(), "example of {}.{}", t.key, field.key);
            for choice in &field.choices {
                assert_eq!(choice.labels.all().count(), 4, "choice {} of {}.{}", choice.key, t.key, field.key);
            }
        }
    }
}

#[test]
fn no_header_means_two_fields_even_when_compared_loosely() {
    let mut shared = Vec::new();
    for t in builtin_types() {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for field in &t.fields {
            for word in words(field) {
                if let Some(owner) = owners.insert(loose_word(word), &field.key)
                    && owner != field.key
                {
                    shared.push(format!("{}: {word:?} means {owner} and {}", t.key, field.key));
                }
            }
        }
    }
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn no_word_names_two_types() {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for t in builtin_types() {
        let own = t.labels.all().chain(t.plural.all()).chain(t.aliases.iter().map(String::as_str)).chain([t.key.as_str()]);
        for word in own {
            let owner = owners.insert(word.to_lowercase(), &t.key);
            assert!(owner.is_none_or(|owner| owner == t.key), "{word:?} names {owner:?} and {}", t.key);
        }
    }
}

#[test]
fn links_lead_to_builtin_types_that_are_known_by_a_text() {
    for t in builtin_types() {
        for field in t.fields.iter().filter(|field| !field.target.is_empty()) {
            assert!(builtin_types().iter().any(|other| other.key == field.target), "{}.{}", t.key, field.key);
        }
        assert!(t.field(&t.name_field).is_some_and(Field::is_importable), "{}", t.key);
    }
}

#[test]
fn six_to_twelve_fields_of_a_type_are_usual() {
    for t in builtin_types() {
        let usual = t.fields.iter().filter(|field| field.usual).count();
        // The reference lists of the messenger side have fewer fields than that.
        let least = if t.importable_fields().count() > 6 { 6 } else { 2 };
        assert!((least..=12).contains(&usual), "{}: {usual}", t.key);
        assert!(t.fields.iter().all(|field| field.usual || !field.required), "a required field of {} is not usual", t.key);
    }
}

#[test]
fn examples_of_choices_are_choices() {
    for t in builtin_types() {
        for field in t.fields.iter().filter(|field| field.kind == FieldKind::Choice && !field.open) {
            assert!(field.choices.iter().any(|c| c.labels.en == field.example), "{}.{}", t.key, field.key);
        }
    }
}

#[test]
fn required_recommended_and_keys_are_as_specified() {
    for (key, required, recommended, natural_keys) in [
        ("company", "name", "", "registration_number|name"),
        ("contact", "", "name lifecycle is_legal_entity responsible", ""),
        ("lead", "topic", "", ""),
        ("product", "code name", "", "code"),
        ("location", "name company address", "", ""),
        ("asset", "name location", "", "serial_number|inventory_number"),
        ("user", "username email", "", "username"),
        ("client", "social_id bot", "name", "social_id+messenger"),
        ("bot", "name messenger", "", "name"),
        ("tunnel", "name", "", "name"),
        ("lgt", "name tunnel", "", "name"),
        ("deal", "name", "", ""),
        ("activity", "subject", "", ""),
    ] {
        let t = builtin(key);
        let listed = |wanted: fn(&Field) -> bool| {
            let fields = t.fields.iter().filter(|field| wanted(field));
            fields.map(|field| field.key.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(listed(|f| f.required), required, "{key}");
        assert_eq!(listed(|f| f.recommended), recommended, "{key}");
        let keys: Vec<String> = t.natural_keys.iter().map(|set| set.join("+")).collect();
        assert_eq!(keys.join("|"), natural_keys, "{key}");
    }
}

#[test]
fn a_contact_needs_one_of_three_names_and_joins_them() {
    let contact = builtin("contact");
    assert_eq!(contact.one_of, [["name", "first_name", "last_name"]]);
    assert_eq!(contact.derived.len(), 1);
    assert_eq!((contact.derived[0].field.as_str(), contact.derived[0].from.join(" ").as_str()), ("name", "first_name last_name"));
}

#[test]
fn defaults_and_limits_are_as_specified() {
    for (key, field, default) in [
        ("lead", "priority", "normal"),
        ("location", "radius", "100"),
        ("user", "role", "end-user"),
        ("company", "is_active", "yes"),
        ("bot", "is_active", "yes"),
    ] {
        assert_eq!(builtin(key).field(field).map(|f| f.default.as_str()), Some(default), "{key}.{field}");
    }
    assert_eq!(builtin("client").field("comment").map(Field::char_limit), Some(240));
    assert_eq!(builtin("lead").field("topic").map(Field::char_limit), Some(255));
    assert_eq!(builtin("client").field("can_message").map(Field::is_importable), Some(false));
    assert_eq!(builtin("company").field("name").map(|f| (f.unique, f.folded)), Some((false, true)));
    assert_eq!(builtin("user").field("username").map(|f| (f.unique, f.folded)), Some((true, true)));
}

/// Each line: what kind of record a file holds, and its headers with the fields they mean (`-` for none).
#[test]
fn headers_of_real_files_find_their_fields() {
    for (key, pairs) in [
        (
            "lead",
            "Předmět=topic;Priorita=priority;Název společnosti=company_name;IČ=registration_number;Jméno=first_name;\
             Příjmení=last_name;E-mail=email;Telefon=phone;WWW=website;Ulice=street;Město=city;PSČ=zip;Země=country;\
             Zdroj=source;Stav leadu=phase;Poznámka=note;Štítky=tags",
        ),
        ("company", "\u{feff}Název=name;IČO=registration_number;E-mail=email;Telefon=phone;Ulice=street;Město=city;PSČ=zip"),
        (
            "user",
            "\u{feff}Uživatelské jméno=username;E-mail=email;Jméno=first_name;Příjmení=last_name;Společnost=company;Telefon=phone",
        ),
        (
            "contact",
            "Nome=name;Empresa=company;Cargo=position;E-mail=email;Telefone=phone;Sessão (Ciclo de vida)=lifecycle;\
             Jurídico (SIM/NÃO)=is_legal_entity;CPF/CNPJ=tax_id;Data de nascimento=birthday;Cidade=city;UF=region;CEP=zip;\
             Origem=source;Observação=note",
        ),
        ("company", "id=id;Наименование=name;Статус=state;Ответственные=responsible"),
        ("client", "social_id=social_id;name=name;phone=phone;email=email;tags=tags"),
        (
            "contact",
            "Index=-;User Id=external_id;First Name=first_name;Last Name=last_name;Sex=gender;Email=email;Phone=phone;\
             Date of birth=birthday;Job Title=position",
        ),
        (
            "company",
            "Index=-;Organization Id=external_id;Name=name;Website=website;Country=country;Description=description;Founded=-;\
             Industry=industry;Number of employees=employees",
        ),
        (
            "contact",
            "Index=-;Customer Id=external_id;First Name=first_name;Last Name=last_name;Company=company;City=city;Country=country;\
             Phone 1=phone;Phone 2=phone2;Email=email;Subscription Date=-;Website=website",
        ),
        (
            "contact",
            "external_id=external_id;first_name=first_name;last_name=last_name;email=email;phone=phone;company=company;\
             job_title=position;city=city;country=country;lifecycle=lifecycle;birthday=birthday;note=note",
        ),
        ("company", "Stav=state;Status=is_active;Platnost=is_active;Typ 1=phone_type;Tel 1=phone;Typ=-"),
        ("location", "Název=name;Nome=name;Название=name;Адрес=address;Ответственные за локацию=responsible"),
        ("product", "Název=name;артикул=code;Standardní cena=price;Sazba DPH=tax_rate"),
        ("user", "Логин=username;login=username;Nome=first_name;Usuário=username"),
    ] {
        for pair in pairs.split(';') {
            let (header, expected) = pair.split_once('=').expect("header=field");
            assert_eq!(field_of(builtin(key), header).unwrap_or("-"), expected, "{key}: {header}");
        }
    }
}

#[test]
fn m_01_types_with_an_edit_file_have_a_status_and_responsible_users() {
    for key in ["company", "location", "asset", "contact"] {
        assert_eq!(builtin(key).field("is_active").map(|field| field.kind), Some(FieldKind::YesNo), "{key}");
        assert_eq!(builtin(key).field("responsible").map(|field| field.target.as_str()), Some("user"), "{key}");
    }
}

#[test]
fn words_of_choices_are_understood_as_people_write_them() {
    for (key, field, pairs) in [
        ("lead", "priority", "MINOR=low;DEFAULT=normal;CRITICAL=high;Nízká=low;Normální=normal;Vysoká=high"),
        ("contact", "lifecycle", "Clientes=customer;Prospects=prospect;Suspects=suspect;Leads=lead;Zákazník=customer"),
        ("contact", "gender", "Male=male;Female=female;Muž=male;Žena=female;мужской=male;Feminino=female"),
        ("user", "role", "Koncový uživatel=end-user;Operátor=operator;Оператор=operator;Administrador=administrator"),
        ("client", "messenger", "Telegram=telegram;WhatsApp=whatsapp;E-mail=email;VK=vk;SMS=sms;Manual=manual"),
        ("lead", "phase", "Nový=new;Kontaktován=contacted"),
    ] {
        let field = builtin(key).field(field).expect(field);
        for pair in pairs.split(';') {
            let (word, expected) = pair.split_once('=').expect("word=choice");
            let is_meant = |w: &str| w.to_lowercase() == word.to_lowercase();
            let found = field.choices.iter().find(|c| c.labels.all().any(is_meant) || c.aliases.iter().any(|a| is_meant(a)));
            assert_eq!(found.map(|c| c.key.as_str()), Some(expected), "{key}: {word}");
        }
    }
}

#[test]
fn headers_are_compared_without_what_does_not_matter() {
    for (header, expected) in [
        ("\u{feff}  Název ", "název"),
        ("Jurídico (SIM/NÃO)", "jurídico"),
        ("E-mail *", "e-mail"),
        ("First   Name:", "first name"),
        ("Nome (obrigatório) *", "nome"),
        ("Pr\u{30c}i\u{301}jmeni\u{301}", "příjmení"),
        ("E\u{ad}-\u{200b}mail", "e-mail"),
        ("(id)", "(id)"),
        ("price (net", "price (net"),
        ("Cena [Kč] bez DPH", "cena bez dph"),
        ("", ""),
    ] {
        assert_eq!(header_word(header), expected, "{header}");
    }
    for (header, expected) in
        [("E-mail", "email"), ("PSČ", "psc"), ("job_title", "jobtitle"), ("Č. p.", "cp"), ("счёт", "счет"), ("Статус", "статус")]
    {
        assert_eq!(loose_word(header), expected, "{header}");
    }
}

#[test]
fn an_own_type_gets_the_fields_of_every_type_and_of_its_groups() {
    let vehicle = read_definition(VEHICLE).unwrap();
    assert!(vehicle.custom);
    let keys: Vec<&str> = vehicle.fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(
        keys.join(" "),
        "id external_id plate vin model fuel mileage inspection_until company responsible note is_active tags created_at updated_at"
    );
    let driver = vehicle.field("responsible").unwrap();
    assert_eq!((driver.label(Language::Czech), driver.recommended, driver.target.as_str()), ("Řidič", true, "user"));
    assert!(driver.aliases.iter().any(|alias| alias == "Owner"), "the group's own aliases stay");
    assert!(vehicle.fields.iter().all(|field| field.labels.all().count() == 4 && field.help.all().count() == 4));
}

#[test]
fn a_written_definition_reads_back_as_the_same_type() {
    for t in builtin_types().iter().chain([&read_definition(VEHICLE).unwrap()]) {
        let again = read_definition(&write_definition(t)).unwrap_or_else(|error| panic!("{}: {error}", t.key));
        assert_eq!(again, RecordType { custom: true, ..t.clone() }, "{}", t.key);
    }
    let mut odd = read_definition(VEHICLE).unwrap();
    odd.fields[2].example = "a \"b\" \\ c\nd\u{7f}\u{85}".to_owned();
    odd.fields[2].custom = true;
    odd.fields[3].archived = true;
    assert_eq!(read_definition(&write_definition(&odd)), Ok(odd));
}

#[test]
fn one_language_is_enough_and_stands_in_for_english() {
    let text = "key = 'barva'\nlabels = { cs = 'Barva' }\nplural = { cs = 'Barvy' }\nname_field = 'jmeno'\n\
                [[fields]]\nkey = 'jmeno'\nkind = 'text'\nlabels = { cs = 'Jméno' }\n";
    let t = read_definition(text).unwrap();
    assert_eq!(t.labels.get(Language::Russian), "Barva");
    assert_eq!(t.field("jmeno").unwrap().label(Language::English), "Jméno");
}

/// A small sound file with one line of it replaced, or with more lines at its end.
fn spoiled(from: &str, to: &str) -> DefinitionError {
    let sound = "key = \"vehicle\"\nlabels = { en = \"Vehicle\" }\nplural = { en = \"Vehicles\" }\nname_field = \"plate\"\n\
                 natural_keys = [[\"plate\"]]\n\n[[fields]]\nkey = \"plate\"\nkind = \"text\"\nlabels = { en = \"Plate\" }\n";
    read_definition(sound).expect("the sound file is sound");
    assert!(sound.contains(from), "{from}");
    let text = if from.is_empty() { format!("{sound}\n[[fields]]\n{to}\n") } else { sound.replacen(from, to, 1) };
    read_definition(&text).expect_err(to)
}

#[test]
fn what_is_wrong_with_a_file_is_named() {
    use DefinitionError::*;
    let own = |words: &str| spoiled("", &format!("key = \"x\"\nlabels = {{ en = \"X\" }}\n{words}"));
    let s = str::to_owned;
    for (found, expected) in [
        (spoiled("key = \"vehicle\"", "key = \"Vehicle!\""), KeyBad { key: s("Vehicle!") }),
        (spoiled("key = \"plate\"", "key = \"2plate\""), KeyBad { key: s("2plate") }),
        (spoiled("", "key = \"plate\"\nkind = \"text\"\nlabels = { en = \"Again\" }"), FieldRepeated { field: s("plate") }),
        (own("kind = \"colour\""), KindUnknown { field: s("x"), kind: s("colour") }),
        (own("kind = \"link\""), TargetMissing { field: s("x") }),
        (own("kind = \"links\"\ntarget = \"No such\""), KeyBad { key: s("No such") }),
        (own("kind = \"text\"\ntarget = \"user\""), TargetNeedless { field: s("x") }),
        (own("kind = \"choice\""), ChoicesMissing { field: s("x") }),
        (own("kind = \"text\"\nchoices = [{ key = \"a\", labels = { en = \"A\" } }]"), ChoicesNeedless { field: s("x") }),
        (
            own("kind = \"choice\"\nchoices = [{ key = \"A b\", labels = { en = \"A\" } }]"),
            ChoiceKeyBad { field: s("x"), choice: s("A b") },
        ),
        (
            own(
                "kind = \"choice\"\nchoices = [{ key = \"a\", labels = { en = \"One\" } }, { key = \"b\", labels = { en = \"ONE\" } }]",
            ),
            ChoiceShared { field: s("x"), word: s("one") },
        ),
        (
            own("kind = \"choice\"\ndefault = \"b\"\nchoices = [{ key = \"a\", labels = { en = \"A\" } }]"),
            DefaultUnknown { field: s("x"), default: s("b") },
        ),
        (own("kind = \"choice\"\nchoices = [{ key = \"a\", labels = {} }]"), LabelsMissing { of: s("the choice `a` of `x`") }),
        (own("kind = \"text\"\nrole = \"export-only\"\nrequired = true"), RequiredNotImportable { field: s("x") }),
        (own("kind = \"integer\"\nrole = \"id\""), Reserved { field: s("x") }),
        (spoiled("", "key = \"id\"\nkind = \"text\"\nlabels = { en = \"ID\" }"), Reserved { field: s("id") }),
        (spoiled("labels = { en = \"Plate\" }", ""), LabelsMissing { of: s("the field `plate`") }),
        (spoiled("plural = { en = \"Vehicles\" }", "plural = {}"), LabelsMissing { of: s("the type's plural") }),
        (spoiled("name_field = \"plate\"", "name_field = \"colour\""), FieldUnknown { place: "name_field", field: s("colour") }),
        (spoiled("name_field = \"plate\"", "name_field = \"tags\""), NameNotText { field: s("tags") }),
        (spoiled("[[\"plate\"]]", "[[\"vin\"]]"), FieldUnknown { place: "natural_keys", field: s("vin") }),
        (spoiled("name_field", "one_of = [[\"vin\"]]\nname_field"), FieldUnknown { place: "one_of", field: s("vin") }),
        (
            spoiled("", "group = \"segments\"\nonly = [\"colour\"]"),
            GroupFieldUnknown { group: s("segments"), field: s("colour") },
        ),
        (own("kind = \"text\"\naliases = [\"PLATE *\"]"), HeaderShared { word: s("plate"), field: s("plate"), other: s("x") }),
    ] {
        assert_eq!(found, expected);
        assert!(found.to_string().ends_with('.'), "{found}");
    }
}

#[test]
fn mistakes_of_shape_name_their_line() {
    let line = |error: DefinitionError| match error {
        DefinitionError::Toml { line, .. } | DefinitionError::FieldMalformed { line, .. } => line,
        other => panic!("{other}"),
    };
    assert_eq!(line(spoiled("plural = {", "plural = = {")), Some(3));
    assert_eq!(line(spoiled("name_field", "colour = 1\nname_field")), Some(4));
    // A field that does not fit is found at its `[[fields]]`, line 7.
    assert_eq!(line(spoiled("kind = \"text\"", "kind = \"text\"\nsize = 3")), Some(7));
    assert_eq!(line(spoiled("kind = \"text\"", "")), Some(7));
    assert_eq!(line(spoiled("", "group = \"address\"\nkind = \"text\"")), Some(12));
}

#[test]
fn unknown_words_are_answered_with_the_known_ones() {
    let group = spoiled("", "group = \"adress\"").to_string();
    assert!(group.contains("`adress`") && group.contains("address, contact_details, every"), "{group}");
    let kind = spoiled("kind = \"text\"", "kind = \"txt\"").to_string();
    assert!(kind.contains("`txt`") && kind.contains("text, long-text, integer"), "{kind}");
}
