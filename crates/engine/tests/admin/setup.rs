//! Settings and recipes.

use kartoteka_domain::language::Language;
use kartoteka_domain::profile::ProfileKey;
use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::progress::Watch;
use kartoteka_engine::suggest_mapping::Said;
use kartoteka_engine::upload_file::NewFile;

use super::{House, fact, refusal};

#[test]
fn l5_l6_limits_are_settings_of_the_profile() {
    let house = House::new();
    let limits = || {
        let profile = house.engine.profile(ProfileKey::Leads).expect("a profile");
        (profile.row_limit, profile.char_limit)
    };
    assert_eq!(limits(), (5_000, 255));
    let set = house.engine.set_setting(&house.admin, "leads.row_limit", " 12000 ").expect("a setting");
    assert_eq!((set.value.as_str(), set.default.as_str(), set.is_set), ("12000", "5000", true));
    house.engine.set_setting(&house.admin, "leads.char_limit", "300").expect("a setting");
    assert_eq!(limits(), (12_000, 300));
    let back = house.engine.unset_setting(&house.admin, "leads.row_limit").expect("a setting");
    assert_eq!((back.value.as_str(), back.is_set), ("5000", false));
    assert_eq!(limits(), (5_000, 300));
}

#[test]
fn settings_are_named_and_guarded() {
    let house = House::new();
    let unknown = refusal(house.engine.set_setting(&house.admin, "login_mod", "email").expect_err("unknown"));
    assert_eq!((unknown.code, fact(&unknown, "likely").as_str()), ("setting-unknown", "login_mode"));
    let unfit = refusal(house.engine.set_setting(&house.admin, "login_mode", "phone").expect_err("unfit"));
    assert_eq!((unfit.code, fact(&unfit, "allowed").as_str()), ("setting-unfit", "username, email"));
    let operator = Actor { id: None, login: "x".into(), role: Role::Operator, scopes: None };
    assert_eq!(house.engine.set_setting(&operator, "language", "cs").expect_err("refused").code(), Some("permission-denied"));
    assert_eq!(house.engine.list_settings(&operator).expect_err("refused").code(), Some("permission-denied"));
    assert_eq!(house.engine.default_language().expect("a language"), Language::English);
    house.engine.set_setting(&house.admin, "language", "pt-BR").expect("set");
    assert_eq!(house.engine.default_language().expect("a language"), Language::Portuguese);
    let all = house.engine.list_settings(&house.admin).expect("settings");
    let set: Vec<&str> = all.iter().filter(|setting| setting.is_set).map(|setting| setting.key).collect();
    assert_eq!(set, ["language"]);
}

#[test]
fn an_import_is_saved_as_a_recipe_and_repeated() {
    let house = House::new();
    let path = house.dir.path().join("one.csv");
    std::fs::write(&path, "Firm;Where\nAcme;Brno\n").expect("a file");
    let maps = vec![("Firm".to_owned(), "name".to_owned()), ("Where".to_owned(), "city".to_owned())];
    let said = Said { maps, tags: vec!["fair".into()], ..Said::default() };
    let new = NewFile { path, record_type: "companies".into(), said, ..NewFile::default() };
    let import = house.engine.upload_file(&house.admin, &new, &Watch::default()).expect("an upload").import;
    assert_eq!(house.engine.save_recipe_of_import(&house.admin, import, " Fair ").expect("saved"), 1);
    assert_eq!(house.engine.save_recipe_of_import(&house.admin, import, "Fair").expect("saved"), 2);
    let recipe = house.engine.recipe(&house.admin, "Fair").expect("a recipe");
    assert_eq!((recipe.name.as_str(), recipe.options.tags.as_slice()), ("Fair", &["fair".to_owned()][..]));
    let other = house.dir.path().join("two.csv");
    std::fs::write(&other, "Firm;Where\nBeta;Praha\nGama;Plzeň\n").expect("a file");
    let again = house.engine.repeat_import(&house.admin, import, &other, &Watch::default()).expect("an upload").import;
    assert_ne!(again, import);
    house.engine.check_import(&house.admin, again, &Watch::default()).expect("a check");
    let counts = house.engine.start_import(&house.admin, again, &Watch::default()).expect("a run");
    assert_eq!((counts.rows, counts.created), (2, 2));
    assert_eq!(house.ids("company", &house.filter("company", &["city=Plzeň", "tag=fair"])), [2]);
    house.engine.delete_recipe(&house.admin, "Fair").expect("deleted");
    assert!(house.engine.recipes(&house.admin).expect("recipes").is_empty());
}

#[test]
fn recipes_are_checked_before_they_are_kept() {
    let house = House::new();
    let part = |ty: &str, field: &str| {
        format!("recipe = 1\n\n[[part]]\ntype = \"{ty}\"\n\n[[part.column]]\nheader = \"A\"\nfield = \"{field}\"\n")
    };
    for (document, code) in [
        ("recipe = 9\nnew = true\n".to_owned(), "recipe-version"),
        ("recipe = 1\nnew = true\n".to_owned(), "recipe-unreadable"),
        ("not toml".to_owned(), "recipe-unreadable"),
        (part("compny", "name"), "type-unknown"),
        (part("company", "nmae"), "field-unknown"),
    ] {
        assert_eq!(house.engine.save_recipe(&house.admin, "R", &document).expect_err("refused").code(), Some(code), "{document}");
    }
    let good = part("company", "name");
    assert_eq!(house.engine.save_recipe(&house.admin, "", &good).expect_err("no name").code(), Some("recipe-name-unfit"));
    let document = format!("# kept as it is\n{good}");
    assert_eq!(house.engine.save_recipe(&house.admin, "R", &document).expect("saved"), 1);
    assert_eq!(house.engine.recipe_view(&house.admin, "R").expect("a recipe").document, document);
    let unknown = refusal(house.engine.recipe(&house.admin, "Fairs").expect_err("unknown"));
    assert_eq!((unknown.code, fact(&unknown, "name").as_str()), ("recipe-unknown", "Fairs"));
}
