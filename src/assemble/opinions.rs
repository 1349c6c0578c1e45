//! What units say in common (Biểu 5): paragraphs that say one thing become one opinion, in its most complete wording.
//!
//! Alike is what [`Wording::is_like`] says. The longest wording is taken first and each shorter one joins the one it is most
//! like, so that every unit named beside a sentence wrote nearly that sentence. The trap: thousands of units, so wordings are
//! compared only with those that share one of their rarest words (two texts that are alike always do).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::model::{AssessmentHead, Dossier, MisreadKind, Opinion, Origin, UnitId, Wording, is_alike, name};

/// Most wordings that one is compared with: texts made of the same few words would be compared each with all others.
const MOST_COMPARED: usize = 100;
/// Most groups met at one word.
const MOST_MET: usize = 200;
/// What joins the items of a list within one line.
const JOINTS: &[&str] = &["; - ", ". - ", "; + ", ". + ", "; • ", ". • "];
/// What a unit writes that has nothing to write.
const NOTHING: &[&str] = &[
    "không", "có", "chưa", "gì", "nào", "thêm", "ý", "kiến", "nghị", "đề", "xuất", "hạn", "chế", "khó", "khăn", "tồn", "tại",
    "như", "trên", "nt",
];

/// [`NOTHING`] as matching keys.
static NOTHING_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| NOTHING.iter().map(|word| name::key(word)).collect());

/// Gathers the opinions of a dossier whose paragraphs are known.
pub(super) fn gather(dossier: &mut Dossier) {
    let lost = letters_lost(dossier);
    let mut opinions = Vec::new();
    for head in AssessmentHead::ALL {
        let written: Vec<Wording> =
            dossier.assessment(head.code()).iter().map(|paragraph| Wording::of(paragraph.text, "")).collect();
        let mut found: Vec<Opinion> =
            groups(thoughts(dossier, head, &lost)).into_iter().map(|group| opinion(dossier, head, &written, group)).collect();
        found.sort_by_key(|opinion| (Reverse(opinion.remarks.len()), opinion.remarks.first().copied()));
        opinions.extend(found);
    }
    dossier.opinions = opinions;
}

/// Cells whose text lost its letters: nobody signs "Dân v?n".
fn letters_lost(dossier: &Dossier) -> BTreeSet<Origin> {
    let misreads = dossier.readings.iter().flat_map(|reading| &reading.misreads).chain(&dossier.misreads);
    misreads.filter(|misread| matches!(misread.what, MisreadKind::LettersLost { .. })).map(|misread| misread.at).collect()
}

/// One wording, and the paragraphs that have it.
struct Thought {
    wording: Wording,
    /// The longest spelling of it.
    text: String,
    /// In protocol order.
    remarks: Vec<usize>,
}

/// The wordings under a heading, the longest first.
fn thoughts(dossier: &Dossier, head: AssessmentHead, lost: &BTreeSet<Origin>) -> Vec<Thought> {
    let root = dossier.units.root();
    let mut texts: BTreeMap<(&str, UnitId), Vec<usize>> = BTreeMap::new();
    for (at, remark) in dossier.remarks.iter().enumerate() {
        if remark.head == head && remark.unit != root && !lost.contains(&remark.at) {
            // Whose it is matters only where the text names its writer.
            texts.entry((&remark.text, remark.unit)).or_default().push(at);
        }
    }
    let mut found: BTreeMap<Wording, Thought> = BTreeMap::new();
    for ((text, unit), remarks) in texts {
        for text in pieces(text) {
            let wording = Wording::of(text, dossier.units.name(unit));
            let thought =
                found.entry(wording.clone()).or_insert_with(|| Thought { wording, text: String::new(), remarks: Vec::new() });
            let is_fuller =
                (text.chars().count(), Reverse(text)) > (thought.text.chars().count(), Reverse(thought.text.as_str()));
            if is_fuller {
                text.clone_into(&mut thought.text);
            }
            thought.remarks.extend(&remarks);
        }
    }
    let mut found: Vec<Thought> = found.into_values().collect();
    for thought in &mut found {
        thought.remarks.sort_unstable();
        thought.remarks.dedup();
    }
    found.sort_by_key(|thought| (Reverse(thought.wording.words().len()), thought.remarks[0]));
    found
}

/// The items of a paragraph without their bullets and full stops; what says nothing is none.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for joint in JOINTS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(joint)).collect();
    }
    pieces.into_iter().map(bare).filter(|piece| says_something(piece)).collect()
}

/// Without bullet, number and closing mark: "- 1. Kinh phí hạn hẹp;" → "Kinh phí hạn hẹp".
fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['-', '+', '*', '•', '–', '—', '.', ';', ' ']);
        rest = numbered(rest).unwrap_or(rest);
        if rest == before {
            break;
        }
    }
    rest.trim_end_matches(['.', ';', ',', ':', ' ', '…'])
}

/// What follows "1.", "1.2.", "a)", "IV." at the start; `None` where there is no such number.
fn numbered(text: &str) -> Option<&str> {
    let (mark, rest) = text.split_once(' ')?;
    let number = mark.strip_suffix(['.', ')', '/'])?;
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let roman = !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let letter = number.chars().count() == 1 && number.chars().all(char::is_lowercase);
    (number.split('.').all(digits) || roman || letter).then_some(rest)
}

/// Is there more in it than "Không có kiến nghị gì"?
fn says_something(text: &str) -> bool {
    let key = name::key(text);
    let left = key.split(' ').filter(|word| !NOTHING_KEYS.iter().any(|known| known == word)).count();
    left > 0 && key.split(' ').count() > 1 && !has_lost_letters(text)
}

/// Are there signs within words, as an old font leaves them ("c«ng t¸c", "v?n")?
fn has_lost_letters(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let stray = matches!(c, '?' | '\u{a1}'..='\u{bf}') && !matches!(c, '°' | '±' | '²' | '³' | '·' | '§');
        let lost = stray && before.is_alphabetic() && c != '?' || before == '?' && c.is_lowercase();
        before = c;
        lost
    })
}

/// Thoughts that say one thing, the fullest first.
fn groups(thoughts: Vec<Thought>) -> Vec<Vec<Thought>> {
    let rarest = RarestWords::of(&thoughts);
    let mut leaders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut groups: Vec<Vec<Thought>> = Vec::new();
    let mut words: Vec<Vec<u32>> = Vec::new();
    for thought in thoughts {
        let own = rarest.ids(&thought.wording);
        let met = own.prefix.iter().filter_map(|id| leaders.get(id)).flat_map(|list| list.iter().take(MOST_MET)).copied();
        let near = nearest(met.collect());
        let alike = |&at: &usize| {
            let common = in_common(&own.sorted, &words[at]);
            let both = own.sorted.len() + words[at].len();
            let fits = is_alike(common, own.sorted.len(), words[at].len()) && thought.wording.agrees(&groups[at][0].wording);
            fits.then_some((common, both, at))
        };
        // The most alike; of two equally alike the fuller, which comes first.
        let best = near.iter().filter_map(alike).reduce(|a, b| if b.0 * a.1 > a.0 * b.1 { b } else { a });
        if let Some((.., at)) = best {
            groups[at].push(thought);
        } else {
            own.prefix.iter().for_each(|id| leaders.entry(*id).or_default().push(groups.len()));
            words.push(own.sorted);
            groups.push(vec![thought]);
        }
    }
    groups
}

/// Of the groups met at rare words those met most often.
fn nearest(mut met: Vec<usize>) -> Vec<usize> {
    met.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, usize)> =
        met.chunk_by(|a, b| a == b).map(|group| (Reverse(group.len()), group[0])).collect();
    counted.sort_unstable();
    counted.truncate(MOST_COMPARED);
    let mut groups: Vec<usize> = counted.into_iter().map(|(_, group)| group).collect();
    groups.sort_unstable();
    groups
}

/// How many numbers two sorted lists share.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        common += usize::from(x == y);
    }
    common
}

/// Words numbered by how seldom they are.
struct RarestWords(BTreeMap<String, u32>);

/// A wording's words by number.
struct Numbered {
    /// All, sorted: the rarest first.
    sorted: Vec<u32>,
    /// So many of the rarest that anything alike has one of them: two wordings that are alike have at least two thirds of the
    /// words of each in common.
    prefix: Vec<u32>,
}

impl RarestWords {
    fn of(thoughts: &[Thought]) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for word in thoughts.iter().flat_map(|thought| thought.wording.words()) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words: Vec<(u32, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
        words.sort_unstable();
        Self((0..).zip(words).map(|(id, (_, word))| (word.to_owned(), id)).collect())
    }

    fn ids(&self, wording: &Wording) -> Numbered {
        let mut sorted: Vec<u32> = wording.words().iter().filter_map(|word| self.0.get(word).copied()).collect();
        sorted.sort_unstable();
        let prefix = sorted[..(sorted.len() / 3 + 1).min(sorted.len())].to_vec();
        Numbered { sorted, prefix }
    }
}

fn opinion(dossier: &Dossier, head: AssessmentHead, written: &[Wording], group: Vec<Thought>) -> Opinion {
    let is_said = group.iter().any(|thought| written.iter().any(|own| thought.wording.is_within(own)));
    let mut all: Vec<usize> = group.iter().flat_map(|thought| thought.remarks.iter().copied()).collect();
    all.sort_unstable();
    let mut units = BTreeSet::new();
    all.retain(|&at| units.insert(dossier.remarks[at].unit));
    let text = group.into_iter().next().map(|leader| leader.text).unwrap_or_default();
    Opinion { head, text, remarks: all, is_said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_numbers_and_full_stops_are_no_words() {
        for (written, expected) in [
            ("- Kinh phí hạn hẹp.", "Kinh phí hạn hẹp"),
            ("1. Kinh phí hạn hẹp;", "Kinh phí hạn hẹp"),
            ("+ a) Kinh phí hạn hẹp…", "Kinh phí hạn hẹp"),
            ("1.2. IV. Kinh phí hạn hẹp", "Kinh phí hạn hẹp"),
            ("84-KH/TU chưa được quán triệt", "84-KH/TU chưa được quán triệt"),
            ("2020 là năm đầu", "2020 là năm đầu"),
        ] {
            assert_eq!(bare(written), expected);
        }
        assert_eq!(pieces("- Kinh phí ít; - Cán bộ kiêm nhiệm. + Đường xa"), ["Kinh phí ít", "Cán bộ kiêm nhiệm", "Đường xa"]);
    }

    #[test]
    fn nothing_to_say_is_no_opinion() {
        for nothing in ["Không", "Không có.", "Không có đề xuất, kiến nghị gì thêm", "-", "Chưa có", "Như trên", "0"]
        {
            assert!(pieces(nothing).is_empty(), "{nothing}");
        }
        assert_eq!(pieces("Không có kinh phí"), ["Không có kinh phí"]);
    }

    #[test]
    fn what_nobody_can_read_is_no_opinion() {
        assert!(pieces("Công tác tuyªn truyÒn còn ít").is_empty());
        assert!(pieces("Công tác dân v?n còn ít").is_empty());
        assert_eq!(pieces("Thiếu 20 m² đất? Chưa có"), ["Thiếu 20 m² đất? Chưa có"]);
    }
}
