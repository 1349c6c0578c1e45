//! Biểu 2 to 5 and the sheet Thông tin, as units send them.

use crate::book::{Cell, Column, Letterhead, Row, Sheet, Signatures, column, grouped};

fn sheet(name: &str, columns: Vec<Column>, rows: Vec<Row>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        letterhead: Letterhead::default(),
        title: Vec::new(),
        columns,
        rows,
        column_numbers: false,
        signatures: None,
    }
}

impl Sheet {
    /// With title lines.
    pub fn titled(mut self, lines: &[&str]) -> Self {
        self.title = lines.iter().map(|&l| l.to_owned()).collect();
        self
    }

    /// With letterhead and signatures.
    pub fn signed(mut self, letterhead: &Letterhead, signatures: &Signatures) -> Self {
        self.letterhead = letterhead.clone();
        self.signatures = Some(signatures.clone());
        self
    }
}

/// The rows of Thông tin.
pub fn info(
    unit: &str,
    level: &str,
    parent: &str,
    period: &str,
    made: (u8, u8, u16),
    report: &str,
    author: &str,
) -> Vec<(&'static str, Cell)> {
    [
        ("Đơn vị", Cell::text(unit)),
        ("Cấp", Cell::text(level)),
        ("Trực thuộc", Cell::text(parent)),
        ("Kỳ báo cáo", Cell::text(period)),
        ("Đợt", Cell::text("Kết quả")),
        ("Ngày lập", Cell::Date(made.0, made.1, made.2)),
        ("Số và ngày báo cáo", Cell::text(report)),
        ("Người lập", Cell::text(author)),
    ]
    .into_iter()
    .filter(|(key, value)| !matches!(value, Cell::Blank) || *key == "Đơn vị")
    .collect()
}

/// A row of Biểu 2.
#[derive(Clone, Default)]
pub struct Award {
    pub honorific: String,
    pub recipient: String,
    pub position: String,
    /// "Tập thể", "Cá nhân" or nothing.
    pub owner: &'static str,
    pub form: &'static str,
    pub body: &'static str,
    pub decision: &'static str,
    pub date: Option<(u8, u8, u16)>,
    /// "Mô hình", "Chỉ đạo", "Khác".
    pub reason: &'static str,
    pub model: String,
    pub achievement: &'static str,
    pub quantity: Option<u32>,
    pub events: bool,
    pub cumulative: bool,
}

/// Biểu 2 - Khen thưởng; the columns on numbers only where some row needs them.
pub fn awards(awards: &[Award]) -> Sheet {
    let numbers = awards.iter().any(|a| a.quantity.is_some());
    let mut columns = vec![
        column("STT", 5.0, true),
        column("Ông/Bà", 7.0, true),
        column("Tên tập thể, cá nhân", 34.0, false),
        column("Chức vụ, đơn vị", 28.0, false),
        column("Đối tượng", 10.0, true),
        column("Hình thức khen", 14.0, true),
        column("Cơ quan khen", 24.0, false),
        column("Số quyết định", 14.0, true),
        column("Ngày quyết định", 12.0, true),
        column("Nội dung khen", 10.0, true),
        column("Mô hình", 36.0, false),
        column("Thành tích", 28.0, false),
    ];
    if numbers {
        columns.extend([column("Số lượng", 8.0, true), column("Lượt (x)", 7.0, true), column("Lũy kế (x)", 7.0, true)]);
    }
    columns.push(column("Ghi chú", 10.0, false));
    let rows = (1..)
        .zip(awards)
        .map(|(n, a)| {
            let mut cells = vec![
                Cell::Count(n),
                Cell::text(&a.honorific),
                Cell::text(&a.recipient),
                Cell::text(&a.position),
                Cell::text(a.owner),
                Cell::text(a.form),
                Cell::text(a.body),
                Cell::text(a.decision),
                a.date.map_or(Cell::Blank, |(d, m, y)| Cell::Date(d, m, y)),
                Cell::text(a.reason),
                Cell::text(&a.model),
                Cell::text(a.achievement),
            ];
            if numbers {
                cells.extend([a.quantity.map_or(Cell::Blank, Cell::Count), Cell::tick(a.events), Cell::tick(a.cumulative)]);
            }
            cells.push(Cell::Blank);
            Row::Record(cells)
        })
        .collect();
    sheet("Biểu 2 - Khen thưởng", columns, rows)
}

/// A group of columns of Biểu 3 and what it has below: "Tổng số", "Tập thể", "Cá nhân", perhaps "Lượt".
pub type Measure<'a> = (&'a str, &'a [&'a str]);

/// Biểu 3 - Tổng hợp by field; `figures[field][column]`. The total row sums them.
pub fn totals(fields: &[&str], measures: &[Measure<'_>], figures: &[Vec<u32>]) -> Sheet {
    let mut columns = vec![column("STT", 5.0, true), column("Lĩnh vực", 32.0, false)];
    for (group, names) in measures {
        columns.extend(names.iter().map(|name| grouped(group, name, 11.0)));
    }
    let mut rows: Vec<Row> = (1..)
        .zip(fields.iter().zip(figures))
        .map(|(n, (field, counts))| {
            let mut cells = vec![Cell::Count(n), Cell::text(*field)];
            cells.extend(counts.iter().map(|&c| Cell::Count(c)));
            Row::Record(cells)
        })
        .collect();
    let sums = (0..figures[0].len()).map(|i| Cell::Sum(figures.iter().map(|f| f[i]).sum())).collect();
    rows.push(Row::Total("Tổng cộng".to_owned(), sums));
    sheet("Biểu 3 - Tổng hợp", columns, rows)
}

/// A row of Biểu 4: indicator, unit of measure, qualifier, value, out of, previous.
pub struct Indicator<'a> {
    pub name: &'a str,
    pub unit: &'a str,
    pub qualifier: &'a str,
    pub value: Cell,
    pub out_of: Cell,
    pub previous: Cell,
}

/// Biểu 4 - Chỉ tiêu.
pub fn indicators(list: Vec<Indicator<'_>>) -> Sheet {
    let columns = vec![
        column("STT", 5.0, true),
        column("Chỉ tiêu", 58.0, false),
        column("Đơn vị tính", 12.0, true),
        column("Từ kèm", 10.0, true),
        column("Thực hiện", 12.0, true),
        column("Trên tổng số", 12.0, true),
        column("Kỳ trước", 12.0, true),
        column("Ghi chú", 16.0, false),
    ];
    let rows = (1..)
        .zip(list)
        .map(|(n, i)| {
            Row::Record(vec![
                Cell::Count(n),
                Cell::text(i.name),
                Cell::text(i.unit),
                Cell::text(i.qualifier),
                i.value,
                i.out_of,
                i.previous,
                Cell::Blank,
            ])
        })
        .collect();
    sheet("Biểu 4 - Chỉ tiêu", columns, rows)
}

/// Biểu 5 - Đánh giá, kiến nghị: heading and paragraph, one paragraph a row.
pub fn assessment(paragraphs: &[(&str, &str)]) -> Sheet {
    let columns = vec![column("STT", 5.0, true), column("Nội dung", 24.0, false), column("Đánh giá của đơn vị", 90.0, false)];
    let rows = (1..)
        .zip(paragraphs)
        .map(|(n, (head, text))| Row::Record(vec![Cell::Count(n), Cell::text(*head), Cell::text(*text)]))
        .collect();
    sheet("Biểu 5 - Đánh giá, kiến nghị", columns, rows)
}
