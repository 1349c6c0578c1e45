//! A unit's typical mistakes, as clerks make them in Excel: what `check` says of each is one finding, at the place to
//! mend, that names the likely cause. The ward is a list of forty models and its own Biểu 3.

use tongket::model::Origin;

use crate::support::{Case, Run};

const CONFIG: &str = "[hoi_nghi]\nky = \"2016-2020\"\n[co_quan]\ndon_vi = \"Thành phố Mẫu\"\n";
const UNITS: &str = "ten,cap,truc_thuoc,phai_nop\nThành phố Mẫu,huyen,,\nPhường A,co-so,Thành phố Mẫu,x\n";
const FIELDS: [&str; 4] = ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Hệ thống chính trị"];
/// Columns of the list.
const OWNER: usize = 3;
const FIELD: usize = 4;
const YEARS: usize = 6;
/// Last row of Biểu 3: the total.
const TOTAL: usize = 6;

type Grid = Vec<Vec<String>>;

/// The ward's two tables as it should have sent them.
#[derive(Clone)]
struct Ward {
    period: String,
    list: Grid,
    totals: Grid,
}

fn cells<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

impl Ward {
    fn new() -> Self {
        let heads = [
            "STT",
            "Tên mô hình, điển hình",
            "Tập thể, cá nhân thực hiện",
            "Đối tượng",
            "Lĩnh vực",
            "Năm đăng ký",
            "Công nhận cấp cơ sở",
        ];
        let mut list = vec![cells(heads)];
        for n in 1..=40_usize {
            let field = if n <= 16 {
                0
            } else if n <= 29 {
                1
            } else if n <= 36 {
                2
            } else {
                3
            };
            let owner = if n % 5 == 2 { "Cá nhân" } else { "Tập thể" };
            let years = if n % 7 == 0 {
                ""
            } else if n % 3 == 0 {
                "'2017, 2019"
            } else {
                "2018"
            };
            let (title, who, index) = (format!("Việc tốt số {n}00"), format!("Tổ dân phố {n}"), n.to_string());
            list.push(cells([&index, &title, &who, owner, FIELDS[field], "2017", years]));
        }
        let mut ward = Self { period: "2016-2020".to_owned(), list, totals: Vec::new() };
        ward.totals = ward.counted();
        ward
    }

    /// Biểu 3 as the list gives it.
    fn counted(&self) -> Grid {
        let mut totals = vec![
            cells(["Lĩnh vực", "Đăng ký", "<", "<", "Công nhận cấp cơ sở", "<", "<", "<"]),
            cells(["^", "Tổng số", "Tập thể", "Cá nhân", "Tổng số", "Tập thể", "Cá nhân", "Lượt"]),
        ];
        let all = FIELDS.iter().map(|field| Some(*field)).chain([None]);
        for field in all {
            let rows = || self.list[1..].iter().filter(move |row| field.is_none_or(|field| row[FIELD] == field));
            let count = |owner: Option<&str>, recognised: bool| {
                let fits = |row: &&Vec<String>| owner.is_none_or(|o| row[OWNER] == o) && (!recognised || !row[YEARS].is_empty());
                rows().filter(fits).count().to_string()
            };
            let events: usize = rows().filter(|row| !row[YEARS].is_empty()).map(|row| row[YEARS].split(", ").count()).sum();
            let (both, one, other) = (None, Some("Tập thể"), Some("Cá nhân"));
            let mut line = vec![field.unwrap_or("Tổng cộng").to_owned()];
            line.extend([false, true].iter().flat_map(|recognised| [both, one, other].map(|owner| count(owner, *recognised))));
            line.push(events.to_string());
            totals.push(line);
        }
        totals
    }

    fn run(&self) -> Run {
        let lines = |grid: &Grid| grid.iter().map(|row| format!("| {} |", row.join(" | "))).collect::<Vec<_>>();
        let info = vec!["| Đơn vị | Phường A |".to_owned(), format!("| Kỳ báo cáo | '{} |", self.period)];
        let sheets = [("Thông tin", info), ("Biểu 1", lines(&self.list)), ("Biểu 3", lines(&self.totals))];
        let sheets = sheets.map(|(name, lines)| (name.to_owned(), lines)).to_vec();
        let mut case = Case { toml: CONFIG.to_owned(), csv: Some(UNITS.to_owned()), ..Case::default() };
        case.books.insert("nop/phuong-a.xlsx".to_owned(), sheets);
        case.run()
    }

    fn number(&self, row: usize, col: usize) -> u32 {
        self.totals[row][col].parse().expect("a figure")
    }
}

/// "R01 Biểu 3 B7: message".
fn told(run: &Run) -> Vec<String> {
    let place = |at: Origin| {
        let sheet = at.sheet.map_or("", |sheet| run.dossier.reading(at.file).sheets[usize::from(sheet)].name.as_str());
        format!("{sheet} {}", at.a1().unwrap_or_default())
    };
    run.findings.iter().map(|f| format!("{} {}: {}", f.code, f.at.map_or_else(String::new, place), f.message)).collect()
}

/// After the mistake, exactly these findings are told: each is given by its code and place, and by a part of its words.
#[track_caller]
fn check(mistake: impl FnOnce(&mut Ward), expected: &[(&str, &str)]) {
    let mut ward = Ward::new();
    mistake(&mut ward);
    let told = told(&ward.run());
    let fits = told.len() == expected.len()
        && expected.iter().all(|(place, words)| told.iter().any(|line| line.starts_with(place) && line.contains(words)));
    assert!(fits, "expected {expected:#?}\ntold {told:#?}");
}

fn sort_alone(grid: &mut Grid, rows: std::ops::Range<usize>, col: usize) {
    let mut values: Vec<String> = grid[rows.clone()].iter().map(|row| row[col].clone()).collect();
    values.sort_by_key(|value| (value.parse::<u32>().ok(), value.clone()));
    rows.zip(values).for_each(|(row, value)| grid[row][col] = value);
}

#[test]
fn what_is_right_is_quiet() {
    check(|_| {}, &[]);
}

#[test]
fn one_column_was_sorted_by_itself() {
    let divided = "tổng số khớp nhưng phần chia ra không khớp: có thể một cột của danh sách";
    check(|ward| sort_alone(&mut ward.list, 1..41, OWNER), &[("R15 Biểu 3 C3:", divided)]);
    let alone = "chỉ riêng cột này bị sắp xếp lại";
    check(|ward| sort_alone(&mut ward.totals, 2..6, 2), &[("R02 Biểu 3 C3:", alone)]);
}

#[test]
fn rows_were_pasted_twice() {
    let once = |ward: &mut Ward| ward.list.push(ward.list[20].clone());
    check(once, &[("R31 Biểu 1 B42:", "được ghi 2 lần")]);
    let block = |ward: &mut Ward| ward.list.extend_from_within(20..26);
    let pasted = "6 dòng liền nhau, từ “Việc tốt số 2000”, giống hệt các dòng ở ô B21:B26: có thể bị dán lặp";
    check(block, &[("R31 Biểu 1 B42:", pasted)]);
}

#[test]
fn the_total_was_typed_over_its_formula() {
    check(
        |ward| ward.totals[TOTAL][1] = "42".to_owned(),
        &[("R02 Biểu 3 B7:", "tổng số ghi 42, cộng tập thể 32, cá nhân 8 được 40")],
    );
    check(
        |ward| ward.totals[TOTAL][2] = "23".to_owned(),
        &[("R02 Biểu 3 C7:", "nếu là 32 thì khớp cả hai chiều; có thể chữ số bị đảo")],
    );
}

#[test]
fn a_row_under_the_sum_was_deleted() {
    let gone = "biểu không có dòng “Văn hóa - xã hội”: có thể dòng ấy đã bị xóa";
    check(|ward| drop(ward.totals.remove(3)), &[("R01 Biểu 3 B6:", gone)]);
    check(|ward| drop(ward.list.remove(20)), &[("R15 Biểu 3 B7:", "có thể danh sách thiếu 1 dòng")]);
}

#[test]
fn last_periods_file_was_renamed() {
    let old = |ward: &mut Ward| {
        for row in &mut ward.list[1..] {
            row[5] = "2012".to_owned();
            row[YEARS] = row[YEARS].replace("2017", "2012").replace("2018", "2013").replace("2019", "2014");
        }
    };
    let sheet = "giá trị khác trong trang: năm nằm ngoài kỳ 2016-2020";
    check(old, &[("C03 Biểu 1 G2:", sheet)]);
    let labelled = |ward: &mut Ward| {
        old(ward);
        ward.period = "2011-2015".to_owned();
    };
    check(labelled, &[("R33 Thông tin B2:", "không thuộc kỳ"), ("C03 Biểu 1 G2:", sheet)]);
}

#[test]
fn collectives_and_individuals_were_exchanged() {
    let headings = |ward: &mut Ward| {
        ward.totals[1].swap(2, 3);
        ward.totals[1].swap(5, 6);
    };
    check(headings, &[("R15 Biểu 3 D7:", "ghi đổi chỗ cho nhau (1 chỉ tiêu khác cũng vậy)")]);
    check(
        |ward| ward.totals[3].swap(2, 3),
        &[("R05 Biểu 3 C4:", "tập thể và cá nhân của dòng 4 “Văn hóa - xã hội” ghi đổi chỗ")],
    );
    check(|ward| ward.totals[TOTAL].swap(2, 3), &[("R05 Biểu 3 C7:", "tập thể và cá nhân của dòng 7 “Tổng cộng” ghi đổi chỗ")]);
}

#[test]
fn the_total_was_typed_one_row_too_high() {
    let typed = |ward: &mut Ward| {
        for col in 1..8 {
            ward.totals[TOTAL - 1][col] = std::mem::take(&mut ward.totals[TOTAL][col]);
        }
    };
    check(typed, &[("R01 Biểu 3 B6:", "có thể số của dòng tổng ghi cao lên một dòng")]);
    let inserted = |ward: &mut Ward| {
        for col in 1..8 {
            let without = ward.number(TOTAL, col) - ward.number(TOTAL - 1, col);
            ward.totals[TOTAL][col] = without.to_string();
        }
        ward.totals.swap(TOTAL - 1, TOTAL);
    };
    check(inserted, &[("R01 Biểu 3 B6:", "dòng 7 “Hệ thống chính trị” nằm dưới dòng tổng nên chưa được cộng")]);
}

#[test]
fn the_range_of_the_sum_is_short_or_too_long() {
    let short = |ward: &mut Ward| {
        for col in 1..8 {
            ward.totals[TOTAL][col] = (ward.number(TOTAL, col) - ward.number(TOTAL - 1, col)).to_string();
        }
    };
    check(short, &[("R01 Biểu 3 B7:", "có thể công thức cộng còn thiếu dòng 6 “Hệ thống chính trị”")]);
    let twice = |ward: &mut Ward| {
        for col in 1..8 {
            ward.totals[TOTAL][col] = (ward.number(TOTAL, col) * 2).to_string();
        }
    };
    check(twice, &[("R01 Biểu 3 B7:", "có thể dòng cộng bị tính hai lần")]);
}

#[test]
fn figures_stand_one_column_off() {
    let shifted = |ward: &mut Ward| {
        ward.totals[4].insert(1, String::new());
        ward.totals[4].truncate(8);
    };
    check(
        shifted,
        &[("R01 Biểu 3 E5:", "các số của dòng 5 “Quốc phòng - an ninh” bị ghi lệch sang phải một cột"), ("R42 Biểu 3 B5:", "")],
    );
    let events = |ward: &mut Ward| ward.totals[2..].iter_mut().for_each(|row| row.swap(4, 7));
    check(events, &[("R02 Biểu 3 E3:", "có thể số của cột này và cột “Công nhận cấp cơ sở / Lượt” ghi đổi chỗ cho nhau")]);
}
