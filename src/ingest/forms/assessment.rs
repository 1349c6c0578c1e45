//! Biểu 5 - Đánh giá, kiến nghị: headings with paragraphs beside or below them, in a table or on the bare sheet.

use super::page::{Page, words_of};
use super::words;
use crate::model::{AssessmentHead, AssessmentRow, LeftOut, LeftOutReason, name};

/// Starts of the headings; a heading is short, a paragraph is not.
const HEADS: &[(AssessmentHead, &[&str])] = &[
    (AssessmentHead::Strengths, &["uu diem", "mat duoc", "mat manh", "ket qua dat duoc"]),
    (
        AssessmentHead::Weaknesses,
        &[
            "han che",
            "ton tai",
            "khuyet diem",
            "nhuoc diem",
            "mat chua duoc",
            "kho khan",
            "yeu kem",
            "nhung han che",
            "nhung ton tai",
        ],
    ),
    (AssessmentHead::Causes, &["nguyen nhan"]),
    (AssessmentHead::Lessons, &["bai hoc"]),
    (AssessmentHead::Directions, &["phuong huong", "nhiem vu trong tam", "nhiem vu giai phap", "phuong huong nhiem vu"]),
    (AssessmentHead::Proposals, &["kien nghi", "de xuat", "nhung kien nghi"]),
];

/// The heading that a text is: "2. Hạn chế:", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ"; with what follows its colon.
fn head(text: &str) -> Option<(AssessmentHead, &str)> {
    let bare = words::unnumbered(text).1;
    let (title, rest) = bare.split_once(':').map_or((bare, ""), |(title, rest)| (title, rest.trim()));
    let slug = name::slug_words(title);
    if slug.split(' ').count() > 9 {
        return None;
    }
    HEADS
        .iter()
        .find(|(_, starts)| starts.iter().any(|start| words::after(&slug, start).is_some()))
        .map(|(head, _)| (*head, rest))
}

/// How many different headings the rows hold.
pub(super) fn heads(page: &Page<'_>) -> usize {
    let mut found: Vec<AssessmentHead> = page
        .grid
        .rows
        .values()
        .take(500)
        .flatten()
        .filter_map(|(_, cell)| words_of(cell))
        .filter(|text| text.len() < 200)
        .filter_map(|text| head(text).map(|(head, _)| head))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// The paragraphs of rows `from..to`, the rows that are none, and the first row with a heading.
pub(super) fn read(page: &Page<'_>, from: u32, to: u32) -> (Vec<AssessmentRow>, Vec<LeftOut>, Option<u32>) {
    let mut rows = Vec::new();
    let mut left_out = Vec::new();
    let mut current: Option<AssessmentHead> = None;
    let mut start = None;
    let mut below = false;
    for (&row, cells) in page.grid.rows.range(from..to.max(from)) {
        let texts: Vec<(u16, &str)> = cells.iter().filter_map(|(col, cell)| words_of(cell).map(|text| (*col, text))).collect();
        let headed = texts.iter().take(2).enumerate().find_map(|(i, (col, text))| head(text).map(|found| (i, *col, found)));
        let before = rows.len();
        if let Some((at, col, (found, rest))) = headed {
            current = Some(found);
            below = false;
            start.get_or_insert(row);
            push(&mut rows, (row, col), found, rest);
            for (col, text) in texts.iter().skip(at + 1) {
                push(&mut rows, (row, *col), found, text);
            }
        } else if let Some(found) = current {
            below = below || texts.first().is_some_and(|(_, text)| words::is_footer(text));
            if !below {
                for (col, text) in texts.iter().filter(|(_, text)| words::numbering(text).is_none()) {
                    push(&mut rows, (row, *col), found, text);
                }
            }
        } else {
            // Above the first heading of a bare sheet the table has not begun.
            if from > 0 {
                left_out.push(LeftOut { row, reason: LeftOutReason::NoRecord });
            }
            continue;
        }
        if rows.len() == before {
            let reason = if below { LeftOutReason::Footer } else { LeftOutReason::Section };
            left_out.push(LeftOut { row, reason });
        }
    }
    (rows, left_out, start)
}

/// Each line of a cell is a paragraph.
fn push(rows: &mut Vec<AssessmentRow>, (row, col): (u32, u16), head: AssessmentHead, text: &str) {
    for line in text.lines() {
        let line = name::clean(line);
        let line = line.trim_start_matches(['-', '+', '*', '•']).trim_start();
        if !line.is_empty() {
            rows.push(AssessmentRow { row, col, head, text: line.to_owned() });
        }
    }
}
