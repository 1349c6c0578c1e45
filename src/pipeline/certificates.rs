//! What is told of certificates before they are printed.

use crate::write::Tight;

/// Of a text only so much is quoted, characters.
const QUOTED: usize = 60;

/// "giay-khen.docx: ô “ten” phải in cỡ 9,5, nhỏ hơn cỡ nhỏ nhất của mẫu (14): “…”; …".
pub(super) fn too_long(file: &str, tight: &Tight) -> String {
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
