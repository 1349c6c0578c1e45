//! Words of the movement from which the corpora are made; nobody named here exists.

/// Fields as units write them.
pub const FIELDS: [&str; 5] =
    ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị", "Xây dựng nông thôn mới"];

/// Titles by field.
pub const TITLES: [&[&str]; 5] = [
    &[
        "Khéo vận động góp vốn xoay vòng giúp nhau phát triển kinh tế gia đình",
        "Tổ hợp tác trồng rau an toàn",
        "Vận động nông dân chuyển đổi cơ cấu cây trồng, vật nuôi",
        "Dân vận khéo trong giảm nghèo bền vững",
        "Câu lạc bộ nông dân sản xuất, kinh doanh giỏi",
        "Tổ liên kết nuôi thủy sản thân thiện môi trường",
    ],
    &[
        "Khéo vận động Nhân dân đóng góp làm đường giao thông, hẻm bê tông",
        "Tuyến đường hoa thanh niên",
        "Vận động Nhân dân tham gia bảo hiểm y tế hộ gia đình",
        "Câu lạc bộ gia đình hạnh phúc, không bạo lực",
        "Khéo vận động thực hiện nếp sống văn minh trong việc cưới, việc tang",
        "Dòng họ hiếu học, khu dân cư khuyến học",
    ],
    &[
        "Camera an ninh khu dân cư",
        "Khéo vận động thanh niên lên đường nhập ngũ",
        "Tiếng kẻng an ninh",
        "Cảm hóa, giúp đỡ người lầm lỗi tại cộng đồng",
        "Khéo vận động hòa giải mâu thuẫn trong Nhân dân",
        "Khu dân cư an toàn phòng cháy, chữa cháy",
    ],
    &[
        "Khéo vận động quần chúng ưu tú vào Đảng",
        "Nâng cao chất lượng sinh hoạt chi bộ theo chuyên đề",
        "Cán bộ gần dân, nghe dân nói",
        "Đối thoại trực tiếp giữa người đứng đầu với Nhân dân",
        "Giảm thời gian giải quyết thủ tục hành chính",
        "Đảng viên phụ trách, giúp đỡ hộ dân",
    ],
    &[
        "Khéo vận động hiến đất mở rộng đường nông thôn",
        "Thắp sáng đường quê",
        "Khéo vận động xây dựng vườn mẫu, hàng rào cây xanh",
        "Vận động góp công sửa cầu nông thôn",
        "Tổ tự quản giữ sạch đường làng, ngõ xóm",
        "Khéo vận động kiên cố hóa kênh mương nội đồng",
    ],
];

/// Collectives that carry out models.
pub const ORGANISATIONS: [&str; 12] = [
    "Chi hội Phụ nữ",
    "Chi hội Nông dân",
    "Chi hội Cựu chiến binh",
    "Chi đoàn Thanh niên",
    "Chi hội Người cao tuổi",
    "Ban Công tác Mặt trận",
    "Chi bộ",
    "Tổ dân vận",
    "Tổ hợp tác",
    "Câu lạc bộ",
    "Tổ tự quản",
    "Tổ hòa giải",
];

/// Outcomes worth a mention.
pub const OUTCOMES: [&str; 5] = [
    "Vận động Nhân dân hiến 1.250 m² đất, đóng góp 320 ngày công làm đường giao thông nông thôn",
    "Giúp 12 hộ thoát nghèo, thu nhập bình quân tăng 1,5 lần so với trước khi tham gia mô hình",
    "100% hộ dân trong ấp ký cam kết; không phát sinh điểm nóng về an ninh trật tự",
    "Kết nạp 05 đảng viên mới; 95% hội viên tham gia sinh hoạt đầy đủ",
    "Lắp 45 bóng đèn chiếu sáng, kinh phí 68 triệu đồng do Nhân dân đóng góp",
];

/// Syllables of place names; every two make a unit's name.
pub const SYLLABLES: [&str; 61] = [
    "An",
    "Bình",
    "Châu",
    "Dương",
    "Đông",
    "Giang",
    "Hà",
    "Hải",
    "Hòa",
    "Hội",
    "Hưng",
    "Khánh",
    "Kim",
    "Lai",
    "Lạc",
    "Lâm",
    "Lập",
    "Lộc",
    "Long",
    "Lợi",
    "Mai",
    "Minh",
    "Mỹ",
    "Nam",
    "Nghĩa",
    "Ngọc",
    "Nhơn",
    "Ninh",
    "Phong",
    "Phú",
    "Phúc",
    "Phước",
    "Quang",
    "Quới",
    "Sơn",
    "Tân",
    "Tây",
    "Thái",
    "Thắng",
    "Thanh",
    "Thành",
    "Thạnh",
    "Thịnh",
    "Thọ",
    "Thới",
    "Thuận",
    "Thượng",
    "Tiến",
    "Trí",
    "Trung",
    "Trường",
    "Tường",
    "Vân",
    "Việt",
    "Vinh",
    "Vĩnh",
    "Xuân",
    "Yên",
    "Hậu",
    "Bắc",
    "Điền",
];

/// Family names.
pub const FAMILIES: &[&str] =
    &["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Danh", "Trương", "Phan"];

/// Middle names.
pub const MIDDLES: &[&str] = &["Văn", "Hữu", "Minh", "Thanh", "Quốc", "Thị", "Thị Kim", "Thị Ngọc", "Đức", "Công"];

/// Given names.
pub const GIVEN: &[&str] = &[
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hậu", "Hiệp", "Hùng", "Khánh", "Lâm", "Lợi", "Nam", "Nghĩa", "Phong", "Phúc",
    "Quân", "Sơn", "Tâm", "Thành", "Hoa", "Huệ", "Hương", "Lan", "Liên", "Mai", "Nga", "Oanh", "Thảo", "Thủy", "Trang", "Yến",
];
