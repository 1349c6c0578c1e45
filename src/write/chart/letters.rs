//! The letters of the bundled font: how wide they are, where a text breaks, how they are inked.

use ab_glyph::{Font as _, FontRef, GlyphId, PxScale, point};

use super::super::faces::REGULAR;
use super::super::metrics::narrowest;

/// The font.
#[derive(Debug)]
pub(super) struct Letters {
    font: FontRef<'static>,
    per_em: f32,
}

impl Letters {
    /// Reads the font.
    ///
    /// # Errors
    ///
    /// If it is no font.
    pub(super) fn load() -> Result<Self, String> {
        let font = FontRef::try_from_slice(REGULAR).map_err(|cause| format!("phông chữ Tinos: {cause}"))?;
        let per_em = font.units_per_em().ok_or("phông chữ Tinos không nêu cỡ")?;
        Ok(Self { font, per_em })
    }

    /// A letter's glyph; a space that keeps words together looks like any other.
    fn glyph(&self, letter: char) -> GlyphId {
        self.font.glyph_id(if letter == '\u{a0}' { ' ' } else { letter })
    }

    /// Width of a text on one line; in the unit of `size`.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let units: f32 = text.chars().map(|letter| self.font.h_advance_unscaled(self.glyph(letter))).sum();
        units * size / self.per_em
    }

    /// The lines of a text in `room`, broken at spaces into about equal lengths; a dash stays with the word before it.
    pub(super) fn lines(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let text = text.replace(" - ", "\u{a0}- ");
        let wanted = self.broken(&text, size, room).len();
        let least = narrowest(self.widest_word(&text, size), room, 1.0, |room| self.broken(&text, size, room).len() <= wanted);
        self.broken(&text, size, least).into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
    }

    /// The lines that words fill one after another.
    fn broken(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Width of a text's widest word.
    pub(super) fn widest_word(&self, text: &str, size: f32) -> f32 {
        text.split([' ', '\n', '\t']).map(|word| self.width(word, size)).fold(0.0, f32::max)
    }

    /// Inks a text whose baseline begins at a place; `ink` gets a pixel and how much of it is covered, 0 to 1.
    pub(super) fn ink(&self, text: &str, size: f32, (mut x, y): (f32, f32), ink: &mut dyn FnMut(i32, i32, f32)) {
        let scale = PxScale::from(size * self.font.height_unscaled() / self.per_em);
        for letter in text.chars() {
            let id = self.glyph(letter);
            if let Some(outline) = self.font.outline_glyph(id.with_scale_and_position(scale, point(x, y))) {
                let bounds = outline.px_bounds();
                let (left, top) = (whole(bounds.min.x), whole(bounds.min.y));
                outline.draw(|across, down, covered| {
                    let pixel = |from: i32, by: u32| from.saturating_add(i32::try_from(by).unwrap_or(0));
                    ink(pixel(left, across), pixel(top, down), covered);
                });
            }
            x += self.font.h_advance_unscaled(id) * size / self.per_em;
        }
    }
}

/// A pixel's number.
#[expect(clippy::cast_possible_truncation, reason = "pixels of one picture; `as` saturates")]
pub(super) fn whole(number: f32) -> i32 {
    number.round() as i32
}
