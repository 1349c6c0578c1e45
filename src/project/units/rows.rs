//! Rows of cells → drafts of units: columns found by their headings, each cell read by its column's type.

use super::Setting;
use crate::error::ConfigFault;
use crate::ingest::text::Row;
use crate::model::{Date, LevelId, Unit, name};

/// A column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Code,
    Name,
    Level,
    Parent,
    Owes,
    Aliases,
    Block,
    Cluster,
    Order,
    Received,
    Predecessors,
    From,
    To,
}

/// Column, key, other headings (without marks) a clerk may give it.
const COLUMNS: &[(Column, &str, &[&str])] = &[
    (Column::Code, "ma", &["ma don vi", "ma so"]),
    (Column::Name, "ten", &["ten don vi", "don vi"]),
    (Column::Level, "cap", &["cap don vi"]),
    (Column::Parent, "truc_thuoc", &["don vi truc thuoc", "don vi cap tren"]),
    (Column::Owes, "phai_nop", &["phai nop bao cao"]),
    (Column::Aliases, "ten_khac", &["ten goi khac"]),
    (Column::Block, "khoi", &["khoi thi dua"]),
    (Column::Cluster, "cum", &["cum thi dua"]),
    (Column::Order, "thu_tu", &[]),
    (Column::Received, "ngay_nhan", &["ngay nhan bao cao"]),
    (Column::Predecessors, "sap_nhap_tu", &["sap nhap"]),
    (Column::From, "tu", &["tu nam"]),
    (Column::To, "den", &["den nam"]),
];

/// How far down the heading row is looked for.
const HEADING_WITHIN: usize = 10;

/// A unit whose parent is still a text.
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) unit: Unit,
    /// `truc_thuoc` as written.
    pub(super) parent: String,
}

/// What the rows say.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    /// Is there a column `phai_nop`?
    pub(super) owes_told: bool,
}

fn column_of(heading: &str) -> Option<Column> {
    let words = name::slug_words(heading);
    let is = |known: &str| name::slug_words(known) == words;
    COLUMNS.iter().find(|(_, key, others)| is(key) || others.iter().any(|other| is(other))).map(|(column, ..)| *column)
}

/// Reads the rows; every fault of a heading or a cell goes to `faults`.
pub(super) fn read(file: &str, rows: &[Row], setting: Setting<'_>, faults: &mut Vec<ConfigFault>) -> Drafts {
    let mut fault = |line: usize, message: String| faults.push(ConfigFault { file: file.to_owned(), line, message });
    let heading =
        rows.iter().take(HEADING_WITHIN).position(|(_, cells)| cells.iter().any(|c| column_of(c) == Some(Column::Name)));
    let Some(heading) = heading else {
        let line = rows.first().map_or(0, |(line, _)| *line);
        let keys: Vec<&str> = COLUMNS.iter().map(|(_, key, _)| *key).collect();
        fault(line, format!("không thấy cột “ten” (tên đơn vị); dòng đầu phải ghi tên các cột: {}", keys.join(", ")));
        return Drafts::default();
    };
    let (line, headings) = &rows[heading];
    let columns = columns(headings, &mut |message| fault(*line, message));
    let mut drafts = Drafts { drafts: Vec::new(), owes_told: columns.contains(&Some(Column::Owes)) };
    for (line, cells) in rows.iter().skip(heading + 1) {
        let mut reader = RowReader { columns: &columns, cells, setting, faults: Vec::new() };
        let draft = reader.draft(*line);
        for message in reader.faults {
            fault(*line, message);
        }
        drafts.drafts.extend(draft);
    }
    drafts
}

/// The column of each heading; unknown and repeated ones are faults, blank ones are left aside.
fn columns(headings: &[String], fault: &mut dyn FnMut(String)) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for heading in headings {
        let column = column_of(heading);
        let shown = name::clean(heading);
        if column.is_some() && columns.contains(&column) {
            fault(format!("cột “{shown}” ghi hai lần"));
        } else if column.is_none() && !shown.is_empty() {
            let keys = || COLUMNS.iter().map(|(_, key, _)| *key);
            let hint = name::nearest(&shown, keys()).map_or_else(
                || format!("; dùng được: {}", keys().collect::<Vec<_>>().join(", ")),
                |n| format!("; có phải là “{n}”?"),
            );
            fault(format!("cột “{shown}” không có trong danh sách đơn vị{hint}"));
        }
        columns.push(column);
    }
    columns
}

struct RowReader<'a> {
    columns: &'a [Option<Column>],
    cells: &'a [String],
    setting: Setting<'a>,
    faults: Vec<String>,
}

impl RowReader<'_> {
    fn text(&self, column: Column) -> String {
        let at = self.columns.iter().position(|known| *known == Some(column));
        at.and_then(|at| self.cells.get(at)).map(|cell| name::clean(cell)).unwrap_or_default()
    }

    fn list(&self, column: Column) -> Vec<String> {
        self.text(column).split(';').map(name::clean).filter(|item| !item.is_empty()).collect()
    }

    fn draft(&mut self, line: usize) -> Option<Draft> {
        if self.cells.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty()) {
            self.faults.push(format!(
                "dòng có {} ô nhưng tiêu đề chỉ có {} cột; ô có dấu phân cách bên trong phải đặt trong dấu ngoặc kép \"…\"",
                self.cells.len(),
                self.columns.len()
            ));
        }
        let unit = Unit {
            code: self.text(Column::Code),
            name: self.text(Column::Name),
            level: self.level(),
            parent: None,
            owes: self.owes(),
            aliases: self.list(Column::Aliases),
            block: self.text(Column::Block),
            cluster: self.text(Column::Cluster),
            order: self.order(),
            received: self.received(),
            predecessors: self.list(Column::Predecessors),
            merged: false,
            former_parent: None,
            from: self.year(Column::From, "tu"),
            to: self.year(Column::To, "den"),
        };
        if let (Some(from), Some(to)) = (unit.from, unit.to)
            && from > to
        {
            self.faults.push(format!("“den” = {to} sớm hơn “tu” = {from}"));
        }
        if unit.name.is_empty() {
            self.faults.push("thiếu tên đơn vị (cột “ten”)".to_owned());
            return None;
        }
        Some(Draft { line, unit, parent: self.text(Column::Parent) })
    }

    fn level(&mut self) -> Option<LevelId> {
        let text = self.text(Column::Level);
        if text.is_empty() {
            return None;
        }
        let authority = self.setting.authority;
        let level = authority.find_level(&text);
        if level.is_none() && self.setting.certain {
            let levels = &authority.levels;
            let names = levels
                .iter()
                .flat_map(|l| [l.code.as_str(), l.name.as_str()])
                .chain(levels.iter().flat_map(|l| l.aliases.iter().map(String::as_str)));
            let hint = match name::nearest(&text, names) {
                Some(near) => format!("; có phải là “{near}”?"),
                None => format!("; dùng được: {}", levels.iter().map(|l| l.code.as_str()).collect::<Vec<_>>().join(", ")),
            };
            self.faults.push(format!("không có cấp “{text}”{hint}"));
        }
        level
    }

    fn owes(&mut self) -> bool {
        let text = self.text(Column::Owes);
        match name::slug_words(&text).as_str() {
            "x" | "co" | "1" | "v" | "true" => true,
            "" if text.is_empty() || text == "-" => false,
            "" if matches!(text.as_str(), "✓" | "✔" | "☑" | "√") => true,
            "khong" | "0" | "false" => false,
            _ => {
                self.faults.push(format!("“phai_nop” là “{text}”; ghi x nếu đơn vị phải nộp, để trống nếu không"));
                false
            }
        }
    }

    fn order(&mut self) -> Option<i64> {
        let text = self.text(Column::Order);
        let order = text.parse().ok();
        if order.is_none() && !text.is_empty() {
            self.faults.push(format!("“thu_tu” phải là số nguyên, ở đây là “{text}”"));
        }
        order
    }

    fn received(&mut self) -> Option<Date> {
        let text = self.text(Column::Received);
        let date = Date::parse(&text);
        if date.is_none() && !text.is_empty() {
            self.faults.push(format!("“ngay_nhan”: “{text}” không phải là một ngày có thật; viết như 21/8/2020"));
        }
        date
    }

    fn year(&mut self, column: Column, key: &str) -> Option<u16> {
        let text = self.text(column);
        let year = text.parse().ok().filter(|year| (1900..=2200).contains(year));
        if year.is_none() && !text.is_empty() {
            self.faults.push(format!("“{key}” phải là một năm như 2016, ở đây là “{text}”"));
        }
        year
    }
}
