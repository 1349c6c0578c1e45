//! The table itself: codes, words, and `RULES.md`. Each rule's behaviour is in `tests/rules/`.

use super::*;

#[test]
fn every_row_of_the_table_is_whole() {
    let mut codes: Vec<&str> = ALL.iter().map(|rule| rule.code).collect();
    let mut names: Vec<&str> = ALL.iter().map(|rule| rule.name).collect();
    for rule in ALL {
        for text in [rule.what, rule.why, rule.remedy, rule.basis] {
            assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{}: {text}", rule.code);
        }
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        assert!(find(&rule.code.to_lowercase()).is_some_and(|found| found.code == rule.code));
    }
    let rows = codes.len();
    codes.sort_unstable();
    codes.dedup();
    names.sort_unstable();
    names.dedup();
    assert_eq!((codes.len(), names.len()), (rows, rows), "codes and names are used once");
    assert!(find("R99").is_none());
}

/// Run with `TONGKET_ACCEPT=1` to write the file anew.
#[test]
fn rules_md_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/RULES.md");
    let text = rules_md();
    if std::env::var_os("TONGKET_ACCEPT").is_some() {
        std::fs::write(path, &text).expect("RULES.md can be written");
    }
    assert!(std::fs::read_to_string(path).is_ok_and(|stored| stored == text), "RULES.md is stale: run with TONGKET_ACCEPT=1");
}

#[test]
fn explain_says_all_of_a_rule() {
    let rule = find("r15").expect("R15 exists");
    let text = explain(rule);
    for part in [rule.code, rule.what, rule.why, rule.remedy, rule.basis, "phải sửa", "chưa thể kết luận"] {
        assert!(text.contains(part), "{part}");
    }
}
