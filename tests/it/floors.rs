//! The house's rule about who may import whom, read off the `use` lines.

use std::fs;
use std::path::Path;

const FLOORS: &[(u8, &[&str])] = &[
    (10, &["model", "document", "error"]),
    (20, &["assemble", "compose", "ingest", "returns", "rules", "seal", "summarize", "trace", "write"]),
    (30, &["project", "worker"]),
    (31, &["pipeline"]),
    (40, &["cli"]),
];

const FORMAT_CRATES: &[(&str, &[&str])] = &[
    ("calamine", &["ingest"]),
    ("tera", &["compose"]),
    ("pulldown_cmark", &["compose"]),
    ("docx_rs", &["write"]),
    ("ttf_parser", &["write"]),
    ("rust_xlsxwriter", &["returns", "write"]),
    ("sha2", &["seal"]),
    ("zip", &["ingest", "returns", "seal", "write"]),
    ("quick_xml", &["ingest", "returns", "write"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Unit tests may look at anything.
fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor)
}

/// Every source file with the top module it belongs to.
fn sources(folder: &Path, module: Option<&str>, found: &mut Vec<(String, String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("src").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let module = module.unwrap_or(&stem);
        if path.is_dir() {
            sources(&path, Some(module), found);
        } else if path.extension().is_some_and(|e| e == "rs") && !is_test(&path.display().to_string()) {
            let text = fs::read_to_string(&path).expect("a source");
            found.push((module.to_owned(), path.display().to_string(), text));
        }
    }
}

fn all_sources() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), None, &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// Code without its unit tests, which may look at anything.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn a_module_imports_from_lower_floors_only() {
    let mut broken = Vec::new();
    for (module, path, text) in all_sources() {
        let Some(own) = floor(&module) else { continue };
        for line in code(&text).lines() {
            for (at, _) in line.match_indices("crate::") {
                let imported: String = line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if imported != module
                    && floor(&imported).is_some_and(|other| other >= own)
                    && !line.trim_start().starts_with("//")
                {
                    broken.push(format!("{path}: {module} (floor {own}) uses {imported}"));
                }
            }
        }
    }
    // Grouped imports: `use crate::{assemble, rules}` name their modules after the brace.
    for (module, path, text) in all_sources() {
        let Some(own) = floor(&module) else { continue };
        for (at, _) in code(&text).match_indices("use crate::{") {
            let group: String = text[at + 12..].chars().take_while(|c| *c != ';').collect();
            for part in group.split([',', '{', '}']) {
                let imported = part.trim().split("::").next().unwrap_or_default();
                if imported != module && floor(imported).is_some_and(|other| other >= own) {
                    broken.push(format!("{path}: {module} (floor {own}) uses {imported}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn each_format_crate_is_named_where_it_belongs() {
    let mut broken = Vec::new();
    for (module, path, text) in all_sources() {
        for (name, allowed) in FORMAT_CRATES {
            let used = code(&text).lines().any(|l| {
                let l = l.trim_start();
                !l.starts_with("//") && (l.contains(&format!("{name}::")) || l.starts_with(&format!("use {name}")))
            });
            if used && !allowed.contains(&module.as_str()) {
                broken.push(format!("{path} uses {name}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn below_the_pipeline_there_is_no_clock_no_environment_and_no_printing() {
    let forbidden = ["SystemTime", "Instant::now", "std::env", "println!", "eprintln!", "std::fs", "HashMap", "HashSet"];
    let mut broken = Vec::new();
    for (module, path, text) in all_sources() {
        if floor(&module).is_none_or(|f| f > 20) {
            continue;
        }
        for word in forbidden {
            if code(&text).lines().any(|l| l.contains(word) && !l.trim_start().starts_with("//")) {
                broken.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
