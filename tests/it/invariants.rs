//! What no submission can break (`rules::INVARIANTS`), held on the five conferences of `sample-data/`.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tongket::pipeline;
use tongket::project::Project;
use tongket::rules::INVARIANTS;

/// The `so-lieu.json` of every conference.
fn summaries() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut names: Vec<_> = fs::read_dir(folder).expect("sample-data").map(|entry| entry.expect("an entry").path()).collect();
    names.retain(|path| path.join("hoi-nghi.toml").exists() && !path.ends_with("co-loi"));
    names.sort();
    assert!(names.len() >= 5);
    let summary = |path: &std::path::PathBuf| {
        let project = Project::open(path, None).unwrap_or_else(|e| panic!("{e}"));
        let outcome = pipeline::run(&project, false, &|_, _| {}).unwrap_or_else(|e| panic!("{e}"));
        (path.display().to_string(), outcome.summary.json)
    };
    names.iter().map(summary).collect()
}

/// Every object of a tree.
fn objects<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(members) => {
            found.push(value);
            members.values().for_each(|inner| objects(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| objects(inner, found)),
        _ => {}
    }
}

#[test]
fn recognitions_are_never_fewer_than_models() {
    let mut compared = 0;
    for (name, summary) in summaries() {
        let mut all = Vec::new();
        objects(&summary, &mut all);
        for counts in all {
            if let (Some(models), Some(events)) = (counts["tong"].as_u64(), counts["luot"].as_u64()) {
                assert!(events >= models, "{name}: {counts}");
                compared += 1;
            }
        }
    }
    assert!(compared > 5, "{compared} pairs");
}

#[test]
fn what_lists_count_only_narrows() {
    for (name, summary) in summaries() {
        let registered = summary["dang_ky"]["tong"].as_u64();
        let base = summary["cong_nhan"].as_object().and_then(|levels| levels.values().next());
        let narrower = [summary["hieu_qua"]["tong"].as_u64(), base.and_then(|level| level["tong"].as_u64())];
        for count in narrower.into_iter().flatten() {
            assert!(registered.is_none_or(|all| count <= all), "{name}: {count} of {registered:?}");
        }
    }
}

#[test]
fn the_test_that_holds_an_invariant_exists() {
    for invariant in INVARIANTS {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(invariant.file)).unwrap_or_default();
        assert!(text.contains(invariant.test), "{}: {} has no {}", invariant.code, invariant.file, invariant.test);
    }
}
