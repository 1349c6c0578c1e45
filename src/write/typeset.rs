//! Sets a text into its place: breaks it into lines and makes it smaller until it fits, as the place says.
//!
//! Lines are broken here and not left to Word, so that what was measured is what is printed. The trap: a text that does not
//! fit even at its smallest size is never cut nor let run over; it becomes smaller still, and that is told.

use super::faces::{Widths, widths};
use super::metrics::narrowest;
use crate::document::Align;
use crate::document::placed::{Long, TextPlace};

/// Height of a line, as a part of the size; lines stand no closer. A pitch that leaves less makes the text smaller.
pub(super) const LINE: f32 = 1.15;
/// A step from one size to the next smaller one, points: what Word can set.
const STEP: f32 = 0.5;
/// Smaller than this nothing is printed.
const FLOOR: f32 = 4.0;
/// Of the room, so much may be filled: fonts differ by a hair.
const FILLED: f32 = 0.985;

/// A text in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Its size, points.
    pub(super) size: f32,
    /// Width of the widest line, points.
    pub(super) width: f32,
}

/// A text as words with their widths at size 1, line by line as it was given.
struct Words<'t> {
    lines: Vec<Vec<(&'t str, f32)>>,
    space: f32,
    widest: f32,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, faces: &Widths, widening: f32) -> Self {
        let word = |word: &'t str| (word, faces.width(word) * widening);
        let words = |line: &'t str| line.split([' ', '\t']).filter(|word| !word.is_empty()).map(word).collect::<Vec<_>>();
        let lines: Vec<_> = text.lines().map(words).filter(|line| !line.is_empty()).collect();
        let widest = lines.iter().flatten().map(|(_, width)| *width).fold(0.0, f32::max);
        Self { lines, space: faces.width(" ") * widening, widest }
    }

    /// The words that begin a line when each line takes at most `room`, line by line as given.
    fn breaks(&self, room: f32) -> Vec<Vec<usize>> {
        let line = |words: &Vec<(&str, f32)>| {
            let (mut starts, mut used) = (vec![0], 0.0);
            for (at, (_, width)) in words.iter().enumerate() {
                if at > 0 && used + self.space + width > room {
                    starts.push(at);
                    used = *width;
                } else {
                    used += if at == 0 { *width } else { self.space + width };
                }
            }
            starts
        };
        self.lines.iter().map(line).collect()
    }

    fn count(&self, room: f32) -> usize {
        self.breaks(room).iter().map(Vec::len).sum()
    }

    /// Does it take at most so many lines, which may stand as close as the place says?
    fn fits(&self, room: f32, most: usize, is_close: bool) -> bool {
        let most = if is_close { 1 } else { most };
        self.widest <= room && self.count(room) <= most
    }

    /// The least room in which the text takes no more lines than in `room`: its lines are about equally long.
    fn balanced(&self, room: f32) -> f32 {
        let wanted = self.count(room);
        narrowest(self.widest, room, 0.02, |room| self.count(room) <= wanted)
    }

    /// The lines and the width of the widest, at size 1.
    fn set(&self, room: f32) -> (Vec<String>, f32) {
        let (mut lines, mut widest) = (Vec::new(), 0.0_f32);
        for (words, starts) in self.lines.iter().zip(self.breaks(room)) {
            let ends = starts.iter().skip(1).copied().chain([words.len()]);
            for (start, end) in starts.iter().copied().zip(ends) {
                let parts = &words[start..end];
                let width = parts.iter().map(|(_, width)| width + self.space).sum::<f32>() - self.space;
                widest = widest.max(width);
                lines.push(parts.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" "));
            }
        }
        (lines, widest)
    }
}

/// Sets a text.
pub(super) fn set(text: &str, place: &TextPlace) -> Setting {
    let cased = if place.upper { text.to_uppercase() } else { text.to_owned() };
    let words = Words::of(&cased, widths(place.bold, place.italic), place.widening);
    let room = |size: f32| place.width_mm * 72.0 / 25.4 * FILLED / size;
    let size = size(&words, place, &room);
    let across = room(size).max(words.widest);
    let across = if place.align == Align::Center { words.balanced(across) } else { across };
    let (lines, width) = words.set(across);
    Setting { lines, size, width: width * size }
}

fn size(words: &Words<'_>, place: &TextPlace, room: &dyn Fn(f32) -> f32) -> f32 {
    let most = place.lines.max(words.lines.len());
    let down =
        |from: f32, to: f32| std::iter::successors(Some(from), |size| Some(size - STEP)).take_while(move |size| *size >= to);
    let is_close = |size: f32| place.pitch_mm.is_some_and(|pitch| pitch * 72.0 / 25.4 < LINE * size);
    let fits = |size: &f32, lines: usize| words.fits(room(*size), lines, is_close(*size));
    let fewest = if place.long == Long::Shrink { words.lines.len().max(1) } else { most };
    for lines in fewest..=most {
        if let Some(size) = down(place.size, place.smallest).find(|size| fits(size, lines)) {
            return size;
        }
    }
    down(place.smallest - STEP, FLOOR).find(|size| fits(size, most)).unwrap_or(FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::placed::Held;

    fn place(size: f32, smallest: f32, lines: usize, long: Long) -> TextPlace {
        TextPlace {
            name: "ten".to_owned(),
            left_mm: 60.0,
            baseline_mm: 100.0,
            width_mm: 177.0,
            align: Align::Center,
            font: "Times New Roman".to_owned(),
            size,
            smallest,
            bold: true,
            italic: false,
            upper: false,
            colour: "000000".to_owned(),
            lines,
            pitch_mm: None,
            held: Held::First,
            long,
            rule: None,
            widening: 1.0,
        }
    }

    const LONG: &str = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và phong trào thi đua “Dân vận khéo” phường Vĩnh Thanh Vân, thành phố Rạch Giá";

    #[test]
    fn a_short_text_keeps_its_size_and_line() {
        let set = set("Ông Danh Minh Lợi", &place(26.0, 14.0, 2, Long::Shrink));
        assert_eq!((set.lines.as_slice(), set.size.to_bits()), (["Ông Danh Minh Lợi".to_owned()].as_slice(), 26.0_f32.to_bits()));
    }

    #[test]
    fn a_long_name_shrinks_or_wraps_as_the_place_says() {
        assert!(LONG.chars().count() >= 120, "{}", LONG.chars().count());
        let room = 177.0 * 72.0 / 25.4;
        for (place, lines, sizes) in [
            (place(26.0, 14.0, 2, Long::Shrink), 2, 16.4..17.6),
            (place(26.0, 14.0, 3, Long::Wrap), 3, 22.0..25.6),
            (place(26.0, 8.0, 1, Long::Shrink), 1, 8.0..9.1),
            (place(26.0, 16.0, 2, Long::Wrap), 2, 16.4..17.6),
        ] {
            let set = set(LONG, &place);
            assert_eq!(set.lines.len(), lines, "{set:?}");
            assert!(sizes.contains(&set.size) && set.width <= room, "{set:?}");
            assert_eq!(set.lines.join(" "), LONG);
        }
    }

    #[test]
    fn what_fits_at_no_allowed_size_becomes_smaller_still_and_runs_over_nowhere() {
        let place = place(26.0, 20.0, 1, Long::Shrink);
        let set = set(LONG, &place);
        assert!(set.lines.len() == 1 && set.size < place.smallest && set.width <= 177.0 * 72.0 / 25.4, "{set:?}");
    }

    #[test]
    fn lines_that_stand_close_make_the_text_smaller_but_one_line_keeps_its_size() {
        let place = TextPlace { pitch_mm: Some(8.0), ..place(26.0, 14.0, 3, Long::Wrap) };
        assert!((set("Ông Danh Minh Lợi", &place).size - 26.0).abs() < 0.1);
        let size = set(LONG, &place).size;
        assert!(size * LINE <= 8.0 * 72.0 / 25.4 && (size + STEP) * LINE > 8.0 * 72.0 / 25.4, "{size}");
    }

    #[test]
    fn given_lines_stay_and_blank_ones_go() {
        let set = set("KT. CHỦ TỊCH\n\nPHÓ CHỦ TỊCH", &place(14.0, 10.0, 1, Long::Shrink));
        assert_eq!(set.lines, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
    }
}
