//! The heading of the form that a recognised column was taken for (tiêu đề của biểu mẫu).
//!
//! For `check`, so that a wrong guess is visible; nothing is read by it.

use super::authority::{Authority, LevelId};
use super::measure::{Facet, Novelty};
use super::reading::Column;

impl Column {
    /// As the form writes it: "Tên mô hình, điển hình", "Công nhận cấp huyện", "Lĩnh vực / Kinh tế".
    pub fn heading(self, authority: &Authority) -> String {
        let level = |id: LevelId| authority.level(id).name.clone();
        match self {
            Self::FieldTick(field) => format!("Lĩnh vực / {}", authority.field(field).name),
            Self::OwnerTick(owner) => format!("Đối tượng / {}", capital(owner.name())),
            Self::KindTick(kind) => format!("Loại hình / {}", capital(kind.name())),
            Self::NoveltyTick(Novelty::New) => "Đăng ký / Mới".to_owned(),
            Self::NoveltyTick(Novelty::Maintained) => "Đăng ký / Duy trì".to_owned(),
            Self::RegisteredTick(id) => format!("Cấp đăng ký / {}", capital(&level(id))),
            Self::NominatedTick(id) => format!("Đề nghị công nhận {}", level(id)),
            Self::Recognised(id) => format!("Công nhận {}", level(id)),
            Self::Stated(key) => capital(&match key.facet {
                Facet::Total => key.measure.label(authority),
                facet => format!("{}, {}", key.measure.label(authority), part(facet, authority)),
            }),
            Self::OwnScore(Some(at)) => format!("Điểm tự chấm / {}", criterion(at, authority)),
            Self::AppraisedScore(Some(at)) => format!("Điểm thẩm định / {}", criterion(at, authority)),
            plain => plain.fixed_heading().to_owned(),
        }
    }

    /// The heading of a column that no level, field or owner is part of.
    fn fixed_heading(self) -> &'static str {
        match self {
            Self::Index => "STT",
            Self::Unit => "Đơn vị",
            Self::Code => "Mã mô hình",
            Self::Name => "Tên mô hình, điển hình",
            Self::Performer => "Tập thể, cá nhân thực hiện",
            Self::Address => "Địa chỉ",
            Self::Kind => "Loại hình",
            Self::Owner => "Đối tượng",
            Self::Field => "Lĩnh vực",
            Self::RegisteredYear => "Năm đăng ký",
            Self::Novelty => "Đăng ký (Mới / Duy trì)",
            Self::RegisteredLevel => "Cấp đăng ký",
            Self::Status | Self::AwardState => "Tình trạng",
            Self::Effective => "Phát huy hiệu quả",
            Self::Score => "Điểm chấm",
            Self::Replicated => "Nhân rộng (số nơi)",
            Self::NominatedLevel => "Đề nghị công nhận cấp",
            Self::Decision => "Số quyết định",
            Self::Featured => "Nêu trong báo cáo",
            Self::Outcome => "Kết quả nổi bật",
            Self::Note => "Ghi chú",
            Self::Level => "Cấp",
            Self::When => "Năm / giai đoạn",
            Self::Grade => "Hạng",
            Self::Body => "Cơ quan khen, công nhận",
            Self::DecisionDate => "Ngày quyết định",
            Self::Honorific => "Ông/Bà",
            Self::Recipient => "Tên tập thể, cá nhân",
            Self::Position => "Chức vụ, đơn vị",
            Self::AwardForm => "Hình thức khen",
            Self::Reason => "Nội dung khen",
            Self::AwardModel => "Mô hình",
            Self::Achievement => "Thành tích",
            Self::Quantity => "Số lượng",
            Self::EventTick => "Lượt",
            Self::Cumulative => "Lũy kế",
            Self::Subject => "Lĩnh vực hoặc đơn vị",
            Self::Indicator => "Chỉ tiêu",
            Self::UnitOfMeasure => "Đơn vị tính",
            Self::Qualifier => "Từ kèm",
            Self::Value => "Thực hiện",
            Self::OutOf => "Trên tổng số",
            Self::Previous => "Kỳ trước",
            Self::AssessmentHead => "Mục",
            Self::AssessmentText => "Nội dung",
            Self::OwnScore(_) => "Điểm tự chấm",
            Self::AppraisedScore(_) => "Điểm thẩm định",
            Self::Verdict => "Kết quả",
            Self::VerdictReason => "Lý do",
            Self::FieldTick(_)
            | Self::OwnerTick(_)
            | Self::KindTick(_)
            | Self::NoveltyTick(_)
            | Self::RegisteredTick(_)
            | Self::NominatedTick(_)
            | Self::Recognised(_)
            | Self::Stated(_) => "",
        }
    }
}

fn criterion(at: u8, authority: &Authority) -> &str {
    authority.scoring.criteria.get(usize::from(at)).map_or("", |criterion| &criterion.name)
}

/// The part of a stated figure.
fn part(facet: Facet, authority: &Authority) -> String {
    let field = |id| format!("lĩnh vực {}", authority.field(id).name);
    match facet {
        Facet::Total => String::new(),
        Facet::Owner(of) => of.name().to_owned(),
        Facet::Kind(kind) => kind.name().to_owned(),
        Facet::Novelty(Novelty::New) => "mới".to_owned(),
        Facet::Novelty(Novelty::Maintained) => "duy trì".to_owned(),
        Facet::Field(id) => field(id),
        Facet::FieldOwner(id, of) => format!("{}, {}", field(id), of.name()),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
