//! Invitations, passwords, who may sign in with what.

use kartoteka_engine::actor::{Actor, Role};
use kartoteka_engine::manage_users::{INVITATION_DAYS, UserView};

use super::{House, fact, open, refusal, start};

#[test]
fn h11_an_invitation_sets_a_password_once() {
    let house = House::new();
    house.user("jana", "operator");
    assert_eq!(
        house.engine.verify_password("jana", "correct horse").expect_err("no password yet").code(),
        Some("sign-in-failed")
    );
    let older = house.engine.invite_user(&house.admin, "JANA").expect("an invitation");
    let secret = house.engine.invite_user(&house.admin, "jana").expect("a newer one");
    assert_eq!(house.engine.accept_invitation(&older, "correct horse").expect_err("replaced").code(), Some("invitation-unknown"));
    assert_eq!(house.engine.accept_invitation(&secret, "1234567").expect_err("short").code(), Some("password-too-short"));
    let actor = house.engine.accept_invitation(&secret, "correct horse").expect("accepted");
    assert_eq!((actor.login.as_str(), actor.role), ("jana", Role::Operator));
    assert_eq!(house.engine.accept_invitation(&secret, "another horse").expect_err("used").code(), Some("invitation-used"));
    assert_eq!(house.engine.verify_password(" Jana ", "correct horse").expect("signed in"), actor);
    let users = house.engine.list_users(&house.admin, Some(Role::Operator), None, 0).expect("users");
    let [UserView { has_password: true, is_invited: false, is_active: true, .. }] = users.as_slice() else { panic!("{users:?}") };
}

#[test]
fn h11_only_the_hash_of_an_invitation_is_kept() {
    let house = House::new();
    house.user("jana", "operator");
    let secret = house.engine.invite_user(&house.admin, "jana").expect("an invitation");
    let mut bytes = std::fs::read(house.dir.path().join("kartoteka.sqlite")).expect("the database");
    bytes.extend(std::fs::read(house.dir.path().join("kartoteka.sqlite-wal")).unwrap_or_default());
    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
}

#[test]
fn h11_an_invitation_ends_after_its_days() {
    let house = House::new();
    house.user("jana", "operator");
    let secret = house.engine.invite_user(&house.admin, "jana").expect("an invitation");
    let later = |seconds: i64| {
        let end = start().checked_add(jiff::Span::new().days(INVITATION_DAYS)).expect("a time");
        open(house.dir.path(), end.checked_add(jiff::Span::new().seconds(seconds)).expect("a time"))
    };
    assert_eq!(later(0).accept_invitation(&secret, "correct horse").expect_err("late").code(), Some("invitation-expired"));
    assert!(later(-1).accept_invitation(&secret, "correct horse").is_ok());
}

#[test]
fn nobody_learns_who_exists() {
    let house = House::new();
    house.user("jana", "operator");
    let id = house.user("petr", "operator");
    for login in ["jana", "petr"] {
        let secret = house.engine.invite_user(&house.admin, login).expect("an invitation");
        house.engine.accept_invitation(&secret, "correct horse").expect("accepted");
    }
    house.engine.set_record(&house.admin, "user", id, None, &[("is_active".into(), "no".into())]).expect("put aside");
    let answers = [("jana", "wrong horse"), ("nobody", "correct horse"), ("petr", "correct horse"), ("", "")]
        .map(|(name, password)| refusal(house.engine.verify_password(name, password).expect_err("not let in")));
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.code == "sign-in-failed"), "{answers:?}");
    assert_eq!(house.engine.actor("petr").expect_err("inactive").code(), Some("user-inactive"));
    assert_eq!(house.engine.invite_user(&house.admin, "petr").expect_err("inactive").code(), Some("user-inactive"));
    let unknown = refusal(house.engine.actor("jane").expect_err("unknown"));
    assert_eq!((unknown.code, fact(&unknown, "likely").as_str()), ("reference-unknown", "jana"));
    let jana = house.engine.actor("jana").expect("jana");
    assert_eq!(house.engine.invite_user(&jana, "jana").expect_err("no administrator").code(), Some("permission-denied"));
    assert_eq!(house.engine.list_users(&jana, None, None, 0).expect_err("no administrator").code(), Some("permission-denied"));
}

#[test]
fn h8_sign_in_by_email_needs_one_owner_each() {
    let house = House::new();
    house.create("user", &[("username", "jana"), ("email", "office@example.com"), ("role", "operator")]);
    let eva = house.create("user", &[("username", "eva"), ("email", "Office@Example.com")]);
    house.create("user", &[("username", "petr"), ("email", "petr@example.com")]);
    let conflict = refusal(house.engine.set_setting(&house.admin, "login_mode", "email").expect_err("shared"));
    assert_eq!(
        (conflict.code, fact(&conflict, "emails"), fact(&conflict, "users")),
        ("login-mode-conflict", "1".into(), "2".into())
    );
    assert_eq!(fact(&conflict, "names"), "office@example.com (jana, eva)");
    assert_eq!(house.engine.get_setting(&house.admin, "login_mode").expect("a setting").value, "username");
    house.engine.set_record(&house.admin, "user", eva, None, &[("email".into(), "eva@example.com".into())]).expect("mended");
    house.engine.set_setting(&house.admin, "login_mode", "email").expect("switched");
    let secret = house.engine.invite_user(&house.admin, "jana").expect("an invitation");
    house.engine.accept_invitation(&secret, "correct horse").expect("accepted");
    assert_eq!(house.engine.verify_password("OFFICE@example.com", "correct horse").expect("signed in").login, "jana");
    assert_eq!(house.engine.verify_password("jana", "correct horse").expect_err("by e-mail only").code(), Some("sign-in-failed"));
}

#[test]
fn bots_tunnels_and_lgts() {
    let house = House::new();
    use kartoteka_engine::edit_record::Edited;
    assert!(matches!(house.engine.add_bot(&house.admin, "Shop", "Telegram"), Ok(Edited::Created(_))));
    assert!(
        matches!(house.engine.add_bot(&house.admin, "Other", ""), Ok(Edited::Rejected(_))),
        "a bot has exactly one messenger"
    );
    assert!(matches!(house.engine.add_tunnel(&house.admin, "Autumn"), Ok(Edited::Created(_))));
    assert!(matches!(house.engine.add_lgt(&house.admin, "Landing", "Autumn"), Ok(Edited::Created(_))));
    assert!(
        matches!(house.engine.add_lgt(&house.admin, "Landing 2", "Winter"), Ok(Edited::Rejected(_))),
        "its tunnel must exist"
    );
    let rename = [("name".to_owned(), "Main".to_owned())];
    let kept = house.engine.update_reference(&house.admin, "tunnel", "default tunnel", &rename).expect_err("A5");
    assert_eq!(kept.code(), Some("default-tunnel-stays"));
    assert!(matches!(house.engine.update_reference(&house.admin, "tunnel", "autumn", &rename), Ok(Edited::Updated(_))));
    let operator = Actor { login: "x".into(), id: None, role: Role::Operator, scopes: None };
    assert_eq!(house.engine.add_tunnel(&operator, "Spring").expect_err("an administrator's").code(), Some("permission-denied"));
}
