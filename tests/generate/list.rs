//! Biểu 1 as units send it: the same models under headings, groupings and abbreviations that differ from unit to unit.

use crate::book::{Cell, Column, Row, Sheet, column, grouped};

/// A model or exemplar of a sample.
#[derive(Clone, Default)]
pub struct Model {
    pub code: String,
    pub name: String,
    pub performer: String,
    pub address: String,
    /// An exemplar (điển hình), not a model?
    pub exemplar: bool,
    /// "Tập thể", "Cá nhân".
    pub individual: bool,
    /// Index of the field.
    pub field: usize,
    /// Năm đăng ký.
    pub year: u16,
    /// Carried on from before?
    pub maintained: bool,
    /// Cấp đăng ký, as the cell says it.
    pub levels: String,
    pub effective: bool,
    /// Đề nghị công nhận cấp.
    pub nominated: String,
    /// One cell a level.
    pub recognised: Vec<String>,
    pub featured: bool,
    pub outcome: String,
}

impl Model {
    /// A model of a field, carried out by somebody.
    pub fn new(field: usize, name: impl Into<String>, performer: impl Into<String>) -> Self {
        Self { field, name: name.into(), performer: performer.into(), ..Self::default() }
    }
}

/// A column of Biểu 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Col {
    Code,
    Performer,
    Address,
    Kind,
    /// One column with "Tập thể" or "Cá nhân".
    Owner,
    /// Two tick columns below "Đối tượng".
    OwnerTicks,
    /// One column with the field's name.
    Field,
    /// A tick column a field below "Lĩnh vực".
    FieldTicks,
    Year,
    Novelty,
    Levels,
    Effective,
    Nominated,
    /// A column a level.
    Recognised,
    Featured,
    Outcome,
    Note,
}

/// How a unit lays out its Biểu 1.
pub struct Layout<'a> {
    pub columns: Vec<Col>,
    /// Field names as this unit writes them.
    pub fields: &'a [&'a str],
    /// Short names for tick columns.
    pub short_fields: &'a [&'a str],
    /// "cơ sở", "thành phố", "tỉnh": names of the levels that have a column.
    pub levels: &'a [&'a str],
    /// One section a field instead of a field column.
    pub sections: bool,
    /// Two heading rows, levels below "Công nhận"?
    pub two_rows: bool,
    /// "MH", "ĐH", "TT", "CN" instead of the words.
    pub short: bool,
    /// Heading of the name column.
    pub name_heading: &'a str,
    pub column_numbers: bool,
    /// A total row below?
    pub total: bool,
}

impl Layout<'_> {
    fn has(&self, col: Col) -> bool {
        self.columns.contains(&col)
    }

    fn heading(&self) -> Vec<Column> {
        let mut all = vec![column("STT", 5.0, true)];
        if self.has(Col::Code) {
            all.push(column("Mã mô hình", 10.0, true));
        }
        all.push(column(self.name_heading, 44.0, false));
        for col in &self.columns {
            match col {
                Col::Code => {}
                Col::Performer => all.push(column("Tập thể, cá nhân thực hiện", 30.0, false)),
                Col::Address => all.push(column("Địa chỉ", 18.0, false)),
                Col::Kind => all.push(column("Loại hình", 10.0, true)),
                Col::Owner => all.push(column("Đối tượng", 10.0, true)),
                Col::OwnerTicks => {
                    all.extend([grouped("Đối tượng", "Tập thể", 7.0), grouped("Đối tượng", "Cá nhân", 7.0)]);
                }
                Col::Field => all.push(column("Lĩnh vực", 16.0, true)),
                Col::FieldTicks => all.extend(self.short_fields.iter().map(|f| grouped("Lĩnh vực", f, 8.0))),
                Col::Year => all.push(column("Năm đăng ký", 8.0, true)),
                Col::Novelty => all.push(column("Đăng ký (Mới / Duy trì)", 9.0, true)),
                Col::Levels => all.push(column("Cấp đăng ký", 13.0, true)),
                Col::Effective => all.push(column("Phát huy hiệu quả (x)", 9.0, true)),
                Col::Nominated => all.push(column("Đề nghị công nhận cấp", 12.0, true)),
                Col::Recognised => all.extend(self.levels.iter().map(|l| {
                    if self.two_rows {
                        grouped("Công nhận", &format!("Cấp {l}"), 12.0)
                    } else {
                        column(&format!("Công nhận cấp {l}"), 12.0, true)
                    }
                })),
                Col::Featured => all.push(column("Nêu trong báo cáo (x)", 8.0, true)),
                Col::Outcome => all.push(column("Kết quả nổi bật", 34.0, false)),
                Col::Note => all.push(column("Ghi chú", 10.0, false)),
            }
        }
        all
    }

    fn record(&self, number: u32, model: &Model) -> Vec<Cell> {
        let mut cells = vec![Cell::Count(number)];
        if self.has(Col::Code) {
            cells.push(Cell::text(&model.code));
        }
        cells.push(Cell::text(&model.name));
        let words = |long: &str, short: &str| Cell::text(if self.short { short } else { long });
        for col in &self.columns {
            match col {
                Col::Code => {}
                Col::Performer => cells.push(Cell::text(&model.performer)),
                Col::Address => cells.push(Cell::text(&model.address)),
                Col::Kind => cells.push(if model.exemplar { words("Điển hình", "ĐH") } else { words("Mô hình", "MH") }),
                Col::Owner => cells.push(if model.individual { words("Cá nhân", "CN") } else { words("Tập thể", "TT") }),
                Col::OwnerTicks => cells.extend([Cell::tick(!model.individual), Cell::tick(model.individual)]),
                Col::Field => cells.push(Cell::text(self.fields[model.field])),
                Col::FieldTicks => cells.extend((0..self.short_fields.len()).map(|f| Cell::tick(f == model.field))),
                Col::Year => cells.push(Cell::Count(model.year.into())),
                Col::Novelty => cells.push(Cell::text(if model.maintained { "Duy trì" } else { "Mới" })),
                Col::Levels => cells.push(Cell::text(&model.levels)),
                Col::Effective => cells.push(Cell::tick(model.effective)),
                Col::Nominated => cells.push(Cell::text(&model.nominated)),
                Col::Recognised => cells.extend((0..self.levels.len()).map(|l| recognised(&model.recognised, l))),
                Col::Featured => cells.push(Cell::tick(model.featured)),
                Col::Outcome => cells.push(Cell::text(&model.outcome)),
                Col::Note => cells.push(Cell::Blank),
            }
        }
        cells
    }

    /// The total row: filled cells of every column under which rows are marked.
    fn total_row(&self, models: &[Model]) -> Row {
        let lead = 2 + usize::from(self.has(Col::Code));
        let filled = |marked: &dyn Fn(&Model) -> bool| Cell::Filled(count(models, marked));
        let mut cells = Vec::new();
        for col in &self.columns {
            match col {
                Col::Code => {}
                Col::OwnerTicks => cells.extend([filled(&|m| !m.individual), filled(&|m| m.individual)]),
                Col::FieldTicks => cells.extend((0..self.short_fields.len()).map(|f| filled(&|m| m.field == f))),
                Col::Effective => cells.push(filled(&|m| m.effective)),
                Col::Recognised => {
                    cells.extend((0..self.levels.len()).map(|l| filled(&|m| m.recognised.get(l).is_some_and(|r| !r.is_empty()))));
                }
                _ => cells.push(Cell::Blank),
            }
        }
        debug_assert_eq!(cells.len() + lead, self.heading().len());
        Row::Total("Tổng cộng".to_owned(), cells)
    }

    /// The sheet, without letterhead and title.
    pub fn sheet(&self, models: &[Model]) -> Sheet {
        let mut rows = Vec::new();
        if self.sections {
            for (f, (name, numeral)) in self.fields.iter().zip(["I", "II", "III", "IV", "V"]).enumerate() {
                let group: Vec<&Model> = models.iter().filter(|m| m.field == f).collect();
                if !group.is_empty() {
                    rows.push(Row::Section(format!("{numeral}. Lĩnh vực {}", lower_first(name))));
                    rows.extend((1..).zip(group).map(|(n, m)| Row::Record(self.record(n, m))));
                }
            }
        } else {
            rows.extend((1..).zip(models).map(|(n, m)| Row::Record(self.record(n, m))));
        }
        if self.total {
            rows.push(self.total_row(models));
        }
        Sheet {
            name: "Biểu 1 - Mô hình".to_owned(),
            letterhead: crate::book::Letterhead::default(),
            title: Vec::new(),
            columns: self.heading(),
            rows,
            column_numbers: self.column_numbers,
            signatures: None,
        }
    }
}

/// How many models satisfy a condition.
pub fn count(models: &[Model], marked: impl Fn(&Model) -> bool) -> u32 {
    u32::try_from(models.iter().filter(|m| marked(m)).count()).unwrap()
}

/// "Kinh tế" → "kinh tế"; abbreviations stay.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            format!("{}{second}{}", first.to_lowercase(), letters.as_str())
        }
        _ => name.to_owned(),
    }
}

/// A lone year is a number, as Excel stores it; a list of years is text.
fn recognised(cells: &[String], level: usize) -> Cell {
    match cells.get(level).map(String::as_str) {
        None | Some("") => Cell::Blank,
        Some(text) => text.parse().map_or_else(|_| Cell::text(text), Cell::Count),
    }
}
