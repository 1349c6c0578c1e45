//! What surrounds a document's text: letterhead, number and date, trích yếu, signature, recipients; in the forms of
//! the layout profile.

use super::figures::{lower_first, upper_first};
use crate::document::{Layout, Letterhead, Run, Signature};
use crate::model::{Date, Office, name};

/// A no-break space, so that room left for a number by hand survives.
const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}";

/// The office that issues a document and the profile it is printed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Letterhead and signature.
    pub(super) office: &'a Office,
    /// Profile.
    pub(super) layout: &'a Layout,
    /// Type abbreviation where the office gives no symbol: "BC".
    pub(super) kind: &'a str,
}

impl Frame<'_> {
    /// The head of the document.
    pub(super) fn letterhead(&self) -> Letterhead {
        let place = if self.office.place.is_empty() { "……………" } else { self.office.place.as_str() };
        // Room for the name by hand: an empty cell above the star looks like a mistake of printing.
        let issuer = if self.office.name.trim().is_empty() {
            "…………………………".to_owned()
        } else {
            self.office.name.to_uppercase()
        };
        Letterhead {
            superior: self.office.superior.to_uppercase(),
            issuer,
            number: self.number(),
            place_date: format!("{place}, {}", self.signed_on()),
            subject: String::new(),
        }
    }

    /// The head of an official letter (công văn): its form of number, and what it is about below that.
    pub(super) fn letter_head(&self, subject: &str) -> Letterhead {
        let subject = format!("{} {}", self.layout.letter.subject_lead, lower_first(subject.trim()));
        Letterhead { number: self.letter_number(), subject, ..self.letterhead() }
    }

    fn letter_number(&self) -> String {
        let body = self.office.symbol.split_once(['/', '-']).map_or("", |(_, body)| body);
        let number = self.office.number.map_or_else(|| GAP.to_owned(), |n| format!("{n:02}"));
        let text = self.layout.letter.number_format.replace("{so}", &number).replace("{co_quan}", body);
        text.trim_end_matches(['/', '-']).to_owned()
    }

    /// "số 15-CV/BCĐ ngày 20 tháng 8 năm 2020"; for "(Kèm theo Công văn …)".
    pub(super) fn letter_citation(&self) -> String {
        self.cited(&self.letter_number())
    }

    /// "Kính gửi: …" of an official letter; one line for one addressee, else a line each.
    pub(super) fn addressees(&self, names: &[String]) -> Vec<Vec<Run>> {
        let italic = self.layout.letter.addressee_italic;
        let line = |text: String| vec![Run { text, italic, ..Run::default() }];
        match names {
            [] => Vec::new(),
            [one] => vec![line(format!("Kính gửi: {one}"))],
            several => {
                let last = several.len() - 1;
                let end = |at: usize| if at == last { "." } else { ";" };
                let lines = several.iter().enumerate().map(|(at, name)| line(format!("- {name}{}", end(at))));
                std::iter::once(line("Kính gửi:".to_owned())).chain(lines).collect()
            }
        }
    }

    /// "ngày 20 tháng 8 năm 2020", or room to write it in.
    fn signed_on(&self) -> String {
        self.office.signed_on.map_or_else(|| "ngày … tháng … năm …".to_owned(), Date::long)
    }

    /// "Số: 12/BC-BCĐ" or "Số 12-BC/BCĐ", by the profile; `ky_hieu` may be written in either form.
    pub(super) fn number(&self) -> String {
        let (kind, body) = self.office.symbol.split_once(['/', '-']).unwrap_or((self.office.symbol.as_str(), ""));
        let kind = if kind.is_empty() { self.kind } else { kind };
        let number = self.office.number.map_or_else(|| GAP.to_owned(), |n| format!("{n:02}"));
        let text = self.layout.head.number_format.replace("{so}", &number).replace("{loai}", kind).replace("{co_quan}", body);
        text.trim_end_matches(['/', '-']).to_owned()
    }

    /// "Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020"; for "(Kèm theo …)".
    pub(super) fn citation(&self) -> String {
        self.cited(&self.number())
    }

    fn cited(&self, number: &str) -> String {
        let symbol = number.trim_start_matches("Số").trim_start_matches(':').trim_start_matches(' ');
        format!("số {symbol} {}", self.signed_on())
    }

    /// The trích yếu with the profile's first letter.
    pub(super) fn subject(&self, text: &str) -> String {
        if self.layout.title.subject_capital { upper_first(text) } else { lower_first(text) }
    }

    /// The foot of a document that goes to others than the office's usual recipients.
    pub(super) fn signature_to(&self, recipients: Vec<String>) -> Signature {
        let office = Office { recipients, ..self.office.clone() };
        Frame { office: &office, ..*self }.signature()
    }

    /// The foot of the document.
    pub(super) fn signature(&self) -> Signature {
        Signature {
            authority_line: self.office.authority_line.clone(),
            post: self.office.post.clone(),
            name: self.office.signer.clone(),
            recipients: self.office.recipients.iter().map(|r| r.trim().trim_end_matches([';', ',', '.']).to_owned()).collect(),
            archive: if self.archive_is_told() { String::new() } else { self.layout.recipients.archive.clone() },
        }
    }

    /// Does the office's own list say where the copy is filed ("Lưu VP")?
    fn archive_is_told(&self) -> bool {
        let filed = |recipient: &String| name::slug_words(recipient).split(' ').next() == Some("luu");
        self.office.recipients.iter().any(filed)
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
        assert_eq!(frame.letterhead().place_date, "Rạch Giá, ngày … tháng … năm …");
        assert!(frame.signature().recipients.is_empty());
        assert_eq!(frame.letterhead().issuer, "…………………………");
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

    #[test]
    fn a_letter_has_its_own_number_and_addressees() {
        let mut layout = specimen::layout();
        let office = Office { symbol: "BC/BCĐ".into(), ..Office::default() };
        let head = |layout: &Layout| Frame { office: &office, layout, kind: "" }.letter_head("Đề nghị rà soát số liệu");
        assert_eq!(head(&layout).number, "Số: \u{a0}\u{a0}\u{a0}\u{a0}/BCĐ");
        assert_eq!(head(&layout).subject, "V/v đề nghị rà soát số liệu");
        layout = super::super::template::layout(&specimen::overrides(), "hd05-2026").expect("built in");
        assert_eq!(head(&layout).number, "Số \u{a0}\u{a0}\u{a0}\u{a0}-CV/BCĐ");
        assert_eq!(head(&layout).subject, "về việc đề nghị rà soát số liệu");
        let dated = Office { number: Some(7), signed_on: Date::new(2020, 8, 5), ..office.clone() };
        let cited = Frame { office: &dated, layout: &layout, kind: "" }.letter_citation();
        assert_eq!(cited, "số 07-CV/BCĐ ngày 05 tháng 8 năm 2020");
        let frame = Frame { office: &office, layout: &layout, kind: "" };
        let said = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            frame.addressees(&names).iter().map(|line| line[0].text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(said(&["Xã An Bình"]), ["Kính gửi: Xã An Bình"]);
        assert_eq!(said(&["Xã A", "Xã B"]), ["Kính gửi:", "- Xã A;", "- Xã B."]);
        assert!(frame.addressees(&["Xã A".into()])[0][0].italic);
    }
}
