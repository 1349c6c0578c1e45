use serde_json::json;

use super::super::markdown::{line, words};
use super::super::specimen;
use super::*;
use crate::model::{Comparison, FormName, IndicatorPart, Reason};

/// The words of a phrase, links and escapes undone.
fn read(markdown: &str) -> String {
    words(&line(markdown))
}

fn book(json: serde_json::Value, comparisons: Vec<Comparison>) -> Book {
    let dossier = specimen::dossier();
    let mut summary = specimen::summary();
    summary.json = json;
    summary.comparisons = comparisons;
    Book::new(&dossier.authority, &summary)
}

#[track_caller]
fn check_owners(counts: &serde_json::Value, expected: &str) {
    let book = book(json!({ "dang_ky": counts }), Vec::new());
    assert_eq!(read(&owners(&book, "dang_ky")), expected);
}

#[test]
fn owners_are_split_only_where_the_split_is_known() {
    check_owners(&json!({"tong": 160, "tap_the": 151, "ca_nhan": 9, "ho_gia_dinh": 0}), "gồm 151 tập thể, 09 cá nhân");
    check_owners(&json!({"tong": 1, "tap_the": 1, "ca_nhan": 0, "ho_gia_dinh": 0}), "do một tập thể thực hiện");
    check_owners(&json!({"tong": 10, "tap_the": 10, "ca_nhan": 0, "ho_gia_dinh": 0}), "đều do tập thể thực hiện");
    check_owners(
        &json!({"tong": 12, "tap_the": 8, "ca_nhan": 2, "ho_gia_dinh": 0}),
        "trong đó có 08 tập thể, 02 cá nhân, còn 02 mô hình chưa ghi rõ đối tượng",
    );
    check_owners(&json!({"tong": 12, "tap_the": 8, "ca_nhan": null, "ho_gia_dinh": null}), "trong đó có 08 tập thể");
    check_owners(&json!({"tong": 12, "tap_the": null, "ca_nhan": null, "ho_gia_dinh": null}), "");
    check_owners(&json!({"tong": 0, "tap_the": 0, "ca_nhan": 0, "ho_gia_dinh": 0}), "");
}

#[track_caller]
fn check_models(counts: &serde_json::Value, expected: &str) {
    let book = book(json!({ "cong_nhan": { "co-so": counts } }), Vec::new());
    assert_eq!(read(&models(&book, "cong_nhan.co-so")), expected);
}

#[test]
fn events_are_stated_where_they_differ_from_models() {
    check_models(&json!({"tong": 1400, "luot": 1952}), "1.952 lượt mô hình (1.400 mô hình)");
    check_models(&json!({"tong": 83, "luot": 83}), "83 mô hình");
    check_models(&json!({"tong": null, "luot": 5}), "05 lượt mô hình");
    check_models(&json!({"tong": 0, "luot": 0}), "0 mô hình");
    check_models(&json!({"tong": 6, "luot": 6, "dien_hinh": 2}), "06 mô hình, điển hình");
    check_models(&json!({"tong": null, "luot": null}), "");
}

#[track_caller]
fn check_change(now: u32, before: u32, expected: &str) {
    let path = "dang_ky.theo_cap.huyen.tong".to_owned();
    let (now, before) = (Decimal::from(now), Decimal::from(before));
    let book = book(json!({}), vec![Comparison { path, now: Some(now), before, change: Some(now - before) }]);
    assert_eq!(read(&change(&book, "dang_ky.theo_cap.huyen.tong")), expected);
}

#[test]
fn a_change_is_said_in_words() {
    check_change(75, 50, "tăng 25 mô hình so với năm 2015");
    check_change(10, 5, "tăng 05 mô hình so với năm 2015");
    check_change(49, 50, "giảm 01 mô hình so với năm 2015");
    check_change(50, 50, "không tăng, không giảm so với năm 2015");
    check_change(4, 0, "tăng 04 mô hình so với năm 2015 (năm 2015 chưa có)");
    check_change(0, 4, "giảm 04 mô hình so với năm 2015");
    check_change(0, 0, "không tăng, không giảm so với năm 2015");
    let unknown = book(json!({}), Vec::new());
    let known = |n: i64| Decimal::from(n);
    // The change of "trên 80" is qualified, too, and only as far as it is true.
    assert_eq!(about(Some("trên"), known(20)), Some("trên"));
    assert_eq!(about(Some("trên"), known(-20)), Some("gần"));
    assert_eq!(about(Some("gần"), known(-20)), Some("hơn"));
    assert_eq!((about(Some("trên"), known(0)), about(None, known(0))), (None, Some("")));
    assert_eq!(change(&unknown, "dang_ky.tong"), "");
}

#[test]
fn fields_without_models_are_left_out_and_groups_are_summed() {
    let counts = json!({"theo_linh_vuc": {"kinh-te": 1, "van-hoa-xa-hoi": 3, "quoc-phong-an-ninh": 0}});
    let book = book(json!({ "dang_ky": counts }), Vec::new());
    assert_eq!(
        read(&fields(&book, "dang_ky")),
        "kinh tế 01 mô hình, văn hóa - xã hội 03 mô hình; tính chung lĩnh vực kinh tế và văn hóa - xã hội: 04 mô hình"
    );
}

#[test]
fn kinds_are_told_only_where_there_are_exemplars() {
    let check = |m: u32, e: u32, expected: &str| {
        let book = book(json!({"dang_ky": {"tong": 3.max(m + e), "mo_hinh": m, "dien_hinh": e}}), Vec::new());
        assert_eq!(read(&kinds(&book, "dang_ky")), expected);
    };
    check(4, 2, "04 mô hình, 02 điển hình");
    check(1, 1, "");
    check(4, 0, "");
    check(0, 3, "đều là điển hình (03 điển hình)");
}

fn award(owners: [Option<u32>; 3], total: u32, events: (bool, bool)) -> AwardGroup {
    AwardGroup {
        form: FormName { code: "giay-khen".into(), name: "Giấy khen".into() },
        body: "UBND tỉnh".into(),
        reason: Reason::Model,
        proposed: false,
        cumulative: false,
        owners,
        total,
        collective_events: events.0,
        individual_events: events.1,
        rows: Vec::new(),
    }
}

#[test]
fn recipients_are_counted_in_their_own_unit() {
    let check = |group: &AwardGroup, expected: &str| assert_eq!(read(&recipients(group, "khen_thuong.0")), expected);
    check(&award([Some(35), Some(7), Some(0)], 42, (false, false)), "35 tập thể, 07 cá nhân");
    check(&award([Some(132), Some(180), Some(0)], 312, (false, true)), "132 tập thể, 180 lượt cá nhân");
    check(&award([Some(46), Some(79), None], 125, (true, true)), "46 lượt tập thể, 79 lượt cá nhân");
    check(&award([None, None, None], 39, (false, false)), "39 tập thể, cá nhân");
    check(&award([Some(0), Some(20), Some(0)], 20, (false, false)), "20 cá nhân");
    check(&award([Some(3), Some(1), Some(2)], 6, (false, false)), "03 tập thể, 01 cá nhân, 02 hộ gia đình");
}

fn result(value: Option<Decimal>, ratio: Option<(u32, u32)>, unit: &str) -> IndicatorResult {
    IndicatorResult {
        code: "x".into(),
        name: "Chỉ tiêu X".into(),
        part: IndicatorPart::General,
        field: None,
        unit: unit.into(),
        qualifier: None,
        value,
        numerator: ratio.map(|r| Decimal::from(r.0)),
        denominator: ratio.map(|r| Decimal::from(r.1)),
        previous: None,
        blank: Vec::new(),
        rows: Vec::new(),
        terms: Vec::new(),
    }
}

#[test]
fn indicators_are_quoted_with_ratio_qualifier_and_base() {
    let check = |r: &IndicatorResult, expected: &str| assert_eq!(read(&indicator(r, "năm 2016")), expected);
    check(&result(Some(Decimal::new(52, 2)), None, "%"), "Chỉ tiêu X: 0,52%");
    check(&result(None, Some((140, 161)), "xã"), "Chỉ tiêu X: 140/161 xã (đạt 86,96%)");
    check(&result(None, Some((2, 4)), "%"), "Chỉ tiêu X: 2/4 (đạt 50%)");
    check(&result(None, Some((0, 0)), "xã"), "Chỉ tiêu X: 0/0 xã");
    let over = IndicatorResult { qualifier: Some("trên".into()), ..result(Some(Decimal::new(894, 1)), None, "%") };
    check(&over, "Chỉ tiêu X: trên 89,4%");
    let fallen = IndicatorResult { previous: Some(Decimal::new(4253, 2)), ..result(Some(Decimal::new(2207, 2)), None, "%") };
    check(&fallen, "Chỉ tiêu X: 22,07%, giảm 20,46 điểm phần trăm so với năm 2016 (42,53%)");
    check(&result(None, None, "%"), "");
}

#[test]
fn missing_units_are_named() {
    let missing = |names: &[&str]| read(&units("Còn", "chưa gửi báo cáo", names, "nop.chua_nop"));
    assert_eq!(missing(&[]), "");
    assert_eq!(missing(&["Xã Phi Thông"]), "Còn 01 đơn vị chưa gửi báo cáo: xã Phi Thông.");
    assert_eq!(missing(&["Xã A", "Xã B"]), "Còn 02 đơn vị chưa gửi báo cáo: xã A, xã B.");
    assert_eq!(
        missing(&["Xã A", "Xã B", "Xã C", "Xã D", "Xã E", "Xã G", "Xã H", "Xã I", "Xã K", "Xã L", "Xã M"]),
        "Còn 11 đơn vị chưa gửi báo cáo, trong đó có xã A, xã B, xã C, xã D, xã E (danh sách tại phụ lục Tình hình gửi báo cáo)."
    );
}

#[test]
fn targets_put_the_amount_first() {
    let target =
        |name: &str| Target { name: name.into(), qualifier: Some("trên".into()), value: Decimal::from(60), unit: "%".into() };
    assert_eq!(read(&super::target(&target("Tổ dân vận đạt tiêu chuẩn"), "x")), "trên 60% tổ dân vận đạt tiêu chuẩn");
}
