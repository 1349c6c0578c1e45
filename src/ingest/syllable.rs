//! Is a word a Vietnamese syllable? Onset, rime and tone by table.
//!
//! Used to tell text in an old font's encoding, and text that lost its letters, from Vietnamese; never to correct spelling.

use unicode_normalization::UnicodeNormalization;

/// Onsets, longest first.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p",
    "r", "s", "t", "v", "x", "",
];

/// Rimes without their tone.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt \
    uân uâng uât uây uơ uê uêch uênh uêt uêu uy uya uych uynh uyt uyp uyu uyên uyêt uyn \
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh ych yt yn yp ";

/// Is the word, in any case and either tone placement, a syllable of Vietnamese?
pub(super) fn is_valid(word: &str) -> bool {
    let mut letters = String::with_capacity(word.len());
    let mut tone = None;
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}' => {
                if tone.replace(c).is_some() {
                    return false;
                }
            }
            c => letters.push(c),
        }
    }
    let letters: String = letters.nfc().collect();
    ONSETS.iter().any(|onset| letters.strip_prefix(onset).is_some_and(|rime| is_rime(rime, tone)))
        // "gì", "gìn", "giếng": the i of the onset is the rime's.
        || letters.strip_prefix('g').is_some_and(|rime| rime.starts_with('i') && is_rime(rime, tone))
}

/// A rime of the table; one that stops short takes the sắc or nặng tone only.
fn is_rime(rime: &str, tone: Option<char>) -> bool {
    if rime.is_empty() || rime.contains(' ') || !RIMES.contains(&format!(" {rime} ")) {
        return false;
    }
    let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    !stopped || matches!(tone, Some('\u{0301}' | '\u{0323}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_reports_are_valid() {
        let text = "Ủy ban nhân dân phường Vĩnh Bảo đẩy mạnh phong trào thi đua Dân vận khéo giai đoạn khuyến khích quyết định \
            nghiệp nguyễn giếng gì quốc phòng khuỷu hoà hòa thuỷ thủy xoong người mười lượt mô hình tập thể cá nhân được công nhận \
            huyện Đắk Tuyên Quang Hậu Giang Rạch Giá khoẻ khỏe xuất sắc truyền hưởng ứng kỷ niệm tiêu biểu yêu nước quý ý";
        for word in text.split_whitespace().filter(|w| *w != "Đắk") {
            assert!(is_valid(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in ["nh©n", "Cafộ", "ngh", "th", "nhậnn", "Krông", "strong", "cac", "hop", "hòá", "", "Toå", "qu", "TCVN"]
        {
            assert!(!is_valid(word), "{word}");
        }
    }
}
