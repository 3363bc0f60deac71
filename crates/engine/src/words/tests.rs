//! Proofs over all sentences: same ids and facts in four languages, every code has its words, plurals are complete.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const NBSP: &str = "\u{A0}";
const NO_FACTS: &[(&str, &str)] = &[];

/// The messages of one language: id → source of its value.
fn messages(language: Language) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for source in sources(language) {
        let mut open = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once(" =") {
                Some((id, value)) if !line.starts_with(' ') => {
                    open = id.to_owned();
                    assert!(found.insert(open.clone(), value.to_owned()).is_none(), "{language:?}: {id} stands twice");
                }
                _ if !open.is_empty() => {
                    let value = found.get_mut(&open).expect("an open message");
                    value.push('\n');
                    value.push_str(line);
                }
                _ => assert!(line.is_empty(), "{language:?}: {line}"),
            }
        }
    }
    found
}

/// The facts a message asks for, through the messages it refers to.
fn variables(id: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let source = &all[id];
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name_at = |rest: &str| rest.chars().take_while(|c| is_name(*c)).collect::<String>();
    let mut found: BTreeSet<String> = source.split('$').skip(1).map(name_at).collect();
    for part in source.split("{ ").skip(1) {
        let name = name_at(part);
        if all.contains_key(&name) {
            found.extend(variables(&name, all));
        }
    }
    found
}

/// The keys of every choice in a message, inner ones apart from outer ones.
fn selects(source: &str) -> Vec<Vec<String>> {
    let mut open: Vec<Option<Vec<String>>> = Vec::new();
    let mut done = Vec::new();
    for line in source.lines() {
        let start = line.trim_start().trim_start_matches('*');
        if let (Some(rest), Some(Some(keys))) = (start.strip_prefix('['), open.last_mut()) {
            keys.push(rest.split(']').next().unwrap_or("").to_owned());
        }
        for (at, sign) in line.char_indices() {
            match sign {
                '{' => open.push(line[at..].split('}').next().is_some_and(|inner| inner.ends_with("->")).then(Vec::new)),
                '}' => done.extend(open.pop().flatten()),
                _ => {}
            }
        }
    }
    assert!(open.is_empty(), "{source}");
    done
}

#[test]
fn every_file_is_sound_fluent() {
    for language in Language::ALL {
        for source in sources(language) {
            assert!(
                FluentResource::try_new(source.to_owned()).is_ok(),
                "{language:?}: {:?}",
                FluentResource::try_new(source.to_owned()).err()
            );
            assert!(!source.contains('\t'), "{language:?}");
        }
    }
}

#[test]
fn every_language_has_the_same_ids_and_facts() {
    let english = messages(Language::English);
    assert!(english.len() > 400, "{}", english.len());
    for language in Language::ALL {
        let here = messages(language);
        let ids = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(ids(&here), ids(&english), "{language:?}");
        for id in english.keys() {
            let plain = |all| {
                variables(id, all).into_iter().map(|name| name.trim_end_matches("-count").to_owned()).collect::<BTreeSet<_>>()
            };
            assert_eq!(plain(&here), plain(&english), "{language:?}: {id}");
        }
    }
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for language in Language::ALL {
        let all = messages(language);
        for id in all.keys() {
            let names = variables(id, &all);
            let args: Vec<(&str, Arg<'_>)> =
                names.iter().filter(|name| !name.ends_with("-count")).map(|name| (name.as_str(), Arg::from(5))).collect();
            let facts = Words::of(language).facts(&args);
            let bundle = &BUNDLES[language as usize];
            let pattern = bundle.get_message(id).and_then(|message| message.value()).expect("a message with a value");
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&facts), &mut errors);
            assert!(errors.is_empty(), "{language:?}: {id}: {errors:?}");
            assert!(!said.is_empty() && !said.contains(['{', '}']), "{language:?}: {id}: {said}");
        }
    }
}

#[test]
fn plural_forms_are_complete() {
    for (language, wanted) in [
        (Language::English, &["one", "other"][..]),
        (Language::Czech, &["few", "one", "other"]),
        (Language::Portuguese, &["one", "other"]),
        (Language::Russian, &["few", "many", "one", "other"]),
    ] {
        let mut seen = 0;
        for (id, source) in messages(language) {
            for keys in selects(&source) {
                let mut forms: Vec<&str> =
                    keys.iter().map(String::as_str).filter(|key| !key.starts_with(|c: char| c.is_ascii_digit())).collect();
                forms.sort_unstable();
                if forms.iter().any(|form| ["one", "few", "many"].contains(form)) {
                    seen += 1;
                    assert_eq!(forms, wanted, "{language:?}: {id}");
                }
            }
        }
        assert!(seen > 40, "{language:?}: only {seen} plurals were found");
    }
}

#[test]
fn every_code_has_a_sentence_a_title_and_help_with_documented_facts() {
    for language in Language::ALL {
        let all = messages(language);
        for code in Code::ALL {
            let word = code.word();
            let documented: BTreeSet<&str> = code.documentation().split('`').skip(1).step_by(2).collect();
            for name in variables(word, &all) {
                let fact = name.trim_end_matches("-count");
                assert!(documented.contains(fact) || ["label", "value"].contains(&fact), "{language:?}: {word}: {name}");
            }
            for part in ["title", "help"] {
                assert_eq!(variables(&format!("{word}-{part}"), &all), BTreeSet::new(), "{language:?}: {word}-{part}");
            }
            assert_ne!(Words::of(language).issue_title(*code), format!("{word}-title"));
            assert_ne!(Words::of(language).issue_help(*code), format!("{word}-help"));
        }
    }
}

#[test]
fn the_tone_is_plain() {
    let shunned = [
        (Language::English, &["invalid", "illegal", "oops", "sorry", "please", "!"][..]),
        (Language::Czech, &["neplatn", "!"]),
        (Language::Portuguese, &["inválid", "!"]),
        (Language::Russian, &["недопустим", "неверный ввод"]),
    ];
    for (language, words) in shunned {
        for (id, source) in messages(language) {
            for word in words {
                assert!(!source.to_lowercase().contains(word), "{language:?}: {id}: {word}");
            }
        }
    }
}

#[test]
fn refusals_and_hints_belong_together() {
    let all = messages(Language::English);
    for id in all.keys() {
        if let Some(code) = id.strip_prefix("hint-").filter(|code| *code != "prefix") {
            let refusal = format!("refusal-{code}");
            assert!(all.contains_key(&refusal), "{id}");
            assert!(variables(id, &all).is_subset(&variables(&refusal, &all)), "{id} needs facts its refusal has not");
        }
    }
    let (sentence, hint) = Words::of(Language::English).refusal("too-many-rows", &[("rows", "5240"), ("limit", "5000")]);
    assert_eq!(sentence, "This file has 5,240 rows. The limit is 5,000. Nothing was saved.");
    assert_eq!(hint.as_deref(), Some("Split the file into parts of at most 5,000 rows."));
    assert_eq!(Words::of(Language::English).refusal("bot-required", NO_FACTS).0, "Choose a bot: clients always belong to one.");
    assert!(Words::of(Language::English).refusal("file-exists", &[("file", "a.csv")]).1.is_some());
    assert_eq!(
        Words::of(Language::English).refusal("record-unknown", &[("type", "company"), ("id", "1200")]),
        ("There is no record 1200 (Company).".into(), None)
    );
}

#[test]
fn refusals_take_facts_as_the_engine_keeps_them() {
    let english = Words::of(Language::English);
    for (code, facts, expected) in [
        (
            "type-unknown",
            &[("name", "contcts"), ("likely", "contacts")][..],
            "There is no record type \"contcts\". Did you mean \"contacts\"?",
        ),
        ("type-unknown", &[("name", "zzz"), ("likely", "")], "There is no record type \"zzz\"."),
        ("recipe-version", &[("found", "9"), ("known", "1")], "The recipe has version 9; this program knows versions up to 1."),
        ("file-unreadable", &[("what", "x")], "The file could not be read."),
        ("file-unreadable", &[("path", "a.csv"), ("reason", "denied")], "The file a.csv could not be read: denied."),
        ("file-locked", &[], "The file is protected by a password."),
        ("file-not-a-sheet", &[("what", "pdf")], "This is a PDF document, not a spreadsheet and not a CSV file."),
        ("file-not-a-sheet", &[("what", "rtf")], "This is something else, not a spreadsheet and not a CSV file."),
        ("rows-too-many", &[("limit", "5000")], "This file has more rows than the limit of 5,000. Nothing was saved."),
        (
            "import-not-startable",
            &[("number", "1200"), ("state", "partly_undone")],
            "This cannot be done with import #1200 now. Its state: Partly undone.",
        ),
        ("mapping-incomplete", &[("fields", "name")], "No column is matched to a required field: name."),
        ("mapping-incomplete", &[("fields", "name, email")], "No column is matched to required fields: name, email."),
        (
            "edit-file-other-type",
            &[("found", "company"), ("wanted", "location")],
            "This file was made for another record type: Company instead of Location. Nothing was changed.",
        ),
    ] {
        assert_eq!(english.refusal(code, facts).0, expected);
    }
}

#[test]
fn words_for_numbers_follow_each_language() {
    for (language, n, expected) in [
        (Language::English, 1, "1 row"),
        (Language::English, 1234, "1,234 rows"),
        (Language::Czech, 1, "1 řádek"),
        (Language::Czech, 2, "2 řádky"),
        (Language::Czech, 5, "5 řádků"),
        (Language::Czech, 0, "0 řádků"),
        (Language::Czech, 1234, "1\u{A0}234 řádků"),
        (Language::Portuguese, 1, "1 linha"),
        (Language::Portuguese, 2, "2 linhas"),
        (Language::Portuguese, 1234, "1.234 linhas"),
        (Language::Russian, 1, "1 строка"),
        (Language::Russian, 2, "2 строки"),
        (Language::Russian, 5, "5 строк"),
        (Language::Russian, 11, "11 строк"),
        (Language::Russian, 21, "21 строка"),
        (Language::Russian, 1234, "1\u{A0}234 строки"),
    ] {
        assert_eq!(Words::of(language).say("count-rows", &[("n", n.into())]), expected);
    }
}

#[test]
fn a_missing_sentence_is_its_id() {
    assert_eq!(Words::of(Language::Czech).say("no-such-id", &[]), "no-such-id");
    assert_eq!(Words::of(Language::Czech).say_if_known("no-such-id", &[]), None);
}

#[test]
fn issues_say_what_where_and_how() {
    let english = Words::of(Language::English);
    let sentence = english.issue(Code::DateUnreadable, "Birth date", Some("31.02.2024"), &[("example", "28.02.2024")]);
    assert_eq!(sentence, "\"31.02.2024\" is not a date. Write dates like this: 28.02.2024.");
    assert_eq!(english.in_row(14, Some("Birth date"), &sentence), format!("Row 14, \"Birth date\": {sentence}"));
    assert_eq!(english.in_row(1200, None, "x"), "Row 1200: x");
    for (language, code, value, params, expected) in [
        (
            Language::English,
            Code::TextTooLong,
            None,
            &[("chars", "1256"), ("limit", "255")][..],
            "The text has 1,256 characters; the limit is 255.",
        ),
        (Language::Czech, Code::TextTooLong, None, &[("chars", "262"), ("limit", "255")], "Text má 262 znaků; limit je 255."),
        (
            Language::Russian,
            Code::TextTooLong,
            None,
            &[("chars", "1021"), ("limit", "255")],
            "В тексте 1\u{A0}021 символ; предел — 255.",
        ),
        (Language::English, Code::LinkMissing, Some("Acme"), &[("type", "company")], "Company \"Acme\" does not exist."),
        (
            Language::Czech,
            Code::LinkMissing,
            Some("Acme"),
            &[("type", "company"), ("likely", "Acmé")],
            "Společnost „Acme“ neexistuje. Nemělo to být „Acmé“?",
        ),
        (Language::English, Code::LinkMissing, Some("Rex"), &[("type", "pet")], "pet \"Rex\" does not exist."),
        (
            Language::English,
            Code::ChoiceUnknown,
            Some("Czechya"),
            &[("likely", "Czechia")],
            "\"Czechya\" is not one of the choices. Did you mean \"Czechia\"?",
        ),
        (Language::English, Code::KeyTaken, None, &[("id", "1042")], "Record 1042 already has this value."),
        (Language::English, Code::KeyTaken, Some("jan"), &[("id", "1042")], "Record 1042 already has this value: \"jan\"."),
        (
            Language::English,
            Code::RecordMissing,
            None,
            &[("key", "99311")],
            "No record was found for \"99311\", and this import only updates.",
        ),
        (Language::English, Code::LinkCycle, None, &[("rows", "5, 8")], "The record would stand above itself; see rows 5, 8."),
        (Language::English, Code::LinkCycle, None, &[("rows", "5")], "The record would stand above itself; see row 5."),
        (Language::English, Code::LinkCycle, None, &[], "The record would stand above itself."),
        (
            Language::Portuguese,
            Code::FieldConflict,
            Some("b"),
            &[("before", ""), ("stored", "1234")],
            "Mudou nos dois lados desde a exportação: era “(vazio)”, agora está armazenado “1234”, o arquivo diz “b”. O valor armazenado permanece.",
        ),
        (
            Language::English,
            Code::DateAmbiguous,
            Some("03/04/2026"),
            &[("reading", "2026-04-03")],
            "\"03/04/2026\" is read as 3 Apr 2026; day and month could also be the other way round.",
        ),
        (
            Language::English,
            Code::NumberAmbiguous,
            Some("20,260,403"),
            &[("reading", "20260403"), ("other", "20.26")],
            "\"20,260,403\" is read as 20260403; it could also mean 20.26.",
        ),
        (
            Language::English,
            Code::NumberOutOfRange,
            Some("9e99"),
            &[("least", "-9223372036854775808"), ("most", "9223372036854775807")],
            "\"9e99\" is outside the range from −9,223,372,036,854,775,808 to 9,223,372,036,854,775,807.",
        ),
    ] {
        assert_eq!(Words::of(language).issue(code, "Field", value, params), expected, "{language:?} {code:?}");
    }
}

#[test]
fn web_18_values_cannot_steer_the_terminal() {
    let said = Words::of(Language::English).issue(Code::EmailUnreadable, "E-mail", Some("a\u{1B}[2J\nb\u{202E}c"), NO_FACTS);
    assert!(said.starts_with("\"a\u{FFFD}[2J b\u{FFFD}c\" is not"), "{said}");
    let refusal = Words::of(Language::English).refusal("file-missing", &[("path", "a\u{1B}[31m.csv")]).0;
    assert_eq!(refusal, "There is no file a\u{FFFD}[31m.csv.");
    let long = Words::of(Language::English).issue(Code::EmailUnreadable, "E-mail", Some(&"ž".repeat(300)), NO_FACTS);
    assert!(long.starts_with(&format!("\"{}…\" is not", "ž".repeat(80))), "{long}");
}

#[test]
fn numbers_dates_and_sizes_look_local() {
    let day = jiff::civil::date(2026, 4, 3);
    for (language, expected) in [
        (Language::English, ["−1,234,567", "+120", "3 Apr 2026", "3 Apr 2026 09:05", "1.5_MB"]),
        (Language::Czech, ["−1_234_567", "+120", "3._4._2026", "3._4._2026 09:05", "1,5_MB"]),
        (Language::Portuguese, ["−1.234.567", "+120", "03/04/2026", "03/04/2026 09:05", "1,5_MB"]),
        (Language::Russian, ["−1_234_567", "+120", "03.04.2026", "03.04.2026 09:05", "1,5_МБ"]),
    ] {
        let shown = [
            number(-1_234_567, language),
            signed(120, language),
            date(day, language),
            date_time(day.at(9, 5, 0, 0), language),
            size(1_500_000, language),
        ];
        assert_eq!(shown, expected.map(|text| text.replace('_', NBSP)));
    }
    for (seconds, expected) in
        [(0, "0_s"), (59, "59_s"), (200, "3_min 20_s"), (7_500, "2_h 5_min"), (97_200, "1_d 3_h"), (3_601, "1_h")]
    {
        assert_eq!(duration(seconds, Language::English), expected.replace('_', NBSP));
    }
    for (bytes, expected) in [(0, "0_B"), (812, "812_B"), (64_000_000, "64_MB"), (2_340_000_000, "2.3_GB")] {
        assert_eq!(size(bytes, Language::English), expected.replace('_', NBSP));
    }
    assert_eq!(
        Words::of(Language::English).refusal("file-too-large", &[("bytes", "70000000"), ("limit", "64000000")]).0,
        "The file has 70_MB. The limit is 64_MB.".replace('_', NBSP)
    );
}

#[test]
fn summaries_read_as_promised() {
    let counts = [
        ("rows", Arg::from(500)),
        ("ready", Arg::from(462)),
        ("warnings", Arg::from(21)),
        ("errors", Arg::from(17)),
        ("skipped", 0.into()),
    ];
    for (language, expected) in [
        (Language::English, "500 rows: 462 ready, 21 with warnings, 17 with errors. Nothing was saved."),
        (Language::Czech, "500 řádků: 462 připraveno, 21 s varováním, 17 s chybami. Nic se neuložilo."),
        (Language::Portuguese, "500 linhas: prontas 462, com avisos 21, com erros 17. Nada foi salvo."),
        (Language::Russian, "500 строк: готово 462, с предупреждениями 21, с ошибками 17. Ничего не сохранено."),
    ] {
        assert_eq!(Words::of(language).say("check-summary", &counts), expected);
    }
    let finished = |out: i64| Words::of(Language::English).say("run-finished", &[("number", 1200.into()), ("out", out.into())]);
    assert_eq!(finished(0), "Import #1200 finished; no row stayed out.");
    assert_eq!(finished(17), "Import #1200 finished; 17 rows stayed out.");
    let line =
        [("sheet", Arg::from("Data")), ("row", 1.into()), ("matched", 18.into()), ("columns", 21.into()), ("ignored", 3.into())];
    assert_eq!(
        Words::of(Language::English).say("sheet-header-line", &line),
        "Sheet \"Data\", header in row 1, 18 of 21 columns matched (3 ignored)"
    );
}
