//! Writes a list of models on one sheet, as its [`Shape`] says, from the top down.

use super::models::{Model, UNITS};
use super::paper::Paper;
use super::shape::{Cell, Column, Hidden, Section, Shape, Told, Totals, UnitCells, key as key_of};

/// Writes one sheet from the top down.
pub struct Pen<'s> {
    shape: &'s Shape,
    paper: Paper,
    row: u32,
}

impl<'s> Pen<'s> {
    pub fn new(shape: &'s Shape, name: &str) -> Self {
        Self { shape, paper: Paper { name: (shape.spell)(name), font: shape.font, ..Paper::default() }, row: 0 }
    }

    fn text(&mut self, col: u16, text: &str) {
        self.paper.text(self.row, col, (self.shape.spell)(text));
    }

    /// Writes the list and what stands around it.
    pub fn list(mut self, unit: Option<usize>, models: &[Model]) -> Paper {
        let shape = self.shape;
        self.above(unit);
        let heading = self.row;
        self.heading();
        if let Some(number) = shape.numbers {
            for i in 0..shape.columns.len() {
                self.text(self.col(i), &number(i));
            }
            self.row += 1;
        }
        if shape.totals == Totals::Top {
            self.total("TỔNG SỐ", models);
        }
        let first = self.row;
        self.rows(models);
        if matches!(shape.totals, Totals::Bottom | Totals::Inside) {
            self.total("Tổng cộng", models);
        }
        self.paper.table = Some((heading, self.row - 1));
        self.hide(heading, first);
        self.row += 1;
        for line in shape.below {
            self.text(self.col(1), line);
            self.row += 1;
        }
        self.paper
    }

    fn above(&mut self, unit: Option<usize>) {
        let shape = self.shape;
        let name = unit.map(|unit| (shape.unit)(&UNITS[unit]));
        if let (Told::Letterhead, Some(name)) = (shape.told, &name) {
            self.text(0, "UBND TỈNH KIÊN GIANG");
            self.text(4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
            self.row += 1;
            self.text(0, &format!("UBND {}", name.to_uppercase()));
            self.text(4, "Độc lập - Tự do - Hạnh phúc");
            self.row += 2;
        }
        for line in shape.above {
            if !line.is_empty() {
                self.text(1, line);
            }
            self.row += 1;
        }
        let Some(name) = name else { return };
        match shape.told {
            Told::Title => self.text(0, &format!("Đơn vị: {name}")),
            Told::TitleCells => {
                self.text(0, "Đơn vị");
                self.text(2, &name);
            }
            Told::TitleAcross => {
                self.text(0, "Đơn vị");
                self.text(1, "Kỳ báo cáo");
                self.row += 1;
                self.text(0, &name);
                self.text(1, "2016-2020");
            }
            _ => return,
        }
        self.row += 2;
    }

    fn col(&self, i: usize) -> u16 {
        self.shape.left + u16::try_from(i).expect("few columns")
    }

    /// One to four rows; groups merged over their columns, single headings over their rows.
    fn heading(&mut self) {
        let shape = self.shape;
        let depth = shape.columns.iter().map(|c| c.path.len()).max().expect("columns");
        let top = self.row;
        for (i, column) in shape.columns.iter().enumerate() {
            for (level, part) in column.path.iter().enumerate() {
                let prefix = &column.path[..=level];
                let same = |c: &Column| c.path.len() > level + 1 && c.path.get(..=level) == Some(prefix);
                let leaf = level + 1 == column.path.len();
                if !leaf && i > 0 && same(&shape.columns[i - 1]) {
                    continue;
                }
                let wide = if leaf { 1 } else { shape.columns[i..].iter().take_while(|c| same(c)).count() };
                let tall = if leaf { depth - level } else { 1 };
                self.row = top + u32::try_from(level).expect("few rows");
                let (bottom, right) = (self.row + u32::try_from(tall).expect("few rows") - 1, self.col(i + wide - 1));
                let text = (shape.spell)(&(shape.heading)(part));
                if shape.merged && (bottom > self.row || right > self.col(i)) {
                    self.paper.merge((self.row, self.col(i), bottom, right), text);
                } else {
                    self.paper.text(self.row, self.col(i), text);
                }
            }
        }
        self.row = top + u32::try_from(depth).expect("few rows");
    }

    fn rows(&mut self, models: &[Model]) {
        let shape = self.shape;
        let mut models: Vec<&Model> = models.iter().collect();
        models.sort_by_key(|m| shape.sections.iter().map(|by| key_of(*by, m)).collect::<Vec<_>>());
        let mut open: Vec<usize> = Vec::new();
        let mut group: Vec<Model> = Vec::new();
        for (i, model) in models.iter().enumerate() {
            let keys: Vec<usize> = shape.sections.iter().map(|by| key_of(*by, model)).collect();
            if keys != open {
                self.subtotal(&mut group);
                let same = keys.iter().zip(&open).take_while(|(a, b)| a == b).count();
                for (level, key) in keys.iter().enumerate().skip(same) {
                    self.section(level, *key, &models);
                }
                open = keys;
            }
            if shape.page.is_some_and(|page| i > 0 && i % page == 0) {
                self.heading();
            }
            self.record(i, model, i.checked_sub(1).map(|before| models[before]));
            group.push((*model).clone());
        }
        self.subtotal(&mut group);
        if shape.unit_cells == UnitCells::Merged {
            self.merge_units(&models);
        }
    }

    fn subtotal(&mut self, group: &mut Vec<Model>) {
        if self.shape.totals == Totals::Inside && !group.is_empty() {
            self.total("Cộng", group);
        }
        group.clear();
    }

    fn section(&mut self, level: usize, key: usize, models: &[&Model]) {
        let shape = self.shape;
        let by = shape.sections[level];
        let mut keys: Vec<usize> = models.iter().map(|m| key_of(by, m)).collect();
        keys.sort_unstable();
        keys.dedup();
        let place = keys.iter().position(|k| *k == key).expect("one of them");
        let styles = if shape.sections.len() > 1 {
            [["A", "B", "C", "D", "E"], ["I", "II", "III", "IV", "V"]]
        } else {
            [["I", "II", "III", "IV", "V"]; 2]
        };
        let (number, title) = (styles[level.min(1)][place], shape.title(by, key));
        match shape.section {
            Section::Numbered => {
                self.text(self.col(0), number);
                self.text(self.col(1), &title);
            }
            Section::OneCell => self.text(self.col(0), &format!("{number}. {title}")),
            Section::Merged => {
                let right = self.col(shape.columns.len() - 1);
                let text = (shape.spell)(&title);
                self.paper.merge((self.row, self.col(0), self.row, right), text);
            }
        }
        self.row += 1;
    }

    fn record(&mut self, i: usize, model: &Model, before: Option<&Model>) {
        let shape = self.shape;
        for at in 0..shape.columns.len() {
            let col = self.col(at);
            match (shape.columns[at].cell)(model) {
                Cell::Blank => {}
                Cell::Text(text) => self.text(col, &text),
                Cell::Number(number) => self.number(col, number),
                Cell::Tick if shape.tick == "1" => self.number(col, 1),
                Cell::Tick => self.text(col, shape.tick),
                Cell::Ordinal => self.number(col, u32::try_from(i + 1).expect("few rows")),
                Cell::UnitName => {
                    let again = before.is_some_and(|m| m.unit == model.unit);
                    if shape.unit_cells == UnitCells::Each || !again {
                        self.text(col, &(shape.unit)(&UNITS[model.unit]));
                    }
                }
            }
        }
        self.row += 1;
    }

    fn number(&mut self, col: u16, number: u32) {
        match self.shape.digits {
            Some(digits) => self.text(col, &digits(number)),
            None => self.paper.number(self.row, col, number),
        }
    }

    fn merge_units(&mut self, models: &[&Model]) {
        let at = self.shape.columns.iter().position(|c| matches!((c.cell)(models[0]), Cell::UnitName)).expect("a unit column");
        let (col, first) = (self.col(at), self.row - u32::try_from(models.len()).expect("few rows"));
        for (at, unit) in UNITS.iter().enumerate() {
            let of: Vec<u32> = (first..).zip(models).filter(|(_, m)| m.unit == at).map(|(row, _)| row).collect();
            let name = (self.shape.spell)(&(self.shape.unit)(unit));
            self.paper.merge((of[0], col, of[of.len() - 1], col), name);
        }
    }

    /// The label below the names, and how many models are effective below their ticks.
    fn total(&mut self, label: &str, models: &[Model]) {
        let col = self.col(1);
        self.text(col, label);
        let effective = self.shape.columns.iter().position(|c| c.path == ["Phát huy hiệu quả"]);
        if let Some(at) = effective {
            let count = models.iter().filter(|m| m.effective).count();
            self.number(self.col(at), u32::try_from(count).expect("few rows"));
        }
        self.row += 1;
    }

    fn hide(&mut self, heading: u32, first: u32) {
        match self.shape.hidden {
            Hidden::Nothing => {}
            Hidden::Rows => self.paper.hidden_rows.extend([first + 2, first + 3]),
            Hidden::Column(col) => self.paper.hidden_col = Some(col),
            Hidden::Sheet => self.paper.hidden = true,
            Hidden::Filtered => {
                let right = self.col(self.shape.columns.len() - 1);
                self.paper.filter = Some((heading, self.col(0), self.row - 1, right));
                self.paper.hidden_rows.extend((first..self.row).step_by(3));
            }
        }
    }
}
