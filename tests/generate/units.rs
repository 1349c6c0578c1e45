//! `don-vi.csv` and the unit a workbook comes from.

use crate::book::{Letterhead, Signatures};
use crate::dice::Dice;

/// A line of `don-vi.csv`.
pub struct Unit {
    /// `ma`, also the name of its workbook.
    pub code: &'static str,
    /// `ten`.
    pub name: &'static str,
    /// `cap`; may be blank.
    pub level: &'static str,
    /// `phai_nop`.
    pub owes: bool,
    /// `ten_khac`.
    pub aliases: &'static str,
    /// `khoi`.
    pub block: &'static str,
    /// `ngay_nhan`: "20/7/2020".
    pub received: &'static str,
}

/// A unit that owes a submission.
pub const fn unit(
    code: &'static str,
    name: &'static str,
    level: &'static str,
    block: &'static str,
    received: &'static str,
) -> Unit {
    Unit { code, name, level, owes: true, aliases: "", block, received }
}

/// The file, its first unit the root.
pub fn csv(units: &[Unit]) -> Vec<u8> {
    let mut text = String::from("ma,ten,cap,truc_thuoc,phai_nop,ten_khac,khoi,thu_tu,ngay_nhan\n");
    for (i, unit) in units.iter().enumerate() {
        let parent = if i == 0 { "" } else { units[0].code };
        let owes = if unit.owes { "x" } else { "" };
        let order = if i == 0 { String::new() } else { i.to_string() };
        let line = [unit.code, unit.name, unit.level, parent, owes, unit.aliases, unit.block, &order, unit.received];
        text.push_str(&line.join(","));
        text.push('\n');
    }
    text.into_bytes()
}

/// "Phường An Bình" → ("Phường", "An Bình"): the kind of unit and its proper name.
pub fn parts(name: &str) -> (&str, &str) {
    ["Thành phố", "Huyện", "Phường", "Xã", "Tỉnh"]
        .into_iter()
        .find_map(|kind| Some((kind, name.strip_prefix(kind)?.trim_start())))
        .unwrap_or(("", name))
}

/// "Phường An Bình" → "phường An Bình", for the middle of a sentence.
pub fn in_sentence(name: &str) -> String {
    let (kind, rest) = parts(name);
    if kind.is_empty() { name.to_owned() } else { format!("{} {rest}", kind.to_lowercase()) }
}

/// A Party letterhead: superior and issuing committee at the left, the Party's name and the date at the right.
pub fn party_letterhead(superior: &str, issuer: &str, place_date: &str) -> Letterhead {
    Letterhead {
        left: vec![superior.to_owned(), issuer.to_owned()],
        right: vec!["ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(), place_date.to_owned()],
    }
}

/// A state letterhead.
pub fn state_letterhead(superior: &str, issuer: &str, place_date: &str) -> Letterhead {
    Letterhead {
        left: vec![superior.to_owned(), issuer.to_owned()],
        right: vec![
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            "Độc lập - Tự do - Hạnh phúc".to_owned(),
            place_date.to_owned(),
        ],
    }
}

/// "An Bình, ngày 20 tháng 7 năm 2020".
pub fn place_date(place: &str, (day, month, year): (u8, u8, u16)) -> String {
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    format!("{place}, ngày {day:02} tháng {month} năm {year}")
}

/// Those who sign for a unit.
pub fn signatures(dice: &mut Dice, place_date: &str, head: &str) -> Signatures {
    Signatures {
        place_date: place_date.to_owned(),
        author: dice.person().name,
        head: head.to_owned(),
        signer: dice.person().name,
    }
}
