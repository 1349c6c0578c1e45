use super::super::{Overrides, specimen};
use super::*;
use crate::document::{Block, Section, TableRow, Value};
use crate::model::{Dossier, Summary};

/// Everything a reader sees, a line a block.
fn lines(dossier: &Dossier, summary: &Summary, overrides: &Overrides) -> Vec<String> {
    let input = Input { dossier, summary, overrides, draft: false, sources: None };
    let report = document(input).expect("a report");
    report.sections.iter().flat_map(section).collect()
}

fn section(section: &Section) -> Vec<String> {
    section
        .blocks
        .iter()
        .map(|block| match block {
            Block::Letterhead(head) => format!("[{}] [{}]", head.number, head.place_date),
            Block::Title { kind, subject } => format!("{kind}: {subject}"),
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => markdown::words(text),
            Block::Article { label, text } => format!("{label}{}", markdown::words(text)),
            Block::Addressees { label, names } => format!("{label} {}", names.join(" / ")),
            Block::Table(table) => format!("[bảng {} dòng]", table.rows.len()),
            Block::Chart(chart) => format!("[biểu đồ {} cột]", chart.figures().count()),
            Block::Signers(signers) => format!("[{} người ký]", signers.len()),
            Block::Signature(signature) => format!("[{} / {}]", signature.name, signature.recipients.join(" / ")),
        })
        .collect()
}

#[test]
fn the_report_reads_as_a_clerk_would_write_it() {
    let text = lines(&specimen::dossier(), &specimen::summary(), &specimen::overrides());
    assert_eq!(
        text,
        [
            "[Số 12-BC/BCĐ] [Rạch Giá, ngày 20 tháng 8 năm 2020]",
            "BÁO CÁO: tổng kết phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020",
            "Qua tổng hợp báo cáo của 1/2 đơn vị (số liệu chi tiết tại các phụ lục kèm theo), kết quả phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020 trên địa bàn thành phố Rạch Giá như sau:",
            "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN",
            "- Số xã có quy chế công tác dân vận: 140/161 xã (đạt 86,96%).",
            "II- KẾT QUẢ THỰC HIỆN PHONG TRÀO",
            "1. Đăng ký xây dựng mô hình, điển hình",
            "Giai đoạn 2016 - 2020, toàn thành phố có 160 mô hình “Dân vận khéo” đăng ký, gồm 151 tập thể, 09 cá nhân.",
            "Theo lĩnh vực: kinh tế 40 mô hình, văn hóa - xã hội 100 mô hình, quốc phòng - an ninh 20 mô hình; tính chung lĩnh vực kinh tế và văn hóa - xã hội: 140 mô hình.",
            "- Đăng ký cấp cơ sở: 160 mô hình.",
            "- Đăng ký cấp thành phố: 75 mô hình, tăng 25 mô hình so với năm 2015.",
            "2. Kết quả trên các lĩnh vực",
            "Lĩnh vực kinh tế:",
            "Có 40 mô hình đăng ký.",
            "Tiêu biểu là mô hình “Khéo vận động [phát triển] kinh tế” của Hội Nông dân phường An Hòa: giúp 20 hộ thoát nghèo.",
            "3. Công nhận mô hình, điển hình ở các cấp",
            "- Công nhận cấp cơ sở: 1.952 lượt mô hình (1.400 mô hình).",
            "- Công nhận cấp thành phố: 278 mô hình, gồm 250 tập thể, 28 cá nhân.",
            "+ Giai đoạn 2016 - 2018: 116 mô hình.",
            "+ Giai đoạn 2019 - 2020: 162 mô hình, gồm 134 tập thể, 28 cá nhân.",
            "4. Công tác khen thưởng",
            "- UBND thành phố Rạch Giá tặng Giấy khen cho 01 tập thể, 02 cá nhân có mô hình, điển hình “Dân vận khéo” tiêu biểu.",
            "- Lũy kế trong giai đoạn 2016 - 2020: UBND thành phố Rạch Giá tặng Giấy khen cho 132 tập thể, 180 lượt cá nhân.",
            "- Đề nghị UBND thành phố Rạch Giá tặng Giấy khen cho 39 tập thể, cá nhân.",
            "5. Kết quả thực hiện các chỉ tiêu",
            "- Tỷ lệ hộ nghèo: 0,52%.",
            "III- ĐÁNH GIÁ CHUNG",
            "1. Ưu điểm",
            "Phong trào được *hưởng ứng* rộng rãi.",
            "2. Hạn chế",
            "Còn 01 đơn vị chưa gửi báo cáo: xã Phi Thông. Số liệu trong báo cáo này chưa có phần của đơn vị đó.",
            "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ",
            "Tiếp tục đẩy mạnh phong trào.",
            "Các chỉ tiêu cụ thể:",
            "- Phấn đấu trên 60% tổ dân vận đạt tiêu chuẩn “Tổ dân vận khéo”.",
            "[Nguyễn Văn A / Ban Dân vận Tỉnh ủy (để báo cáo) / Các phường, xã]",
            "Phụ lục I",
            "SỐ LIỆU THEO ĐƠN VỊ",
            "(Kèm theo Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020)",
            "[bảng 4 dòng]",
            "Phụ lục II",
            "SỐ LIỆU THEO CẤP, GIAI ĐOẠN VÀ LĨNH VỰC",
            "(Kèm theo Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020)",
            "Số liệu theo cấp và giai đoạn",
            "[bảng 9 dòng]",
            "Số liệu theo lĩnh vực",
            "[bảng 4 dòng]",
            "Phụ lục III",
            "BIỂU ĐỒ KẾT QUẢ PHONG TRÀO",
            "(Kèm theo Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020)",
            "[biểu đồ 3 cột]",
            "Biểu đồ 1. Số mô hình đăng ký theo lĩnh vực",
            "[biểu đồ 4 cột]",
            "Biểu đồ 2. Số mô hình đăng ký, công nhận theo cấp",
            "[biểu đồ 2 cột]",
            "Biểu đồ 3. Kết quả giai đoạn 2016 - 2020 so với năm 2015",
            "[biểu đồ 2 cột]",
            "Biểu đồ 4. Số mô hình đăng ký của từng đơn vị",
        ]
    );
}

#[test]
fn nothing_missing_and_nothing_known_read_right_too() {
    let (dossier, mut summary) = (specimen::dossier(), specimen::summary());
    summary.turnout.missing.clear();
    summary.json["nop"]["da_nop"] = 2.into();
    summary.comparisons.clear();
    let text = lines(&dossier, &summary, &specimen::overrides());
    assert!(!text.iter().any(|l| l.contains("chưa gửi") || l.contains("so với năm") || l.contains("Hạn chế")), "{text:#?}");
    summary.by_unit[0].registered_at.clear();
    let text = lines(&dossier, &summary, &specimen::overrides());
    let unsaid = "- Đăng ký cấp cơ sở: 160 mô hình; chưa kể 01 đơn vị chưa chia số đăng ký theo cấp.";
    assert!(text.iter().any(|l| l == unsaid), "{text:#?}");
    summary.whole.recognised.clear();
    summary.awards.clear();
    summary.indicators.clear();
    let text = lines(&dossier, &summary, &specimen::overrides());
    assert!(text.contains(&"I- KẾT QUẢ THỰC HIỆN PHONG TRÀO".to_owned()), "{text:#?}");
    assert!(!text.iter().any(|l| l.contains("khen thưởng") || l.contains("Công nhận")), "{text:#?}");
}

#[test]
fn an_office_may_write_its_own_report() {
    let own = "# PHẦN MỘT\n\nCó {{ so(khoa=\"dang_ky.tong\") }} mô hình; {{ dang_ky.theo_cap.huyen.tong }}; {{ cong_nhan.huyen.theo_giai_doan.k2016_2018.tong }}.\n";
    let overrides = Overrides::from([("bao-cao.md".to_owned(), own.to_owned())]);
    assert_eq!(lines(&specimen::dossier(), &specimen::summary(), &overrides), ["I- PHẦN MỘT", "Có 160 mô hình; 75; 116."]);
}

#[test]
fn every_figure_in_a_sentence_can_be_traced() {
    let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    let report = document(Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: true, sources: None })
        .expect("a report");
    assert!(report.draft);
    let keys: Vec<String> = report
        .sections
        .iter()
        .flat_map(|s| &s.blocks)
        .filter_map(|block| if let Block::Paragraph { text, .. } = block { Some(text) } else { None })
        .flatten()
        .filter_map(|run| run.figure.clone())
        .collect();
    for key in ["dang_ky.tong", "cong_nhan.co-so.luot", "khen_thuong.0.tap_the", "chi_tieu.quy-che.tu_so", "nop.chua_nop"] {
        assert!(keys.iter().any(|k| k == key), "{key} in {keys:?}");
    }
}

#[test]
fn of_a_very_long_table_only_the_total_is_printed() {
    let row = |kind| TableRow::new(kind, vec![Value::Count(1)]);
    let table = |count: usize| Table {
        columns: Vec::new(),
        rows: std::iter::repeat_n(row(RowKind::Body), count).chain([row(RowKind::Total)]).collect(),
        ..Table::default()
    };
    let (most, more) = (printed(table(MOST_PRINTED)), printed(table(MOST_PRINTED + 1)));
    assert_eq!((most.table.rows.len(), most.note), (MOST_PRINTED + 1, None));
    assert_eq!(more.table.rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [RowKind::Total]);
    assert_eq!(more.note.as_deref(), Some("Bảng gồm 1.001 dòng; từng dòng xem tệp bao-cao.xlsx kèm theo."));
}

/// R18: what a sentence prints is what `so-lieu.json` holds under the same key.
#[test]
fn a_printed_figure_is_the_summarys() {
    let (dossier, summary, overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    let report = document(Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: true, sources: None })
        .expect("a report");
    let paragraphs = report.sections.iter().flat_map(|s| &s.blocks);
    let runs = paragraphs.filter_map(|block| if let Block::Paragraph { text, .. } = block { Some(text) } else { None }).flatten();
    let mut compared = 0;
    for run in runs {
        let Some(key) = &run.figure else { continue };
        let step = |value: &serde_json::Value, part: &str| match value {
            serde_json::Value::Array(items) => {
                let named = items.iter().find(|item| item["ma"] == part);
                named.or_else(|| part.parse::<usize>().ok().and_then(|at| items.get(at))).cloned()
            }
            other => other.get(part).cloned(),
        };
        let stored = key.split('.').try_fold(summary.json.clone(), |value, part| step(&value, part));
        let Some(stored) = stored.and_then(|value| value.as_f64()) else { continue };
        let printed: String = run.text.chars().filter(|c| c.is_ascii_digit() || *c == ',').collect();
        let printed: f64 = printed.replace(',', ".").parse().unwrap_or_else(|_| panic!("{key}: {}", run.text));
        assert!((printed - stored.abs()).abs() < 0.005, "{key}: {} printed, {stored} stored", run.text);
        compared += 1;
    }
    assert!(compared > 2, "{compared} figures");
}
