//! A run sealed, and compared with what became of its files later: as a clerk does it, with the program itself.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::Case;

fn tongket(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongket")).args(args).output().expect("tongket starts")
}

/// A ward of two lists; `ticks` are its recognitions.
fn ward(ticks: [&str; 3]) -> Case {
    let [a, b, c] = ticks;
    Case::parse(&format!(
        r#"
```toml
[hoi_nghi]
ky = "6 tháng đầu năm 2020"
[co_quan]
don_vi = "Phường A"
the_thuc = "nd30-2020"
[ky_truoc]
tep = "ky-truoc/so-lieu.json"
```
```file ky-truoc/so-lieu.json
{{"dang_ky": {{"tong": 2}}}}
```
```sheet nop/Khối phố/a.xlsx / Thông tin
| Đơn vị | Phường A |
```
```sheet nop/Khối phố/a.xlsx / Biểu 1
| STT | Tên mô hình, điển hình | Tập thể, cá nhân thực hiện | Đối tượng | Lĩnh vực | Phát huy hiệu quả | Công nhận cấp cơ sở |
| 1 | Một | Chi bộ 1 | Tập thể | Kinh tế | x | {a} |
| 2 | Hai | Chi bộ 2 | Tập thể | Kinh tế | x | {b} |
| 3 | Ba | Nguyễn Văn Ba | Cá nhân | Văn hóa - xã hội | | {c} |
```
```sheet nop/khen.xlsx / Biểu 2
| STT | Tên tập thể, cá nhân | Đối tượng | Hình thức khen | Cơ quan khen | Số quyết định |
| 1 | Chi bộ 1 | Tập thể | Giấy khen | UBND phường A | 12/QĐ-UBND |
```
```sheet nop/khen.xlsx / Thông tin
| Đơn vị | Phường A |
```
"#
    ))
}

struct Sealed {
    folder: tempfile::TempDir,
    path: String,
    zip: PathBuf,
}

impl Sealed {
    fn new(case: &Case) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        case.write_to(folder.path());
        let path = folder.path().display().to_string();
        let run = tongket(&["seal", &path]);
        assert_eq!(run.status.code(), Some(0), "{}{}", text(&run.stdout), text(&run.stderr));
        let zip = folder.path().join("ket-qua/chot-6-thang-dau-nam-2020.zip");
        assert!(zip.is_file(), "{}", text(&run.stdout));
        Self { folder, path, zip }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The verdict as JSON, and whether the seal agrees.
    fn verify(&self) -> (bool, Value) {
        let run = tongket(&["doi-chieu-ban-chot", &self.zip.display().to_string(), "--json"]);
        let verdict: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", text(&run.stderr)));
        assert_eq!(run.status.code(), Some(i32::from(verdict["khop"] != true)));
        (verdict["khop"] == true, verdict)
    }

    fn words(&self) -> String {
        text(&tongket(&["verify-seal", &self.zip.display().to_string(), &self.path]).stdout)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The parts of a zip.
fn parts(zip: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(zip).expect("the seal"))).expect("a zip");
    let all = archive.len();
    let one = |at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        (part.name().expect("a name").into_owned(), bytes)
    };
    (0..all).map(one).collect()
}

fn write_zip(path: &Path, parts: &[(String, Vec<u8>)]) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    fs::write(path, zip.finish().expect("a zip").into_inner()).expect("writes");
}

/// "khóa: trước → nay" of a list of figures.
fn figures(list: &Value) -> Vec<String> {
    let one = |f: &Value| format!("{}: {} → {}", f["khoa"].as_str().unwrap_or_default(), f["truoc"], f["nay"]);
    list.as_array().expect("figures").iter().map(one).collect()
}

#[test]
fn a_seal_holds_everything_and_agrees_with_what_it_was_made_of() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    let names: Vec<String> = parts(&sealed.zip).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "hoi-nghi.toml",
        "ky-truoc/so-lieu.json",
        "nop/Khối phố/a.xlsx",
        "nop/khen.xlsx",
        "ket-qua/bao-cao.docx",
        "ket-qua/bao-cao.xlsx",
        "ket-qua/so-lieu.json",
        "ket-qua/danh-sach-khen-thuong.docx",
        "ket-qua/danh-sach-khen-thuong.xlsx",
        "ban-chot.json",
    ];
    assert!(expected.iter().all(|name| names.iter().any(|n| n == name)), "{names:?}");
    for (name, bytes) in parts(&sealed.zip).iter().filter(|(name, _)| name != "ban-chot.json") {
        assert!(fs::read(sealed.at(name)).expect("the file") == *bytes, "{name} is not what stands in the folder");
    }
    assert!(sealed.verify().0, "{}", sealed.words());
    // The same again, byte for byte; and the seal is no input of the next run.
    let first = fs::read(&sealed.zip).expect("the seal");
    let again = tongket(&["chot-so-lieu", &sealed.path]);
    assert!(text(&again.stdout).contains("Không có gì thay đổi so với bản chốt trước"), "{}", text(&again.stdout));
    assert!(fs::read(&sealed.zip).expect("the seal") == first, "two seals of the same inputs differ");
    // What the list says is what any other program finds.
    let hash = tongket::seal::sha256(first.as_slice()).expect("a hash");
    assert!(text(&again.stdout).contains(&hash));
}

#[test]
fn one_cell_changed_after_the_seal_is_named_with_the_figures_it_moves() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    ward(["x", "x", ""]).write_to(sealed.folder.path());
    let (agrees, verdict) = sealed.verify();
    assert!(!agrees);
    assert_eq!(verdict["tep"].as_array().map(Vec::len), Some(1), "{verdict}");
    let file = &verdict["tep"][0];
    assert_eq!((file["tep"].as_str(), file["tinh_trang"].as_str()), (Some("nop/Khối phố/a.xlsx"), Some("da-sua")));
    let cell = &file["chi_tiet"]["o"][0];
    let place = ["trang", "o", "truoc", "nay"].map(|key| cell[key].as_str().unwrap_or_default());
    assert_eq!(place, ["Biểu 1", "G3", "ô trống", "“x”"]);
    let recognised = ["tong", "luot", "tap_the", "theo_linh_vuc.kinh-te"].map(|key| format!("cong_nhan.co-so.{key}: 1 → 2"));
    assert_eq!(figures(&cell["lam_doi"]), recognised);
    assert_eq!(figures(&verdict["so_lieu"]), recognised);
    assert_eq!(verdict["ket_qua"], serde_json::json!([]));
    let words = sealed.words();
    for said in ["trang “Biểu 1”, ô G3: ô trống → “x”", "(cong_nhan.co-so.tong): 1 → 2", "KHÔNG còn khớp"] {
        assert!(words.contains(said), "{words}");
    }
}

/// Two cells that make up for each other: the figure is what it was, and yet each moves it.
#[test]
fn what_moves_a_figure_is_told_though_another_cell_moves_it_back() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    ward(["", "x", ""]).write_to(sealed.folder.path());
    let verdict = sealed.verify().1;
    assert_eq!(verdict["so_lieu"], serde_json::json!([]));
    let cells = verdict["tep"][0]["chi_tiet"]["o"].as_array().expect("cells");
    let moved = |at: usize| figures(&cells[at]["lam_doi"])[0].clone();
    assert_eq!(
        (cells.len(), moved(0), moved(1)),
        (2, "cong_nhan.co-so.tong: 2 → 1".into(), "cong_nhan.co-so.tong: 0 → 1".into())
    );
    assert!(sealed.words().contains("không số liệu nào của báo cáo đổi"), "{}", sealed.words());
}

#[test]
fn files_that_came_went_or_changed_their_name_are_told() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    fs::remove_file(sealed.at("nop/khen.xlsx")).expect("removes");
    fs::rename(sealed.at("nop/Khối phố/a.xlsx"), sealed.at("nop/a.xlsx")).expect("renames");
    fs::copy(sealed.at("nop/a.xlsx"), sealed.at("nop/0.xlsx")).expect("copies");
    let config = fs::read_to_string(sealed.at("hoi-nghi.toml")).expect("the configuration");
    fs::write(sealed.at("hoi-nghi.toml"), config.replace("nd30-2020", "hd36-2018")).expect("writes");
    let (_, verdict) = sealed.verify();
    let told: Vec<(&str, &str)> = verdict["tep"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| (file["tep"].as_str().unwrap_or_default(), file["tinh_trang"].as_str().unwrap_or_default()))
        .collect();
    // Of the two that are the old one, the first by name is taken for it.
    let expected = [("hoi-nghi.toml", "da-sua"), ("nop/0.xlsx", "doi-ten"), ("nop/a.xlsx", "moi"), ("nop/khen.xlsx", "mat")];
    assert_eq!(told, expected);
    assert_eq!(verdict["tep"][0]["chi_tiet"][0]["truoc"], "the_thuc = \"nd30-2020\"");
    assert_eq!(verdict["tep"][2]["lam_doi"], serde_json::json!([]), "a copy counts once");
    let gone = figures(&verdict["tep"][3]["lam_doi"]);
    assert!(gone.iter().any(|figure| figure == "khen_thuong.0.tong: 1 → null"), "{gone:?}");
}

#[test]
fn a_drop_folder_that_was_emptied_is_told() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    fs::remove_dir_all(sealed.at("nop")).expect("removes");
    let (agrees, verdict) = sealed.verify();
    assert!(!agrees && verdict["tep"].as_array().is_some_and(|files| files.len() == 2), "{verdict}");
    assert!(sealed.words().contains("không còn tệp nào đơn vị nộp"), "{}", sealed.words());
}

#[test]
fn results_edited_by_hand_are_told_and_sealed_beside_those_of_the_run() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    let report = sealed.at("ket-qua/bao-cao.docx");
    let parts = parts(&report).into_iter().map(|(name, bytes)| {
        let edited = name == "word/document.xml";
        (name, if edited { text(&bytes).replace("Kinh tế", "Kinh tế (đã xem)").into_bytes() } else { bytes })
    });
    let parts: Vec<(String, Vec<u8>)> = parts.collect();
    write_zip(&report, &parts);
    let words = sealed.words();
    assert!(words.contains("ket-qua/bao-cao.docx: đã bị sửa sau khi chốt") && words.contains("Kinh tế (đã xem)"), "{words}");
    fs::remove_file(sealed.at("ket-qua/bao-cao.xlsx")).expect("removes");
    assert!(sealed.words().contains("ket-qua/bao-cao.xlsx: không còn"), "{}", sealed.words());
    // Sealed as it stands, the edited one is part of the seal and agrees with it.
    let run = tongket(&["seal", &sealed.path]);
    assert!(text(&run.stdout).contains("Bản chốt giữ cả hai"), "{}", text(&run.stdout));
    assert!(sealed.verify().0, "{}", sealed.words());
    // Made again from today's inputs.
    ward(["x", "x", ""]).write_to(sealed.folder.path());
    assert!(tongket(&["report", &sealed.path]).status.success());
    let words = sealed.words();
    assert!(words.contains("ket-qua/bao-cao.xlsx: đã lập lại từ các biểu hiện nay"), "{words}");
}

#[test]
fn a_seal_that_was_meddled_with_or_is_none_is_told() {
    let sealed = Sealed::new(&ward(["x", "", ""]));
    let whole = parts(&sealed.zip);
    let meddle = |change: &dyn Fn(&str, Vec<u8>) -> Vec<u8>| {
        let parts: Vec<_> = whole.iter().map(|(name, bytes)| (name.clone(), change(name, bytes.clone()))).collect();
        write_zip(&sealed.zip, &parts);
    };
    meddle(&|name, bytes| {
        if name == "ket-qua/so-lieu.json" { text(&bytes).replace("\"tong\": 3", "\"tong\": 4").into_bytes() } else { bytes }
    });
    let (agrees, verdict) = sealed.verify();
    assert!(!agrees);
    assert_eq!(verdict["bi_sua"], serde_json::json!([{"ten": "ket-qua/so-lieu.json", "loi": "bi-sua"}]));
    assert!(sealed.words().contains("BẢN CHỐT ĐÃ BỊ SỬA (1)"), "{}", sealed.words());
    // One of another version says so.
    meddle(&|name, bytes| {
        if name == "ban-chot.json" { text(&bytes).replace("\"tongket\": \"", "\"tongket\": \"9.").into_bytes() } else { bytes }
    });
    assert!(sealed.words().contains("Bản chốt do tongket 9."), "{}", sealed.words());
    // Alone, without the conference it was made of.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let alone = elsewhere.path().join("chot.zip");
    write_zip(&alone, &whole);
    let run = tongket(&["verify-seal", &alone.display().to_string()]);
    assert_eq!(run.status.code(), Some(0));
    assert!(text(&run.stdout).contains("Chưa đối chiếu với các biểu"), "{}", text(&run.stdout));
    for (bytes, said) in [
        (b"abc".to_vec(), "không phải là bản chốt"),
        (fs::read(sealed.at("nop/khen.xlsx")).expect("a file"), "không có danh mục"),
    ] {
        fs::write(&alone, bytes).expect("writes");
        let run = tongket(&["verify-seal", &alone.display().to_string()]);
        assert_eq!(run.status.code(), Some(2));
        assert!(text(&run.stderr).contains(said), "{}", text(&run.stderr));
    }
    let run = tongket(&["verify-seal", &elsewhere.path().join("khong-co.zip").display().to_string()]);
    assert!(text(&run.stderr).contains("không có tệp"), "{}", text(&run.stderr));
    let run = tongket(&["verify-seal", &sealed.path]);
    assert!(text(&run.stderr).contains("là thư mục"), "{}", text(&run.stderr));
}

#[test]
fn a_draft_is_sealed_as_one_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut draft = ward(["x", "", ""]);
    // The same model twice in one file.
    let lists = draft.books.get_mut("nop/Khối phố/a.xlsx").expect("the lists");
    let list = &mut lists[1].1;
    list.push(list[2].replace("| 2 |", "| 4 |"));
    draft.write_to(folder.path());
    let path = folder.path().display().to_string();
    let refused = tongket(&["seal", &path, "--final"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!folder.path().join("ket-qua").exists(), "--final wrote something");
    let draft = tongket(&["seal", &path]);
    assert_eq!(draft.status.code(), Some(1));
    assert!(text(&draft.stdout).contains("Bản chốt ghi DỰ THẢO"), "{}", text(&draft.stdout));
    let zip = folder.path().join("ket-qua/chot-6-thang-dau-nam-2020.zip");
    let run = tongket(&["verify-seal", &zip.display().to_string()]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stdout));
    assert!(text(&run.stdout).contains("DỰ THẢO"));
}
