use std::fs;

use unicode_normalization::UnicodeNormalization as _;

use super::super::config::{self, Surroundings, known_keys};
use super::*;

fn plan(level: OfficeLevel, unit: &str, period: &str) -> Plan {
    Plan { level, unit: unit.to_owned(), period: Period::parse(period), date: None, kind: ConferenceKind::Final }
}

/// The faults of a configuration's text.
fn faults(text: &str) -> Vec<String> {
    let read = |_: &str| Ok("{\"dang_ky\": {\"tong\": 1}}".to_owned());
    let parsed =
        config::parse(text, &Surroundings { profiles: &[], certificates: &[], period: None, indicators: None, read: &read });
    parsed.faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
}

/// The text with every entry opened that is closed by "#".
fn opened(text: &str) -> String {
    let open = |line: &str| match line.strip_prefix('#') {
        Some(entry) if !entry.starts_with(' ') && !entry.is_empty() => entry.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(|line| open(line) + "\n").collect()
}

fn plans() -> Vec<Plan> {
    let mut plans = vec![
        plan(OfficeLevel::Commune, "Phường An Hòa", "2016-2020"),
        plan(OfficeLevel::District, "Thành phố Rạch Giá", "6 tháng đầu năm 2023"),
        plan(OfficeLevel::Province, "Tỉnh “A\\B”", "2021-2025"),
        plan(OfficeLevel::Commune, "Đặc khu Kiên Hải", "quý III/2025"),
        plan(OfficeLevel::District, "Huyện Hai", "2017"),
    ];
    plans.push(Plan { period: None, date: Date::new(2025, 12, 20), kind: ConferenceKind::Interim, ..plans[0].clone() });
    plans
}

#[test]
fn the_configuration_is_valid_as_written_and_with_every_entry_opened() {
    for plan in plans() {
        let text = plan.config();
        assert!(!text.replace("\r\n", "").contains('\n'));
        // The one mark left is that of the letters.
        let marks = text.replace("\"Đảng ủy {don_vi}\"", "");
        assert!(!marks.contains("{cap") && !marks.contains("{don_vi"), "{text}");
        assert_eq!(faults(&text), [""; 0], "{text}");
        assert_eq!(faults(&opened(&text)), [""; 0], "{}", opened(&text));
        // Only the office's own words are said: all else is the default.
        let read = |_: &str| Err("không tìm thấy".to_owned());
        let around = Surroundings { profiles: &[], certificates: &[], period: None, indicators: None, read: &read };
        let (own, default) = (config::parse(&text, &around).authority, config::parse("", &around).authority);
        let scheme = |a: &crate::model::Authority| format!("{:?}", (&a.fields, &a.forms, &a.limits, &a.order));
        assert_eq!(scheme(&own), scheme(&default));
        assert_eq!(format!("{:?}", own.levels), format!("{:?}", plan.levels()));
        assert_eq!(own.root, plan.unit);
    }
}

#[test]
fn every_key_is_in_the_configuration() {
    let text = opened(&plans()[0].config());
    let mut table = String::new();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            table = line.split('#').next().unwrap_or_default().trim().to_owned();
        } else if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| !key.starts_with('#')) {
            found.push((table.clone(), key.to_owned()));
        }
    }
    let missing: Vec<String> = known_keys()
        .filter(|(table, key)| !found.iter().any(|(t, k)| t == table && k == key))
        .filter(|(table, key)| !text.contains(&format!("[{}.{key}]", table.trim_matches(['[', ']']))))
        .map(|(table, key)| format!("{table} {key}"))
        .collect();
    assert_eq!(missing, [""; 0], "keys of hoi-nghi.toml that templates/hoi-nghi.toml does not show");
}

/// "tên < cấp trên" of each unit, and the notes.
fn listed(text: &str, plan: &Plan) -> (Vec<String>, Vec<String>) {
    let found = units_of_list(text.as_bytes(), plan).expect("a list");
    let parent = |unit: &NewUnit| unit.parent.map_or_else(String::new, |at| format!(" < {}", found.units[at].name));
    let units = found.units.iter().map(|unit| format!("{}{}", unit.name, parent(unit))).collect();
    (units, found.notes.iter().map(|note| format!("{} {}", note.line, note.what)).collect())
}

#[test]
fn a_list_pasted_from_anywhere_gives_names() {
    let district = plan(OfficeLevel::District, "Thành phố Rạch Giá", "2016-2020");
    let names = |text: &str| listed(text, &district).0;
    assert_eq!(
        names("1. Phường A\n2) Phường B\r\n(3) Phường C \n04/ Phường D;\n5- Xã E.\n6 Xã G\n"),
        ["Phường A", "Phường B", "Phường C", "Phường D", "Xã E", "Xã G"]
    );
    assert_eq!(
        names("- P. An Hòa\n• X. Tân Lập\n+ TT. Ba\n\u{f0b7}\tXã Bốn\n\n   \na) Xã Năm"),
        ["P. An Hòa", "X. Tân Lập", "TT. Ba", "Xã Bốn", "Xã Năm"]
    );
    assert_eq!(names("1\tPhường A\t12\n2\tPhường B\t7\nTổng cộng\t\t19"), ["Phường A", "Phường B"]);
    assert_eq!(names("STT\tGhi chú\tTên đơn vị\n1\tmới\tPhường A\n2\t\tPhường B"), ["Phường A", "Phường B"]);
    assert_eq!(names("Phường A, phường B; xã C"), ["Phường A", "phường B", "xã C"]);
    assert_eq!(names("Hội Liên hiệp Phụ nữ, thành phố\nTổ dân phố 1"), ["Hội Liên hiệp Phụ nữ, thành phố", "Tổ dân phố 1"]);
    let decomposed: String = "Phường Vĩnh Bảo\n".nfd().collect();
    assert_eq!(names(&decomposed), ["Phường Vĩnh Bảo"]);
    // TCVN3, as Word gives it out.
    assert_eq!(names("1. Ph\u{ad}êng An Hßa\n2. X· Phi Th«ng"), ["Phường An Hòa", "Xã Phi Thông"]);
}

#[test]
fn doubles_and_what_is_no_unit_of_the_list_are_told() {
    let district = plan(OfficeLevel::District, "Thành phố Rạch Giá", "2016-2020");
    let (units, notes) = listed("Thành phố Rạch Giá\nPhường An Hòa\nP. An Hoà\nAn Hòa\nTỉnh Kiên Giang\n12\nPhường B", &district);
    assert_eq!(units, ["Phường An Hòa", "Phường B"]);
    let first = "trùng với “Phường An Hòa” (dòng 2) nên không ghi lần nữa";
    assert_eq!(notes[..2], [format!("3 {first}"), format!("4 {first}")]);
    assert!(notes[2].starts_with("5 cấp cao hơn") && notes[3].starts_with("6 không thấy tên"), "{notes:?}");
}

#[test]
fn districts_head_their_communes() {
    let province = plan(OfficeLevel::Province, "Tỉnh Mẫu", "2016-2020");
    let text = "I. Huyện Một\n1. Xã A\n2. Xã B\nII. Thành phố Hai\n1. Xã A\nVĂN PHÒNG TỈNH ỦY";
    assert_eq!(
        listed(text, &province).0,
        [
            "Huyện Một",
            "Xã A < Huyện Một",
            "Xã B < Huyện Một",
            "Thành phố Hai",
            "Xã A < Thành phố Hai",
            "VĂN PHÒNG TỈNH ỦY < Thành phố Hai"
        ]
    );
    let tabs = "Tên xã\tHuyện\nXã A\tHuyện Một\nXã B\tHuyện Một\nXã A\tHuyện Hai";
    assert_eq!(listed(tabs, &province).0, ["Huyện Một", "Xã A < Huyện Một", "Xã B < Huyện Một", "Huyện Hai", "Xã A < Huyện Hai"]);
    let two_levels = plan(OfficeLevel::Province, "Tỉnh Mẫu", "2026");
    let (units, notes) = listed(text, &two_levels);
    assert_eq!(units, ["Xã A", "Xã B", "VĂN PHÒNG TỈNH ỦY"]);
    assert!(notes[0].contains("không còn cấp huyện") && notes.iter().any(|note| note.contains("trùng")), "{notes:?}");
}

#[test]
fn the_new_workspace_opens_without_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, plan) in plans().into_iter().enumerate() {
        let root = folder.path().join(at.to_string());
        let text = "Xã Tân Lập\nPhường Tân Lập\nKhu phố 1\nXã “B, C”\nHội Phụ nữ";
        let units = units_of_list(text.as_bytes(), &plan).expect("a list").units;
        let list = list(&plan, &units);
        let written = write(&root, &[(CONFIG, &plan.config()), (units::CSV, &list)]).expect("writes");
        assert_eq!(written.len(), 2);
        let project = Project::open(&root, None).unwrap_or_else(|fault| panic!("{fault}\n{list}"));
        assert_eq!(project.units.len(), units.len() + 1, "{list}");
        assert_eq!(project.units.unit(project.units.root()).name, plan.unit);
        // A second time nothing is replaced.
        fs::write(root.join(CONFIG), "của tôi").expect("writes");
        assert_eq!(write(&root, &[(CONFIG, "khác"), (units::CSV, "khác")]).expect("writes").len(), 0);
        assert_eq!(fs::read_to_string(root.join(CONFIG)).expect("reads"), "của tôi");
    }
}

#[test]
fn units_have_codes_of_their_own() {
    let district = plan(OfficeLevel::District, "Huyện Tân Lập", "2016-2020");
    let units = units_of_list("Xã Tân Lập\nXã Hai\nXã 3\nThị trấn Hai\n P. Bốn".as_bytes(), &district).expect("a list").units;
    let list = list(&district, &units);
    let codes: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(codes, ["huyen-tan-lap", "xa-tan-lap", "xa-hai", "xa-3", "thi-tran-hai", "bon"], "{list}");
}
