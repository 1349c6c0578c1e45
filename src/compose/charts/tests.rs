use super::super::{Input, specimen};
use super::*;
use crate::model::{Counts, Dossier, FieldId, Summary};

/// Draws a chart of the specimen with a template of one's own.
fn draw(name: &str, own: Option<&str>, change: impl Fn(&mut Dossier, &mut Summary)) -> Result<Option<DrawnChart>, String> {
    let (mut dossier, mut summary, mut overrides) = (specimen::dossier(), specimen::summary(), specimen::overrides());
    change(&mut dossier, &mut summary);
    if let Some(own) = own {
        overrides.insert(format!("bieu-do/{name}.toml"), own.to_owned());
    }
    let input = Input { dossier: &dossier, summary: &summary, overrides: &overrides, draft: false, sources: None };
    let common = Common::of(input).expect("figures");
    Charts::new(Tables::new(input, &[]), &common).draw("bao-cao.md", name).map_err(|e| e.to_string())
}

/// Title, labels and series, a line each.
fn lines(drawn: &DrawnChart) -> Vec<String> {
    let chart = &drawn.chart;
    let number = |value: &Value| value.number().map_or("?".to_owned(), |n| n.to_string());
    let series =
        chart.series.iter().map(|s| format!("{}: {}", s.name, s.values.iter().map(number).collect::<Vec<_>>().join(" ")));
    [chart.title.clone(), chart.labels.join(" | ")].into_iter().chain(series).collect()
}

#[test]
fn a_chart_shows_columns_of_its_table_with_their_keys() {
    let drawn = draw("theo-cap", None, |_, _| {}).expect("described").expect("figures");
    assert_eq!(
        lines(&drawn),
        ["Số mô hình đăng ký, công nhận theo cấp", "Cấp cơ sở | Cấp thành phố", "Đăng ký: 160 75", "Công nhận: 1400 278"]
    );
    let keys: Vec<&str> = drawn.chart.figures().collect();
    let expected = ["dang_ky.theo_cap.co-so.tong", "dang_ky.theo_cap.huyen.tong", "cong_nhan.co-so.tong", "cong_nhan.huyen.tong"];
    assert_eq!(keys, expected);
    assert_eq!((drawn.rows, drawn.label), ((0, 1), 1));
}

#[test]
fn series_of_every_level_are_found_and_the_title_names_what_is_shown() {
    let some = |_: &mut Dossier, summary: &mut Summary| {
        summary.whole.registered.fields = vec![(FieldId(0), 40), (FieldId(1), 100), (FieldId(2), 20)];
        summary.whole.recognised[0].counts.total = Some(35);
        summary.whole.recognised[0].counts.fields = vec![(FieldId(0), 30), (FieldId(1), 0), (FieldId(2), 5)];
    };
    let drawn = draw("theo-linh-vuc", None, some).expect("described").expect("figures");
    let said = lines(&drawn);
    assert_eq!(said[0], "Số mô hình đăng ký, công nhận theo lĩnh vực");
    assert_eq!(said[2..4], ["Đăng ký: 40 100 20", "Công nhận cấp cơ sở: 30 0 5"]);
    let only = |dossier: &mut Dossier, summary: &mut Summary| {
        some(dossier, summary);
        summary.whole.recognised.iter_mut().for_each(|at| at.counts.fields.clear());
    };
    let drawn = draw("theo-linh-vuc", None, only).expect("described").expect("figures");
    assert_eq!(lines(&drawn)[0], "Số mô hình đăng ký theo lĩnh vực");
}

#[test]
fn an_unknown_figure_is_no_bar_and_a_label_without_any_is_left_out() {
    let drawn = draw("theo-don-vi", None, |_, _| {}).expect("described").expect("figures");
    let said = lines(&drawn);
    // Xã Phi Thông has sent nothing; of what the city's own agencies registered none is said to be effective.
    assert_eq!(said[1], "Phường An Hòa | Khối cơ quan, đơn vị trực thuộc");
    assert_eq!(said[2], "Đăng ký: 100 60");
    assert_eq!(drawn.rows, (0, 2), "on the sheet its row stays");
}

#[test]
fn the_period_stands_beside_its_base() {
    let drawn = draw("so-ky-truoc", None, |_, _| {}).expect("described").expect("figures");
    let expected =
        ["Kết quả giai đoạn 2016 - 2020 so với năm 2015", "Đăng ký cấp thành phố", "Năm 2015: 50", "Giai đoạn 2016 - 2020: 75"];
    assert_eq!(lines(&drawn), expected);
}

#[test]
fn a_chart_that_says_nothing_is_not_drawn() {
    let none = |name: &str, change: fn(&mut Dossier, &mut Summary)| {
        let drawn = draw(name, None, change).expect("described");
        assert!(drawn.is_none(), "{name}: {:?}", drawn.map(|drawn| lines(&drawn)));
    };
    none("so-ky-truoc", |_, summary| summary.comparisons.clear());
    none("theo-cap", |dossier, _| dossier.authority.charts = false);
    // A single bar, nothing but zeros, and numbers that are read faster in the table.
    none("theo-don-vi", |_, summary| summary.by_unit.truncate(1));
    none("theo-don-vi", |_, summary| {
        for unit in &mut summary.by_unit {
            unit.registered = Counts { total: Some(0), ..Counts::default() };
        }
    });
    none("theo-don-vi", |_, summary| {
        for unit in &mut summary.by_unit {
            unit.registered = Counts { total: Some(2), ..Counts::default() };
            unit.effective = Counts::default();
        }
    });
    // More units than a page can show.
    none("theo-don-vi", |_, summary| summary.by_unit = summary.by_unit.iter().cycle().take(41 * 3).cloned().collect());
}

#[test]
fn where_bars_are_too_many_the_last_series_give_way() {
    let many = |_: &mut Dossier, summary: &mut Summary| {
        let mut unit = summary.by_unit[0].clone();
        unit.effective = Counts { total: Some(90), ..Counts::default() };
        summary.by_unit = vec![unit; 30];
    };
    let drawn = draw("theo-don-vi", None, many).expect("described").expect("figures");
    assert_eq!((drawn.chart.labels.len(), drawn.chart.series.len()), (30, 1));
    assert_eq!(drawn.chart.title, "Số mô hình đăng ký của từng đơn vị");
}

#[test]
fn faults_name_line_column_and_nearest_name() {
    let fault = |own: &str| draw("rieng", Some(own), |_, _| {}).err().expect(own);
    let said = fault("ten = \"A\"\nbang = \"theo-capp\"\n[[day]]\ngia_tri = \"tong\"\n");
    assert_eq!(said, "mẫu bieu-do/rieng.toml có lỗi: dòng 2, cột 8: không có bảng “theo-capp”; có phải “theo-cap”?");
    let said = fault("ten = \"A\"\nbang = \"tung-cap\"\n[[day]]\ngia_tri = \"dang_ky.tongg\"\n");
    assert!(said.contains("dòng 4, cột 11: bảng “tung-cap” không có cột “dang_ky.tongg”; có phải “dang_ky.tong”?"), "{said}");
    let said = fault("ten = \"A\"\nbang = \"tung-cap\"\nloai = \"tron\"\n[[day]]\ngia_tri = \"dang_ky.tong\"\n");
    assert!(said.contains("dòng 3: không có giá trị “tron”"), "{said}");
    let said = fault("ten = \"{{ ky_gocc }}\"\nbang = \"tung-cap\"\n[[day]]\ngia_tri = \"dang_ky.tong\"\n");
    assert!(said.contains("dòng 1") && said.contains("không có tên “ky_gocc”; có phải “ky_goc”?"), "{said}");
    let said = fault("ten = \"A\"\nbang = \"tung-cap\"\n[[day]]\ngia_tri = \"ten\"\n");
    assert!(said.contains("cột “ten” của bảng “tung-cap” không phải là số"), "{said}");

    let overrides = Overrides::from([("bao-cao.md".to_owned(), "đoạn\n\n```bieu-do theo-capp\n```\n".to_owned())]);
    let said = no_chart(&overrides, "bao-cao.md", "theo-capp").to_string();
    assert_eq!(said, "mẫu bao-cao.md có lỗi: dòng 3, cột 4: không có biểu đồ “theo-capp”; có phải “theo-cap”?");
    let said = no_chart(&overrides, "bao-cao.md", "").to_string();
    assert!(said.contains("dòng 3, cột 4: khối “bieu-do” thiếu tên biểu đồ"), "{said}");
}

#[test]
fn every_built_in_chart_is_described_by_columns_that_there_are() {
    let names = template::names().filter_map(|(name, _)| name.strip_prefix("bieu-do/")?.strip_suffix(".toml"));
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 4, "{names:?}");
    for name in names {
        draw(name, None, |_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    }
}
