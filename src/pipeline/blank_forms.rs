//! Blank forms (biểu mẫu) for the units that owe one: what is known of their models is read first, then each unit's workbook
//! is made, several at a time.

use rayon::prelude::*;

use super::{Output, past_models, read_all};
use crate::compose::Forms;
use crate::error::Error;
use crate::model::{Round, UnitId};
use crate::project::{EntryKind, Project};
use crate::{assemble, write};

/// Where the forms go, in the output folder.
const FOLDER: &str = "bieu-mau";
/// How many workbooks are held at a time.
const AT_A_TIME: usize = 64;

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blank {
    /// Forms made.
    pub forms: usize,
    /// Models offered in them.
    pub offered: usize,
}

/// Makes the form of each unit that owes one and gives it to `deliver`, in protocol order.
///
/// # Errors
///
/// [`Error::Nothing`] where no unit owes one or the period is not told; [`Error::Template`], [`Error::Build`]; what
/// `deliver` gives.
pub fn blank_forms(
    project: &Project,
    round: Round,
    progress: &(dyn Fn(usize, usize) + Sync),
    deliver: &mut dyn FnMut(Vec<Output>) -> Result<(), Error>,
) -> Result<Blank, Error> {
    if !project.period_declared {
        return Err(Error::Nothing(
            "Chưa biết lập biểu mẫu cho kỳ nào. Ghi ky = \"2021-2025\" (hoặc kỳ của hội nghị) trong mục [hoi_nghi] của hoi-nghi.toml rồi chạy lại."
                .to_owned(),
        ));
    }
    let owing: Vec<UnitId> = project.units.walk().into_iter().filter(|unit| project.units.unit(*unit).owes).collect();
    if owing.is_empty() {
        let how = if project.units.declared {
            "Không đơn vị nào trong danh sách có dấu x ở cột phai_nop. Đánh dấu các đơn vị phải nộp rồi chạy lại."
        } else {
            "Chưa có danh sách đơn vị. Ghi tên các đơn vị phải nộp vào don-vi.csv (hoặc don-vi.xlsx) rồi chạy lại."
        };
        return Err(Error::Nothing(how.to_owned()));
    }
    let entries = project.entries()?;
    let entries: Vec<_> = entries.into_iter().filter(|entry| !matches!(entry.kind, EntryKind::Skipped(_))).collect();
    let readings = read_all(&entries, project, &|_, _| {});
    let previous = past_models(project, &project.authority, &project.units)?;
    let mut dossier = assemble::dossier(project.authority.clone(), project.units.clone(), readings);
    dossier.previous = previous;
    let offers = assemble::offers(&dossier, round);
    let forms = Forms::new(&project.authority, &project.units, &offers, round, &project.overrides)?;
    let form = |unit: &UnitId| -> Result<Output, Error> {
        Ok((format!("{FOLDER}/{}.xlsx", forms.file_name(*unit)), write::form(&forms.book(*unit)?)?))
    };
    let mut made = 0;
    for units in owing.chunks(AT_A_TIME) {
        let outputs: Vec<Output> = units.par_iter().map(form).collect::<Result<_, _>>()?;
        deliver(outputs)?;
        made += units.len();
        progress(made, owing.len());
    }
    let offered = owing.iter().map(|unit| offers.of(*unit).len()).sum();
    Ok(Blank { forms: made, offered })
}
