//! `de-nghi-chinh-sua/<ma>.docx`: the letter (công văn) to a unit, from `de-nghi-chinh-sua.md`.

use serde::Serialize;

use super::{Review, asked};
use crate::compose::context::movement;
use crate::compose::figures::{lower_unit, plain, prose};
use crate::compose::frame::Frame;
use crate::compose::pages::{self, Drawn};
use crate::compose::tables::Tables;
use crate::compose::{markdown, template};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Office, Severity, UnitId};

const TEMPLATE: &str = "de-nghi-chinh-sua.md";
/// More rows than this stand in an annex.
const MOST_IN_LETTER: usize = 4;
/// More rows than this are in the marked copies alone: some thirty pages.
const MOST_PRINTED: usize = 200;

/// The unit a letter goes to (`don_vi`).
#[derive(Serialize)]
struct Addressee {
    ten: String,
    ma: String,
    /// As the letter addresses it.
    kinh_gui: String,
}

/// The letter to a unit.
pub(super) fn document(review: &Review<'_>, unit: UnitId) -> Result<Document, Error> {
    let found = &review.found;
    let authority = &found.input.dossier.authority;
    let findings = review.asked.get(&unit).map(Vec::as_slice).unwrap_or_default();
    let mut rows = asked::rows(found, findings);
    let must_fix = rows.iter().filter(|row| row.severity == Severity::MustFix).count();
    let mut files: Vec<&str> = findings.iter().filter_map(|at| marked_copy(review, *at)).collect();
    files.sort_unstable();
    files.dedup();
    let units = &found.input.dossier.units;
    let mut context = review.context.clone();
    let addressee =
        Addressee { ten: units.name(unit).to_owned(), ma: units.unit(unit).code.clone(), kinh_gui: addressed(review, unit) };
    context.insert("don_vi", &addressee);
    let reminds = rows.is_empty();
    context.insert("nhac_nop", &reminds);
    context.insert("so_noi_dung", &how_many(rows.len(), must_fix));
    context.insert("co_phu_luc", &(rows.len() > MOST_IN_LETTER));
    context.insert("tep_gui_kem", &files);

    let left = rows.len().saturating_sub(MOST_PRINTED);
    rows.truncate(MOST_PRINTED);
    let office = Office { number: None, signed_on: authority.requests.dated, ..authority.office.clone() };
    let frame = Frame { office: &office, layout: &review.layout, kind: "" };
    context.insert("so_cong_van", &frame.citation());
    let text = template::render(found.input.overrides, TEMPLATE, &context, &review.book)?;
    let tables = Tables::new(found.input, &[]).with_review(review, &rows);
    let draw = |args: &[String]| Ok(tables.draw(args)?.map(|table| Drawn { table, note: note(left) }));
    let sections = pages::sections(TEMPLATE, markdown::parts(&text), &frame, &draw)?;
    let what = if reminds { "gửi báo cáo" } else { "rà soát, bổ sung số liệu" };
    let title = format!("Đề nghị {} {what} {} {}", addressee.ten, authority.conference.name(), movement(authority));
    Ok(frame.document(title, false, sections))
}

/// "05 nội dung cần rà soát, trong đó 02 nội dung phải sửa".
fn how_many(all: usize, must_fix: usize) -> String {
    let said = |n: usize, what: &str| format!("{} nội dung {what}", prose(n as u64));
    match must_fix {
        0 => said(all, "cần rà soát"),
        n if n == all => said(all, "phải sửa"),
        n => format!("{}, trong đó {}", said(all, "cần rà soát"), said(n, "phải sửa")),
    }
}

fn note(left: usize) -> Option<String> {
    let left = Some(left).filter(|left| *left > 0)?;
    Some(format!(
        "Còn {} nội dung khác; xem đủ ở trang “Nội dung cần chỉnh sửa” trong tệp đã đánh dấu gửi kèm.",
        plain(left as u64)
    ))
}

/// The name of the marked copy that shows a finding.
fn marked_copy<'r>(review: &'r Review<'_>, finding: usize) -> Option<&'r str> {
    let at = review.found.findings[finding].at?;
    let path = review.found.files.get(at.file as usize)?.marked.as_deref()?;
    path.rsplit('/').next()
}

/// "Xã Tân Lập, huyện Hai"; as `[de_nghi]` says where the unit is one of a declared level.
fn addressed(review: &Review<'_>, unit: UnitId) -> String {
    let dossier = review.found.input.dossier;
    let own = dossier.units.unit(unit);
    let above = own.parent.filter(|parent| *parent != dossier.units.root()).map(|parent| dossier.units.name(parent));
    let full = |name: &str| above.map_or_else(|| name.to_owned(), |above| format!("{name}, {}", lower_unit(above)));
    match dossier.authority.requests.addressee.as_str() {
        wording if !wording.is_empty() && own.level.is_some() => wording.replace("{don_vi}", &full(&lower_unit(&own.name))),
        _ => full(&own.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_how_many_and_how_grave() {
        assert_eq!(how_many(1, 1), "01 nội dung phải sửa");
        assert_eq!(how_many(12, 0), "12 nội dung cần rà soát");
        assert_eq!(how_many(5, 2), "05 nội dung cần rà soát, trong đó 02 nội dung phải sửa");
    }
}
