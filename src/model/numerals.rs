//! Numbers in words (số đọc bằng chữ), as a total is written out under a list of payments.
//!
//! By the school reading: "mốt", "tư" and "lăm" after "mươi", "linh" for an empty place of tens, "không trăm" inside a
//! number, groups of three places with "nghìn", "triệu", "tỷ". An empty group is not read: 1.000.005 is "một triệu
//! không trăm linh năm".

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// "ba mươi tư triệu sáu trăm năm mươi nghìn".
pub fn in_words(n: u64) -> String {
    if n == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    read(n, false, &mut words);
    words.join(" ")
}

/// "Ba mươi tư triệu sáu trăm năm mươi nghìn đồng".
pub fn dong_in_words(n: u64) -> String {
    let words = in_words(n);
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{} đồng", letters.as_str())
}

/// Reads a number; `inside`: places stand before it, so that its first group is read in full.
fn read(n: u64, inside: bool, words: &mut Vec<&'static str>) {
    let (billions, rest) = (n / 1_000_000_000, n % 1_000_000_000);
    let mut inside = inside;
    if billions > 0 {
        read(billions, inside, words);
        words.push("tỷ");
        inside = true;
    }
    for (group, name) in [(rest / 1_000_000, "triệu"), (rest / 1_000 % 1_000, "nghìn"), (rest % 1_000, "")] {
        if group > 0 {
            three(group, inside, words);
            words.extend(Some(name).filter(|name| !name.is_empty()));
            inside = true;
        }
    }
}

/// Reads three places, not all of them empty.
fn three(group: u64, inside: bool, words: &mut Vec<&'static str>) {
    let digit = |place: u64| usize::try_from(group / place % 10).unwrap_or(0);
    let (hundreds, tens, ones) = (digit(100), digit(10), digit(1));
    let full = inside || hundreds > 0;
    if full {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if full && ones > 0 => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by another way: every digit is read with its place, then slips of the tongue are mended in the text.
    fn by_mending(n: u64) -> String {
        let digits: Vec<u32> = n.to_string().chars().filter_map(|c| c.to_digit(10)).collect();
        let names = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        let mut text = String::from(" ");
        for (at, digit) in digits.iter().enumerate() {
            let left = digits.len() - 1 - at;
            let place = ["", " mươi", " trăm"][left % 3];
            text.extend([names[*digit as usize], place, " "]);
            text.push_str(match (left % 3, left / 3) {
                (0, 1) => "nghìn ",
                (0, 2) => "triệu ",
                (0, 3) => "tỷ ",
                _ => "",
            });
        }
        for group in ["nghìn", "triệu"] {
            text = text.replace(&format!(" không trăm không mươi không {group} "), " ");
        }
        text = text.replace(" không trăm không mươi không ", " ");
        for (said, meant) in [
            (" không mươi không ", " "),
            (" không mươi ", " linh "),
            (" mươi không ", " mươi "),
            (" mươi một ", " mươi mốt "),
            (" mươi bốn ", " mươi tư "),
            (" mươi năm ", " mươi lăm "),
            (" một mươi mốt ", " mười một "),
            (" một mươi tư ", " mười bốn "),
            (" một mươi ", " mười "),
        ] {
            // Twice, because matches share the space between them.
            text = text.replace(said, meant).replace(said, meant);
        }
        let text = text.trim();
        if text.is_empty() { names[0].to_owned() } else { text.to_owned() }
    }

    #[track_caller]
    fn check(n: u64, expected: &str) {
        assert_eq!(in_words(n), expected, "{n}");
    }

    #[test]
    fn numbers_are_read_as_at_school() {
        check(0, "không");
        check(10, "mười");
        check(11, "mười một");
        check(14, "mười bốn");
        check(15, "mười lăm");
        check(20, "hai mươi");
        check(21, "hai mươi mốt");
        check(24, "hai mươi tư");
        check(45, "bốn mươi lăm");
        check(100, "một trăm");
        check(105, "một trăm linh năm");
        check(115, "một trăm mười lăm");
        check(1_000, "một nghìn");
        check(1_005, "một nghìn không trăm linh năm");
        check(1_050, "một nghìn không trăm năm mươi");
        check(1_000_005, "một triệu không trăm linh năm");
        check(34_650_000, "ba mươi tư triệu sáu trăm năm mươi nghìn");
        check(104_300_000, "một trăm linh bốn triệu ba trăm nghìn");
        check(1_001_000_000, "một tỷ không trăm linh một triệu");
        check(9_999_999_999, "chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín");
        assert_eq!(dong_in_words(15_600_000), "Mười lăm triệu sáu trăm nghìn đồng");
    }

    /// Up to 9.999.999.999: all numbers of four places, all round ones, and thirty thousand spread over the rest.
    #[test]
    fn two_ways_of_reading_agree() {
        let small = 0..=10_000;
        let round = (0..10).flat_map(|power| (1..1000).map(move |lead| lead * 10_u64.pow(power)));
        // A step that shares no divisor with ten meets every ending.
        let spread = (0..30_000_u64).map(|at| at * 99_991 % 10_000_000_000);
        let edges = (0..=9_999).flat_map(|n| [10_000_000_000 - 1 - n, 1_000_000_000 + n, 1_000_000 * n]);
        for n in small.chain(round).chain(spread).chain(edges).filter(|n| *n < 10_000_000_000) {
            assert_eq!(in_words(n), by_mending(n), "{n}");
        }
    }
}
