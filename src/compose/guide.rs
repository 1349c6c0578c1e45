//! `templates/README.md` (hướng dẫn làm mẫu): what templates may use, with its meaning and its value in a run.

use std::fmt::Write as _;
use std::sync::Arc;

use tera::{Context, Value};

use super::context::{self, Reading};
use super::figures::Book;
use super::{Input, Overrides, catalogue, commendation, frame, markdown, papers, template};
use crate::error::Error;

/// Longest value that is shown, characters.
const LONGEST: usize = 90;

const HEAD: &str = "\
# Mẫu văn bản và bảng

Tệp này do `tongket template fields` lập, mỗi giá trị lấy từ dữ liệu mẫu. Muốn đổi một mẫu, chép nó vào thư mục `mau/` của hội
nghị (`tongket template new bao-cao.md`), sửa rồi thử bằng `tongket template check`.

Mẫu `.md` là văn bản thường: `#` là đề mục I, `##` là 1, `###` là a) (chỉ có một thì không đánh chữ, cuối có dấu hai chấm); `-` là gạch đầu dòng; `{{ … }}` in một giá trị, `{% if … %}
… {% endif %}` và `{% for … in … %} … {% endfor %}` chọn và lặp; ba dấu huyền mở một khối. Đề mục không có nội dung thì tự bỏ.
";

const CHARTS: &str = "
## Biểu đồ (`bieu-do/*.toml`)

Mỗi tệp mô tả một biểu đồ của một bảng, dùng cho cả báo cáo (ảnh) và bảng tính (biểu đồ Excel, sửa số ở bảng thì biểu đồ đổi theo).
Đặt vào `bao-cao.md` bằng khối `bieu-do <tên>`, vào `bao-cao.toml` bằng `bieu_do = [\"<tên>\", …]` của một trang; ghi
`bieu_do = false` ở `[trinh_bay]` của `hoi-nghi.toml` thì không vẽ biểu đồ nào.

| Khóa | Nghĩa |
|---|---|
| `ten` | tên biểu đồ; dùng được các tên ở trên trong `{{ … }}`; `{day}` thay bằng tên các dãy có số liệu |
| `bang` | bảng lấy số liệu; mỗi dòng của bảng (trừ dòng mục, dòng cộng) là một nhóm cột |
| `nhan` | cột của bảng làm tên nhóm, mặc định `ten` |
| `loai` | `cot` (cột đứng, tự đổi thành thanh ngang khi tên hoặc số không đủ chỗ) hoặc `ngang` |
| `don_vi_tinh` | đơn vị tính, có thể bỏ |
| `it_nhat` | số lớn nhất nhỏ hơn số này thì không vẽ |
| `[[day]]` | một dãy: `gia_tri` là cột của bảng (`{ma}`: mọi cột lặp), `ten` là tên dãy, mặc định lấy ở tiêu đề cột |

Biểu đồ không có số liệu nào, chỉ toàn số 0 hoặc chỉ có một cột thì không vẽ. Ô chưa có số liệu thì để trống, không vẽ thành 0. Nhiều hơn 40
nhóm thì không vẽ; nhiều hơn 48 cột thì bỏ các dãy cuối.
";

/// The guide, with the values of an input.
///
/// # Errors
///
/// As rendering a template.
pub(super) fn text(input: Input<'_>) -> Result<String, Error> {
    let reading = Reading::of(input)?;
    let office = &input.dossier.authority.office;
    let layout = template::layout(input.overrides, &office.profile)?;
    let mut context = context::build(input, &reading);
    context.insert("so_bao_cao", &frame::Frame { office, layout: &layout, kind: "BC" }.citation());
    commendation::insert(input, &mut context, &layout.body.ending);
    let mut out = HEAD.to_owned();
    let title = |out: &mut String, title: &str, heads: &[&str]| {
        let _ = writeln!(out, "\n## {title}\n\n| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
    };

    title(&mut out, "Tệp mẫu", &["Tệp", "Dùng cho"]);
    for (name, used) in template::names() {
        let _ = writeln!(out, "| `{name}` | {used} |");
    }
    title(&mut out, "Tên dùng được trong mọi mẫu", &["Tên", "Nghĩa", "Ví dụ"]);
    for (path, meaning) in catalogue::NAMES {
        let _ = writeln!(out, "| `{path}` | {meaning} | {} |", cell(&shown(&context, path)));
    }
    title(&mut out, "Cây số liệu (như so-lieu.json, dấu - thành _)", &["Tên", "Nghĩa", "Ví dụ"]);
    for (path, meaning) in catalogue::FIGURES {
        let _ = writeln!(out, "| `{path}` | {meaning} | {} |", cell(&shown(&context, path)));
    }
    title(&mut out, "Tên chỉ có trong một mẫu", &["Mẫu", "Tên", "Nghĩa", "Ví dụ"]);
    for (of, path, meaning) in catalogue::OWN_NAMES {
        let _ = writeln!(out, "| `{of}` | `{path}` | {meaning} | {} |", cell(&shown(&context, path)));
    }
    title(&mut out, "Hàm", &["Hàm", "Cho", "Gọi", "Ví dụ"]);
    for (name, gives, call) in catalogue::FUNCTIONS {
        let value = called(call, &context, &reading.book)?;
        let _ = writeln!(out, "| `{name}` | {gives} | `{call}` | {} |", cell(&value));
    }
    out.push_str(
        "\nHàm câu (từ `phan_so` trở xuống) nhận thêm `truoc=\"…\"` và `sau=\"…\"`, bỏ cùng với câu khi chưa có số liệu.\n",
    );
    title(&mut out, "Bộ lọc", &["Bộ lọc", "Làm gì", "Ví dụ"]);
    for (name, does) in catalogue::FILTERS {
        let value = called(&format!("ten_hoi_nghi | {name}"), &context, &reading.book)?;
        let _ = writeln!(out, "| `{name}` | {does} | {} |", cell(&value));
    }
    title(&mut out, "Khối của mẫu .md", &["Khối", "Vẽ gì"]);
    for (name, draws) in catalogue::BLOCKS {
        let _ = writeln!(out, "| `{name}` | {draws} |");
    }
    certificates(&mut out, input)?;
    tables(&mut out);
    out.push_str(CHARTS);
    Ok(out)
}

/// Values of certificates.
///
/// # Errors
///
/// A fault of what certificates are made from.
fn certificates(out: &mut String, input: Input<'_>) -> Result<(), Error> {
    out.push_str(
        "\n## Giấy khen (`giay-khen/*.toml`)\n\nMỗi `[[o]]` là một ô chữ đặt theo mm trên tờ giấy; các khóa được giải thích ở đầu tệp `giay-khen/toan-trang.toml`. \
         `noi_dung` dùng các giá trị sau, đặt trong ngoặc nhọn: `{ten}`. Đặt thêm mẫu thì chép một tệp thành `mau/giay-khen/<tên>.toml` rồi ghi tên ấy vào `mau` của \
         `[[giay_khen]]`, hoặc `--certificate <tên>`.\n\n| Giá trị | Nghĩa | Ví dụ |\n|---|---|---|\n",
    );
    for (name, meaning, value) in papers::certificates::example(input)? {
        let _ = writeln!(out, "| `{name}` | {meaning} | {} |", cell(&value));
    }
    Ok(())
}

/// Rows and values of tables.
fn tables(out: &mut String) {
    out.push_str(
        "\n## Bảng (`bang/*.toml`)\n\n`dong` cho biết mỗi dòng là gì; mỗi `[[cot]]` có `tieu_de` (từ trên xuống), `rong`, `can` (trai, giua, \
         phai), `gia_tri`, và tùy ý: `lap` (cap, linh-vuc, cap-giai-doan; `{ten}`, `{ma}` được thay), `cong` (cộng ở dòng cuối, thành công thức trong Excel), \
         `cong_thuc` (công thức, ví dụ `{dang_ky.tong} - {hieu_qua.tong}`), `bo_khi_trong`, `bo_khi_khong`, `bo_khi_chua_ro`, `bo_khi_deu` (mọi ô đều là lời này), `khong_in` (cột này và các cột bên phải nằm ngoài vùng in của trang tính). `tong_cong` đặt tên dòng cộng.\n",
    );
    let _ = writeln!(out, "\n| `dong` | Mỗi dòng là | `gia_tri` |\n|---|---|---|");
    for (code, what, values) in catalogue::ROWS {
        let _ =
            writeln!(out, "| `{code}` | {what} | {} |", values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", "));
    }
    out.push_str("\nMọi bảng có thêm `stt`. Giá trị đếm là khóa của cây số liệu, ví dụ `dang_ky.tong`, `cong_nhan.{ma}.luot`.\n\nTrong bao-cao.xlsx, \
         số nào đếm được từ trang danh sách mô hình thì ô của nó là công thức đếm trang ấy, theo ý nghĩa của cột chứ không theo tiêu đề; \
         bỏ cột cần đếm, hoặc đơn vị chỉ gửi số tổng hợp, thì ô là số. Danh sách trên 20.000 dòng thì không đặt công thức.\n");
}

/// What a call gives.
fn called(call: &str, context: &Context, book: &Arc<Book>) -> Result<String, Error> {
    let source = format!("{{{{ {call} }}}}");
    let overrides = Overrides::from([("vi-du.md".to_owned(), source)]);
    let text = template::render(&overrides, "vi-du.md", context, book)?;
    Ok(plain(&text))
}

/// Markdown as the words a reader sees.
fn plain(text: &str) -> String {
    let parts = markdown::parts(text);
    let words = parts.iter().map(|part| match part {
        markdown::Part::Paragraph(runs) | markdown::Part::Heading(_, runs) | markdown::Part::Item(_, runs) => {
            markdown::words(runs)
        }
        _ => String::new(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The value at a path, in short.
fn shown(context: &Context, path: &str) -> String {
    let mut parts = path.split('.');
    let first = parts.next().unwrap_or_default();
    let root = context.get(first.trim_end_matches("[]"));
    let mut found: Vec<&Value> = root.into_iter().collect();
    found = items(found, first);
    for part in parts {
        found = found.into_iter().filter_map(|value| value.get_from_path(part.trim_end_matches("[]"))).collect();
        found = items(found, part);
    }
    // Of several items the first that says something.
    let said = found.iter().find(|value| !words(value).is_empty()).or(found.first());
    said.map(|value| words(value)).unwrap_or_default()
}

fn items<'v>(found: Vec<&'v Value>, part: &str) -> Vec<&'v Value> {
    if part.ends_with("[]") { found.into_iter().filter_map(Value::as_array).flatten().collect() } else { found }
}

fn words(value: &Value) -> String {
    if let Some(list) = value.as_array() {
        return match (list.first().and_then(Value::as_str), list.len()) {
            (_, 0) => String::new(),
            (Some(first), 1) => plain(first),
            (Some(first), more) => format!("{} … ({more} mục)", plain(first)),
            (None, more) => format!("({more} mục)"),
        };
    }
    if value.is_map() {
        return "(xem từng phần)".to_owned();
    }
    match (value.as_str(), value.as_bool(), value.as_number().is_some()) {
        (Some(text), ..) if value.is_safe() => plain(text),
        (Some(text), ..) => text.to_owned(),
        (_, Some(yes), _) => if yes { "có" } else { "không" }.to_owned(),
        (.., true) => value.to_string(),
        _ => String::new(),
    }
}

/// A value as the cell of a table.
fn cell(text: &str) -> String {
    let text = text.replace(['|', '\n'], " ");
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}
