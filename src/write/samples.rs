//! A rich document and workbook for the tests of the writers.

use rust_decimal::Decimal;

use crate::document::{
    Align, Block, Document, Layout, Letterhead, ParagraphStyle, RowKind, Run, Section, Sheet, Signature, Table, TableColumn,
    TableRow, Value, Workbook,
};

/// The built-in layout profiles, as their files say them.
pub(super) const PROFILES: [(&str, &str); 3] = [
    ("nd30-2020", include_str!("../../templates/the-thuc/nd30-2020.toml")),
    ("hd36-2018", include_str!("../../templates/the-thuc/hd36-2018.toml")),
    ("hd05-2026", include_str!("../../templates/the-thuc/hd05-2026.toml")),
];

/// A profile by its code.
#[expect(clippy::expect_used, reason = "tests")]
pub(super) fn layout(code: &str) -> Layout {
    let (_, text) = PROFILES.iter().find(|(name, _)| *name == code).expect("a built-in profile");
    toml::from_str(text).expect("a profile that parses")
}

/// A report with every kind of block, a landscape annex and a restarted numbering.
pub(super) fn document(code: &str, draft: bool) -> Document {
    let layout = layout(code);
    let state = code == "nd30-2020";
    let sections = vec![report(&layout, state), annex(), list()];
    Document {
        title: "Báo cáo tổng kết".into(),
        author: "Ban Chỉ đạo".into(),
        layout,
        draft,
        duplex: false,
        contact: String::new(),
        sections,
    }
}

fn report(layout: &Layout, state: bool) -> Section {
    let heading = |level, text: &str| Block::Heading { level, text: vec![Run::plain(text)] };
    let mut blocks = vec![
        Block::Letterhead(Letterhead {
            superior: "THÀNH ỦY RẠCH GIÁ".into(),
            issuer: "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”".into(),
            number: if state { "Số: 12/BC-BCĐ" } else { "Số 12-BC/BCĐ" }.into(),
            place_date: "Rạch Giá, ngày 20 tháng 8 năm 2020".into(),
            ..Letterhead::default()
        }),
        Block::Title {
            kind: "BÁO CÁO".into(),
            subject: "Kết quả thực hiện phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020 trên địa bàn thành phố".into(),
        },
        heading(1, &format!("I{}CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", layout.headings.after_roman)),
        paragraph(ParagraphStyle::Body, LONG),
        heading(2, "1. Công tác tuyên truyền, quán triệt"),
        paragraph(ParagraphStyle::Body, LONG),
        heading(3, "a) Lĩnh vực kinh tế"),
    ];
    for _ in 0..6 {
        blocks.push(paragraph(ParagraphStyle::Body, LONG));
        blocks.push(paragraph(
            ParagraphStyle::Item,
            "- Mô hình “Tuyến đường sáng, xanh, sạch, đẹp” & <an toàn> của phường An Hòa.",
        ));
    }
    blocks.push(heading(1, &format!("II{}KẾT QUẢ", layout.headings.after_roman)));
    blocks.push(paragraph(ParagraphStyle::Caption, "Bảng 1. Mô hình được công nhận theo lĩnh vực"));
    blocks.push(Block::Table(fields()));
    blocks.push(paragraph(ParagraphStyle::Body, LONG));
    blocks.push(paragraph(ParagraphStyle::Closing, "Trên đây là báo cáo tổng kết phong trào."));
    blocks.push(Block::Signature(signature(state)));
    Section { landscape: false, restart_numbering: false, blocks }
}

fn annex() -> Section {
    Section {
        landscape: true,
        restart_numbering: true,
        blocks: vec![
            paragraph(ParagraphStyle::AnnexNumber, "Phụ lục"),
            paragraph(ParagraphStyle::AnnexTitle, "Tổng hợp theo đơn vị"),
            paragraph(ParagraphStyle::AnnexNote, "(Kèm theo Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020)"),
            Block::Table(units(70)),
        ],
    }
}

fn list() -> Section {
    Section {
        landscape: false,
        restart_numbering: true,
        blocks: vec![paragraph(ParagraphStyle::AnnexTitle, "DANH SÁCH"), paragraph(ParagraphStyle::Centered, "Không có.")],
    }
}

const LONG: &str = "Trong giai đoạn, toàn thành phố công nhận 1.952 lượt mô hình, trong đó có 35 tập thể, 07 cá nhân; tỷ lệ hộ nghèo \
    còn 0,52%. Ban Chỉ đạo đã ban hành kế hoạch, quy chế hoạt động và phân công thành viên phụ trách từng phường, xã; \
    hằng năm tổ chức kiểm tra, khảo sát việc xây dựng và nhân rộng mô hình ở cơ sở.";

fn paragraph(style: ParagraphStyle, text: &str) -> Block {
    Block::Paragraph { text: vec![Run::plain(text)], style }
}

/// The signature of both samples.
pub(super) fn signature(state: bool) -> Signature {
    Signature {
        authority_line: if state { "TM. BAN CHỈ ĐẠO" } else { "T/M BAN CHỈ ĐẠO" }.into(),
        post: "TRƯỞNG BAN".into(),
        other_post: String::new(),
        drafter: String::new(),
        name: "Nguyễn Văn Bình".into(),
        recipients: vec!["Ban Dân vận Tỉnh ủy (để báo cáo)".into(), "Các phường, xã".into()],
        archive: if state { "Lưu: VT, BDV" } else { "Lưu Văn phòng" }.into(),
    }
}

fn column(path: &[&str], width: f32, align: Align) -> TableColumn {
    TableColumn { heading: path.iter().map(|&label| label.to_owned()).collect(), width, align }
}

fn row(kind: RowKind, cells: Vec<Value>) -> TableRow {
    TableRow::new(kind, cells)
}

fn fields() -> Table {
    let mut rows: Vec<TableRow> = ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh"]
        .iter()
        .zip(1_u64..)
        .map(|(name, i)| {
            row(
                RowKind::Body,
                vec![Value::Count(i), Value::Text((*name).into()), Value::Count(1000 * i), Value::Percent(Decimal::new(333, 1))],
            )
        })
        .collect();
    rows.push(row(
        RowKind::Total,
        vec![
            Value::Blank,
            Value::Text("Tổng cộng".into()),
            Value::Formula { expression: "SUM(C{first}:C{last})".into(), result: Box::new(Value::Count(6000)) },
            Value::Blank,
        ],
    ));
    Table {
        columns: vec![
            column(&["STT"], 1.0, Align::Center),
            column(&["Lĩnh vực"], 5.0, Align::Left),
            column(&["Số mô hình"], 2.0, Align::Right),
            column(&["Tỷ lệ"], 2.0, Align::Right),
        ],
        rows,
        ..Table::default()
    }
}

/// Units by measure with three heading rows and section rows.
pub(super) fn units(count: u64) -> Table {
    let mut columns = vec![column(&["STT"], 1.2, Align::Center), column(&["Đơn vị"], 5.0, Align::Left)];
    for group in ["Đăng ký", "Phát huy hiệu quả"] {
        for leaf in ["Tổng số", "Tập thể", "Cá nhân"] {
            columns.push(column(&[group, leaf], 1.6, Align::Right));
        }
    }
    for leaf in ["Tổng số", "Lượt"] {
        columns.push(column(&["Công nhận", "Cấp cơ sở", leaf], 1.6, Align::Right));
    }
    columns.push(column(&["Ghi chú"], 3.0, Align::Left));
    let mut rows = vec![row(RowKind::Section, vec![Value::Text("A. KHỐI PHƯỜNG, XÃ".into())])];
    for i in 1..=count {
        let mut cells = vec![Value::Count(i), Value::Text(format!("Phường số {i}"))];
        cells.extend((0..8_u64).map(|j| if (i + j) % 7 == 0 { Value::Blank } else { Value::Count(i * 37 + j) }));
        cells.push(Value::Text(if i % 5 == 0 {
            "=CMD() chưa gửi biểu đăng ký giữa kỳ".into()
        } else {
            String::new()
        }));
        rows.push(row(RowKind::Body, cells));
    }
    let mut total = vec![Value::Blank, Value::Text("Tổng cộng".into())];
    for j in 0..8_u64 {
        let sum = (1..=count).filter(|i| (i + j) % 7 != 0).map(|i| i * 37 + j).sum();
        let letter = char::from(b'C' + u8::try_from(j).unwrap_or(0));
        let expression = format!("SUM({letter}{{first}}:{letter}{{last}})");
        total.push(Value::Formula {
            expression,
            result: Box::new(Value::Figure(Box::new(Value::Count(sum)), "dang_ky.tong".into())),
        });
    }
    total.push(Value::Blank);
    rows.push(row(RowKind::Total, total));
    Table { columns, rows, ..Table::default() }
}

/// A workbook of four sheets whose names clash.
pub(super) fn workbook() -> Workbook<'static> {
    let sheet = |name: &str, landscape, filter, table| Sheet {
        characters: None,
        name: name.into(),
        landscape,
        filter,
        table,
        long: None,
        head: vec!["THÀNH ỦY RẠCH GIÁ".into(), "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”".into()],
        title: vec!["TỔNG HỢP THEO ĐƠN VỊ".into(), "(Kèm theo Báo cáo số 12-BC/BCĐ ngày 20 tháng 8 năm 2020)".into()],
        notes: vec![vec![Run::bold("Ghi chú: "), Run::plain("ô trống là chưa có số liệu, không phải bằng 0.")]],
        hidden: false,
        signature: Some(signature(false)),
        signers: Vec::new(),
        charts: Vec::new(),
    };
    Workbook {
        title: "Số liệu báo cáo".into(),
        author: "Ban Chỉ đạo".into(),
        draft: true,
        font: "Times New Roman".into(),
        sheets: vec![
            sheet("Theo đơn vị", true, false, units(70)),
            sheet("Theo lĩnh vực", false, false, fields()),
            sheet("theo lĩnh vực", true, true, units(12)),
            sheet("Danh sách khen: Giấy khen/UBND thành phố", false, false, Table::default()),
        ],
    }
}
