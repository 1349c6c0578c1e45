//! Unicode → TCVN3 and VNI, as a typist's machine of 1998 stored it: the reverse of what is to be mended.

use unicode_normalization::UnicodeNormalization;

const UNICODE: &str = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";
const TCVN3: &str = "¨©ª«¬\u{ad}®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¡¢£¤¥¦§";

/// TCVN3; a toned capital has no code and is written small.
pub fn tcvn3(text: &str) -> String {
    let place = |c: char| UNICODE.chars().position(|known| known == c);
    text.nfc()
        .map(|c| {
            let at = place(c).or_else(|| c.is_alphabetic().then(|| c.to_lowercase().next().and_then(place)).flatten());
            at.and_then(|at| TCVN3.chars().nth(at)).unwrap_or(c)
        })
        .collect()
}

/// VNI: a letter and the mark that follows it.
pub fn vni(text: &str) -> String {
    let mut out = String::new();
    for letter in text.nfc() {
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let tone = parts.iter().skip(1).find_map(|mark| {
            Some(match mark {
                '\u{301}' => 0,
                '\u{300}' => 1,
                '\u{309}' => 2,
                '\u{303}' => 3,
                '\u{323}' => 4,
                _ => return None,
            })
        });
        let shape = parts.iter().skip(1).find(|mark| matches!(mark, '\u{302}' | '\u{306}' | '\u{31b}')).copied();
        let base = parts.first().copied().unwrap_or(letter);
        let upper = base.is_uppercase();
        let piece: String = match (base.to_ascii_lowercase(), shape, tone) {
            ('đ' | 'Đ', ..) => "ñ".to_owned(),
            ('i', None, Some(tone)) => ["í", "ì", "æ", "ó", "ò"][tone].to_owned(),
            ('y', None, Some(4)) => "î".to_owned(),
            (base, Some('\u{302}'), tone) => format!("{base}{}", tone.map_or("â", |t| ["á", "à", "å", "ã", "ä"][t])),
            (base, Some('\u{306}'), tone) => format!("{base}{}", tone.map_or("ê", |t| ["é", "è", "ú", "ü", "ë"][t])),
            (base, Some(_), tone) => {
                let horned = if base == 'o' { 'ô' } else { 'ö' };
                format!("{horned}{}", tone.map_or("", |t| ["ù", "ø", "û", "õ", "ï"][t]))
            }
            (base, None, Some(tone)) => format!("{base}{}", ["ù", "ø", "û", "õ", "ï"][tone]),
            (base, None, None) => base.to_string(),
        };
        let upper = upper || letter == 'Đ';
        out.push_str(&if upper { piece.to_uppercase() } else { piece });
    }
    out
}

#[test]
fn old_fonts_are_written_as_they_were() {
    assert_eq!(tcvn3("Uỷ ban nhân dân phường"), "Uû ban nh©n d©n ph\u{ad}êng");
    assert_eq!(vni("Số lượng mô hình được công nhận"), "Soá löôïng moâ hình ñöôïc coâng nhaän");
    assert_eq!(vni("Đảng bộ"), "Ñaûng boä");
}
