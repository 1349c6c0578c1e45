use rust_decimal::Decimal;

use super::super::grid::CellValue;
use super::amount::amount;
use super::*;
use crate::model::{Date, Period};

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<f64> for CellValue {
    fn from(value: f64) -> Self {
        Self::Number { value, percent: false }
    }
}

impl From<(u16, u8, u8)> for CellValue {
    fn from((year, month, day): (u16, u8, u8)) -> Self {
        Self::Date(Date { year, month, day })
    }
}

fn percent(value: f64) -> CellValue {
    CellValue::Number { value, percent: true }
}

#[track_caller]
fn counts(cell: impl Into<CellValue>, expected: u32) {
    let cell = cell.into();
    assert_eq!(count(Some(&cell)), CountReading::Known(expected), "{cell:?}");
}

#[track_caller]
fn refuses(cell: impl Into<CellValue>, value: &str, readings: &[&str]) {
    let cell = cell.into();
    let readings = readings.iter().map(|r| (*r).to_owned()).collect();
    assert_eq!(count(Some(&cell)), CountReading::Bad { value: value.to_owned(), readings }, "{cell:?}");
}

#[test]
fn blank_is_not_zero() {
    assert_eq!(count(None), CountReading::Blank);
    assert_eq!(count(Some(&"  \u{a0}".into())), CountReading::Blank);
    for zero in ["0", "-", "–", "không", "Không có", "0 mô hình"] {
        counts(zero, 0);
    }
}

#[test]
fn whole_numbers_are_read_in_every_vietnamese_way() {
    counts(120.0, 120);
    counts(119.999_999_999_9, 120);
    counts(10_000_000.0, 10_000_000);
    for text in
        ["1952", "1.952", "1 952", "1\u{a0}952", "1\u{202f}952", "１９５２", "1.952 lượt", "1.952 lượt mô hình", " 1952 MH"]
    {
        counts(text, 1952);
    }
    counts("03", 3);
    counts("2 nghìn", 2000);
    counts("2 ngàn lượt", 2000);
    counts("193 nghìn", 193_000);
    counts("1.952 mo\u{302} hi\u{300}nh", 1952);
    counts("\u{200b}1\u{ad}952\u{feff}", 1952);
    counts("1.234.567", 1_234_567);
}

/// A stored 1.52 may be 1,52 or a "1.520" that an English Excel damaged.
#[test]
fn a_number_with_two_readings_is_refused_with_both() {
    refuses(1.52, "1,52", &["1,52", "1.520"]);
    refuses(4.086, "4,086", &["4,086", "4.086"]);
    refuses("1,952", "1,952", &["1.952", "1,952"]);
    refuses("1,234,567", "1,234,567", &["1.234.567"]);
    refuses("1.52", "1.52", &["1,52", "1.520"]);
    refuses("1O", "1O", &["10"]);
    refuses("l2", "l2", &["12"]);
}

#[test]
fn what_is_no_count_is_refused_as_written() {
    refuses(-3.0, "-3", &[]);
    refuses(0.5, "0,5", &[]);
    refuses(10_000_001.0, "10000001", &[]);
    refuses("99999999", "99999999", &[]);
    refuses("1,5", "1,5", &[]);
    refuses("-3", "-3", &[]);
    refuses("mười hai", "mười hai", &[]);
    refuses("12/15", "12/15", &[]);
    refuses("0.123", "0.123", &[]);
    refuses("mô hình", "mô hình", &[]);
    refuses((2020, 8, 21), "21/8/2020", &[]);
    refuses(percent(1.0), "100%", &[]);
    refuses(CellValue::Bool(true), "TRUE", &[]);
    refuses(f64::MAX, &f64::MAX.to_string(), &[]);
}

#[track_caller]
fn amounts(cell: impl Into<CellValue>, expected: Result<&str, &str>) {
    let cell = cell.into();
    let read = amount(Some(&cell)).map(|r| r.map(|d| d.to_string()));
    assert_eq!(read, Some(expected.map(str::to_owned).map_err(str::to_owned)), "{cell:?}");
}

#[test]
fn amounts_are_read_in_vietnamese_notation() {
    amounts("0,52%", Ok("0.52"));
    amounts("42,53", Ok("42.53"));
    amounts("1.234,5", Ok("1234.5"));
    amounts("1.234", Ok("1234"));
    amounts("1,234.5", Ok("1234.5"));
    amounts("89.4", Ok("89.4"));
    amounts("0.520", Ok("0.52"));
    amounts("-0,5 %", Ok("-0.5"));
    amounts("1 952 hộ", Ok("1952"));
    amounts("12,5 m2", Ok("12.5"));
    amounts("-", Ok("0"));
    amounts("không", Ok("0"));
    amounts("Không có", Ok("0"));
    amounts("1\u{a0}952", Ok("1952"));
    amounts("1\u{202f}952,5", Ok("1952.5"));
    amounts("８９,４％", Ok("89.4"));
    amounts("89,2%", Ok("89.2"));
    amounts(percent(0.892), Ok("89.2"));
    amounts("193 nghìn", Ok("193000"));
    amounts("1,5 ngàn lượt", Ok("1500"));
    amounts(42.53, Ok("42.53"));
    amounts(7.000_000_000_000_001, Ok("7"));
    amounts(0.1 + 0.2, Ok("0.3"));
    amounts(5.5e-17, Ok("0"));
    amounts(percent(0.0052), Ok("0.52"));
    amounts(percent(0.894), Ok("89.4"));
    assert_eq!(amount(None), None);
}

#[test]
fn what_is_no_amount_is_given_back() {
    for text in ["140/161", "2 nghìn đồng", "12 tỷ đồng", "2 nghìn tỷ", "1O", "khoảng", "1.23.4", "21/8/2020", "1-2", "12,5,5"]
    {
        amounts(text, Err(text));
    }
    amounts((2020, 10, 10), Err("10/10/2020"));
    amounts(1e300, Err(&1e300_f64.to_string()));
}

#[test]
fn a_qualifier_stands_before_its_amount() {
    let read = |text: &str| qualified_amount(Some(&text.into())).map(|r| r.map(|q| (q.qualifier, q.amount.to_string())));
    let some = |q: Option<&str>, a: &str| Some(Ok((q.map(str::to_owned), a.to_owned())));
    assert_eq!(read("trên 89,4%"), some(Some("trên"), "89.4"));
    assert_eq!(read("Gần 1.200"), some(Some("gần"), "1200"));
    assert_eq!(read("đạt trên 95%"), some(Some("trên"), "95"));
    assert_eq!(read("đạt 95%"), some(None, "95"));
    assert_eq!(read("95"), some(None, "95"));
    assert_eq!(read("trên cả nước"), Some(Err("trên cả nước".to_owned())));
    assert_eq!(qualified_amount(None), None);
}

#[test]
fn fractions_keep_both_halves() {
    let read = |text: &str| fraction(Some(&text.into()));
    let pair = |a: i64, b: i64| Some((Decimal::from(a), Decimal::from(b)));
    assert_eq!(read("140/161"), pair(140, 161));
    assert_eq!(read("10/10 huyện"), pair(10, 10));
    assert_eq!(read("1.140 / 1.161 tổ"), pair(1140, 1161));
    for no in ["10/4/2018", "140", "a/b", "1/2 và 3", "-1/2"] {
        assert_eq!(read(no), None, "{no}");
    }
}

#[test]
fn ticks_are_known_by_any_mark() {
    let read = |text: &str| tick(Some(&text.into()));
    for yes in ["x", "X", "✓", "√", "✔", "☑", "+", "1", "có", "Có", "CÓ", "Đạt", "true", "x."] {
        assert_eq!(read(yes), Tick::Yes, "{yes}");
    }
    for no in ["0", "-", "không", "Không", "chưa", "FALSE"] {
        assert_eq!(read(no), Tick::No, "{no}");
    }
    assert_eq!(read(" "), Tick::Blank);
    assert_eq!(tick(None), Tick::Blank);
    assert_eq!(tick(Some(&1.0.into())), Tick::Yes);
    assert_eq!(tick(Some(&0.0.into())), Tick::No);
    assert_eq!(tick(Some(&CellValue::Bool(true))), Tick::Yes);
    assert_eq!(tick(Some(&2.0.into())), Tick::Other("2".to_owned()));
    assert_eq!(read("xuất sắc"), Tick::Other("xuất sắc".to_owned()));
}

#[test]
fn years_are_read_from_numbers_texts_and_dates() {
    for cell in [CellValue::from(2018.0), "2018".into(), "Năm 2018".into(), " 2018. ".into(), (2018, 5, 1).into()] {
        assert_eq!(year(Some(&cell)), YearReading::Year(2018), "{cell:?}");
    }
    for cell in [CellValue::from(18.0), "18".into(), 2018.5.into(), "2016-2018".into(), "20188".into(), (1905, 7, 10).into()] {
        assert!(matches!(year(Some(&cell)), YearReading::Bad { .. }), "{cell:?}");
    }
    assert_eq!(year(Some(&" ".into())), YearReading::Blank);
}

#[test]
fn dates_put_the_day_first() {
    let read = |cell: CellValue| date(Some(&cell));
    let day = |y, m, d| DateReading::Date(Date { year: y, month: m, day: d });
    assert_eq!(read("21/8/2020".into()), day(2020, 8, 21));
    assert_eq!(read("5/6/2020".into()), day(2020, 6, 5));
    assert_eq!(read("27.08.2020.".into()), day(2020, 8, 27));
    assert_eq!(read("05-06-2020".into()), day(2020, 6, 5));
    assert_eq!(read("ngày 10/4/2018".into()), day(2018, 4, 10));
    assert_eq!(read("Nga\u{300}y 10 tha\u{301}ng 4 na\u{306}m 2018".into()), day(2018, 4, 10));
    assert_eq!(read("ngày 10 tháng 4 năm 2018".into()), day(2018, 4, 10));
    assert_eq!(read((2020, 5, 6).into()), day(2020, 5, 6));
    assert_eq!(read(44_064.0.into()), day(2020, 8, 21));
    let why = |text: &str| match read(text.into()) {
        DateReading::Bad { why, .. } => why,
        other => format!("{other:?}"),
    };
    assert_eq!(why("2018"), "chỉ có năm, thiếu ngày và tháng");
    assert_eq!(why("tháng 6/2018"), "thiếu ngày");
    assert_eq!(why("10-10"), "thiếu năm");
    for none in ["tháng 6", "15/10/1930 – 15/10/2017", "2016-2020"] {
        assert!(matches!(read(none.into()), DateReading::Bad { .. }), "{none}");
    }
    assert_eq!(why("21/8/20"), "năm phải ghi đủ bốn chữ số, như 2020");
    assert_eq!(why("31/2/2020"), "không có ngày này trong lịch; ghi ngày trước, tháng sau");
    assert!(matches!(read(5.0.into()), DateReading::Bad { .. }));
}

#[test]
fn serial_numbers_follow_both_calendars_of_excel() {
    let read = |serial, is_1904| date_of_serial(serial, is_1904).map(|d| d.to_string());
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(read(1.0, false), day("1/1/1900"));
    assert_eq!(read(59.0, false), day("28/2/1900"));
    assert_eq!(read(60.0, false), None);
    assert_eq!(read(61.0, false), day("1/3/1900"));
    assert_eq!(read(44_064.75, false), day("21/8/2020"));
    assert_eq!(read(44_063.999_999_99, false), day("21/8/2020"));
    assert_eq!(read(36_585.0, false), day("29/2/2000"));
    assert_eq!(read(44_064.0 - 1462.0, true), day("21/8/2020"));
    assert_eq!(read(0.0, true), day("1/1/1904"));
    for none in [0.0, 0.5, -1.0, 1e9, f64::NAN, f64::INFINITY] {
        assert_eq!(read(none, false), None, "{none}");
    }
}

#[track_caller]
fn recognised(cell: impl Into<CellValue>, expected: &str) {
    let cell = cell.into();
    let read = match recognition(Some(&cell)) {
        RecognitionReading::List(items) => {
            let item = |i: &RecognitionItem| match i {
                RecognitionItem::Year(y) => y.to_string(),
                RecognitionItem::Range(Period { label, .. }) => label.clone(),
            };
            items.iter().map(item).collect::<Vec<_>>().join(" ")
        }
        RecognitionReading::Bad { value, .. } => format!("sai: {value}"),
        other => format!("{other:?}"),
    };
    assert_eq!(read, expected, "{cell:?}");
}

#[test]
fn recognitions_are_ticks_years_or_ranges() {
    recognised("x", "Tick");
    recognised(1.0, "Tick");
    recognised("không", "No");
    recognised(2018.0, "2018");
    recognised("2016, 2018", "2016 2018");
    recognised("2016,2018", "2016 2018");
    recognised("2016; 2018", "2016 2018");
    recognised("năm 2016 và năm 2018", "2016 2018");
    recognised("2016\n2018", "2016 2018");
    recognised("2016-2018", "2016-2018");
    recognised("2016 – 2018", "2016-2018");
    recognised("2016–2018", "2016-2018");
    recognised("giai đoạn 2016 - 2018, năm 2020", "2016-2018 2020");
    recognised("từ 2016 đến năm 2018", "2016-2018");
    recognised("2016, 2016", "2016 2016");
    recognised(20_162_018.0, "sai: 20162018");
    recognised("2.016", "sai: 2.016");
    recognised("2018-2016", "sai: 2018-2016");
    recognised("x 2018", "sai: x 2018");
    recognised("đề nghị", "sai: đề nghị");
    recognised(5.0, "sai: 5");
}

#[test]
fn texts_are_cleaned_and_numbers_keep_no_point() {
    let read = |cell: CellValue| text(Some(&cell));
    assert_eq!(read("  Mô hình \n  “A” ".into()).as_deref(), Some("Mô hình “A”"));
    assert_eq!(read(12.0.into()).as_deref(), Some("12"));
    assert_eq!(read(1.5.into()).as_deref(), Some("1,5"));
    assert_eq!(read((2020, 8, 21).into()).as_deref(), Some("21/8/2020"));
    assert_eq!(read(percent(0.0052)).as_deref(), Some("0,52%"));
    assert_eq!(read(CellValue::Error("#REF!".to_owned())), None);
    assert_eq!(raw(Some(&CellValue::Error("#REF!".to_owned()))), "#REF!");
}

#[test]
fn lost_letters_are_told_from_questions() {
    for lost in ["Dân v?n", "nh?n", "Tr??ng", "?ng dụng", "ngh? nghiệp", "M\u{fffd}", "“Dân v?n khéo”", "h?i m?i"] {
        assert!(is_lossy(lost), "{lost}");
    }
    for kept in ["Có không?", "Vì sao? Vì dân", "?", "(?)", "UBND?", "https://a.vn/x?y=1", "5?", "“Ai?”", "Làm gì?!"] {
        assert!(!is_lossy(kept), "{kept}");
    }
}
