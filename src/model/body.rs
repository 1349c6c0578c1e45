//! Names of bodies (cơ quan) as decisions, lists and tables write them: one body under several spellings.

use super::name;

/// The organs that sign for a body, before its name.
const ORGANS: [&str; 8] =
    ["chu tich ", "pho chu tich ", "ban thuong vu ", "btv ", "ban chap hanh ", "bch ", "thuong truc ", "dong chi "];

/// A body's name without the organ that signs for it, as words without marks.
pub fn bare(body: &str) -> String {
    let words = name::slug_words(body);
    let mut rest = words.as_str();
    while let Some(shorter) = ORGANS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// The same with "ủy ban nhân dân" always shortened; two names of one body have the same key.
pub fn key(body: &str) -> String {
    bare(body).replace("uy ban nhan dan", "ubnd")
}

/// Do two texts name one body? Where one only lacks the place at the end ("Ban Chỉ đạo"), they do not.
pub fn same(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// Does a body's name, as [`bare`] gives it, start with one of these words?
pub fn starts_with(bare: &str, leads: &[String]) -> bool {
    let padded = format!(" {bare} ");
    leads.iter().any(|lead| padded.starts_with(&format!(" {} ", lead.trim())))
}

/// Does it hold one of these words anywhere?
pub fn holds(bare: &str, parts: &[String]) -> bool {
    let padded = format!(" {bare} ");
    parts.iter().any(|part| padded.contains(&format!(" {} ", part.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_has_one_key() {
        assert!(same("Chủ tịch UBND thành phố Rạch Giá", "Ủy ban nhân dân Thành phố Rạch Giá"));
        assert!(same("BTV Thành ủy Rạch Giá", "Ban Thường vụ Thành uỷ Rạch Giá"));
        assert!(!same("UBND phường An Hòa", "UBND phường An Bình"));
        assert!(starts_with(&key("Ủy ban nhân dân xã Phi Thông"), &["ubnd xa".to_owned()]));
        assert!(!starts_with(&key("UBND xã"), &["ubnd x".to_owned()]));
    }
}
