//! Rows and cells of the tables of letters and of the collector's workbook.

use rust_decimal::Decimal;

use super::tallies::{CountFrom, Tally};
use super::{Asked, Change, Review, Sender};
use crate::compose::figures::upper_first;
use crate::compose::rows::{RowsOf, text};
use crate::document::{Link, Value};
use crate::model::{Form, Identity, Origin, Severity, Side, UnitId};

/// Other places that are named.
const MOST_PLACES: usize = 5;

/// A row.
#[derive(Debug, Clone, Copy)]
pub(in crate::compose) enum Item<'r> {
    /// What a letter asks.
    Asked(&'r Asked),
    /// A unit and what it has sent.
    Sender(&'r Sender),
    /// A unit and its findings by form.
    Tally(&'r Tally),
    /// A finding, by its place among all.
    Finding(usize),
    /// A finding beside the last run.
    Change(&'r Change),
}

/// The rows of a kind, with the heading that stands above each; rows of a letter stand under their sheet.
pub(in crate::compose) fn items<'r>(review: &'r Review<'_>, asked: &'r [Asked], of: RowsOf) -> Vec<(Option<String>, Item<'r>)> {
    let plain = |item| (None, item);
    match of {
        RowsOf::YeuCau => {
            let starts = |at: usize| at == 0 || asked[at - 1].sheet != asked[at].sheet;
            let rows = asked.iter().enumerate();
            rows.map(|(at, row)| (starts(at).then(|| row.sheet.clone()), Item::Asked(row))).collect()
        }
        RowsOf::GuiBieu => review.senders.iter().map(Item::Sender).map(plain).collect(),
        RowsOf::RaSoat => review.tallies.iter().map(Item::Tally).map(plain).collect(),
        RowsOf::PhatHien => review.standing.iter().copied().map(Item::Finding).map(plain).collect(),
        RowsOf::GiaiTrinh => review.explained.iter().copied().map(Item::Finding).map(plain).collect(),
        RowsOf::ThayDoi => review.changes.iter().map(Item::Change).map(plain).collect(),
        _ => Vec::new(),
    }
}

impl Item<'_> {
    /// A value of this row; `None` if it has no such value.
    pub(in crate::compose) fn value(&self, review: &Review<'_>, key: &str) -> Option<Value> {
        match self {
            Self::Asked(asked) => asked_value(asked, key),
            Self::Sender(sender) => sender_value(review, sender, key),
            Self::Tally(tally) => tally_value(review, tally, key),
            Self::Finding(at) => finding_value(review, *at, key),
            Self::Change(change) => change_value(review, change, key),
        }
    }
}

fn asked_value(asked: &Asked, key: &str) -> Option<Value> {
    Some(match key {
        "so" => Value::Count(asked.number),
        "o" => text(&asked.cells),
        "muc_do" => text(severity(asked.severity)),
        "noi_dung" => text(&asked.what),
        "ly_do" => text(&asked.why),
        "cach_sua" => text(&asked.how),
        _ => return None,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::MustFix => "Phải sửa",
        Severity::Review => "Cần rà soát",
        Severity::Note => "Lưu ý",
    }
}

/// A text that leads to a file, where there is a way to it.
fn led(text: &str, path: Option<&String>, place: Option<(String, String)>) -> Value {
    match path {
        Some(path) if !text.is_empty() => {
            Value::Linked(Box::new(Value::Text(text.to_owned())), Link::File { path: path.clone(), place })
        }
        _ => self::text(text),
    }
}

/// The unit above, where that is not the root.
fn above(review: &Review<'_>, unit: Option<UnitId>) -> Value {
    let units = &review.found.input.dossier.units;
    let parent = unit.and_then(|unit| units.unit(unit).parent).filter(|parent| *parent != units.root());
    parent.map_or(Value::Blank, |parent| text(units.name(parent)))
}

fn sender_value(review: &Review<'_>, sender: &Sender, key: &str) -> Option<Value> {
    let dossier = review.found.input.dossier;
    let count = |n: u64| if n == 0 { Value::Blank } else { Value::Count(n) };
    let date = |date: Option<crate::model::Date>| date.map_or(Value::Blank, |date| Value::Text(date.to_string()));
    Some(match key {
        "ten" => text(dossier.units.name(sender.unit)),
        "truc_thuoc" => above(review, Some(sender.unit)),
        "tinh_trang" => text(sender.state),
        "ngay_nhan" => date(dossier.units.unit(sender.unit).received),
        "ngay_lap" => date(sender.made_on),
        "so_tep" => count(sender.files.len() as u64),
        "tep" => match sender.files.as_slice() {
            [one] => led(&dossier.reading(*one).path, review.found.files[*one as usize].own.as_ref(), None),
            several => {
                let paths: Vec<&str> = several.iter().map(|file| dossier.reading(*file).path.as_str()).collect();
                text(paths.join("\n"))
            }
        },
        "gui_lai" => text(&sender.again),
        "phai_sua" => count(sender.counts[0]),
        "can_ra_soat" => count(sender.counts[1]),
        "luu_y" => count(sender.counts[2]),
        "nguoi_lap" => text(&sender.author),
        "dien_thoai" => text(&sender.phone),
        "van_ban" => review.found.letters.get(&sender.unit).map_or(Value::Blank, |letter| {
            led(if letter.reminds { "Nhắc nộp" } else { "Đề nghị rà soát" }, Some(&letter.path), None)
        }),
        _ => return None,
    })
}

fn tally_value(review: &Review<'_>, tally: &Tally, key: &str) -> Option<Value> {
    let lead = |count: Option<CountFrom>, target: usize| {
        count.map_or(Value::Blank, |(n, row)| {
            let link = Link::Record { sheet: review.targets[target].clone(), row };
            Value::Linked(Box::new(Value::Count(n)), link)
        })
    };
    let of = |key: &str| match key {
        "phai_sua" => Some(Severity::MustFix),
        "can_ra_soat" => Some(Severity::Review),
        "luu_y" => Some(Severity::Note),
        _ => None,
    };
    match (key, key.split_once('.')) {
        ("ten", _) => {
            let name = tally.unit.map_or("Chưa rõ đơn vị", |unit| review.found.input.dossier.units.name(unit));
            Some(text(name))
        }
        ("truc_thuoc", _) => Some(above(review, tally.unit)),
        ("da_giai_trinh", _) => Some(lead(tally.explained, 1)),
        (_, Some((code, part))) => {
            let form = Form::ALL.into_iter().find(|form| form.code() == code);
            let severity = of(part)? as usize;
            (form.is_some() || code == OUTSIDE).then(|| lead(tally.standing.get(&(form, severity)).copied(), 0))
        }
        (key, None) => of(key).map(|severity| lead(tally.of(severity as usize), 0)),
    }
}

/// Code of what stands outside any form.
pub(in crate::compose) const OUTSIDE: &str = "khac";

fn finding_value(review: &Review<'_>, at: usize, key: &str) -> Option<Value> {
    let found = &review.found;
    let (finding, point, dossier) = (&found.findings[at], &found.points[at], found.input.dossier);
    let explanation = || dossier.authority.explanations.get(finding.explained?);
    let side = |side: &Option<Side>| match side {
        None => Value::Blank,
        Some(Side::Count(n)) => Value::Count(*n),
        Some(Side::Text(words)) => text(words),
    };
    Some(match key {
        "ve_trai" => side(&finding.left),
        "ve_phai" => side(&finding.right),
        "chenh_lech" => match (&finding.left, &finding.right) {
            (Some(left), Some(right)) => number(left).zip(number(right)).map_or(Value::Blank, |(l, r)| Value::Amount(l - r)),
            _ => Value::Blank,
        },
        "vi_sao" => text(point.why),
        "cach_sua" => text(point.how),
        "lien_quan" => related(review, at),
        "ly_do" => text(explanation().map_or("", |explanation| explanation.reason.as_str())),
        "nguoi" => text(explanation().map_or("", |explanation| explanation.person.as_str())),
        "khoa" => text(review.identities[at].to_text()),
        _ => return place_value(review, &review.identities[at], Some(at), key),
    })
}

/// The number a side is, also where it was told as text: "1.234,5", "12,5%". Four digits in a row are a year.
fn number(side: &Side) -> Option<Decimal> {
    let text = match side {
        Side::Count(n) => return Some(Decimal::from(*n)),
        Side::Text(text) => text.trim_end_matches('%'),
    };
    let (whole, fraction) = text.split_once(',').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.iter().all(|group| digits(group) && group.len() <= 3);
    (grouped && digits(fraction)).then(|| format!("{}.{fraction}", groups.concat()).parse().ok())?.map(|n: Decimal| n.normalize())
}

fn change_value(review: &Review<'_>, change: &Change, key: &str) -> Option<Value> {
    match key {
        "tinh_trang" => Some(text(change.state.name())),
        "truoc" => Some(change.before.as_deref().map_or(Value::Blank, |said| text(upper_first(said)))),
        _ => place_value(review, &change.identity, change.now, key),
    }
}

/// What a finding is, whose and where; `now`: its place among the findings of this run.
fn place_value(review: &Review<'_>, identity: &Identity, now: Option<usize>, key: &str) -> Option<Value> {
    let dossier = review.found.input.dossier;
    let at = now.and_then(|now| review.found.findings[now].at);
    let files = at.and_then(|at| review.found.files.get(at.file as usize));
    Some(match key {
        "muc_do" => {
            let all = [Severity::MustFix, Severity::Review, Severity::Note];
            text(all.into_iter().find(|s| s.code() == identity.severity).map_or("", severity))
        }
        "ma" => text(&identity.code),
        "ten" if identity.unit.is_empty() => text("Chưa rõ đơn vị"),
        "ten" => text(&identity.unit),
        "truc_thuoc" => above(review, now.and_then(|now| review.found.points[now].unit)),
        "tep" => led(&identity.file, files.and_then(|files| files.own.as_ref()), None),
        "trang" => text(&identity.sheet),
        "o" => {
            let place = at.and_then(|at| as_sent(dossier, at)).map(|cell| (identity.sheet.clone(), cell));
            led(&identity.cell, files.and_then(|files| files.marked.as_ref().or(files.own.as_ref())), place)
        }
        "noi_dung" => text(upper_first(&identity.message)),
        _ => return None,
    })
}

/// The first cell of a place in the file as it was sent.
fn as_sent(dossier: &crate::model::Dossier, at: Origin) -> Option<String> {
    Some(dossier.reading(at.file).as_sent(at).cell?.to_string())
}

fn related(review: &Review<'_>, at: usize) -> Value {
    let finding = &review.found.findings[at];
    let dossier = review.found.input.dossier;
    let place = |place: &Origin| {
        let cell = dossier.a1(*place).filter(|_| finding.at.is_some_and(|at| (at.file, at.sheet) == (place.file, place.sheet)));
        cell.map_or_else(|| dossier.place(*place), |cell| format!("ô {cell}"))
    };
    let mut places: Vec<String> = finding.related.iter().take(MOST_PLACES).map(place).collect();
    if finding.related.len() > MOST_PLACES {
        places.push(format!("và {} chỗ khác", finding.related.len() - MOST_PLACES));
    }
    text(places.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_told_as_text_have_a_difference() {
        let is = |text: &str| number(&Side::Text(text.to_owned())).map(|n| n.to_string());
        for (text, expected) in [("75", "75"), ("1.234,5", "1234.5"), ("12,50%", "12.5"), ("0", "0")] {
            assert_eq!(is(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["2019", "2016 - 2018", "12 ha", "", "1,2,3", "5/6/2020", "Xã A"] {
            assert_eq!(is(text), None, "{text}");
        }
    }
}
