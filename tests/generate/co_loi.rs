//! Huyện Thanh Giang, a made-up district: a fault a commune, one for every rule that a submission can break. The sheets stand in
//! `co-loi.md` in the notation of the rules' fixtures; here they get a sheet Thông tin, and two files no table can describe are added.

use std::collections::BTreeMap;

use crate::Workspace;
use crate::support::{Case, workbook};

/// The file that was cut off on its way, and how much of it arrived.
const DAMAGED: (&str, usize) = ("nop/xa-tan-thanh.xlsx", 2_000);
/// A copy of a file: whose, and its name.
const COPY: (&str, &str) = ("nop/xa-quang-trung.xlsx", "nop/xa-quang-trung - Copy.xlsx");
/// The file that does not say whose it is.
const NAMELESS: &str = "nop/tong-hop-cuoi-nam.xlsx";

/// The generated files.
pub fn workspace() -> Workspace {
    let case = Case::parse(include_str!("co-loi.md"));
    let csv = case.csv.clone().unwrap();
    // "an-binh,Xã An Bình,…": the code is part of the file's name.
    let names: BTreeMap<&str, &str> = csv.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let mut files = Workspace::new();
    for (path, sheets) in &case.books {
        let told = sheets.iter().any(|(name, _)| name == "Thông tin");
        let mut sheets = sheets.clone();
        if !told && path != NAMELESS {
            sheets.insert(0, ("Thông tin".to_owned(), info(path, &names)));
        }
        files.insert(path.clone(), workbook(&sheets));
    }
    let whole = files[COPY.0].clone();
    files.insert(DAMAGED.0.to_owned(), whole[..DAMAGED.1].to_vec());
    files.insert(COPY.1.to_owned(), whole);
    files.insert("don-vi.csv".to_owned(), (csv + "\n").into_bytes());
    files
}

/// Unit and period, as the sheet Thông tin tells them.
fn info(path: &str, names: &BTreeMap<&str, &str>) -> Vec<String> {
    let file = path.rsplit('/').next().unwrap().trim_end_matches(".xlsx");
    let fits =
        |code: &&&str| file.strip_prefix("xa-").or(file.strip_prefix("huyen-")).is_some_and(|rest| rest.starts_with(**code));
    let code = names.keys().filter(fits).max_by_key(|code| code.len()).unwrap();
    let name = names[code].split(',').next().unwrap();
    let period = if path.starts_with("ky-truoc/") { "2019" } else { "2020" };
    vec![format!("| Đơn vị | {name} |"), format!("| Kỳ báo cáo | {period} |")]
}
