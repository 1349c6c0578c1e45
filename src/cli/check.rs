//! `check`: read and reconcile; findings as words, or one JSON object a line.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::error::Error;
use crate::model::{
    Authority, Cell, Column, ColumnUse, Dossier, Fate, Finding, Form, Match, Origin, Reading, Severity, Side, Table,
    column_letters, name,
};
use crate::pipeline::Outcome;
use crate::rules;

use super::args::CheckArgs;
use super::{CLEAN, MUST_FIX, console, report, returns};

pub(super) fn run(args: &CheckArgs) -> Result<u8, Error> {
    let (project, outcome) = report::load(&args.workspace, false)?;
    let returned = args.returns.then(|| returns::write(&project, &outcome)).transpose()?;
    if args.json {
        let lines: Vec<String> = json_lines(&outcome).iter().map(Value::to_string).collect();
        console::out(&lines.join("\n"));
        if let Some(returned) = &returned {
            console::note(returned);
        }
    } else {
        console::out(&words(&outcome));
        if let Some(returned) = &returned {
            console::out(returned);
        }
    }
    Ok(if outcome.must_fix() { MUST_FIX } else { CLEAN })
}

/// What was read, what was taken for what, and the findings by severity.
fn words(outcome: &Outcome) -> String {
    let dossier = &outcome.dossier;
    let mut text = String::from("CÁC TỆP ĐÃ NHẬN\n");
    for (index, reading) in dossier.readings.iter().enumerate() {
        text += &file_words(dossier, index, reading);
    }
    for severity in [Severity::MustFix, Severity::Review, Severity::Note] {
        let group: Vec<&Finding> = outcome.findings.iter().filter(|f| f.severity == severity && f.explained.is_none()).collect();
        if !group.is_empty() {
            let _ = writeln!(text, "\n{} ({})", severity.name().to_uppercase(), group.len());
            for finding in group {
                text += &finding_words(dossier, finding);
            }
        }
    }
    let explained: Vec<&Finding> = outcome.findings.iter().filter(|f| f.explained.is_some()).collect();
    if !explained.is_empty() {
        let _ = writeln!(text, "\nĐÃ GIẢI TRÌNH ({})", explained.len());
        for finding in explained {
            text += &finding_words(dossier, finding);
        }
    }
    format!("{text}\n{}\n{}\n", report::read_line(outcome), report::findings_line(outcome))
}

fn file_words(dossier: &Dossier, index: usize, reading: &Reading) -> String {
    let mut text = format!("  {}: {}\n", reading.path, fate_words(dossier, index, reading));
    for table in &reading.tables {
        let sheet = reading.sheets.get(usize::from(table.sheet)).map_or("", |s| s.name.as_str());
        let left_out = table.left_out.len();
        let aside =
            if left_out > 0 { format!(", để riêng {left_out} dòng không phải số liệu") } else { String::new() };
        let _ = writeln!(text, "    trang “{sheet}” → {}: {} dòng{aside}", table.form.name(), table.record_rows());
        text += &columns_words(&dossier.authority, table, reading.is_turned(table));
    }
    for (sheet, reason) in passed_over(reading) {
        let _ = writeln!(text, "    trang “{sheet}”: bỏ qua ({reason})");
    }
    text
}

/// "cột: B Tên mô hình, điển hình · F Lĩnh vực (ghi “Mảng”); để riêng: K “Ký nhận”": what each column was taken for.
fn columns_words(authority: &Authority, table: &Table, turned: bool) -> String {
    let taken = |used: &ColumnUse| {
        let heading = used.column?.heading(authority);
        let same = name::slug_words(&used.heading).replace(' ', "") == name::slug_words(&heading).replace(' ', "");
        let sent = if same { String::new() } else { format!(" (ghi “{}”)", name::clean(&used.heading)) };
        Some(format!("{} {heading}{sent}", column_place(used, turned)))
    };
    let known: Vec<String> = table.columns.iter().filter_map(taken).collect();
    let aside: Vec<String> = table
        .columns
        .iter()
        .filter(|used| used.column.is_none())
        .map(|used| format!("{} “{}”", column_place(used, turned), name::clean(&used.heading)))
        .collect();
    let parts = [(if turned { "dòng: " } else { "cột: " }, known), ("để riêng: ", aside)];
    let parts: Vec<String> =
        parts.into_iter().filter(|(_, list)| !list.is_empty()).map(|(lead, list)| lead.to_owned() + &list.join(" · ")).collect();
    if parts.is_empty() { String::new() } else { format!("      {}\n", parts.join("; ")) }
}

/// "F"; in a table whose records are columns the number of the row.
fn column_place(used: &ColumnUse, turned: bool) -> String {
    if turned { (u32::from(used.col) + 1).to_string() } else { column_letters(used.col) }
}

/// Sheets that were not read, with the reason.
fn passed_over(reading: &Reading) -> impl Iterator<Item = (&str, &'static str)> {
    reading.sheets.iter().filter_map(|sheet| Some((sheet.name.as_str(), sheet.passed_over?)))
}

fn fate_words(dossier: &Dossier, index: usize, reading: &Reading) -> String {
    match &reading.fate {
        Fate::Read => {
            let units = units_of(dossier, index);
            match (units.is_empty(), told_unit(dossier, reading)) {
                (false, _) => units.join(", "),
                (true, Some(unit)) => format!("{unit} (chưa có dòng số liệu nào)"),
                (true, None) => "đã đọc, chưa rõ đơn vị".to_owned(),
            }
        }
        Fate::Refused(_) => "không đọc được".to_owned(),
        Fate::Skipped(reason) => format!("bỏ qua ({reason})"),
        Fate::DuplicateOf(first) => format!("trùng với {}", dossier.reading(*first).path),
    }
}

/// The unit a file names although it holds no figures.
fn told_unit<'a>(dossier: &'a Dossier, reading: &Reading) -> Option<&'a str> {
    let mention = reading.contexts.iter().find_map(|context| context.mentions.first())?;
    match dossier.units.resolve(&mention.text, None) {
        Match::One(unit)
            if reading.is_blank_form() || reading.tables.iter().all(|t| t.form == Form::Info || t.records() == 0) =>
        {
            Some(dossier.units.name(unit))
        }
        _ => None,
    }
}

/// The units whose figures a file holds, each once.
fn units_of(dossier: &Dossier, file: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for submission in dossier.submissions.iter().filter(|s| s.file as usize == file) {
        let name = dossier.units.name(submission.unit);
        if !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn finding_words(dossier: &Dossier, finding: &Finding) -> String {
    let place = finding.at.map(|at| dossier.place(at));
    let head = match (&finding.unit, place) {
        (Some(unit), Some(place)) => format!("{unit}: {place}"),
        (Some(unit), None) => unit.clone(),
        (None, Some(place)) => place,
        (None, None) => String::new(),
    };
    let mut text = format!("  [{}] {head}\n      {}\n", finding.code, finding.message);
    if let Some(rule) = rules::find(finding.code).filter(|_| finding.explained.is_none()) {
        let _ = writeln!(text, "      Cách sửa: {}", rule.remedy);
    }
    if !finding.related.is_empty() {
        let _ = writeln!(text, "      Liên quan: {}", related_words(dossier, finding));
    }
    if let Some(explanation) = finding.explained.and_then(|i| dossier.authority.explanations.get(i)) {
        let _ = writeln!(text, "      Giải trình: {} ({})", explanation.reason, explanation.person);
    }
    text
}

/// So many sheets of related places are told, and so many cells of each; `--json` tells all.
const SHEETS: usize = 6;
const CELLS: usize = 10;

/// "cùng trang, ô B2, C2; nop/b.xlsx, trang “Biểu 1”, ô A3:A4": related places by file and sheet, a file's sheets together.
fn related_words(dossier: &Dossier, finding: &Finding) -> String {
    let mut sheets: Vec<(u32, Option<u16>, Vec<String>)> = Vec::new();
    for at in &finding.related {
        let cell = dossier.a1(*at);
        match sheets.iter_mut().find(|(file, sheet, _)| (*file, *sheet) == (at.file, at.sheet)) {
            Some((.., cells)) => cells.extend(cell),
            None => sheets.push((at.file, at.sheet, cell.into_iter().collect())),
        }
    }
    let own =
        |file: u32, sheet: Option<u16>| finding.at.is_some_and(|at| (at.file, at.sheet) == (file, sheet) && sheet.is_some());
    let first_of_file = |file: u32| finding.related.iter().position(|at| at.file == file);
    sheets.sort_by_key(|(file, sheet, _)| (!own(*file, *sheet), first_of_file(*file)));
    let mut parts: Vec<String> = Vec::new();
    for (nth, (file, sheet, cells)) in sheets.iter().take(SHEETS).enumerate() {
        let mut words: Vec<String> = Vec::new();
        if own(*file, *sheet) {
            words.push("cùng trang".to_owned());
        } else {
            let told = nth > 0 && sheets[nth - 1].0 == *file && !own(*file, sheets[nth - 1].1);
            words.extend((!told).then(|| dossier.reading(*file).path.clone()));
            let name = sheet.and_then(|sheet| dossier.reading(*file).sheets.get(usize::from(sheet)));
            words.extend(name.map(|sheet| format!("trang “{}”", sheet.name)));
        }
        if !cells.is_empty() {
            let more = cells.len().saturating_sub(CELLS);
            let more = if more > 0 { format!(" và {more} ô khác") } else { String::new() };
            words.push(format!("ô {}{more}", cells[..cells.len().min(CELLS)].join(", ")));
        }
        parts.push(words.join(", "));
    }
    let more = sheets.len().saturating_sub(SHEETS);
    let more = if more > 0 { format!(" và {more} trang khác") } else { String::new() };
    format!("{}{more}", parts.join("; "))
}

/// One object a line: files, tables, findings.
fn json_lines(outcome: &Outcome) -> Vec<Value> {
    let dossier = &outcome.dossier;
    let mut lines: Vec<Value> = Vec::new();
    for (index, reading) in dossier.readings.iter().enumerate() {
        let (state, reason) = match &reading.fate {
            Fate::Read => ("da-doc", None),
            Fate::Refused(_) => {
                ("khong-doc-duoc", outcome.findings.iter().find(|f| is_file(f, index)).map(|f| f.message.clone()))
            }
            Fate::Skipped(reason) => ("bo-qua", Some(reason.clone())),
            Fate::DuplicateOf(first) => ("trung", Some(format!("trùng với {}", dossier.reading(*first).path))),
        };
        let aside: Vec<Value> = passed_over(reading).map(|(sheet, reason)| json!({"trang": sheet, "ly_do": reason})).collect();
        lines.push(json!({"loai": "tep", "tep": reading.path, "tinh_trang": state, "ly_do": reason,
                          "don_vi": units_of(dossier, index), "so_bang": reading.tables.len(), "trang_bo_qua": aside}));
    }
    for reading in &dossier.readings {
        lines.extend(reading.tables.iter().map(|table| table_line(&dossier.authority, reading, table)));
    }
    lines.extend(outcome.findings.iter().map(|finding| finding_line(dossier, finding)));
    lines
}

fn is_file(finding: &Finding, file: usize) -> bool {
    finding.code == "S01" && finding.at.is_some_and(|at| at.file as usize == file)
}

fn table_line(authority: &Authority, reading: &Reading, table: &Table) -> Value {
    let turned = reading.is_turned(table);
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|c| {
            json!({(if turned { "dong" } else { "cot" }): column_place(c, turned), "tieu_de": &*c.heading, "nhan_dang": c.column.is_some_and(|m| m != Column::Index),
                   "hieu_la": c.column.map(|m| m.heading(authority))})
        })
        .collect();
    let left_out = table.left_out.iter().map(|left| match u16::try_from(left.row) {
        Ok(col) if turned => json!({"cot": column_letters(col), "ly_do": left.reason.text()}),
        _ => json!({"dong": left.row + 1, "ly_do": left.reason.text()}),
    });
    let left_out: Vec<Value> = left_out.collect();
    let corner = |cell: Cell| {
        let at = Origin::cell(0, table.sheet, cell.row, cell.col);
        if turned { at.turned().a1() } else { at.a1() }.unwrap_or_default()
    };
    let heading = format!("{}:{}", corner(table.heading.0), corner(table.heading.1));
    json!({"loai": "bang", "tep": reading.path, "trang": reading.sheets.get(usize::from(table.sheet)).map(|s| &s.name),
           "bieu": table.form.name(), "tieu_de": heading, "cot": columns,
           "so_dong_co_noi_dung": table.rows, "so_dong_doc": table.record_rows(), "dong_bo_lai": left_out})
}

fn finding_line(dossier: &Dossier, finding: &Finding) -> Value {
    let side = |side: &Option<Side>| match side {
        None => Value::Null,
        Some(Side::Count(n)) => json!(n),
        Some(Side::Text(text)) => json!(text),
    };
    let sheet = |at: Origin| at.sheet.and_then(|s| dossier.reading(at.file).sheets.get(usize::from(s))).map(|s| s.name.clone());
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|at| json!({"tep": dossier.reading(at.file).path, "trang": sheet(*at), "o": dossier.a1(*at)}))
        .collect();
    let explanation = finding.explained.and_then(|i| dossier.authority.explanations.get(i));
    json!({
        "loai": "phat-hien", "ma": finding.code, "muc_do": finding.severity.code(), "don_vi": finding.unit,
        "tep": finding.at.map(|at| dossier.reading(at.file).path.clone()), "trang": finding.at.and_then(sheet),
        "o": finding.at.and_then(|at| dossier.a1(at)), "thong_bao": finding.message, "ve_trai": side(&finding.left),
        "ve_phai": side(&finding.right), "lien_quan": related,
        "giai_trinh": explanation.map(|e| json!({"ly_do": e.reason, "nguoi": e.person})),
    })
}
