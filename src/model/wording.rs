//! How alike two paragraphs are (độ giống nhau của hai ý kiến): the Sørensen–Dice coefficient of their words, at least 4/5.
//!
//! Words are the syllables of [`name::key`] (so that case, punctuation and tone placement do not matter) without those that
//! carry nothing of their own ("công tác", "một số", "còn"): twice the words in common, divided by the words of both. What
//! changes the sense must be the same whatever the coefficient: numbers, "chưa" and "không", and the writer's own name; and two
//! that each name a thing the other does not are never alike. A paragraph that says more than another is not like it: nobody
//! is made to say what he did not write.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::name;

/// Words that carry nothing of their own in a report of this movement.
const FILLERS: &[&str] = &[
    "công tác",
    "phong trào thi đua",
    "phong trào",
    "dân vận khéo",
    "trên địa bàn",
    "một số",
    "có lúc",
    "có nơi",
    "đôi lúc",
    "đôi khi",
    "tổ chức thực hiện",
    "thực hiện",
    "triển khai",
    "đối với",
    "trong việc",
    "việc",
    "các",
    "những",
    "của",
    "và",
    "trong",
    "còn",
    "được",
    "cho",
    "về",
    "ở",
    "tại",
    "là",
    "thì",
    "rất",
    "nên",
    "vẫn",
    "đã",
    "do",
];

/// Words that change the sense.
const TURNS: &[&str] = &["chưa", "không", "chẳng", "thiếu"];

/// A paragraph of fewer words than this keeps its fillers, else nothing of it would be left.
const FEWEST: usize = 3;

/// Phrases, word by word.
type Phrases = Vec<Vec<String>>;

/// The fillers by their first word, longest first; and the turns.
static WORDS: LazyLock<(BTreeMap<String, Phrases>, Vec<String>)> = LazyLock::new(|| {
    let mut fillers: BTreeMap<String, Phrases> = BTreeMap::new();
    for filler in FILLERS {
        let words: Vec<String> = name::key(filler).split(' ').map(str::to_owned).collect();
        fillers.entry(words[0].clone()).or_default().push(words);
    }
    for list in fillers.values_mut() {
        list.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    (fillers, TURNS.iter().map(|turn| name::key(turn)).collect())
});

/// A paragraph as it is compared (lời lẽ đem so).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wording {
    /// Its words, each once, sorted.
    words: Vec<String>,
    /// What must be the same, sorted.
    sense: Vec<String>,
}

impl Wording {
    /// Of a paragraph by a writer (empty: of nobody): its own name in it is part of the sense.
    pub fn of(text: &str, writer: &str) -> Self {
        let (fillers, turns) = &*WORDS;
        let key = name::key(text);
        let all: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let mut sense: Vec<String> = all
            .iter()
            .filter(|word| word.bytes().any(|b| b.is_ascii_digit()) || turns.iter().any(|turn| turn == *word))
            .map(|&word| word.to_owned())
            .collect();
        let own = name::key(writer);
        if !own.is_empty() && format!(" {key} ").contains(&format!(" {own} ")) {
            sense.push(own);
        }
        let mut kept = Vec::new();
        let mut at = 0;
        while let Some(&word) = all.get(at) {
            let phrase = fillers.get(word).and_then(|list| list.iter().find(|words| starts_with(&all[at..], words)));
            if phrase.is_none() {
                kept.push(word.to_owned());
            }
            at += phrase.map_or(1, Vec::len);
        }
        let mut words = if kept.len() < FEWEST { all.into_iter().map(str::to_owned).collect() } else { kept };
        words.sort_unstable();
        words.dedup();
        sense.sort_unstable();
        sense.dedup();
        Self { words, sense }
    }

    /// Its words, each once, sorted.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Is what must be the same the same?
    pub fn agrees(&self, other: &Self) -> bool {
        self.sense == other.sense
    }

    /// Do both say one thing: a Sørensen–Dice coefficient of at least 4/5, in the same sense?
    pub fn is_like(&self, other: &Self) -> bool {
        self.agrees(other) && is_alike(self.in_common(other), self.words.len(), other.words.len())
    }

    /// Is this said within a longer text: four in five of its words, turns and numbers of its sense among them?
    pub fn is_within(&self, longer: &Self) -> bool {
        let sense = self.sense.iter().all(|word| longer.sense.binary_search(word).is_ok());
        sense && self.in_common(longer) * 5 >= self.words.len() * 4
    }

    fn in_common(&self, other: &Self) -> usize {
        self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count()
    }
}

/// Is the coefficient of two sets with so many words in common at least 4/5, and does not each name a thing of its own? Most
/// words of Vietnamese are of two syllables: "tổ dân vận" and "tổ hòa giải" have two each that the other lacks.
pub fn is_alike(common: usize, one: usize, other: usize) -> bool {
    common * 5 >= (one + other) * 2 && one.min(other) < common + 2
}

fn starts_with(words: &[&str], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, wanted)| word == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> bool {
        Wording::of(a, "").is_like(&Wording::of(b, ""))
    }

    #[test]
    fn one_thought_in_two_wordings_is_one() {
        for (a, b) in [
            ("Kinh phí hoạt động còn hạn chế.", "KINH PHÍ HOẠT ĐỘNG  HẠN CHẾ"),
            ("Công tác kiểm tra, giám sát chưa thường xuyên", "Việc kiểm tra, giám sát có lúc chưa được thường xuyên"),
            ("Kinh phí hoạt động còn hạn hẹp", "Kinh phí cho hoạt động của phong trào còn hạn hẹp"),
            ("Cán bộ uỷ ban chưa được tập huấn", "Cán bộ ủy ban chưa được tập huấn"),
        ] {
            assert!(like(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn two_thoughts_stay_two() {
        for (a, b) in [
            ("Công tác tuyên truyền còn hạn chế", "Công tác kiểm tra còn hạn chế"),
            ("Việc kiểm tra thường xuyên", "Việc kiểm tra chưa thường xuyên"),
            ("Đề nghị cấp kinh phí hoạt động cho tổ dân vận", "Đề nghị cấp kinh phí hoạt động cho tổ hòa giải"),
            ("Đề nghị hỗ trợ mỗi tổ dân vận 2 triệu đồng một năm", "Đề nghị hỗ trợ mỗi tổ dân vận 5 triệu đồng một năm"),
            ("Kinh phí hạn hẹp", "Kinh phí hạn hẹp; cán bộ phần lớn kiêm nhiệm"),
        ] {
            assert!(!like(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn what_names_its_writer_is_the_writer_s_alone() {
        let an_hoa = Wording::of("Cán bộ dân vận phường An Hòa còn kiêm nhiệm nhiều việc", "Phường An Hòa");
        let vinh_lac = Wording::of("Cán bộ dân vận phường Vĩnh Lạc còn kiêm nhiệm nhiều việc", "Phường Vĩnh Lạc");
        assert!(!an_hoa.is_like(&vinh_lac));
        // A body above both is named by both.
        let both = "Đề nghị Thành ủy Rạch Giá mở lớp tập huấn";
        assert!(Wording::of(both, "Phường An Hòa").is_like(&Wording::of(both, "Phường Vĩnh Lạc")));
    }

    #[test]
    fn a_part_is_within_the_whole() {
        let whole = Wording::of("Chất lượng một số mô hình chưa cao, chưa bền vững; việc nhân rộng mô hình còn hạn chế.", "");
        assert!(Wording::of("Chất lượng mô hình chưa cao", "").is_within(&whole));
        assert!(!Wording::of("Kinh phí còn hạn chế", "").is_within(&whole));
        assert!(!whole.is_within(&Wording::of("Chất lượng mô hình chưa cao", "")));
    }
}
