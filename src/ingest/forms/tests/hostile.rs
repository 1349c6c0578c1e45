//! Any sheet: no panic, and every non-blank row of a table accounted for once.

use std::collections::BTreeSet;

use super::fixture::read;
use crate::ingest::grid::{CellValue, Grid};
use crate::model::{Content, Form, Table};

/// A small generator, the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

const TEXTS: &[&str] = &[
    "STT",
    "TT",
    "Tên mô hình",
    "Lĩnh vực",
    "Kinh tế",
    "Đăng ký",
    "Công nhận",
    "Công nhận cấp huyện",
    "Tập thể",
    "Cá nhân",
    "Lượt",
    "Đơn vị",
    "Phường An Hòa",
    "P. Vĩnh Bảo",
    "x",
    "2016, 2018",
    "2016-2018",
    "Tổng cộng",
    "Cộng",
    "I",
    "A",
    "I. Lĩnh vực kinh tế",
    "II. CÁ NHÂN",
    "Họ và tên",
    "Hình thức khen",
    "Giấy khen",
    "Mô hình",
    "Chỉ tiêu",
    "Thực hiện",
    "Ghi chú",
    "Ghi chú: không",
    "NGƯỜI LẬP BIỂU",
    "(1)",
    "(2)",
    "(3)",
    "140/161",
    "Ưu điểm",
    "Hạn chế:",
    "Kỳ báo cáo",
    "Đơn vị: Phường An Hòa",
    "Giai đoạn 2016-2020",
    "Ngày lập",
    "Năm / giai đoạn",
    "Cấp",
    "Hạng",
    "…",
    ":",
    "\n",
    "1.2.3.",
    "12)",
    "Đề nghị",
    "Khối cơ quan, đơn vị trực thuộc",
    "ngày 5 tháng 8 năm 2020",
    "(((",
    "Số lượng",
    "😀",
    "ß",
    "İ",
    "-",
    ".",
];

fn cell(dice: &mut Dice) -> CellValue {
    match dice.roll(12) {
        0 => CellValue::Number { value: f64::from(u32::try_from(dice.roll(30)).unwrap()), percent: dice.roll(5) == 0 },
        1 => CellValue::Number { value: -1.5e300, percent: false },
        2 => CellValue::NotCalculated("A1".into()),
        3 => CellValue::Error("#REF!".into()),
        4 => CellValue::Bool(true),
        _ => CellValue::Text(TEXTS[dice.roll(TEXTS.len())].into()),
    }
}

fn grid(dice: &mut Dice) -> Grid {
    let mut grid = Grid { name: TEXTS[dice.roll(TEXTS.len())].into(), ..Grid::default() };
    let far = if dice.roll(10) == 0 { (1_048_540, 16_370) } else { (0, 0) };
    for row in 0..u32::try_from(dice.roll(14)).unwrap() {
        let cells: Vec<(u16, CellValue)> =
            (0..9u16).filter(|_| dice.roll(3) > 0).map(|col| (far.1 + col, CellValue::Bool(false))).collect();
        let cells: Vec<_> = cells.into_iter().map(|(col, _)| (col, cell(dice))).collect();
        if !cells.is_empty() {
            grid.rows.insert(far.0 + row, cells);
        }
    }
    for _ in 0..dice.roll(6) {
        let (row, col) = (far.0 + u32::try_from(dice.roll(12)).unwrap(), far.1 + u16::try_from(dice.roll(8)).unwrap());
        grid.merges.push((row, col, row + u32::try_from(dice.roll(4)).unwrap(), col + u16::try_from(dice.roll(5)).unwrap()));
    }
    grid
}

/// Rows of a table that are records.
fn record_rows(table: &Table) -> BTreeSet<u32> {
    match &table.content {
        Content::Models(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Recognitions(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Awards(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Indicators(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Totals(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Assessment(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Scores(rows) => rows.iter().map(|r| r.row).collect(),
        Content::Info(_) => BTreeSet::new(),
    }
}

#[test]
fn no_sheet_breaks_the_reader_and_no_row_is_lost() {
    let mut dice = Dice(2020);
    let mut forms: BTreeSet<Form> = BTreeSet::new();
    for round in 0..300 {
        let sheets: Vec<Grid> = (0..=dice.roll(2)).map(|_| grid(&mut dice)).collect();
        let reading = read(sheets.clone());
        for (i, table) in reading.tables.iter().enumerate() {
            assert!(usize::from(table.context) < reading.contexts.len());
            let rows = record_rows(table);
            let left: BTreeSet<u32> = table.left_out.iter().map(|l| l.row).collect();
            assert_eq!(left.len(), table.left_out.len(), "một dòng để riêng hai lần, lượt {round}");
            assert!(rows.is_disjoint(&left), "lượt {round}: {table:?}");
            for total in &table.totals {
                assert!(total.over.0 <= total.over.1 && total.over.1 < table.records(), "lượt {round}: {table:?}");
            }
            assert_eq!(table.record_rows() + left.len(), table.rows, "lượt {round}: {table:?}");
            // The blocks of one Biểu 3 share a heading.
            let block = table.form == Form::Totals
                && reading.tables.iter().filter(|t| t.heading == table.heading && t.sheet == table.sheet).count() > 1;
            let bare = table.columns.is_empty();
            // Of tables beside each other each has the rows with a cell of its own columns.
            let apart = |t: &Table| t.heading.1.col < table.heading.0.col || table.heading.1.col < t.heading.0.col;
            let beside = reading.tables.iter().any(|t| t.sheet == table.sheet && apart(t));
            if !block && !bare && !beside && !reading.is_turned(table) {
                forms.insert(table.form);
                let next =
                    reading.tables.iter().skip(i + 1).find(|t| t.sheet == table.sheet).map_or(u32::MAX, |t| t.heading.0.row);
                let held = sheets[usize::from(table.sheet)].rows.range(table.heading.1.row + 1..next).map(|(row, _)| *row);
                let told: BTreeSet<u32> = rows.union(&left).copied().collect();
                assert_eq!(told, held.collect(), "lượt {round}: {table:?}");
            }
        }
    }
    assert!(forms.len() >= 5, "{forms:?}");
}
