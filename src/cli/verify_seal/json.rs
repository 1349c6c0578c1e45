//! What a comparison found, as one JSON object.

use serde_json::{Value, json};

use super::words;
use crate::pipeline::{Detail, Differences, FileState, OutputState, Verdict};
use crate::seal::{CellChange, FigureChange, RowChange, Tamper};

pub(super) fn object(verdict: &Verdict) -> Value {
    let manifest = &verdict.manifest;
    let tampered = verdict.tampered.iter().map(|tampering| {
        let what = match tampering.what {
            Tamper::Changed => "bi-sua",
            Tamper::Missing => "mat",
            Tamper::Added => "them-vao",
            Tamper::Damaged => "hong",
        };
        json!({"ten": tampering.name, "loi": what})
    });
    let mut object = json!({
        "khop": verdict.agrees(), "ma_ban_chot": verdict.code, "tongket": manifest.version, "cung_phien_ban": manifest.is_ours(),
        "don_vi": manifest.unit, "ky": manifest.period, "du_thao": manifest.draft, "chinh_thuc": manifest.is_final,
        "bi_sua": tampered.collect::<Vec<_>>(),
    });
    if let Some(found) = &verdict.workspace {
        object["tep"] = files(found);
        object["ket_qua"] = outputs(found);
        object["so_lieu"] = figures(&found.figures);
    }
    object
}

fn files(found: &Differences) -> Value {
    let one = |change: &crate::pipeline::FileChange| {
        let (state, old) = match &change.state {
            FileState::Changed => ("da-sua", None),
            FileState::Missing => ("mat", None),
            FileState::New => ("moi", None),
            FileState::Renamed(old) => ("doi-ten", Some(old)),
        };
        let moves = change.moves.as_deref().map(figures);
        json!({"tep": change.path, "vai_tro": change.role, "tinh_trang": state, "ten_cu": old, "chi_tiet": detail(&change.detail),
               "lam_doi": moves})
    };
    found.files.iter().map(one).collect()
}

fn outputs(found: &Differences) -> Value {
    let one = |change: &crate::pipeline::OutputChange| {
        let state = match change.state {
            OutputState::Missing => "mat",
            OutputState::MadeAgain => "lap-lai",
            OutputState::Edited => "da-sua",
        };
        json!({"tep": change.path, "tinh_trang": state, "chi_tiet": detail(&change.detail)})
    };
    found.outputs.iter().map(one).collect()
}

fn detail(detail: &Detail) -> Value {
    match detail {
        Detail::None | Detail::Unreadable => Value::Null,
        Detail::Lines(lines) => {
            lines.iter().map(|line| json!({"dong": line.line, "truoc": line.before, "nay": line.after})).collect()
        }
        Detail::Cells(changes, moves) => {
            let cell = |(change, moves): (&CellChange, &Option<Vec<FigureChange>>)| {
                json!({"trang": change.sheet, "o": change.cell.to_string(), "truoc": words::value(change.before.as_ref()),
                       "nay": words::value(change.after.as_ref()), "lam_doi": moves.as_deref().map(figures)})
            };
            let row = |row: &RowChange| json!({"trang": row.sheet, "dong": row.row + 1});
            json!({"o": changes.cells.iter().zip(moves).map(cell).collect::<Vec<_>>(),
                   "dong_them": changes.rows_added.iter().map(row).collect::<Vec<_>>(),
                   "dong_bot": changes.rows_removed.iter().map(row).collect::<Vec<_>>(),
                   "trang_them": changes.sheets_added, "trang_bot": changes.sheets_removed,
                   "trang_doi_ten": changes.sheets_renamed})
        }
    }
}

fn figures(changes: &[FigureChange]) -> Value {
    changes.iter().map(|change| json!({"khoa": change.key, "truoc": change.before, "nay": change.after})).collect()
}
