//! Is a word a Vietnamese syllable? Onset, rime and tone by table, and the tone over a vowel that can bear it.
//!
//! Used to tell text in an old font's encoding, text that lost its letters and slips of the keyboard from Vietnamese; never to
//! correct spelling.

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
pub fn is_valid(word: &str) -> bool {
    let mut letters = String::with_capacity(word.len());
    let mut tone = None;
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}' => {
                let place = letters.nfc().count().checked_sub(1);
                let Some(place) = place.filter(|_| tone.is_none()) else { return false };
                tone = Some((c, place));
            }
            c => letters.push(c),
        }
    }
    let letters: String = letters.nfc().collect();
    let rime_after = |onset: &str| letters.strip_prefix(onset).is_some_and(|rime| is_rime(rime, onset, tone));
    // "gì", "gìn", "giếng": the i of the onset is the rime's.
    ONSETS.iter().any(|onset| rime_after(onset)) || (letters.starts_with("gi") && rime_after("g"))
}

/// A rime of the table, with its tone and the letter that bears it; one that stops short takes the sắc or nặng tone only.
fn is_rime(rime: &str, onset: &str, tone: Option<(char, usize)>) -> bool {
    if rime.is_empty() || rime.contains(' ') || !RIMES.contains(&format!(" {rime} ")) {
        return false;
    }
    let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    let Some((mark, place)) = tone else { return !stopped };
    let borne = match place.checked_sub(onset.chars().count()) {
        Some(place) => bears(rime, place),
        // "qúy", "gỉa", as many type them.
        None => matches!(onset, "qu" | "gi") && place == 1,
    };
    borne && (!stopped || matches!(mark, '\u{0301}' | '\u{0323}'))
}

/// May the letter of the rime bear its tone? "khỏe" and "khoẻ", but "tẻo" and never "teỏ".
fn bears(rime: &str, place: usize) -> bool {
    let vowels: Vec<char> = rime.chars().take_while(|c| !c.is_ascii() || "aeiouy".contains(*c)).collect();
    let Some(letter) = vowels.get(place) else { return false };
    if vowels.iter().any(|c| !c.is_ascii()) {
        return !letter.is_ascii();
    }
    match vowels.len() {
        3 => place == 1,
        2 if vowels.len() < rime.len() => place == 1,
        2 => place == 0 || matches!(rime, "oa" | "oe" | "uy"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_reports_are_valid() {
        let text = "Ủy ban nhân dân phường Vĩnh Bảo đẩy mạnh phong trào thi đua Dân vận khéo giai đoạn khuyến khích quyết định \
            nghiệp nguyễn giếng gì quốc phòng khuỷu hoà hòa thuỷ thủy xoong người mười lượt mô hình tập thể cá nhân được công nhận \
            huyện Đắk Tuyên Quang Hậu Giang Rạch Giá khoẻ khỏe xuất sắc qúy truyền hưởng ứng kỷ niệm tiêu biểu yêu nước quý ý";
        for word in text.split_whitespace().filter(|w| *w != "Đắk") {
            assert!(is_valid(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in
            ["nh©n", "Cafộ", "ngh", "th", "nhậnn", "Krông", "strong", "cac", "hop", "hòá", "", "Toå", "qu", "TCVN", "teỏ", "baỷ"]
        {
            assert!(!is_valid(word), "{word}");
        }
    }
}
