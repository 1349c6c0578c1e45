//! A scene → a PNG of sixteen greys, 300 dots per inch.

use super::letters::{Letters, whole};
use super::scene::{Fill, Scene, Shape};

/// Pixels a point: 300 per inch.
const SCALE: f32 = 300.0 / 72.0;
/// Pixels a metre, as the file says it.
const PER_METRE: u32 = 11_811;
/// Width of a box's border, pixels.
const BORDER: usize = 2;
/// Distance and width of slanting lines, pixels.
const SLANT: (usize, usize) = (14, 4);

/// A sheet of pixels, 0 black to 255 white.
struct Sheet {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// The picture of a scene.
///
/// # Errors
///
/// What the packer says.
pub(super) fn png(scene: &Scene, letters: &Letters) -> Result<Vec<u8>, String> {
    let (width, height) = (pixel(scene.width), pixel(scene.height));
    let mut sheet = Sheet { width, height, pixels: vec![255; width * height] };
    for shape in &scene.shapes {
        match shape {
            Shape::Box { x, y, width, height, fill } => {
                sheet.fill((pixel(*x), pixel(x + width)), (pixel(*y), pixel(y + height)), *fill);
            }
            Shape::Text { x, y, size, text } => {
                // On whole pixels, letters of a line look alike.
                let at = ((x * SCALE).round(), (y * SCALE).round());
                letters.ink(text, size * SCALE, at, &mut |x, y, covered| sheet.darken(x, y, covered));
            }
        }
    }
    sheet.packed().map_err(|cause| format!("biểu đồ: {cause}"))
}

/// The pixel at a distance from the edge.
fn pixel(points: f32) -> usize {
    usize::try_from(whole(points * SCALE)).unwrap_or(0)
}

impl Sheet {
    fn fill(&mut self, (left, right): (usize, usize), (top, bottom): (usize, usize), fill: Fill) {
        let (right, bottom) = (right.min(self.width), bottom.min(self.height));
        for y in top..bottom {
            let outer = y < top + BORDER || y + BORDER >= bottom;
            for x in left..right {
                let border = outer || x < left + BORDER || x + BORDER >= right;
                let grey = match fill {
                    Fill::Ink => 0,
                    _ if border => 0x22,
                    Fill::Dark => 0x55,
                    Fill::Light => 0xcc,
                    Fill::Hatched if (x + y) % SLANT.0 < SLANT.1 => 0x33,
                    Fill::Hatched | Fill::White => 0xff,
                };
                self.pixels[y * self.width + x] = grey;
            }
        }
    }

    fn darken(&mut self, x: i32, y: i32, covered: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.width && y < self.height {
            let pixel = &mut self.pixels[y * self.width + x];
            let left = f32::from(*pixel) * (1.0 - covered.clamp(0.0, 1.0));
            *pixel = u8::try_from(whole(left)).unwrap_or(0);
        }
    }

    /// Two pixels a byte.
    fn packed(&self) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let sixteenth = |grey: u8| u8::try_from((u16::from(grey) + 8) / 17).unwrap_or(15);
        let pair = |pair: &[u8]| sixteenth(pair[0]) << 4 | pair.get(1).map_or(15, |&grey| sixteenth(grey));
        let rows: Vec<u8> = self.pixels.chunks(self.width.max(1)).flat_map(|row| row.chunks(2).map(pair)).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(self.width)?, u32::try_from(self.height)?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: PER_METRE, yppu: PER_METRE, unit: png::Unit::Meter }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&rows)?;
        writer.finish()?;
        Ok(bytes)
    }
}
