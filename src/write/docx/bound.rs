//! Keeps the two sides of a dash together where a line must break: "TỈNH ỦY / BÀ RỊA - VŨNG TÀU", "2016 - 2020".
//!
//! Only a text that does not fit on one line is touched, and only its spaces: no-break spaces, as a clerk types them with
//! Ctrl+Shift+Space.

use super::super::metrics::{Face, widest_word, width};

/// The text with no-break spaces around its dashes, if it needs more than `room` points.
pub(super) fn bound(text: &str, face: Face, room: f32) -> String {
    if width(text, face) <= room {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    // Most Vietnamese names are of two syllables on either side; less, where that would be wider than the line.
    let tied = [2, 1].into_iter().map(|reach| tied(&words, reach));
    tied.into_iter().find(|text| widest_word(text, face) <= room).unwrap_or_else(|| text.to_owned())
}

/// The words joined, `reach` of them at either side of a dash tied to it; a number stands alone.
fn tied(words: &[&str], reach: usize) -> String {
    let mut glued = vec![false; words.len()];
    for at in (1..words.len().saturating_sub(1)).filter(|&at| matches!(words[at], "-" | "–")) {
        let taken = |word: &str| if word.contains(|c: char| c.is_ascii_digit()) { 1 } else { reach };
        let before = at - taken(words[at - 1]).min(at);
        let after = (at + taken(words[at + 1])).min(words.len() - 1);
        // A sign ends the name.
        let before = (before..at - 1).rev().find(|&i| ends(words[i])).map_or(before, |i| i + 1);
        let after = (at + 1..after).find(|&i| ends(words[i])).unwrap_or(after);
        glued[before..after].fill(true);
    }
    let mut out = String::new();
    for (word, glued) in words.iter().zip(glued) {
        out.push_str(word);
        out.push(if glued { '\u{a0}' } else { ' ' });
    }
    out.pop();
    out
}

fn ends(word: &str) -> bool {
    word.ends_with([',', ';', ':', '.', '”', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face { size: 14.0, bold: false };

    #[track_caller]
    fn check(text: &str, room: f32, expected: &str) {
        assert_eq!(bound(text, FACE, room).replace('\u{a0}', "_"), expected);
    }

    #[test]
    fn a_name_with_a_dash_is_not_parted() {
        check("TỈNH ỦY BÀ RỊA - VŨNG TÀU", 190.0, "TỈNH ỦY BÀ_RỊA_-_VŨNG_TÀU");
        check("BAN DÂN VẬN TỈNH ỦY THỪA THIÊN - HUẾ", 190.0, "BAN DÂN VẬN TỈNH ỦY THỪA_THIÊN_-_HUẾ");
        check(
            "phong trào “Dân vận khéo” giai đoạn 2016 - 2020 trên địa bàn",
            300.0,
            "phong trào “Dân vận khéo” giai đoạn 2016_-_2020 trên địa bàn",
        );
        check(
            "các lĩnh vực văn hóa - xã hội, quốc phòng - an ninh",
            200.0,
            "các lĩnh vực văn_hóa_-_xã_hội, quốc_phòng_-_an_ninh",
        );
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        check("TỈNH ỦY BÀ RỊA - VŨNG TÀU", 300.0, "TỈNH ỦY BÀ RỊA - VŨNG TÀU");
        check("", 0.0, "");
    }

    #[test]
    fn in_a_narrow_place_the_dash_stays_with_its_neighbours_at_least() {
        check("BÀ RỊA - VŨNG TÀU", 120.0, "BÀ RỊA_-_VŨNG TÀU");
        check("BÀ RỊA - VŨNG TÀU", 40.0, "BÀ RỊA - VŨNG TÀU");
    }
}
