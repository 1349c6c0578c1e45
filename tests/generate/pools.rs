//! Titles of models by field and those who carry them out. Titles hold no place names and no numbers, so that two of
//! them are never near duplicates; what tells models of one title apart is who carries them out.

use crate::dice::Dice;
use crate::list::Model;

/// Kinh tế.
pub const ECONOMY: &[&str] = &[
    "Khéo vận động hội viên vay vốn làm kinh tế đúng mục đích",
    "Khéo vận động góp vốn xoay vòng giúp nhau phát triển kinh tế gia đình",
    "Tổ hợp tác trồng rau an toàn",
    "Vận động nông dân chuyển đổi cơ cấu cây trồng, vật nuôi",
    "Khéo vận động tiểu thương xây dựng tuyến phố kinh doanh văn minh",
    "Tổ tiết kiệm, tín dụng tự nguyện",
    "Dân vận khéo trong giảm nghèo bền vững",
    "Khéo vận động đoàn viên, thanh niên khởi nghiệp",
    "Câu lạc bộ nông dân sản xuất, kinh doanh giỏi",
    "Vận động hộ khá giúp đỡ hộ nghèo về giống và kỹ thuật",
    "Khéo vận động ngư dân liên kết khai thác, tiêu thụ thủy sản",
    "Tổ liên kết dịch vụ hậu cần nghề cá",
    "Khéo vận động bàn giao mặt bằng thực hiện công trình công cộng",
    "Vận động hội viên làm kinh tế trang trại",
    "Khéo vận động các hộ kinh doanh chấp hành nghĩa vụ thuế",
    "Tổ hợp tác nuôi thủy sản lồng bè thân thiện môi trường",
    "Khéo vận động Nhân dân học nghề, tạo việc làm tại chỗ",
    "Vận động bán hàng Việt, dùng hàng Việt",
];

/// Văn hóa - xã hội.
pub const CULTURE: &[&str] = &[
    "Khéo vận động Nhân dân đóng góp làm đường giao thông, hẻm bê tông",
    "Tuyến đường hoa thanh niên",
    "Khéo vận động xây dựng nhà đại đoàn kết cho hộ khó khăn",
    "Vận động Nhân dân tham gia bảo hiểm y tế hộ gia đình",
    "Khéo vận động phân loại rác thải tại nguồn",
    "Câu lạc bộ gia đình hạnh phúc, không bạo lực",
    "Tiếp bước cho em đến trường",
    "Khéo vận động thực hiện nếp sống văn minh trong việc cưới, việc tang",
    "Bếp ăn tình thương phục vụ bệnh nhân nghèo",
    "Khéo vận động xây dựng gia đình năm không, ba sạch",
    "Vận động hiến máu tình nguyện",
    "Tổ tự quản bảo vệ môi trường",
    "Khéo vận động lắp đèn chiếu sáng hẻm",
    "Dòng họ hiếu học, khu dân cư khuyến học",
    "Khéo vận động học sinh bỏ học trở lại lớp",
    "Câu lạc bộ dưỡng sinh, thể dục ngoài trời",
    "Thùng gạo nghĩa tình",
    "Khéo vận động hộ dân không lấn chiếm lòng, lề đường",
    "Vận động chăm sóc gia đình chính sách, người có công",
    "Câu lạc bộ đờn ca tài tử phục vụ cộng đồng",
    "Khéo vận động phòng, chống sốt xuất huyết tại hộ gia đình",
    "Hũ gạo tiết kiệm theo gương Bác",
    "Vận động giữ gìn vệ sinh bến, bãi, kênh rạch",
    "Ngày chủ nhật xanh",
    "Nuôi heo đất giúp trẻ em mồ côi",
    "Khéo vận động xây dựng tủ sách khu dân cư",
    "Khéo vận động hỏa táng, bảo vệ nguồn nước",
    "Nói không với túi ni lông sử dụng một lần",
    "Vận động đồng bào giữ gìn tiếng nói, chữ viết và lễ hội truyền thống",
];

/// Quốc phòng - an ninh.
pub const SECURITY: &[&str] = &[
    "Camera an ninh khu dân cư",
    "Khéo vận động thanh niên lên đường nhập ngũ",
    "Tiếng kẻng an ninh",
    "Tổ tự quản về an ninh trật tự",
    "Khéo vận động giao nộp vũ khí, vật liệu nổ, công cụ hỗ trợ",
    "Cảm hóa, giúp đỡ người lầm lỗi tại cộng đồng",
    "Khu dân cư an toàn phòng cháy, chữa cháy",
    "Nhà trọ văn minh, không tội phạm",
    "Khéo vận động hòa giải mâu thuẫn trong Nhân dân",
    "Hẻm tự phòng, tự quản, tự bảo vệ",
    "Tuần tra nhân dân ban đêm",
    "Cổng trường an toàn giao thông",
    "Vận động chủ phương tiện không đánh bắt trái phép vùng biển nước ngoài",
    "Khéo vận động người nghiện đi cai nghiện tự nguyện",
    "Khéo vận động xây dựng lực lượng dân quân tự vệ vững mạnh",
    "Gia đình không có người vi phạm pháp luật",
];

/// Xây dựng hệ thống chính trị.
pub const POLITICS: &[&str] = &[
    "Khéo vận động quần chúng ưu tú vào Đảng",
    "Nâng cao chất lượng sinh hoạt chi bộ theo chuyên đề",
    "Cán bộ gần dân, nghe dân nói",
    "Nụ cười công sở",
    "Ngày thứ năm không hẹn giải quyết hồ sơ",
    "Khéo vận động tập hợp đoàn viên, hội viên vào tổ chức",
    "Đối thoại trực tiếp giữa người đứng đầu với Nhân dân",
    "Khéo vận động thực hiện quy chế dân chủ ở cơ sở",
    "Giảm thời gian giải quyết thủ tục hành chính",
    "Đảng viên phụ trách, giúp đỡ hộ dân",
    "Khéo vận động Nhân dân giám sát đầu tư của cộng đồng",
    "Tuyên truyền miệng qua nhóm mạng xã hội của khu dân cư",
    "Học tập và làm theo Bác bằng việc làm cụ thể hằng ngày",
    "Tổ công tác tiếp nhận, xử lý kiến nghị của cử tri",
    "Hỗ trợ người cao tuổi làm giấy tờ tại nhà",
    "Khéo vận động cán bộ, công chức thực hiện văn hóa công vụ",
];

/// Nông thôn mới.
pub const COUNTRYSIDE: &[&str] = &[
    "Khéo vận động hiến đất mở rộng đường nông thôn",
    "Thắp sáng đường quê",
    "Khéo vận động xây dựng vườn mẫu, hàng rào cây xanh",
    "Nhà tiêu hợp vệ sinh cho hộ nông thôn",
    "Khéo vận động kiên cố hóa kênh mương nội đồng",
    "Vận động góp công sửa cầu nông thôn",
    "Khu dân cư nông thôn mới kiểu mẫu",
    "Khéo vận động giữ vững tiêu chí môi trường",
    "Tổ tự quản giữ sạch đường làng, ngõ xóm",
    "Khéo vận động xây nhà văn hóa ấp",
];

/// Titles for those who may carry out only some: schools, health stations.
const SCHOOL: &[&str] = &[
    "Trường học thân thiện, học sinh tích cực",
    "Khéo vận động phụ huynh cùng xây dựng môi trường xanh, sạch, đẹp",
    "Thư viện mở trong sân trường",
];
const CLINIC: &[&str] = &["Khéo vận động khám sức khỏe định kỳ cho người cao tuổi", "Tư vấn dinh dưỡng cho bà mẹ có con nhỏ"];

/// Who carries out a model.
#[derive(Clone)]
pub struct Performer {
    pub name: String,
    pub address: String,
    pub kind: PerformerKind,
}

/// What a performer may carry out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PerformerKind {
    Any,
    School,
    Clinic,
    Forces,
    Person,
}

/// Associations and committees of a quarter.
const QUARTER_BODIES: &[&str] = &[
    "Chi bộ",
    "Ban lãnh đạo",
    "Ban công tác Mặt trận",
    "Chi hội Phụ nữ",
    "Chi hội Nông dân",
    "Chi hội Cựu chiến binh",
    "Chi đoàn",
    "Chi hội Người cao tuổi",
];

/// Bodies of a ward or commune; "{}" stands for its name within a sentence.
const WARD_BODIES: &[(&str, PerformerKind)] = &[
    ("Hội Liên hiệp Phụ nữ {}", PerformerKind::Any),
    ("Hội Nông dân {}", PerformerKind::Any),
    ("Hội Cựu chiến binh {}", PerformerKind::Any),
    ("Đoàn Thanh niên {}", PerformerKind::Any),
    ("Ủy ban MTTQ Việt Nam {}", PerformerKind::Any),
    ("Công đoàn cơ sở {}", PerformerKind::Any),
    ("Hội Chữ thập đỏ {}", PerformerKind::Any),
    ("Hội Khuyến học {}", PerformerKind::Any),
    ("Bộ phận tiếp nhận và trả kết quả {}", PerformerKind::Any),
    ("Công an {}", PerformerKind::Forces),
    ("Ban Chỉ huy Quân sự {}", PerformerKind::Forces),
    ("Trạm Y tế {}", PerformerKind::Clinic),
    ("Trường Tiểu học {}", PerformerKind::School),
    ("Trường Mầm non {}", PerformerKind::School),
];

/// All collectives of a unit: those of its quarters (`areas`), its own, and self-governing groups (`groups` a quarter).
pub fn collectives(unit: &str, areas: &[String], groups: usize) -> Vec<Performer> {
    let mut all = Vec::new();
    for (name, kind) in WARD_BODIES {
        all.push(Performer { name: name.replace("{}", unit), address: capital(unit), kind: *kind });
    }
    for (i, area) in areas.iter().enumerate() {
        for body in QUARTER_BODIES {
            all.push(Performer { name: format!("{body} {area}, {unit}"), address: capital(area), kind: PerformerKind::Any });
        }
        for n in 1..=groups {
            let number = i * groups + n;
            let name = format!("Tổ nhân dân tự quản số {number}, {area}, {unit}");
            all.push(Performer { name, address: capital(area), kind: PerformerKind::Any });
        }
    }
    all
}

/// A person as performer, with name and quarter.
pub fn individual(dice: &mut Dice, areas: &[String]) -> Performer {
    let area = dice.pick(areas);
    Performer { name: dice.person().name, address: capital(&area), kind: PerformerKind::Person }
}

/// A model of a field suited to who carries it out; `fields[i]` lists the titles of field `i`.
pub fn model(
    dice: &mut Dice,
    performer: &Performer,
    fields: &[&[&str]],
    weights: &[usize],
    culture: usize,
    security: usize,
) -> Model {
    let (field, titles) = match performer.kind {
        PerformerKind::School => (culture, SCHOOL),
        PerformerKind::Clinic => (culture, CLINIC),
        PerformerKind::Forces => (security, fields[security]),
        PerformerKind::Any | PerformerKind::Person => {
            let field = weighted(dice, weights);
            (field, fields[field])
        }
    };
    let mut model = Model::new(field, dice.pick(titles), &performer.name);
    model.address.clone_from(&performer.address);
    model.individual = performer.kind == PerformerKind::Person;
    model.exemplar = if model.individual { dice.chance(70) } else { dice.chance(8) };
    model
}

/// An index, drawn in proportion to its weight.
fn weighted(dice: &mut Dice, weights: &[usize]) -> usize {
    let mut at = dice.below(weights.iter().sum());
    weights
        .iter()
        .position(|&w| {
            if at < w {
                true
            } else {
                at -= w;
                false
            }
        })
        .unwrap()
}

/// "khu phố 3" → "Khu phố 3".
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
