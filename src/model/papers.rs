//! What the office says of its papers of commendation (giấy tờ khen thưởng): decisions, the submission to the body that
//! decides, the meeting that considered the proposals, and the money that goes with an award.

use rust_decimal::Decimal;

use super::authority::{LevelId, Office, SubPeriodId};
use super::date::Date;
use super::measure::Owner;

/// Everything `hoi-nghi.toml` says of the papers; all of it may be absent.
#[derive(Debug, Clone, Default)]
pub struct PaperSettings {
    /// `[[quyet_dinh]]`.
    pub decisions: Vec<DecisionSettings>,
    /// `[to_trinh]`.
    pub submission: SubmissionSettings,
    /// `[hop_xet]`.
    pub meeting: MeetingSettings,
    /// `[[khong_dong_y]]`.
    pub refusals: Vec<Refusal>,
    /// `[tien_thuong]`.
    pub rewards: RewardSettings,
    /// `trinh_bay.moi_dot`: how many are called to the stage at once.
    pub called_at_once: usize,
    /// `[[giay_khen]]`.
    pub certificates: Vec<CertificateSettings>,
    /// `--certificate`: the profile of all certificates, before what `[[giay_khen]]` says.
    pub certificate_profile: Option<String>,
}

/// A decision (quyết định) as the office describes it: which awards or recognitions it is about, and how it is printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DecisionSettings {
    /// `loai = "cong-nhan"`: it recognises models; otherwise it commends.
    pub recognises: bool,
    /// `hinh_thuc`: code of a form of commendation.
    pub form: Option<String>,
    /// `co_quan`: the body that decides.
    pub body: Option<String>,
    /// `cap`: level of recognition.
    pub level: Option<LevelId>,
    /// `giai_doan`: a declared sub-period.
    pub sub_period: Option<SubPeriodId>,
    /// `so`: "2101/QĐ-UBND".
    pub number: Option<String>,
    /// `ngay`.
    pub date: Option<Date>,
    /// Letterhead and signature, as far as they are said; `number`, `symbol` and `signed_on` are not used.
    pub office: Office,
    /// `nguoi_quyet_dinh`: who decides, the line before the grounds.
    pub decider: String,
    /// `can_cu`: grounds, one a line; empty: the usual ones.
    pub grounds: Vec<String>,
    /// `theo_de_nghi`: who proposed it.
    pub proposer: String,
    /// `kinh_phi`: out of which fund the money is paid.
    pub fund: String,
}

/// How certificates are printed (`[[giay_khen]]`): which of them it is about, on what, with which numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CertificateSettings {
    /// `hinh_thuc`: code of a form of commendation; `None`: any.
    pub form: Option<String>,
    /// `co_quan`: the body; `None`: any.
    pub body: Option<String>,
    /// `mau`: the profile, "phoi-a4".
    pub profile: Option<String>,
    /// `dich_x_mm`: all texts moved to the right, mm.
    pub shift_x_mm: Option<f32>,
    /// `dich_y_mm`: all texts moved down, mm.
    pub shift_y_mm: Option<f32>,
    /// `so_vang_tu`: the first number in the gold book (số sổ vàng); `None`: not known, room is left.
    pub first_number: Option<u32>,
}

/// The submission to the body that decides (tờ trình).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionSettings {
    /// `so`.
    pub number: Option<String>,
    /// `ngay`.
    pub date: Option<Date>,
    /// `can_cu`.
    pub grounds: Vec<String>,
}

impl SubmissionSettings {
    /// "số 15-TTr/BCĐ ngày 12 tháng 8 năm 2020", with room for what is not known.
    pub fn citation(&self) -> String {
        let date = self.date.map_or_else(|| "ngày …… tháng …… năm ……".to_owned(), Date::long);
        format!("số {} {date}", self.number.as_deref().unwrap_or("……"))
    }
}

/// The meeting that considered the proposals (cuộc họp xét).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingSettings {
    /// `ngay`; once it is given, every proposal that was not refused is agreed to.
    pub date: Option<Date>,
    /// `dia_diem`.
    pub place: String,
    /// `chu_tri`.
    pub chair: String,
    /// `thu_ky`.
    pub secretary: String,
    /// `tong_so`: members in all.
    pub members: Option<u32>,
    /// `co_mat`: members present.
    pub present: Option<u32>,
}

/// A proposal that was not agreed to (`[[khong_dong_y]]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `ten`: the recipient.
    pub recipient: String,
    /// `hinh_thuc`: code; `None`: whatever was proposed.
    pub form: Option<String>,
    /// `don_vi`: the unit that proposed; `None`: any.
    pub unit: Option<String>,
    /// `ly_do`.
    pub reason: String,
}

/// Money (`[tien_thuong]`), before what comes with the program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RewardSettings {
    /// `luong_co_so`: the base salary, đồng; `None`: that of the day of the decision.
    pub salary: Option<u64>,
    /// `lam_tron`: rounded up to a multiple of this, đồng; `None`: as the rate says, 0: not rounded.
    pub rounded_to: Option<u64>,
    /// `[[tien_thuong.muc]]`.
    pub rates: Vec<RewardRate>,
}

/// What comes with a form of commendation (mức tiền thưởng).
#[derive(Debug, Clone, PartialEq)]
pub struct RewardRate {
    /// `hinh_thuc`: code of a form of commendation.
    pub form: String,
    /// `co_quan`: the body; `None`: any.
    pub body: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// By owner; `None`: not said.
    pub owners: [Option<Reward>; 3],
    /// `nguon`: where that is laid down.
    pub source: String,
}

impl RewardRate {
    /// What an owner gets.
    pub fn of(&self, owner: Owner) -> Option<Reward> {
        self.owners[owner as usize]
    }

    /// Is the rate in force on a day?
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// How an amount is laid down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reward {
    /// hệ số: a multiple of the base salary (lương cơ sở).
    Multiple(Decimal),
    /// An amount, đồng.
    Fixed(u64),
}

impl Reward {
    /// The amount in đồng, rounded up to a multiple of `step` (0: not rounded); `None` where the base salary is needed and
    /// not known. An amount that was laid down as such is never rounded.
    pub fn amount(self, salary: Option<u64>, step: u64) -> Option<u64> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::Multiple(times) => {
                let exact = times.checked_mul(Decimal::from(salary?))?;
                let step = Decimal::from(step.max(1));
                u64::try_from((exact / step).ceil().checked_mul(step)?).ok()
            }
        }
    }
}

/// A decision's number and date that came last, from the command line (`--decision`, `--date`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LateDecision {
    /// `--decision`.
    pub number: Option<String>,
    /// `--date`.
    pub date: Option<Date>,
    /// `--form`: code or name of a form of commendation, or "cong-nhan"; needed where several decisions have no number.
    pub form: Option<String>,
    /// `--by`: the body.
    pub body: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_rounded_up_only_where_asked() {
        let times = |tenths, scale| Reward::Multiple(Decimal::new(tenths, scale));
        for (reward, salary, step, amount) in [
            (times(3, 1), Some(1_490_000), 10_000, Some(450_000)),
            (times(15, 2), Some(1_490_000), 10_000, Some(230_000)),
            (times(15, 2), Some(1_490_000), 0, Some(223_500)),
            (times(2, 0), Some(1_490_000), 10_000, Some(2_980_000)),
            (times(3, 1), Some(2_340_000), 0, Some(702_000)),
            (times(3, 1), None, 0, None),
            (Reward::Fixed(500_001), None, 10_000, Some(500_001)),
        ] {
            assert_eq!(reward.amount(salary, step), amount, "{reward:?}");
        }
    }
}
