//! What surrounds a document's text: letterhead, number and date, trích yếu, signature, recipients; in the forms of
//! the layout profile.

use super::figures::{lower_first, upper_first};
use crate::document::{Block, Document, Layout, Letterhead, ParagraphStyle, Run, Section, Signature};
use crate::model::{Office, name};

/// A no-break space, so that room left for a number by hand survives.
const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}";

/// The office that issues a document and the profile it is printed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Letterhead and signature.
    pub(super) office: &'a Office,
    /// Profile.
    pub(super) layout: &'a Layout,
    /// Type abbreviation: "QĐ"; of the report "BC", where the office's symbol names no other; empty for a công văn.
    pub(super) kind: &'a str,
}

/// The type of the report, whose number and symbol are the office's own.
const REPORT: &str = "BC";

impl Frame<'_> {
    /// A document of these sections.
    pub(super) fn document(&self, title: String, draft: bool, sections: Vec<Section>) -> Document {
        Document {
            layout: self.layout.clone(),
            title,
            author: self.office.name.clone(),
            draft,
            duplex: self.office.duplex,
            contact: self.office.contact.join("\n"),
            sections,
        }
    }

    /// The head of the document. `subject`: what a letter (công văn) is about; empty in documents that have a title.
    pub(super) fn letterhead(&self, subject: &str) -> Letterhead {
        // Room for the name by hand: an empty cell above the star looks like a mistake of printing.
        let issuer =
            if self.office.name.trim().is_empty() { "…………………………" } else { self.office.name.as_str() };
        Letterhead {
            superior: self.office.superior.clone(),
            issuer: issuer.to_owned(),
            number: if subject.is_empty() { self.number() } else { Frame { kind: "", ..*self }.number() },
            place_date: self.place_date(),
            subject: if subject.is_empty() { String::new() } else { self.letter_subject(subject) },
            urgency: self.office.urgency.clone(),
            circulation: self.office.circulation.clone(),
        }
    }

    /// "V/v …" or "về việc …", by the profile.
    fn letter_subject(&self, text: &str) -> String {
        let text = text.trim();
        let bare = ["V/v ", "v/v ", "Về việc ", "về việc "].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
        format!("{}{}", self.layout.head.letter_subject_start, lower_first(bare))
    }

    /// "Rạch Giá, ngày 05 tháng 02 năm 2020", or room to write it in.
    fn place_date(&self) -> String {
        let head = &self.layout.head;
        let padded = |value: u8, below: u8| if value < below { format!("{value:02}") } else { value.to_string() };
        let (day, month, year) = self.office.signed_on.map_or_else(
            || ("…".to_owned(), "…".to_owned(), "…".to_owned()),
            |on| (padded(on.day, head.pad_days_below), padded(on.month, head.pad_months_below), on.year.to_string()),
        );
        let place = if self.office.place.is_empty() { "……………" } else { self.office.place.as_str() };
        head.place_format.replace("{dia_danh}", place).replace("{ngay}", &day).replace("{thang}", &month).replace("{nam}", &year)
    }

    /// "Số: 12/BC-BCĐ" or "Số 12-BC/BCĐ", by the profile; `ky_hieu` may be written in either form. The office's number is
    /// that of its report: other documents leave room for theirs.
    pub(super) fn number(&self) -> String {
        let head = &self.layout.head;
        let (kind, body) = self.office.symbol.split_once(['/', '-']).unwrap_or((self.office.symbol.as_str(), ""));
        let is_report = self.kind == REPORT;
        let kind = if kind.is_empty() || !is_report { self.kind } else { kind };
        let digits = head.number_digits;
        let number = self.office.number.filter(|_| is_report).map_or_else(|| GAP.to_owned(), |n| format!("{n:0digits$}"));
        let format = if kind.is_empty() { &head.letter_number_format } else { &head.number_format };
        let text = format.replace("{so}", &number).replace("{loai}", kind).replace("{co_quan}", body);
        text.trim_end_matches(['/', '-']).to_owned()
    }

    /// "số 12-BC/BCĐ ngày 20 tháng 8 năm 2020"; for "(Kèm theo …)".
    pub(super) fn citation(&self) -> String {
        if self.office.electronic {
            return self.layout.annex.electronic_citation.clone();
        }
        let number = self.number();
        let symbol = number.trim_start_matches("Số").trim_start_matches(':').trim_start_matches(' ');
        let on = self.office.signed_on.map_or_else(|| "ngày … tháng … năm …".to_owned(), crate::model::Date::long);
        format!("số {symbol} {on}")
    }

    /// The trích yếu with the profile's first letter.
    pub(super) fn subject(&self, text: &str) -> String {
        if self.layout.title.subject_capital { upper_first(text) } else { lower_first(text) }
    }

    /// "Kính gửi:" with these names; the office's own where there are none. `submission`: a tờ trình.
    pub(super) fn addressees(&self, names: Vec<String>, submission: bool) -> Option<Block> {
        let names = if names.is_empty() { self.office.addressees.clone() } else { names };
        let names: Vec<String> = names.iter().map(|name| unpunctuated(name)).filter(|name| !name.is_empty()).collect();
        let layout = &self.layout.addressees;
        let label = if submission { &layout.submission_label } else { &layout.label };
        (!names.is_empty()).then(|| Block::Addressees { label: label.clone(), names })
    }

    /// Legal bases with the profile's dashes and punctuation.
    pub(super) fn bases(&self, lines: Vec<Vec<Run>>) -> Vec<Block> {
        let layout = &self.layout.basis;
        let count = lines.len();
        let ended = |(i, mut text): (usize, Vec<Run>)| {
            strip_start(&mut text, "- ");
            strip_end(&mut text, &[';', ',', '.']);
            let end = if i + 1 == count { &layout.last_end } else { &layout.item_end };
            let text =
                std::iter::once(Run::plain(layout.item_start.as_str())).chain(text).chain([Run::plain(end.as_str())]).collect();
            Block::Paragraph { text, style: ParagraphStyle::Basis }
        };
        lines.into_iter().enumerate().map(ended).collect()
    }

    /// The foot of a document that goes to these recipients; to the office's own where there are none.
    pub(super) fn signature_to(&self, recipients: Vec<String>) -> Signature {
        if recipients.is_empty() {
            return self.signature();
        }
        let office = Office { recipients, ..self.office.clone() };
        Frame { office: &office, ..*self }.signature()
    }

    /// The foot of the document.
    pub(super) fn signature(&self) -> Signature {
        let office = self.office;
        Signature {
            authority_line: self.prefixed(&office.authority_line),
            post: self.prefixed(&office.post),
            other_post: office.other_post.clone(),
            name: self.bare_name(&office.signer),
            recipients: office.recipients.iter().map(|name| unpunctuated(name)).collect(),
            archive: if self.archive_is_told() { String::new() } else { self.layout.recipients.archive.clone() },
            drafter: office.copies.map_or_else(|| office.drafter.clone(), |copies| format!("{}.{copies}", office.drafter)),
        }
    }

    /// "T/M BAN CHỈ ĐẠO" as the profile abbreviates it: "TM. BAN CHỈ ĐẠO".
    fn prefixed(&self, text: &str) -> String {
        let prefixes = &self.layout.signature.prefixes;
        let one = |line: &str| {
            let line = line.trim();
            let end = line.find(|c: char| !c.is_alphabetic() && c != '/').unwrap_or(line.len());
            let (head, rest) = line.split_at(end);
            let stopped = rest.starts_with('.');
            let known = match head.to_uppercase().as_str() {
                "TM" | "T/M" => &prefixes.behalf,
                "KT" | "K/T" => &prefixes.deputy,
                "TL" | "T/L" => &prefixes.order,
                "TUQ" | "T/UQ" | "T/U" => &prefixes.delegated,
                "Q" if stopped => &prefixes.acting,
                "Q/" => &prefixes.acting,
                _ => return line.to_owned(),
            };
            format!("{known} {}", rest.trim_start_matches(['.', ' ']))
        };
        text.lines().map(one).collect::<Vec<_>>().join("\n")
    }

    /// A name without academic titles and honours, which the norms leave out.
    fn bare_name(&self, name: &str) -> String {
        let mut name = name.trim();
        while let Some(rest) = self.layout.signature.left_out.iter().find_map(|title| after_title(name, title)) {
            name = rest;
        }
        name.to_owned()
    }

    /// Does the office's own list say where the copy is filed ("Lưu VP")?
    fn archive_is_told(&self) -> bool {
        let filed = |recipient: &String| name::slug_words(recipient).split(' ').next() == Some("luu");
        self.office.recipients.iter().any(filed)
    }
}

/// What follows a title before a name, if it stands there.
fn after_title<'a>(name: &'a str, title: &str) -> Option<&'a str> {
    let (at, _) = name.char_indices().nth(title.chars().count())?;
    let (start, rest) = name.split_at(at);
    let separated = rest.starts_with([' ', '.', ',']);
    (separated && start.to_lowercase() == title.to_lowercase()).then(|| rest.trim_start_matches([' ', '.', ',']))
}

/// A name in a list without the dash and punctuation some write with it.
fn unpunctuated(name: &str) -> String {
    name.trim().trim_start_matches("- ").trim_end_matches([';', ',', '.']).trim().to_owned()
}

fn strip_start(text: &mut [Run], start: &str) {
    if let Some(first) = text.first_mut()
        && let Some(rest) = first.text.trim_start().strip_prefix(start)
    {
        first.text = rest.to_owned();
    }
}

/// Takes these characters and spaces off the end of a line.
pub(super) fn strip_end(text: &mut [Run], ends: &[char]) {
    if let Some(last) = text.last_mut() {
        last.text.truncate(last.text.trim_end_matches(|c: char| c == ' ' || ends.contains(&c)).len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[track_caller]
    fn check(format: &str, symbol: &str, number: Option<u32>, expected: &str) {
        let mut layout = specimen::layout();
        layout.head.number_format = format.to_owned();
        let office = Office { symbol: symbol.to_owned(), number, ..Office::default() };
        assert_eq!(Frame { office: &office, layout: &layout, kind: "BC" }.number(), expected);
    }

    #[test]
    fn the_number_stands_in_the_form_of_the_profile() {
        let (state, party) = ("Số: {so}/{loai}-{co_quan}", "Số {so}-{loai}/{co_quan}");
        check(party, "BC/BCĐ", Some(12), "Số 12-BC/BCĐ");
        check(party, "BC-BCĐ", Some(5), "Số 05-BC/BCĐ");
        check(state, "BC/BCĐ", Some(12), "Số: 12/BC-BCĐ");
        check(state, "BC-BCĐ", None, "Số: \u{a0}\u{a0}\u{a0}\u{a0}/BC-BCĐ");
        check(state, "", Some(7), "Số: 07/BC");
    }

    #[test]
    fn a_missing_date_leaves_room() {
        let layout = specimen::layout();
        let office = Office { place: "Rạch Giá".into(), ..Office::default() };
        let frame = Frame { office: &office, layout: &layout, kind: "BC" };
        assert_eq!(frame.letterhead("").place_date, "Rạch Giá, ngày … tháng … năm …");
        assert!(frame.signature().recipients.is_empty());
        assert_eq!(frame.letterhead("").issuer, "…………………………");
    }

    #[test]
    fn the_copy_for_the_files_is_named_once() {
        let layout = specimen::layout();
        let archive = |recipients: &[&str]| {
            let office = Office { recipients: recipients.iter().map(|&r| r.to_owned()).collect(), ..Office::default() };
            Frame { office: &office, layout: &layout, kind: "BC" }.signature().archive
        };
        assert_eq!(archive(&["Các phường, xã"]), layout.recipients.archive);
        assert_eq!(archive(&["Các phường, xã", "Lưu VP"]), "");
    }

    #[track_caller]
    fn framed<T>(code: &str, office: &Office, kind: &str, take: impl Fn(&Frame<'_>) -> T) -> T {
        let layout = super::super::template::layout(&specimen::overrides(), code).expect("a built-in profile");
        take(&Frame { office, layout: &layout, kind })
    }

    #[test]
    fn authority_is_abbreviated_as_the_profile_does() {
        for (typed, state, party) in [
            ("T/M BAN CHỈ ĐẠO", "TM. BAN CHỈ ĐẠO", "T/M BAN CHỈ ĐẠO"),
            ("TM. BAN CHỈ ĐẠO", "TM. BAN CHỈ ĐẠO", "T/M BAN CHỈ ĐẠO"),
            ("TM.BAN CHỈ ĐẠO", "TM. BAN CHỈ ĐẠO", "T/M BAN CHỈ ĐẠO"),
            ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN"),
            ("TUQ. CHỦ TỊCH", "TUQ. CHỦ TỊCH", "T/L CHỦ TỊCH"),
            ("Q.TRƯỞNG BAN", "Q. TRƯỞNG BAN", "Q. TRƯỞNG BAN"),
            ("TRƯỞNG BAN", "TRƯỞNG BAN", "TRƯỞNG BAN"),
            ("", "", ""),
        ] {
            let office = Office { authority_line: typed.into(), ..Office::default() };
            for (code, expected) in [("nd30-2020", state), ("hd36-2018", party), ("hd05-2026", party)] {
                assert_eq!(framed(code, &office, "BC", |f| f.signature().authority_line), expected, "{typed} {code}");
            }
        }
    }

    #[test]
    fn titles_before_a_name_are_left_out() {
        for (typed, expected) in [
            ("PGS.TS. Nguyễn Văn Bình", "Nguyễn Văn Bình"),
            ("Ths Trần Thị Sen", "Trần Thị Sen"),
            ("Tsan Văn A", "Tsan Văn A"),
            ("TS", "TS"),
        ] {
            let office = Office { signer: typed.into(), ..Office::default() };
            assert_eq!(framed("nd30-2020", &office, "BC", |f| f.signature().name), expected);
        }
        let colonel = Office { signer: "Đại tá, TS Lê Văn C".into(), ..Office::default() };
        assert_eq!(framed("hd36-2018", &colonel, "BC", |f| f.signature().name), "Lê Văn C");
    }

    #[test]
    fn other_documents_keep_the_body_and_leave_room_for_their_number() {
        let office = Office { symbol: "BC/BCĐ".into(), number: Some(12), ..Office::default() };
        for (code, decision, letter) in [
            ("nd30-2020", "Số: \u{a0}\u{a0}\u{a0}\u{a0}/QĐ-BCĐ", "Số: \u{a0}\u{a0}\u{a0}\u{a0}/BCĐ"),
            ("hd36-2018", "Số \u{a0}\u{a0}\u{a0}\u{a0}-QĐ/BCĐ", "Số \u{a0}\u{a0}\u{a0}\u{a0}-CV/BCĐ"),
        ] {
            assert_eq!(framed(code, &office, "QĐ", |f| f.letterhead("").number), decision);
            assert_eq!(framed(code, &office, "", |f| f.letterhead("x").number), letter);
        }
    }

    #[test]
    fn a_letter_says_what_it_is_about_in_the_words_of_the_profile() {
        for (code, expected) in [
            ("nd30-2020", "V/v chỉnh sửa số liệu"),
            ("hd36-2018", "V/v chỉnh sửa số liệu"),
            ("hd05-2026", "về việc chỉnh sửa số liệu"),
        ] {
            for typed in ["Chỉnh sửa số liệu", "V/v chỉnh sửa số liệu", "về việc chỉnh sửa số liệu"] {
                assert_eq!(framed(code, &Office::default(), "", |f| f.letterhead(typed).subject), expected);
            }
        }
    }
}
