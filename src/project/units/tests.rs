use super::*;
use crate::model::{Date, Match, UnitId};
use crate::project::config;

fn authority(root: &str) -> Authority {
    let text = format!("[co_quan]\ndon_vi = \"{root}\"");
    let read = |_: &str| Err(String::new());
    config::parse(&text, &config::Surroundings { profiles: &[], certificates: &[], period: None, indicators: None, read: &read })
        .authority
}

fn setting(authority: &Authority) -> Setting<'_> {
    Setting { authority, folder: "thu-muc", certain: true }
}

#[track_caller]
fn good(root: &str, text: &str) -> UnitTree {
    let (tree, faults) = parse_csv(text.as_bytes(), setting(&authority(root)));
    assert_eq!(faults, [], "{text}");
    tree
}

/// "name < parent" of every unit but the root, in protocol order.
fn shape(tree: &UnitTree) -> Vec<String> {
    let under = |id: UnitId| tree.unit(id).parent.map(|parent| format!("{} < {}", tree.name(id), tree.name(parent)));
    tree.walk().into_iter().filter_map(under).collect()
}

fn owing(tree: &UnitTree) -> Vec<&str> {
    tree.walk().into_iter().filter(|id| tree.unit(*id).owes).map(|id| tree.name(id)).collect()
}

#[track_caller]
fn check(root: &str, text: &str, expected: &[(usize, &str)]) {
    let (_, faults) = parse_csv(text.as_bytes(), setting(&authority(root)));
    let said: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect();
    let alike = faults.len() == expected.len()
        && faults.iter().zip(expected).all(|(fault, (line, start))| fault.line == *line && fault.message.starts_with(start));
    assert!(alike, "{text}\nsaid:     {said:#?}\nexpected: {expected:#?}");
}

#[test]
fn every_column_is_read_in_any_order() {
    let text = "Tên;MÃ;cap;truc_thuoc;phai_nop;ten_khac;khoi;cum;thu_tu;ngay_nhan;sap_nhap_tu;tu;den\n\
                Rạch Giá;rg;huyện;;;;;;;;;;\n\
                Phường An Hòa;ah;cơ sở;rg;x;\"An Hòa 1; An Hòa 2\";Phường;1;2;20/7/2020;\"A;B\";2005;2025\n";
    let tree = good("Rạch Giá", text);
    let unit = tree.unit(UnitId(1));
    assert_eq!((unit.code.as_str(), unit.name.as_str(), unit.owes), ("ah", "Phường An Hòa", true));
    assert_eq!(unit.aliases, ["An Hòa 1", "An Hòa 2"]);
    assert_eq!(unit.predecessors, ["A", "B"]);
    assert_eq!((unit.block.as_str(), unit.cluster.as_str(), unit.order), ("Phường", "1", Some(2)));
    assert_eq!((unit.received, unit.from, unit.to), (Date::new(2020, 7, 20), Some(2005), Some(2025)));
    assert_eq!((unit.level.map(|l| l.0), tree.unit(tree.root()).level.map(|l| l.0)), (Some(0), Some(1)));
    assert!(tree.declared);
}

#[test]
fn the_root_is_the_named_unit_wherever_it_stands() {
    let tree = good("TP. Rạch Giá", "ten,truc_thuoc\nAn Hòa,\nThành phố Rạch Giá,\nKhu phố 1,An Hòa\n");
    assert_eq!(tree.name(tree.root()), "Thành phố Rạch Giá");
    assert_eq!(shape(&tree), ["An Hòa < Thành phố Rạch Giá", "Khu phố 1 < An Hòa"]);
}

#[test]
fn a_root_that_is_not_in_the_file_is_made() {
    let tree = good("Tỉnh X", "ten,cap,truc_thuoc\nA,co-so,\nB,co-so,Tỉnh X\n");
    assert_eq!(shape(&tree), ["A < Tỉnh X", "B < Tỉnh X"]);
    // Its level is the one above the highest below it.
    assert_eq!(tree.unit(tree.root()).level.map(|level| level.0), Some(1));
    assert_eq!(shape(&good("", "ten\nA\nB\n")), ["A < thu-muc", "B < thu-muc"]);
    // A ward of the city's name is not the city.
    assert_eq!(shape(&good("Rạch Giá", "ten\nPhường Rạch Giá\nB\n")), ["Phường Rạch Giá < Rạch Giá", "B < Rạch Giá"]);
    // Nobody names the root, but only one unit stands above all others.
    assert_eq!(shape(&good("", "ten,truc_thuoc\nA,\nB,A\nC,B\n")), ["B < A", "C < B"]);
}

#[test]
fn without_a_column_every_leaf_owes() {
    assert_eq!(owing(&good("R", "ten,truc_thuoc\nR,\nA,\nB,\nB1,B\n")), ["A", "B1"]);
    assert_eq!(owing(&good("R", "ten,phai_nop\nR,\nA,X\nB,có\nC,1\nD,\nE,không\nF,0\n")), ["A", "B", "C"]);
    assert_eq!(owing(&good("R", "ten\nR\n")), Vec::<&str>::new());
}

#[test]
fn one_name_may_stand_under_two_parents() {
    let text = "ma,ten,truc_thuoc\n,Huyện A,\n,Huyện B,\na1,Xã Tân Lập,Huyện A\nb1,Xã Tân Lập,B\n,Tổ 1,a1\n,Tổ 1,b1\n";
    let tree = good("Tỉnh X", text);
    assert!(matches!(tree.resolve("Tân Lập", None), Match::Many(found) if found.len() == 2));
    assert_eq!(shape(&tree)[1], "Xã Tân Lập < Huyện A");
    assert_eq!(shape(&tree)[2], "Tổ 1 < Xã Tân Lập");
}

#[test]
fn protocol_order_is_thu_tu_then_the_file() {
    assert_eq!(shape(&good("R", "ten,thu_tu\nA,\nB,2\nC,1\n")), ["C < R", "B < R", "A < R"]);
}

#[test]
fn excel_s_own_ways_of_saving_are_read() {
    let plain = good("R", "ma;ten\r\n1;\"Phường Vĩnh Bảo\"\r\n");
    let bom = good("R", "\u{feff}ma,ten\n1,Phường Vĩnh Bảo\n");
    assert_eq!(shape(&plain), shape(&bom));
    let windows = b"ma;ten\r\n1;Ph\xfd\xf5\xccng Vi\xdenh Ba\xd2o\r\n";
    let (tree, faults) = parse_csv(windows, setting(&authority("R")));
    assert_eq!((faults, shape(&tree)), (Vec::new(), shape(&plain)));
    let rows =
        vec![(3, vec!["STT".to_owned(), String::new()]), (4, vec!["ma".into(), "ten".into()]), (6, vec!["1".into(), "A".into()])];
    let (tree, faults) = parse_rows(rows, setting(&authority("R")));
    assert_eq!((faults, shape(&tree)), (Vec::new(), vec!["A < R".to_owned()]));
}

#[test]
fn parents_must_exist_be_one_and_lead_to_the_root() {
    check(
        "R",
        "ten,truc_thuoc\nPhường An Hòa,\nTổ 1,Phường An Hoa\n",
        &[(3, "không có đơn vị “Phường An Hoa” để trực thuộc; có phải là “Phường An Hòa”?")],
    );
    check(
        "R",
        "ten,truc_thuoc\nThành phố An Hòa,\nTổ 1,an hoa\n",
        &[(3, "không có đơn vị “an hoa” để trực thuộc; có phải là “Thành phố An Hòa”?")],
    );
    check("R", "ten,truc_thuoc\nA,zzz\n", &[(2, "không có đơn vị “zzz” để trực thuộc; thêm một dòng")]);
    check("R", "ten,truc_thuoc\nA,C\nB,A\nC,B\nD,A\n", &[(2, "trực thuộc thành vòng tròn: A → C → B → A")]);
    check("R", "ten,truc_thuoc\nA,A\n", &[(2, "“A” trực thuộc chính mình")]);
    check(
        "R",
        "ten,truc_thuoc\nHuyện A,\nHuyện B,\nTân Lập,Huyện A\nTân Lập,Huyện B\nTổ 1,Tân Lập\n",
        &[(6, "trực thuộc “Tân Lập”: có 2 đơn vị mang tên này (dòng 4, dòng 5); ghi mã")],
    );
    check("R", "ten,truc_thuoc\nR,A\nA,\n", &[(2, "“R” là đơn vị tổng hợp (co_quan.don_vi) nên phải để trống")]);
    check(
        "Phường An",
        "ten\nPhường An\nphường An\n",
        &[(3, "“phường An” và “Phường An” (dòng 2) cùng mang tên đơn vị tổng hợp")],
    );
    check("Phuong An", "ten\nPhường An\nB\n", &[(2, "“Phường An” và co_quan.don_vi “Phuong An” khác nhau về dấu")]);
}

#[test]
fn codes_are_unique_and_names_within_a_parent() {
    check("R", "ma,ten\na,A\nA,B\n", &[(3, "mã “A” đã dùng cho “A” (dòng 2)")]);
    check("R", "ten\nAn Hòa\nB\nAn Hoà\n", &[(4, "“An Hoà” đã có ở dòng 2 dưới cùng một đơn vị")]);
}

#[test]
fn cells_are_checked_by_their_column() {
    check("R", "ten,cap\nA,huyn\n", &[(2, "không có cấp “huyn”; có phải là “huyện”?")]);
    check("R", "ten,cap\nA,zzz\n", &[(2, "không có cấp “zzz”; dùng được: co-so, huyen, tinh")]);
    check(
        "R",
        "ten,tu,den,thu_tu,ngay_nhan,phai_nop\nA,năm 16,,,,\nB,2020,2019,,,\nC,,,một,,\nD,,,,31/2/2020,\nE,,,,,có lẽ\n",
        &[
            (2, "“tu” phải là một năm như 2016, ở đây là “năm 16”"),
            (3, "“den” = 2019 sớm hơn “tu” = 2020"),
            (4, "“thu_tu” phải là số nguyên, ở đây là “một”"),
            (5, "“ngay_nhan”: “31/2/2020” không phải là một ngày có thật"),
            (6, "“phai_nop” là “có lẽ”; ghi x"),
        ],
    );
    check("R", "ma,ten\na,\nb,B\n", &[(2, "thiếu tên đơn vị")]);
    check("R", "ma,ten\na,Hội A, phường B\n", &[(2, "dòng có 3 ô nhưng tiêu đề chỉ có 2 cột")]);
}

#[test]
fn columns_are_known_by_name() {
    check("R", "ten,truc_thuc\nA,\n", &[(1, "cột “truc_thuc” không có trong danh sách đơn vị; có phải là “truc_thuoc”?")]);
    check("R", "ten,Tên đơn vị\nA,B\n", &[(1, "cột “Tên đơn vị” ghi hai lần")]);
    check("R", "\n\nma,cap\na,\n", &[(3, "không thấy cột “ten” (tên đơn vị)")]);
    check("R", "", &[(0, "không thấy cột “ten”")]);
    check("R", "ten,cap\n\"A,b\nC,d\n", &[(2, "có dấu ngoặc kép \" mở mà không đóng")]);
}

/// What may be declared in the part of the configuration that could not be read is not asked about.
#[test]
fn a_broken_configuration_makes_no_faults_here() {
    let authority = authority("");
    let setting = Setting { certain: false, ..setting(&authority) };
    let (_, faults) = parse_csv("ten,cap,truc_thuoc,thu_tu\nA,thôn,Rạch Giá,một\n".as_bytes(), setting);
    let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(said, ["“thu_tu” phải là số nguyên, ở đây là “một”"]);
}

#[test]
fn letters_lost_in_saving_and_a_list_without_units_name_themselves() {
    check("Phường A", "ma,ten\na,Phu?ng A\nb,Xã B\n", &[(2, "chữ có dấu đã mất")]);
    check("Phường A", "ma,ten\n", &[(0, "chưa có đơn vị nào dưới dòng tên cột")]);
    good("Phường A", "ten,ten_khac\nPhường A,(?)\n");
}

#[test]
fn predecessors_stand_below_their_successors() {
    let text = "ten,cap,truc_thuoc,sap_nhap_tu,tu,den\nTỉnh M,tinh,,,,\nXã Mới,co-so,Tỉnh M,Xã Cũ; Xã Mới; Xã Xưa,2025,\n\
                Huyện H,huyen,Tỉnh M,,,2024\nXã Cũ,co-so,Huyện H,,,2024\n";
    let tree = good("Tỉnh M", text);
    assert_eq!(shape(&tree), ["Xã Mới < Tỉnh M", "Xã Cũ < Xã Mới", "Xã Xưa < Xã Mới", "Huyện H < Tỉnh M"]);
    let old = UnitId(3);
    assert_eq!((tree.name(old), tree.successor(old)), ("Xã Cũ", Some(UnitId(1))));
    // It lies below its district too, as it did then.
    assert!(tree.is_within(old, UnitId(2)) && tree.is_within(old, UnitId(1)));
    assert_eq!(tree.unit(UnitId(4)).to, Some(2024));
}

#[test]
fn a_predecessor_has_one_successor() {
    let text =
        "ten,truc_thuoc,sap_nhap_tu,tu,den\nTỉnh M,,,,\nXã A,Tỉnh M,Xã Cũ,2025,\nXã B,Tỉnh M,Xã Cũ,2025,\nXã Cũ,Tỉnh M,,,2024\n";
    check("Tỉnh M", text, &[(0, "“Xã Cũ” ghi ở sap_nhap_tu của cả “Xã A” và “Xã B”")]);
}
