#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::letters::Letters;
use super::scene::{Fill, Scene, Shape};
use super::*;
use crate::document::{ChartKind, ChartSeries, Value};

const ROOM: f32 = 467.0;
const SIZE: f32 = 12.0;

/// A chart of numbers; -1 is unknown.
fn chart(kind: ChartKind, labels: &[&str], series: &[(&str, &[i64])]) -> Chart {
    let value = |&n: &i64| u64::try_from(n).map_or(Value::Blank, Value::Count);
    Chart {
        title: "Số mô hình đăng ký theo lĩnh vực".into(),
        kind,
        unit: "mô hình".into(),
        labels: labels.iter().map(|&label| label.to_owned()).collect(),
        series: series
            .iter()
            .map(|(name, values)| ChartSeries { name: (*name).to_owned(), values: values.iter().map(value).collect() })
            .collect(),
    }
}

const FIELDS: [&str; 12] = [
    "Kinh tế",
    "Văn hóa - xã hội",
    "Quốc phòng - an ninh",
    "Xây dựng hệ thống chính trị",
    "Xây dựng nông thôn mới, đô thị văn minh",
    "Bảo vệ môi trường, ứng phó với biến đổi khí hậu",
    "Cải cách hành chính",
    "Giải phóng mặt bằng",
    "Tôn giáo",
    "Dân tộc",
    "An toàn giao thông",
    "Khác",
];

/// Charts as conferences have them, and worse.
fn charts() -> Vec<(&'static str, Chart)> {
    let units: Vec<String> = (1..=34).map(|n| format!("Xã Tân Lập {n}")).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let of_units: Vec<i64> = (1..=34).map(|n| n * n * 7 % 1300).collect();
    let many = |step: i64| (0..12).map(|n| n * step * 37 % 2000).collect::<Vec<i64>>();
    vec![
        (
            "linh-vuc",
            chart(
                ChartKind::Columns,
                &FIELDS[..5],
                &[("Đăng ký", &[1_202, 968, 825, 582, 0]), ("Công nhận cấp cơ sở", &[990, 700, -1, 3, 0])],
            ),
        ),
        ("mot-cap", chart(ChartKind::Columns, &["Cấp cơ sở"], &[("Đăng ký", &[1_294]), ("Công nhận", &[1_267])])),
        (
            "linh-vuc-dai",
            chart(
                ChartKind::Columns,
                &FIELDS,
                &[("Đăng ký", &many(3)), ("Công nhận cấp cơ sở", &many(2)), ("Công nhận cấp tỉnh", &many(1))],
            ),
        ),
        ("don-vi", chart(ChartKind::Bars, &units, &[("Đăng ký", &of_units)])),
        (
            "bon-day",
            chart(
                ChartKind::Columns,
                &FIELDS[..4],
                &[
                    ("Đăng ký", &[309, 538, 270, 217]),
                    ("Công nhận cấp cơ sở", &[300, 506, 260, 201]),
                    ("Công nhận cấp thành phố", &[57, 105, 45, 47]),
                    ("Công nhận cấp tỉnh", &[12, 40, 20, 11]),
                ],
            ),
        ),
        (
            "rong",
            chart(
                ChartKind::Columns,
                &["Đất hiến", "Ngày công lao động"],
                &[("Năm 2015", &[12_345_678_901, 1]), ("Giai đoạn 2016 - 2020", &[98_765_432_109, 250])],
            ),
        ),
    ]
}

/// A scene as a person can look at it.
fn svg(scene: &Scene) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.1}pt\" height=\"{:.1}pt\" viewBox=\"0 0 {:.1} {:.1}\" font-family=\"Times New Roman\">\n",
        scene.width, scene.height, scene.width, scene.height
    );
    for shape in &scene.shapes {
        match shape {
            Shape::Box { x, y, width, height, fill } => {
                let fill = match fill {
                    Fill::Ink => "black",
                    Fill::Dark => "#555",
                    Fill::Light => "#ccc",
                    Fill::Hatched => "#eee\" stroke-dasharray=\"2",
                    Fill::White => "white",
                };
                writeln!(out, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" stroke=\"black\" stroke-width=\".5\" fill=\"{fill}\"/>").unwrap();
            }
            Shape::Text { x, y, size, text } => {
                writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\">{text}</text>").unwrap();
            }
        }
    }
    out + "</svg>\n"
}

/// `TONGKET_ACCEPT=1` writes the pictures anew; any browser shows them.
#[test]
fn charts_are_drawn_as_they_were_looked_at() {
    let letters = Letters::load().unwrap();
    for (name, chart) in charts() {
        let drawn = svg(&layout::scene(&chart, ROOM, SIZE, &letters));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/charts/{name}.svg"));
        if std::env::var_os("TONGKET_ACCEPT").is_some() {
            fs::write(&path, &drawn).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == drawn, "{name}.svg is another: look at it and run with TONGKET_ACCEPT=1");
    }
}

/// Left, top, right and bottom of what is drawn.
type Edges = (f32, f32, f32, f32);

fn edges(shape: &Shape, letters: &Letters) -> Edges {
    match shape {
        Shape::Box { x, y, width, height, .. } => (*x, *y, x + width, y + height),
        Shape::Text { x, y, size, text } => (*x, y - size * 0.68, x + letters.width(text, *size), *y),
    }
}

fn overlap(a: Edges, b: Edges) -> bool {
    let slack = 0.3;
    a.0 < b.2 - slack && b.0 < a.2 - slack && a.1 < b.3 - slack && b.1 < a.3 - slack
}

#[test]
fn everything_stands_inside_the_picture_and_no_text_touches_another_or_a_bar() {
    let letters = Letters::load().unwrap();
    for (name, mut chart) in charts() {
        for (kind, room) in
            [(ChartKind::Columns, ROOM), (ChartKind::Bars, ROOM), (ChartKind::Columns, 300.0), (ChartKind::Columns, 720.0)]
        {
            chart.kind = kind;
            let scene = layout::scene(&chart, room, SIZE, &letters);
            let all: Vec<Edges> = scene.shapes.iter().map(|shape| edges(shape, &letters)).collect();
            for (at, (shape, mine)) in scene.shapes.iter().zip(&all).enumerate() {
                let inside = mine.0 >= -0.1 && mine.1 >= -0.1 && mine.2 <= scene.width + 0.1 && mine.3 <= scene.height + 0.1;
                assert!(inside, "{name} {kind:?}: {shape:?} in {} × {}", scene.width, scene.height);
                if matches!(shape, Shape::Text { .. }) {
                    let hit = all.iter().enumerate().find(|(other, theirs)| *other != at && overlap(*mine, **theirs));
                    assert!(hit.is_none(), "{name} {kind:?} {room}: {shape:?} over {:?}", hit.map(|(n, _)| &scene.shapes[n]));
                }
            }
            assert!(scene.height <= 640.0, "{name} is taller than a page");
        }
    }
}

/// Heights of upright bars are to the numbers as they are to one another; unknown and zero have none.
#[test]
fn bars_are_as_long_as_their_numbers() {
    let letters = Letters::load().unwrap();
    let chart = chart(ChartKind::Columns, &["A", "B", "C", "D"], &[("Đăng ký", &[400, 100, 0, -1])]);
    let scene = layout::scene(&chart, ROOM, SIZE, &letters);
    let bars: Vec<f32> = scene
        .shapes
        .iter()
        .filter_map(|shape| if let Shape::Box { height, fill: Fill::Dark, .. } = shape { Some(*height) } else { None })
        .collect();
    assert_eq!(bars.len(), 2);
    assert!((bars[0] / bars[1] - 4.0).abs() < 0.01, "{bars:?}");
    let texts: Vec<&str> = scene
        .shapes
        .iter()
        .filter_map(|shape| if let Shape::Text { text, .. } = shape { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!(texts, ["Đơn vị tính: mô hình", "400", "A", "100", "B", "0", "C", "D"]);
}

#[test]
fn a_picture_has_300_dots_per_inch_its_greys_stay_apart_and_its_bytes_are_the_same() {
    for (name, chart) in charts() {
        let drawn = picture(&chart, ROOM, SIZE).unwrap();
        let decoder = png::Decoder::new(std::io::Cursor::new(&drawn.bytes));
        let mut reader = decoder.read_info().unwrap();
        let (info, mut pixels) = (reader.info().clone(), vec![0; reader.output_buffer_size().unwrap()]);
        reader.next_frame(&mut pixels).unwrap();
        let dots = |points: f32| points * 300.0 / 72.0;
        assert!((f64::from(info.width) - f64::from(dots(drawn.size.0))).abs() <= 0.5, "{name}");
        assert!((f64::from(info.height) - f64::from(dots(drawn.size.1))).abs() <= 0.5, "{name}");
        assert_eq!((info.bit_depth, info.color_type), (png::BitDepth::Four, png::ColorType::Grayscale));
        assert_eq!(info.pixel_dims.unwrap().xppu, 11_811);
        let mut greys = [0_usize; 16];
        for byte in pixels {
            greys[usize::from(byte >> 4)] += 1;
            greys[usize::from(byte & 15)] += 1;
        }
        // Black letters, white paper, the dark and the light of bars far from both and from one another.
        assert!(greys[0] > 500 && greys[15] > 100_000 && greys[5] > 5_000, "{name}: {greys:?}");
        assert!(chart.series.len() == 1 || greys[12] > 1_000, "{name}: {greys:?}");
        assert!(drawn.bytes.len() < 120_000, "{name} takes {} bytes", drawn.bytes.len());
        assert_eq!(picture(&chart, ROOM, SIZE).unwrap().bytes, drawn.bytes);
    }
}

#[test]
fn who_cannot_see_it_hears_every_number() {
    let two = chart(ChartKind::Columns, &["Kinh tế", "Dân tộc"], &[("Đăng ký", &[1_202, 3]), ("Công nhận", &[-1, 0])]);
    assert_eq!(
        words(&two),
        "Biểu đồ số mô hình đăng ký theo lĩnh vực (đơn vị tính: mô hình). Kinh tế: Đăng ký 1.202, Công nhận chưa có số liệu; \
         Dân tộc: Đăng ký 3, Công nhận 0."
    );
    let one = Chart { unit: String::new(), ..chart(ChartKind::Columns, &["A", "B"], &[("Đăng ký", &[7, 8])]) };
    assert_eq!(words(&one), "Biểu đồ số mô hình đăng ký theo lĩnh vực. A: 7; B: 8.");
}

#[test]
fn names_break_into_even_lines_and_a_dash_never_begins_one() {
    let letters = Letters::load().unwrap();
    assert_eq!(letters.lines("Quốc phòng - an ninh", 11.0, 90.0), ["Quốc phòng -", "an ninh"]);
    let even = letters.lines("Xây dựng nông thôn mới, đô thị văn minh", 11.0, 130.0);
    assert_eq!(even, ["Xây dựng nông thôn", "mới, đô thị văn minh"]);
    assert!(letters.lines("", 11.0, 10.0).is_empty());
    // The bundled font is as wide as the estimate of Times New Roman, letter by letter.
    let face = crate::write::metrics::Face { size: 11.0, bold: false };
    for text in FIELDS {
        let (real, estimate) = (letters.width(text, 11.0), crate::write::metrics::width(text, face));
        assert!((real - estimate).abs() < 0.02 * estimate, "{text}: {real} and {estimate}");
    }
}

/// Not a check: pictures to look at.
#[test]
#[ignore = "writes samples to target/look"]
fn write_samples_to_look_at() {
    let folder = Path::new("target/look");
    fs::create_dir_all(folder).unwrap();
    for (name, chart) in charts() {
        fs::write(folder.join(format!("{name}.png")), picture(&chart, ROOM, SIZE).unwrap().bytes).unwrap();
    }
}
