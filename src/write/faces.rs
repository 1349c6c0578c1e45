//! Widths of letters in the bundled fonts, which are those of Times New Roman: for texts that must fit their place.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef};

/// Code points whose widths are kept; Vietnamese and its punctuation lie below.
const KEPT: u16 = 0x2200;

/// Widths of one font, as parts of the size.
pub(super) struct Widths {
    of: Vec<f32>,
}

impl Widths {
    fn of(file: &[u8]) -> Self {
        let Ok(font) = FontRef::try_from_slice(file) else { return Self { of: Vec::new() } };
        let unit = font.units_per_em().unwrap_or(1.0);
        let advance = |code: u16| {
            let glyph = font.glyph_id(char::from_u32(u32::from(code))?);
            (glyph.0 > 0).then(|| font.h_advance_unscaled(glyph) / unit)
        };
        // What the font lacks is taken from another one: as wide as it can be.
        Self { of: (0..KEPT).map(|code| advance(code).unwrap_or(1.0)).collect() }
    }

    /// Width of a text at size 1.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.of.get(c as usize).copied().unwrap_or(1.0)).sum()
    }
}

/// Tinos, as wide letter by letter as Times New Roman.
pub(super) const REGULAR: &[u8] = include_bytes!("../../templates/phong-chu/Tinos-Regular.ttf");

static FACES: LazyLock<[Widths; 4]> = LazyLock::new(|| {
    [
        Widths::of(REGULAR),
        Widths::of(include_bytes!("../../templates/phong-chu/Tinos-Bold.ttf")),
        Widths::of(include_bytes!("../../templates/phong-chu/Tinos-Italic.ttf")),
        Widths::of(include_bytes!("../../templates/phong-chu/Tinos-BoldItalic.ttf")),
    ]
});

/// The widths of a weight and slope.
pub(super) fn widths(bold: bool, italic: bool) -> &'static Widths {
    &FACES[usize::from(bold) + 2 * usize::from(italic)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The widths of Times New Roman that Windows brings, in thousandths.
    #[test]
    fn letters_are_as_wide_as_in_times_new_roman() {
        for (bold, italic, text, thousandths) in [
            (false, false, "H", 722.0),
            (true, false, "H", 778.0),
            (false, true, "H", 722.0),
            (true, true, "H", 778.0),
            (false, false, "ế", 444.0),
            (false, false, "Ấ", 722.0),
            (true, false, "đ", 556.0),
            (false, false, "…", 1000.0),
            (false, false, "Nguyễn Văn A", 6054.0),
        ] {
            let width = widths(bold, italic).width(text) * 1000.0;
            assert!((width - thousandths).abs() < 16.0, "{text} ({bold}, {italic}): {width}");
        }
    }
}
