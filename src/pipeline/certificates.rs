//! What is told of certificates before they are printed.

use crate::write::{Placed, Tight};

/// Of a text only so much is quoted, characters.
const QUOTED: usize = 60;

/// Texts that are too long for their places, and places that run into one another.
pub(super) fn remarks(file: &str, placed: &Placed) -> Vec<String> {
    let tight = placed.tight.iter().map(|tight| too_long(file, tight));
    let close = placed.overlapping.iter().map(|[first, second]| {
        format!(
            "{file}: ô “{second}” chồng lên ô “{first}”, Word sẽ đẩy ô sau xuống; đặt hai ô xa nhau hơn trong mẫu, hoặc giảm cỡ chữ, số dòng"
        )
    });
    tight.chain(close).collect()
}

/// "giay-khen.docx: ô “ten” phải in cỡ 9,5, nhỏ hơn cỡ nhỏ nhất của mẫu (14): “…”; …".
fn too_long(file: &str, tight: &Tight) -> String {
    let mut quoted: String = tight.text.chars().take(QUOTED).collect();
    if quoted.len() < tight.text.len() {
        quoted.push('…');
    }
    format!(
        "{file}: chữ quá dài cho ô “{}”, phải in cỡ {}, nhỏ hơn cỡ nhỏ nhất của mẫu ({}): “{quoted}”. Rút gọn chữ, hoặc nới ô trong mẫu.",
        tight.place,
        size(tight.size),
        size(tight.smallest)
    )
}

/// "9,5".
fn size(points: f32) -> String {
    points.to_string().replace('.', ",")
}
