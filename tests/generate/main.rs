//! Makes the workspaces of `sample-data/`: the submissions (`nop/*.xlsx`) and unit lists (`don-vi.csv`) of five
//! conferences, and of one with planted faults. `hoi-nghi.toml` and the READMEs beside them are written by hand and left alone.
//!
//! To write them anew: `cargo test --test generate -- --ignored sample_data`. The same source gives the same bytes; the
//! other test here fails when source and files have parted.

#![expect(clippy::unwrap_used, reason = "a test binary: a panic names the line and that is all it needs")]

mod ba_ria_vung_tau;
mod book;
mod cao_bang;
mod co_loi;
mod dice;
mod kien_hai;
mod list;
mod phuc_thanh;
mod pools;
mod rach_gia;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "only its notation of sheets is used here")]
mod support;
mod tables;
mod units;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The generated files of a workspace: path below it → bytes.
type Workspace = BTreeMap<String, Vec<u8>>;

fn workspaces() -> [(&'static str, Workspace); 6] {
    [
        ("rach-gia-2016-2020", rach_gia::workspace()),
        ("ba-ria-vung-tau-2017", ba_ria_vung_tau::workspace()),
        ("phuc-thanh-2016-2018", phuc_thanh::workspace()),
        ("cao-bang-2016-2020", cao_bang::workspace()),
        ("kien-hai-2020", kien_hai::workspace()),
        ("co-loi", co_loi::workspace()),
    ]
}

fn sample_data_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

#[test]
#[ignore = "writes sample-data/; run it when the generator has changed"]
fn sample_data() {
    for (name, files) in workspaces() {
        let folder = sample_data_folder().join(name);
        let submissions = folder.join("nop");
        if submissions.exists() {
            fs::remove_dir_all(&submissions).unwrap();
        }
        for (path, bytes) in files {
            let target = folder.join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, bytes).unwrap();
        }
    }
}

#[test]
fn committed_samples_are_what_the_generator_makes() {
    for (name, files) in workspaces() {
        let folder = sample_data_folder().join(name);
        let mut submitted: Vec<String> = fs::read_dir(folder.join("nop"))
            .unwrap()
            .map(|entry| format!("nop/{}", entry.unwrap().file_name().to_str().unwrap()))
            .collect();
        submitted.sort_unstable();
        let made: Vec<&String> = files.keys().filter(|path| path.starts_with("nop/")).collect();
        assert_eq!(submitted.iter().collect::<Vec<_>>(), made, "{name}");
        for (path, bytes) in files {
            assert!(fs::read(folder.join(&path)).unwrap() == bytes, "{name}/{path} differs from what the generator makes");
        }
    }
}
