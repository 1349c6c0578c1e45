//! How a whole and its parts are worded: “đăng ký: tổng số ghi 160, cộng tập thể 151, cá nhân 19 được 170”.

use super::equations::{Equation, Split};
use super::mend::{self, Place};
use super::sums::Sheet;
use super::words::{self, figure, quoted};
use crate::model::{Kind, Novelty, Owner, Subject};

impl Sheet<'_> {
    /// "đăng ký: tổng số ghi 160, cộng tập thể 151, cá nhân 19 được 170".
    pub fn compared(&self, e: &Equation) -> String {
        let whole = if e.is_down() { self.total_name(e.whole.cell.row) } else { "tổng số".to_owned() };
        let parts = match e.split {
            Split::Owners => self.listed(e),
            Split::Kinds => beside(e, &Kind::ALL.map(Kind::name)),
            Split::Novelties => beside(e, &[Novelty::New, Novelty::Maintained].map(Novelty::name)),
            Split::Fields | Split::Cross => "các lĩnh vực".to_owned(),
            Split::Units => "các dòng".to_owned(),
        };
        let what = words::part(self.context, e.key);
        format!("{what}: {whole} ghi {}, cộng {parts} được {}", figure(e.whole.count), figure(e.sum()))
    }

    /// "tập thể 151, cá nhân 19".
    fn listed(&self, e: &Equation) -> String {
        let row = self.rows.iter().find(|row| row.row == e.whole.cell.row);
        let owner = |col: u16| {
            let key = row?.counts.iter().find(|(.., at)| *at == col).map(|(key, ..)| *key)?;
            mend::owner_of(key)
        };
        let told: Vec<String> = e
            .parts
            .iter()
            .map(|part| format!("{} {}", owner(part.cell.col).map_or("", Owner::name), figure(part.count)))
            .collect();
        told.join(", ")
    }

    /// "dòng tổng", "dòng “Cộng khối xã”".
    fn total_name(&self, row: u32) -> String {
        match self.rows.iter().find(|known| known.row == row) {
            Some(known) if known.subject == Subject::Subtotal => format!("dòng {}", quoted(&known.label)),
            _ => "dòng tổng".to_owned(),
        }
    }

    /// "dòng “Phường A” (dòng 7)", "cột “Cá nhân”".
    pub fn named(&self, place: Place) -> String {
        match place {
            Place::Row(row) => {
                let label = self.rows.iter().find(|known| known.row == row).map_or("", |known| known.label.as_str());
                format!("dòng {} {}", row + 1, quoted(label))
            }
            Place::Col(col) => {
                let heading = self.placed.table.columns.iter().find(|used| used.col == col).map_or("", |used| &used.heading);
                format!("cột {}", quoted(heading))
            }
        }
    }
}

/// "mô hình 4, điển hình 2".
fn beside(e: &Equation, names: &[&str; 2]) -> String {
    let told: Vec<String> = names.iter().zip(&e.parts).map(|(name, part)| format!("{name} {}", figure(part.count))).collect();
    told.join(", ")
}
