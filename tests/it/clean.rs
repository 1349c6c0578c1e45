//! A hundred clean conferences of random shape: what the program counts is what their makers counted, and nothing in them
//! is to be mended or looked at.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tongket::model::Severity;

use crate::conference::World;
use crate::conference::random::world;
use crate::support::{Case, Run};

fn run(world: &World) -> Run {
    let case = Case { toml: world.toml.clone(), csv: Some(world.csv.clone()), ..Case::default() };
    let files: Vec<(String, Vec<u8>)> = world.books().iter().map(|book| (book.path.clone(), book.bytes())).collect();
    case.run_files(&files)
}

/// Where so-lieu.json differs from the world's own counts.
fn differences(world: &World, run: &Run) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |path: &str, says: Value, counted: Value| {
        if says != counted {
            found.push(format!("{path}: so-lieu.json {says}, đếm được {counted}"));
        }
    };
    for (path, counted) in world.expected() {
        differ(&path, run.summary.at(&path).cloned().unwrap_or(Value::Null), counted);
    }
    for (index, form) in world.forms.iter().enumerate() {
        for cumulative in [false, true] {
            let groups = run.at("khen_thuong");
            let fitting =
                groups.as_array().expect("a list").iter().filter(|g| g["hinh_thuc"] == form.code && g["luy_ke"] == cumulative);
            let says: u64 = fitting.filter_map(|g| g["tong"].as_u64()).sum();
            differ(&format!("khen_thuong.{}.{cumulative}", form.code), json!(says), json!(world.awarded(index, cumulative)));
        }
    }
    for (code, value, out_of) in world.indicators() {
        let all = run.at("chi_tieu");
        let one = all.as_array().expect("a list").iter().find(|i| i["ma"] == code).cloned().unwrap_or(Value::Null);
        let says = json!([if out_of.is_some() { &one["tu_so"] } else { &one["gia_tri"] }, one["mau_so"]]);
        differ(code, says, json!([value, out_of]));
    }
    found
}

#[test]
fn a_hundred_clean_conferences_have_nothing_to_mend_and_count_right() {
    let mut faults = String::new();
    for seed in 1..=100 {
        let world = world(seed, false);
        let run = run(&world);
        let mut found = differences(&world, &run);
        for finding in run.findings.iter().filter(|f| f.severity != Severity::Note) {
            let place = finding.at.map(|at| run.dossier.place(at)).unwrap_or_default();
            found.push(format!("[{}] {place}: {}", finding.code, finding.message));
        }
        if !found.is_empty() {
            let more = found.len();
            found.truncate(5);
            let _ = writeln!(faults, "hội nghị {seed} ({more}):\n    {}", found.join("\n    "));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
