//! What stands where on a picture: boxes and texts; points, from the top left corner.

/// A picture to be inked.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Points.
    pub(super) width: f32,
    /// Points.
    pub(super) height: f32,
    /// What is on it, the first at the bottom.
    pub(super) shapes: Vec<Shape>,
}

/// A shape.
#[derive(Debug)]
pub(super) enum Shape {
    /// A bar, a swatch or an axis.
    Box {
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Its inside.
        fill: Fill,
    },
    /// A line of text.
    Text {
        /// Where it begins.
        x: f32,
        /// Its baseline.
        y: f32,
        /// Size.
        size: f32,
        /// The words.
        text: String,
    },
}

/// How a box is filled. Printed in black and copied, no two look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// Black, without a border: an axis.
    Ink,
    /// Dark grey.
    Dark,
    /// Light grey.
    Light,
    /// Slanting lines on white.
    Hatched,
    /// White.
    White,
}

impl Fill {
    /// The fill of a series by its number.
    pub(super) fn of(series: usize) -> Self {
        [Self::Dark, Self::Light, Self::Hatched, Self::White][series % 4]
    }
}

impl Scene {
    /// Adds a box.
    pub(super) fn add(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), fill: Fill) {
        self.shapes.push(Shape::Box { x, y, width, height, fill });
    }

    /// Adds a line of text that begins at a place on its baseline.
    pub(super) fn write(&mut self, (x, y): (f32, f32), size: f32, text: &str) {
        self.shapes.push(Shape::Text { x, y, size, text: text.to_owned() });
    }
}
