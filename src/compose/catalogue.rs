//! What a template may use: names, functions, filters, blocks, rows and values of tables, each with its meaning.
//!
//! `templates/README.md` is made of it, and faults name the nearest of it. A test holds it to what there really is.

/// A name: its path (`[]`: each item of a list) and what it is.
pub(super) type Named = (&'static str, &'static str);

/// Names that every template may use.
pub(super) const NAMES: &[Named] = &[
    ("loai_hoi_nghi", "“sơ kết” hoặc “tổng kết”"),
    ("ten_hoi_nghi", "tên phong trào và thời gian, như đứng giữa câu"),
    ("ky_bao_cao", "kỳ báo cáo, như đứng giữa câu"),
    ("trong_ky", "kỳ báo cáo ở đầu câu: “trong 6 tháng đầu năm 2026”, “giai đoạn 2016 - 2020”"),
    ("ky_goc", "kỳ được so sánh"),
    ("dia_ban", "tên địa bàn, như đứng giữa câu"),
    ("co_dia_ban", "có khai báo địa bàn không"),
    ("toan_dia_ban", "“toàn thành phố”, “toàn xã” …"),
    ("co_quan", "cơ quan ban hành"),
    ("co_quan.ten", "tên cơ quan"),
    ("co_quan.cap_tren", "cơ quan cấp trên"),
    ("co_quan.dia_danh", "địa danh"),
    ("co_phai_nop", "có đơn vị nào phải nộp báo cáo không"),
    ("don_vi_chua_nop", "tên các đơn vị chưa nộp"),
    ("don_vi_nop_muon", "tên các đơn vị nộp muộn"),
    ("cau_chua_nop", "câu nêu các đơn vị chưa nộp; trống nếu không có"),
    ("cau_nop_muon", "câu nêu các đơn vị nộp muộn; trống nếu không có"),
    ("co_phu_luc_nop", "có cần phụ lục Tình hình gửi báo cáo không: đơn vị chưa nộp, nộp muộn nhiều quá một câu"),
    ("don_vi_dan_dau", "câu nêu các đơn vị dẫn đầu; trống nếu không đơn vị nào hơn hẳn"),
    ("don_vi_dan_dau.dang_ky", "đơn vị có nhiều mô hình đăng ký nhất"),
    ("don_vi_dan_dau.hieu_qua", "đơn vị có toàn bộ mô hình đăng ký phát huy hiệu quả"),
    ("dang_ky_nhieu_cap", "có đăng ký ở nhiều cấp không; nếu chỉ có ở cấp thấp nhất thì số theo cấp lặp lại tổng số"),
    ("co_cong_nhan", "có mô hình được công nhận ở cấp nào không"),
    ("cap", "các cấp, từ thấp lên"),
    ("cap[].ma", "mã cấp"),
    ("cap[].ten", "tên cấp"),
    ("cap[].co_dang_ky", "có mô hình đăng ký ở cấp này không"),
    ("cap[].co_de_nghi", "có mô hình đề nghị công nhận không"),
    ("cap[].co_cong_nhan", "có mô hình được công nhận không"),
    ("cap[].da_ket_thuc", "cấp này thôi hoạt động trong kỳ (như cấp huyện từ 1/7/2025) không"),
    ("cap[].khoa_dang_ky", "khóa số liệu đăng ký, để đưa vào các hàm"),
    ("cap[].khoa_de_nghi", "khóa số liệu đề nghị"),
    ("cap[].khoa_cong_nhan", "khóa số liệu công nhận"),
    ("cap[].chua_chia", "số đơn vị chưa chia số đăng ký theo cấp; trống nếu không có"),
    ("cap[].don_vi_dan_dau", "câu nêu đơn vị có nhiều mô hình được công nhận nhất; có thể trống"),
    ("cap[].giai_doan", "các giai đoạn có công nhận"),
    ("cap[].giai_doan[].ten", "tên giai đoạn"),
    ("cap[].giai_doan[].khoa", "khóa số liệu công nhận trong giai đoạn"),
    ("linh_vuc", "các lĩnh vực"),
    ("linh_vuc[].ma", "mã lĩnh vực"),
    ("linh_vuc[].ten", "tên lĩnh vực"),
    ("linh_vuc[].ten_day_du", "tên có chữ “Lĩnh vực” ở đầu"),
    ("linh_vuc[].so_lieu", "câu số liệu đăng ký, hiệu quả, công nhận của lĩnh vực"),
    ("linh_vuc[].chi_tieu", "các câu chỉ tiêu thuộc lĩnh vực"),
    ("linh_vuc[].dien_hinh", "mô hình, điển hình nêu trong báo cáo"),
    ("linh_vuc[].dien_hinh[].loai", "“mô hình” hoặc “điển hình”"),
    ("linh_vuc[].dien_hinh[].ten", "tên, trong ngoặc kép"),
    ("linh_vuc[].dien_hinh[].cua", "tập thể, cá nhân thực hiện; có thể trống"),
    ("linh_vuc[].dien_hinh[].ket_qua", "kết quả nổi bật; có thể trống"),
    ("dien_hinh_khac", "mô hình, điển hình nêu trong báo cáo mà không ghi lĩnh vực"),
    ("dien_hinh_khac[].loai", "“mô hình” hoặc “điển hình”"),
    ("dien_hinh_khac[].ten", "tên, trong ngoặc kép"),
    ("dien_hinh_khac[].cua", "tập thể, cá nhân thực hiện; có thể trống"),
    ("dien_hinh_khac[].ket_qua", "kết quả nổi bật; có thể trống"),
    ("chi_tieu_lanh_dao", "các câu chỉ tiêu về lãnh đạo, chỉ đạo"),
    ("chi_tieu_ket_qua", "các câu chỉ tiêu kết quả không thuộc lĩnh vực nào"),
    ("chi_tieu_chung", "các câu chỉ tiêu chung"),
    ("so_sanh_khac", "các câu so sánh với kỳ trước chưa nêu ở chỗ khác"),
    ("co_chi_tieu", "có từ ba chỉ tiêu trở lên, đủ để lập bảng"),
    ("co_linh_vuc", "có lĩnh vực nào có số liệu, chỉ tiêu hay điển hình để nêu riêng không"),
    ("co_khen", "có khen thưởng nào không"),
    ("co_bang_khen", "có từ bốn nhóm khen thưởng trở lên, đủ để lập bảng"),
    ("nhom_khen", "khen thưởng đã có quyết định, theo cơ quan, hình thức, nội dung"),
    ("nhom_de_nghi", "khen thưởng đang đề nghị"),
    ("nhom_luy_ke", "khen thưởng lũy kế trong kỳ"),
    ("con_khen", "còn khen thưởng của nhiều đơn vị trực thuộc, không nêu từng dòng"),
    ("con_luy_ke", "còn khen thưởng lũy kế của nhiều đơn vị trực thuộc"),
    ("nhom_khen[].ma", "mã hình thức khen"),
    ("nhom_khen[].hinh_thuc", "tên hình thức khen"),
    ("nhom_khen[].co_quan", "cơ quan khen; có thể trống"),
    ("nhom_khen[].noi_dung", "“mo-hinh”, “chi-dao” hoặc “khac”"),
    ("nhom_khen[].nguoi_nhan", "số tập thể, cá nhân, hộ gia đình"),
    ("nhom_de_nghi[].ma", "mã hình thức khen"),
    ("nhom_de_nghi[].hinh_thuc", "tên hình thức khen"),
    ("nhom_de_nghi[].co_quan", "cơ quan khen; có thể trống"),
    ("nhom_de_nghi[].noi_dung", "“mo-hinh”, “chi-dao” hoặc “khac”"),
    ("nhom_de_nghi[].nguoi_nhan", "số tập thể, cá nhân, hộ gia đình"),
    ("nhom_luy_ke[].ma", "mã hình thức khen"),
    ("nhom_luy_ke[].hinh_thuc", "tên hình thức khen"),
    ("nhom_luy_ke[].co_quan", "cơ quan khen; có thể trống"),
    ("nhom_luy_ke[].noi_dung", "“mo-hinh”, “chi-dao” hoặc “khac”"),
    ("nhom_luy_ke[].nguoi_nhan", "số tập thể, cá nhân, hộ gia đình"),
    ("danh_gia", "phần do người viết: hoi-nghi.toml và Biểu 5 của cơ quan tổng hợp"),
    ("danh_gia.dac_diem", "đặc điểm, tình hình (đoạn văn)"),
    ("danh_gia.lanh_dao", "công tác lãnh đạo, chỉ đạo (đoạn văn)"),
    ("danh_gia.uu_diem", "ưu điểm (đoạn văn)"),
    ("danh_gia.han_che", "hạn chế (đoạn văn)"),
    ("danh_gia.nguyen_nhan", "nguyên nhân (đoạn văn)"),
    ("danh_gia.bai_hoc", "bài học kinh nghiệm (đoạn văn)"),
    ("danh_gia.phuong_huong", "phương hướng, nhiệm vụ (đoạn văn)"),
    ("danh_gia.kien_nghi", "đề xuất, kiến nghị (đoạn văn)"),
    ("y_kien", "ý kiến của các đơn vị trong Biểu 5, ý trùng gộp làm một, theo từng mục như danh_gia"),
    ("y_kien.uu_diem.neu", "ý kiến về ưu điểm được nêu trong báo cáo, ý nhiều đơn vị nêu đứng trước"),
    ("y_kien.uu_diem.con_nua", "có ý kiến khác không nêu không; chúng ở trang “Ý kiến tổng hợp” của bao-cao.xlsx"),
    ("y_kien.han_che.neu", "ý kiến về hạn chế"),
    ("y_kien.han_che.con_nua", "có ý kiến khác không nêu không"),
    ("y_kien.nguyen_nhan.neu", "ý kiến về nguyên nhân"),
    ("y_kien.nguyen_nhan.con_nua", "có ý kiến khác không nêu không"),
    ("y_kien.bai_hoc.neu", "ý kiến về bài học kinh nghiệm"),
    ("y_kien.bai_hoc.con_nua", "có ý kiến khác không nêu không"),
    ("y_kien.phuong_huong.neu", "ý kiến về phương hướng"),
    ("y_kien.phuong_huong.con_nua", "có ý kiến khác không nêu không"),
    ("y_kien.kien_nghi.neu", "kiến nghị"),
    ("y_kien.kien_nghi.con_nua", "có kiến nghị khác không nêu không"),
    ("y_kien.kien_nghi.neu[].noi_dung", "lời của đơn vị, không có dấu chấm cuối; như vậy ở các mục khác"),
    ("y_kien.kien_nghi.neu[].nhieu_don_vi", "có từ hai đơn vị nêu"),
    ("y_kien.kien_nghi.neu[].so_don_vi", "số đơn vị nêu"),
    ("y_kien.kien_nghi.neu[].don_vi", "tên các đơn vị nêu"),
    ("chi_tieu_phan_dau", "các câu chỉ tiêu phấn đấu"),
];

/// The tree of `so-lieu.json`, under the same names with `_` for `-`.
pub(super) const FIGURES: &[Named] = &[
    ("phien_ban", "phiên bản của so-lieu.json"),
    ("hoi_nghi", "loại, tên, kỳ của hội nghị"),
    ("don_vi", "tên và cấp của cơ quan tổng hợp"),
    ("nop", "tình hình nộp: phai_nop, da_nop, nop_muon, chua_nop"),
    (
        "dang_ky",
        "số mô hình đăng ký: tong, tap_the, ca_nhan, ho_gia_dinh, mo_hinh, dien_hinh, theo_linh_vuc, theo_cap, moi, duy_tri",
    ),
    ("hieu_qua", "số mô hình phát huy hiệu quả"),
    ("nhan_rong", "số mô hình được nhân rộng"),
    ("de_nghi", "số mô hình đề nghị công nhận, theo cấp"),
    ("cong_nhan", "số mô hình, số lượt công nhận, theo cấp; theo_giai_doan"),
    ("khen_thuong", "các nhóm khen thưởng"),
    ("chi_tieu", "các chỉ tiêu"),
    ("so_sanh", "so sánh với kỳ trước"),
    ("ket_qua_kiem_tra", "số nội dung phải sửa, cần rà soát, lưu ý, đã giải trình"),
];

/// Names of one template only: template, path, meaning.
pub(super) const OWN_NAMES: &[(&str, &str, &str)] = &[
    ("bao-cao.md", "so_bao_cao", "số, ký hiệu và ngày của báo cáo"),
    ("danh-sach-khen-thuong.md", "danh_sach", "các danh sách khen thưởng"),
    ("danh-sach-khen-thuong.md", "danh_sach[].so", "số thứ tự, từ 0, để đưa vào khối bang"),
    ("danh-sach-khen-thuong.md", "danh_sach[].hinh_thuc", "tên hình thức khen"),
    ("danh-sach-khen-thuong.md", "danh_sach[].ma_hinh_thuc", "mã hình thức khen"),
    ("danh-sach-khen-thuong.md", "danh_sach[].co_quan", "cơ quan khen"),
    ("danh-sach-khen-thuong.md", "danh_sach[].noi_dung", "“mo-hinh”, “chi-dao” hoặc “khac”"),
    ("danh-sach-khen-thuong.md", "danh_sach[].de_nghi", "là danh sách đề nghị"),
    ("danh-sach-khen-thuong.md", "danh_sach[].doi_tuong", "“tập thể, cá nhân”"),
    ("danh-sach-khen-thuong.md", "danh_sach[].khoi", "các khối: tập thể, cá nhân, hộ gia đình"),
    ("danh-sach-khen-thuong.md", "danh_sach[].khoi[].ten", "“I. TẬP THỂ”"),
    ("danh-sach-khen-thuong.md", "danh_sach[].khoi[].ma", "mã khối, để đưa vào khối bang"),
    ("danh-sach-khen-thuong.md", "danh_sach[].quyet_dinh", "số và ngày quyết định"),
    ("danh-sach-khen-thuong.md", "danh_sach[].ket", "dòng kết của danh sách"),
    ("danh-sach-khen-thuong.toml", "d", "danh sách của trang tính; như một mục của danh_sach"),
    ("danh-sach-khen-thuong.toml", "d.so", "số thứ tự, từ 0"),
    ("danh-sach-khen-thuong.toml", "d.hinh_thuc", "tên hình thức khen"),
    ("danh-sach-khen-thuong.toml", "d.ma_hinh_thuc", "mã hình thức khen"),
    ("danh-sach-khen-thuong.toml", "d.co_quan", "cơ quan khen"),
    ("danh-sach-khen-thuong.toml", "d.noi_dung", "“mo-hinh”, “chi-dao” hoặc “khac”"),
    ("danh-sach-khen-thuong.toml", "d.de_nghi", "là danh sách đề nghị"),
    ("danh-sach-khen-thuong.toml", "d.doi_tuong", "“tập thể, cá nhân”"),
    ("danh-sach-khen-thuong.toml", "d.khoi", "các khối"),
    ("danh-sach-khen-thuong.toml", "d.khoi[].ten", "“I. TẬP THỂ”"),
    ("danh-sach-khen-thuong.toml", "d.khoi[].ma", "mã khối"),
    ("danh-sach-khen-thuong.toml", "d.quyet_dinh", "số và ngày quyết định"),
    ("danh-sach-khen-thuong.toml", "d.ket", "dòng kết"),
];

/// A function: how it is called, what it gives, an example to be tried in a sample.
pub(super) const FUNCTIONS: &[(&str, &str, &str)] = &[
    ("so", "một con số, viết đúng cách trong văn bản; mac_dinh=\"…\" dùng khi chưa có số liệu", "so(khoa=\"dang_ky.tong\")"),
    ("biet", "đã có số liệu (kể cả bằng 0); dùng trong {% if %}", "biet(khoa=\"dang_ky.tong\")"),
    ("co", "có số liệu và lớn hơn 0; dùng trong {% if %}", "co(khoa=\"dang_ky.tong\")"),
    ("phan_so", "“11/12”", "phan_so(khoa=\"nop.da_nop\", tren=\"nop.phai_nop\")"),
    ("ty_le", "tỷ lệ phần trăm", "ty_le(khoa=\"nop.da_nop\", tren=\"nop.phai_nop\")"),
    ("so_mo_hinh", "số mô hình, kèm số lượt nếu khác", "so_mo_hinh(khoa=\"dang_ky\")"),
    ("doi_tuong", "“gồm … tập thể, … cá nhân”", "doi_tuong(khoa=\"dang_ky\")"),
    ("loai_hinh", "“… mô hình, … điển hình”", "loai_hinh(khoa=\"dang_ky\")"),
    ("chia_linh_vuc", "số mô hình theo lĩnh vực", "chia_linh_vuc(khoa=\"dang_ky\")"),
    ("tang_giam", "tăng, giảm so với kỳ trước; trống nếu không có kỳ trước", "tang_giam(khoa=\"dang_ky.tong\")"),
];

/// Filters: name, what it does, an example and its result.
pub(super) const FILTERS: &[(&str, &str)] =
    &[("viet_hoa", "viết hoa cả câu"), ("hoa_dau", "viết hoa chữ đầu"), ("thuong_dau", "viết thường chữ đầu, trừ chữ viết tắt")];

/// Fenced blocks of `.md` templates: name with arguments, what it draws.
pub(super) const BLOCKS: &[Named] = &[
    ("phan-dau", "phần đầu văn bản theo thể thức; có chữ trong khối thì đó là trích yếu của công văn"),
    ("tieu-de", "dòng đầu là tên loại văn bản, các dòng sau là trích yếu"),
    ("kinh-gui", "“Kính gửi:”; mỗi dòng một nơi, trống thì lấy kinh_gui của hoi-nghi.toml; thêm to-trinh cho tờ trình"),
    ("can-cu", "mỗi dòng một căn cứ"),
    ("tham-quyen", "dòng thẩm quyền ban hành (CHỦ TỊCH …, QUYẾT ĐỊNH:)"),
    ("phan", "mở một phần: số La Mã, tên"),
    ("chuong", "mở một chương"),
    ("muc", "mở một mục"),
    ("tieu-muc", "mở một tiểu mục"),
    ("dieu", "một điều; thêm ten nếu dòng đầu là tên điều"),
    ("ky-ten", "nơi nhận và phần ký"),
    ("nguoi-ky", "các chữ ký cạnh nhau (thư ký, chủ trì …)"),
    ("phu-luc", "sang phụ lục mới: tên, dòng kèm theo; thêm ngang cho trang ngang"),
    ("trang-moi", "sang trang mới; thêm ngang cho trang ngang"),
    ("dau-danh-sach", "tên danh sách, giữa trang, đậm"),
    ("kem-theo", "dòng “(Kèm theo …)”"),
    ("giua", "dòng giữa trang"),
    ("ket", "dòng kết"),
    ("bang", "một bảng của bang/<tên>.toml; chữ trong khối là tên bảng"),
    ("bieu-do", "một biểu đồ của bieu-do/<tên>.toml (chỉ trong bao-cao.md); chữ trong khối thay cho tên biểu đồ"),
];

/// Rows of tables: `dong`, what a row is, the values it has beside counts.
pub(super) const ROWS: &[(&str, &str, &[&str])] = &[
    ("don-vi", "một đơn vị trực thuộc, và khối cơ quan của đơn vị tổng hợp", &["ten", "ghi_chu", "dang_ky.tong"]),
    ("linh-vuc", "một lĩnh vực", &["ten", "dang_ky", "hieu_qua", "ty_le.dang_ky"]),
    (
        "cap",
        "một chỉ tiêu đếm theo cấp, giai đoạn",
        &["ten", "tong", "luot", "tap_the", "ca_nhan", "ho_gia_dinh", "mo_hinh", "dien_hinh"],
    ),
    (
        "mo-hinh",
        "một mô hình, điển hình",
        &[
            "don_vi",
            "truc_thuoc",
            "ma",
            "ten",
            "thuc_hien",
            "dia_chi",
            "loai_hinh",
            "doi_tuong",
            "linh_vuc",
            "nam_dang_ky",
            "dang_ky",
            "cap_dang_ky",
            "tinh_trang",
            "hieu_qua",
            "nhan_rong",
            "de_nghi",
            "cong_nhan.co-so",
            "neu_bao_cao",
            "ket_qua",
            "nguon",
        ],
    ),
    (
        "khen-thuong",
        "một nhóm khen thưởng",
        &["hinh_thuc", "co_quan", "noi_dung", "tinh_trang", "tong", "tap_the", "ca_nhan", "ho_gia_dinh", "ghi_chu"],
    ),
    (
        "chi-tieu",
        "một chỉ tiêu",
        &["ten", "don_vi_tinh", "tu_kem", "gia_tri", "mau_so", "ty_le", "ky_truoc", "tang_giam", "ghi_chu"],
    ),
    (
        "tung-cap",
        "một cấp có mô hình đăng ký, đề nghị hoặc công nhận",
        &["ten", "dang_ky.tong", "de_nghi.tong", "cong_nhan.tong", "cong_nhan.luot", "cong_nhan.tap_the"],
    ),
    ("so-ky-truoc", "một số liệu có số kỳ trước", &["ten", "ky_truoc", "ky_nay", "tang_giam"]),
    ("nop", "một đơn vị phải nộp", &["ten", "ngay_nhan", "tinh_trang"]),
    ("y-kien-chung", "một ý kiến chung của các đơn vị", &["muc", "noi_dung", "so_don_vi", "don_vi", "nguon"]),
    ("y-kien", "một đoạn của Biểu 5", &["ten", "muc", "noi_dung", "nguon"]),
    (
        "danh-sach-khen",
        "một người, một tập thể trong danh sách khen",
        &["ong_ba", "ten", "don_vi", "don_vi_gui", "mo_hinh", "thanh_tich", "quyet_dinh", "ghi_chu"],
    ),
    (
        "khen",
        "một dòng khen thưởng như đơn vị gửi",
        &[
            "don_vi_gui",
            "ong_ba",
            "ten",
            "chuc_vu",
            "doi_tuong",
            "hinh_thuc",
            "co_quan",
            "quyet_dinh",
            "ngay_quyet_dinh",
            "noi_dung",
            "ten_mo_hinh",
            "thanh_tich_ghi",
            "tinh_trang",
            "so_luong",
            "luot",
            "luy_ke",
            "ghi_chu",
            "nguon",
        ],
    ),
    ("bieu-tong-hop", "một lĩnh vực của đơn vị chỉ gửi số tổng hợp", &["ten", "nguon", "dang_ky.tong", "cong_nhan.co-so.luot"]),
    ("thong-tin", "một dòng thông tin của báo cáo", &["noi_dung", "gia_tri"]),
    ("nguon", "một số liệu của báo cáo và nguồn của nó", &["ten", "gia_tri", "don_vi_tinh", "nguon", "khoa"]),
    (
        "nguon-chi-tiet",
        "một số liệu, hoặc một đơn vị với tệp, trang, ô góp vào số liệu đó",
        &["ten", "gia_tri", "can_cu", "tep", "trang", "o", "khong_tinh", "khoa"],
    ),
    ("nguon-tep", "một tệp đơn vị đã gửi", &["tep", "don_vi", "da_doc", "khong_tinh"]),
];

/// Names that some template may use.
pub(super) fn roots() -> impl Iterator<Item = &'static str> {
    all().map(|(path, _)| path).filter(|path| !path.contains('.')).map(|path| path.trim_end_matches("[]"))
}

/// All names with their meaning.
fn all() -> impl Iterator<Item = Named> {
    let own = OWN_NAMES.iter().map(|(_, path, meaning)| (*path, *meaning));
    NAMES.iter().chain(FIGURES).copied().chain(own)
}

/// The fields of what stands at a path, where they are described; `[]` asks for those of a list's items.
pub(super) fn fields_of(path: &str) -> Vec<String> {
    let lead = format!("{path}.");
    let below = all().filter_map(|(known, _)| known.strip_prefix(lead.as_str()));
    let mut fields: Vec<String> =
        below.filter(|rest| !rest.contains('.')).map(|rest| rest.trim_end_matches("[]").to_owned()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Input, context, pages, specimen, template};
    use super::*;

    #[test]
    fn what_is_described_is_what_there_is() {
        let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        let reading = context::Reading::of(input).expect("figures");
        let built = context::build(input, &reading);
        for (path, _) in NAMES {
            let root = path.split('.').next().unwrap_or_default().trim_end_matches("[]");
            assert!(built.contains_key(root), "{path} is described, but there is none");
        }
        // Every name that the built-in templates use is described.
        let text = template::text(&overrides, "bao-cao.md").expect("built in");
        assert_eq!(super::super::names::unknown(text, &with_own(built)), []);
    }

    fn with_own(mut built: tera::Context) -> tera::Context {
        built.insert("so_bao_cao", "số 12");
        built
    }

    #[test]
    fn every_block_described_can_be_drawn_and_the_fault_names_them_all() {
        let described: BTreeSet<&str> = BLOCKS.iter().map(|(name, _)| *name).collect();
        let known: BTreeSet<&str> = pages::KNOWN.split(", ").collect();
        assert_eq!(described, known);
    }

    #[test]
    fn values_of_rows_exist() {
        let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
        let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
        for (code, _, values) in ROWS {
            for value in *values {
                let source = format!("dong = \"{code}\"\n[[cot]]\ntieu_de = [\"A\"]\nrong = 1\ngia_tri = \"{value}\"\n");
                let own = super::super::Overrides::from([("bang/thu.toml".to_owned(), source)]);
                let tables = super::super::tables::Tables::new(Input { overrides: &own, ..input }, &[]);
                let drawn = tables.draw(&["thu".to_owned()]);
                assert!(drawn.is_ok(), "{code}: {value}: {drawn:?}");
            }
        }
    }

    #[test]
    fn fields_of_a_list_are_those_of_its_items() {
        assert_eq!(fields_of("cap[].giai_doan[]"), ["khoa", "ten"]);
        assert!(fields_of("dang_ky").is_empty());
    }
}
