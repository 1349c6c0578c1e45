//! Arguments: verbs and flags with their Vietnamese aliases, help and faults in Vietnamese.

mod init;
mod sealing;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use self::init::InitArgs;
pub(super) use self::sealing::{SealArgs, VerifySealArgs};
use crate::model::name;
use crate::worker;

const TEMPLATE: &str = "\
{about-with-newline}
Cách dùng: {usage}

{all-args}{after-help}
";

/// Tổng hợp biểu của các đơn vị thành báo cáo hội nghị sơ kết, tổng kết phong trào “Dân vận khéo”
///
/// Chép các tệp biểu (Excel, hoặc bảng trong Word) đơn vị gửi vào thư mục nop/ của hội nghị rồi chạy tongket với thư mục đó.
/// Ví dụ: tongket sample-data/rach-gia-2016-2020
#[derive(Debug, Parser)]
#[command(
    name = "tongket", version, help_template = TEMPLATE, args_conflicts_with_subcommands = true, disable_help_subcommand = true,
    subcommand_help_heading = "Lệnh", next_help_heading = "Tùy chọn", disable_help_flag = true, disable_version_flag = true,
    subcommand_value_name = "LỆNH", arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,

    #[command(flatten)]
    report: ReportArgs,

    /// In phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,

    /// In trợ giúp
    #[arg(short = 'h', long = "help", alias = "tro-giup", global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Tạo hội nghị mới: hoi-nghi.toml có lời giải thích, don-vi.csv, thư mục nop/ [khoi-tao]
    ///
    /// Danh sách đơn vị lấy từ danh sách dán vào (--units), hoặc từ các tệp đơn vị đã gửi nếu thư mục đã có. Không bao giờ ghi đè
    /// tệp đã có. Ví dụ: tongket init phuong-an-hoa --name "Phường An Hòa" --period 2016-2020 --units danh-sach.txt
    #[command(alias = "khoi-tao", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Init(InitArgs),

    /// Lập báo cáo: bao-cao.docx, bao-cao.xlsx, so-lieu.json [bao-cao]
    ///
    /// Đọc mọi biểu trong nop/, đối chiếu số liệu, rồi ghi báo cáo vào ket-qua/. Còn nội dung phải sửa thì báo cáo vẫn được
    /// lập, mỗi trang ghi DỰ THẢO; thêm --final để từ chối. Ví dụ: tongket report sample-data/rach-gia-2016-2020
    #[command(alias = "bao-cao", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Report(ReportArgs),

    /// Lập danh sách và giấy tờ khen thưởng để in (.docx và .xlsx) [khen-thuong]
    ///
    /// Danh sách khen thưởng, bảng tổng hợp đề nghị, biên bản họp xét, tờ trình, quyết định công nhận, quyết định khen thưởng, bảng kê
    /// tiền thưởng, thứ tự mời nhận khen, sổ theo dõi, giấy khen, giấy chứng nhận, bằng khen (cả trang hoặc lên phôi in sẵn). Số và ngày quyết định có sau thì thêm --decision, --date: mọi giấy tờ ghi
    /// theo. Ví dụ: tongket commend sample-data/rach-gia-2016-2020 --decision "2101/QĐ-UBND" --date 18/8/2020
    #[command(alias = "khen-thuong", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Commend(CommendArgs),

    /// Chỉ đọc và đối chiếu, in các nội dung cần sửa; không ghi tệp nào [kiem-tra]
    ///
    /// Mỗi nội dung nêu rõ tệp, trang, ô, giá trị và cách sửa. Thêm --return để có tệp gửi trả từng đơn vị (chính tệp đơn vị
    /// đã gửi, ô sai được tô màu, có ghi chú), công văn gửi từng đơn vị và bảng đối chiếu doi-chieu.xlsx. Ví dụ: tongket check sample-data/phuc-thanh-2016-2018
    #[command(alias = "kiem-tra", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Check(CheckArgs),

    /// Lập biểu mẫu để đơn vị điền, mỗi đơn vị phải nộp một tệp [bieu-mau]
    ///
    /// Tên đơn vị, kỳ báo cáo, mã mô hình ghi sẵn; ô có danh sách để chọn, gõ sai thì Excel báo ngay; mô hình đã biết (đợt
    /// trước trong nop/, kỳ trước) được ghi sẵn. Ghi vào ket-qua/bieu-mau/. Ví dụ: tongket forms sample-data/rach-gia-2016-2020
    #[command(alias = "bieu-mau", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Forms(FormsArgs),

    /// Truy nguồn một con số của báo cáo: cộng từ đơn vị nào, tệp, trang, ô nào [truy-nguon]
    ///
    /// Nêu khóa trong so-lieu.json hoặc con số như in trong báo cáo. Ví dụ: tongket why sample-data/rach-gia-2016-2020 1.952
    #[command(alias = "truy-nguon", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Why(WhyArgs),

    /// Giải trình một nội dung: ghi lý do vào hoi-nghi.toml để nội dung đó không chặn báo cáo nữa [giai-trinh, chap-nhan]
    ///
    /// Nêu mã và, nếu cần, tệp, trang, ô, đơn vị; không có nội dung nào khớp thì không ghi. Chú thích và thứ tự trong
    /// hoi-nghi.toml giữ nguyên. Ví dụ: tongket accept sample-data/phuc-thanh-2016-2018 R12 --cell K9 --reason "Đề nghị cùng lúc"
    #[command(aliases = ["giai-trinh", "chap-nhan"], help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Accept(AcceptArgs),

    /// Chốt số liệu: các biểu, khai báo, kết quả vào một tệp zip có mã kiểm tra từng tệp [chot-so-lieu]
    ///
    /// Ghi ket-qua/chot-<kỳ>.zip và in mã của bản chốt. Còn nội dung phải sửa thì bản chốt ghi DỰ THẢO; thêm --final để từ chối.
    /// Ví dụ: tongket seal sample-data/rach-gia-2016-2020
    #[command(alias = "chot-so-lieu", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Seal(SealArgs),

    /// Đối chiếu bản chốt với các tệp hiện có: tệp nào, ô nào, số liệu nào đã khác [doi-chieu-ban-chot]
    ///
    /// Nêu tệp bị sửa, mất, thêm; ô nào đổi từ gì thành gì và làm đổi những số liệu nào của báo cáo; kết quả bị sửa tay; bản chốt
    /// bị can thiệp. Ví dụ: tongket verify-seal ket-qua/chot-2016-2020.zip
    #[command(alias = "doi-chieu-ban-chot", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    VerifySeal(VerifySealArgs),

    /// Giải thích một quy tắc: sai ở đâu, vì sao, sửa thế nào [giai-thich]
    ///
    /// Không nêu mã thì liệt kê mọi quy tắc. Ví dụ: tongket explain R15
    #[command(alias = "giai-thich", help_template = TEMPLATE, next_help_heading = "Tùy chọn")]
    Explain(ExplainArgs),

    /// Mẫu văn bản của cơ quan: thử (check), xem tên dùng được (fields), chép mẫu để sửa (new) [mau]
    ///
    /// Chép một mẫu vào mau/ của hội nghị, sửa câu chữ, cột, bảng, rồi thử với không có, ít và rất nhiều số liệu trước khi dùng.
    /// Ví dụ: tongket template new bao-cao.md hoi-nghi-cua-toi; tongket template check hoi-nghi-cua-toi
    #[command(alias = "mau", help_template = TEMPLATE, next_help_heading = "Tùy chọn", subcommand_help_heading = "Lệnh",
        disable_help_subcommand = true, subcommand_value_name = "LỆNH")]
    Template(TemplateArgs),

    /// Đọc một tệp đời cũ từ đầu vào chuẩn (tongket tự gọi)
    #[command(name = worker::VERB, hide = true)]
    ReadApart(ReadApartArgs),
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub workspace: WorkspaceArgs,

    /// Chỉ lập bản chính thức: còn nội dung phải sửa thì dừng, không ghi gì [chinh-thuc]
    #[arg(long = "final", alias = "chinh-thuc")]
    pub is_final: bool,

    /// Bỏ phụ lục và các trang “Nguồn số liệu” (con số không trỏ tới nguồn) [khong-nguon]
    #[arg(long = "no-sources", alias = "khong-nguon")]
    pub no_sources: bool,

    /// In so-lieu.json ra màn hình (chỉ dữ liệu, cho chương trình khác đọc)
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `commend`.
#[derive(Debug, Args)]
pub(super) struct CommendArgs {
    #[command(flatten)]
    pub workspace: WorkspaceArgs,

    /// Chỉ lập bản chính thức: còn nội dung phải sửa thì dừng, không ghi gì [chinh-thuc]
    #[arg(long = "final", alias = "chinh-thuc")]
    pub is_final: bool,

    /// Số của quyết định chưa có số, ví dụ "2101/QĐ-UBND"; ghi vào mọi giấy tờ [quyet-dinh]
    #[arg(long, alias = "quyet-dinh", value_name = "SỐ")]
    pub decision: Option<String>,

    /// Ngày của quyết định đó, ví dụ 18/8/2020 [ngay]
    #[arg(long, alias = "ngay", value_name = "NGÀY")]
    pub date: Option<String>,

    /// Hình thức khen của quyết định đó (mã hoặc tên; cong-nhan là quyết định công nhận), khi có nhiều quyết định chưa có số [hinh-thuc]
    #[arg(long, alias = "hinh-thuc", value_name = "HÌNH-THỨC")]
    pub form: Option<String>,

    /// Cơ quan ra quyết định đó, khi có nhiều quyết định chưa có số [co-quan]
    #[arg(long, alias = "co-quan", value_name = "CƠ-QUAN")]
    pub by: Option<String>,

    /// In giấy khen theo mẫu này: toan-trang (cả trang), phoi-a4, phoi-a3 (chỉ in chữ lên phôi in sẵn), hoặc tên tệp trong
    /// mau/giay-khen/ [giay-khen]
    #[arg(long, alias = "giay-khen", value_name = "MẪU")]
    pub certificate: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub workspace: WorkspaceArgs,

    /// In mỗi dòng một đối tượng JSON: phát hiện, tệp, bảng
    #[arg(long)]
    pub json: bool,

    /// Ghi bản đánh dấu của từng tệp còn chỗ phải sửa, công văn gửi từng đơn vị, và bảng đối chiếu doi-chieu.xlsx [tra-ve]
    #[arg(long = "return", alias = "tra-ve")]
    pub returns: bool,
}

/// Arguments of `forms`.
#[derive(Debug, Args)]
pub(super) struct FormsArgs {
    #[command(flatten)]
    pub workspace: WorkspaceArgs,

    /// Đợt báo cáo ghi sẵn trong biểu: dang-ky, giua-ky hoặc ket-qua (nếu không nêu) [dot]
    #[arg(long, alias = "dot", value_name = "ĐỢT")]
    pub round: Option<String>,
}

/// Arguments of `why`.
#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// Thư mục hội nghị (có hoi-nghi.toml và nop/)
    #[arg(value_name = "THƯ-MỤC", required = true, help_heading = "Tham số")]
    pub folder: Option<PathBuf>,

    /// Con số như in trong báo cáo (1.952, 0,52%, 140/161) hoặc khóa trong so-lieu.json (cong_nhan.co-so.luot)
    #[arg(value_name = "SỐ-LIỆU", help_heading = "Tham số", allow_negative_numbers = true)]
    pub question: Option<String>,

    /// In mọi đơn vị, mọi ô, không thu gọn [het]
    #[arg(long, alias = "het")]
    pub all: bool,

    /// In cây số liệu thành một đối tượng JSON (cho chương trình khác đọc)
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `accept`.
#[derive(Debug, Args)]
pub(super) struct AcceptArgs {
    /// Thư mục hội nghị (có hoi-nghi.toml và nop/)
    #[arg(value_name = "THƯ-MỤC", required = true, help_heading = "Tham số")]
    pub folder: Option<PathBuf>,

    /// Mã quy tắc, ví dụ R33
    #[arg(value_name = "MÃ", help_heading = "Tham số")]
    pub code: Option<String>,

    /// Mã quy tắc, thay cho tham số MÃ [ma]
    #[arg(long = "code", alias = "ma", value_name = "MÃ", conflicts_with = "code")]
    pub named_code: Option<String>,

    /// Tệp có nội dung đó [tep]
    #[arg(long, alias = "tep", value_name = "TỆP")]
    pub file: Option<String>,

    /// Trang tính [trang]
    #[arg(long, alias = "trang", value_name = "TRANG")]
    pub sheet: Option<String>,

    /// Ô, ví dụ C12 [o]
    #[arg(long, alias = "o", value_name = "Ô")]
    pub cell: Option<String>,

    /// Đơn vị [don-vi]
    #[arg(long, alias = "don-vi", value_name = "ĐƠN-VỊ")]
    pub unit: Option<String>,

    /// Lý do [ly-do]
    #[arg(long, alias = "ly-do", value_name = "LÝ-DO")]
    pub reason: Option<String>,

    /// Người giải trình [nguoi]
    #[arg(long, alias = "nguoi", value_name = "NGƯỜI")]
    pub person: Option<String>,
}

/// Arguments of `template`.
#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    #[command(subcommand)]
    pub verb: TemplateVerb,
}

/// What to do with templates.
#[derive(Debug, Subcommand)]
pub(super) enum TemplateVerb {
    /// Thử mọi mẫu trong mau/ với không có, ít và rất nhiều số liệu [thu]
    #[command(alias = "thu", help_template = TEMPLATE)]
    Check {
        /// Thư mục hội nghị; không nêu thì là thư mục đang đứng
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: Option<PathBuf>,
    },
    /// Liệt kê tên, hàm, khối, giá trị mà mẫu dùng được, kèm giá trị của hội nghị [truong]
    #[command(alias = "truong", help_template = TEMPLATE)]
    Fields {
        /// Thư mục hội nghị; không nêu thì giá trị lấy từ dữ liệu mẫu
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: Option<PathBuf>,
    },
    /// Chép một mẫu có sẵn vào mau/ để sửa; tệp đã có thì giữ nguyên [moi]
    #[command(alias = "moi", help_template = TEMPLATE)]
    New {
        /// Tên mẫu, ví dụ bao-cao.md, bang/theo-cap.toml, the-thuc/nd30-2020.toml
        #[arg(value_name = "MẪU", help_heading = "Tham số")]
        name: String,
        /// Thư mục hội nghị; không nêu thì là thư mục đang đứng
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: Option<PathBuf>,
    },
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Mã quy tắc, ví dụ R15
    #[arg(value_name = "MÃ", help_heading = "Tham số")]
    pub code: Option<String>,
}

/// Arguments of the hidden verb: the limits of the run that started it.
#[derive(Debug, Args)]
pub(super) struct ReadApartArgs {
    /// `o_toi_da`
    pub cells: usize,
    /// `giai_nen_mib`
    pub unpacked_mib: u64,
    /// `bo_nho_mib`
    pub memory_mib: u64,
}

/// The workspace and where its outputs go.
#[derive(Debug, Args)]
pub(super) struct WorkspaceArgs {
    /// Thư mục hội nghị (có hoi-nghi.toml và nop/), hoặc thư mục chứa các tệp biểu
    #[arg(value_name = "THƯ-MỤC", required = true, help_heading = "Tham số")]
    pub folder: Option<PathBuf>,

    /// Ghi kết quả vào thư mục này thay cho ket-qua/ [ra]
    #[arg(long, alias = "ra", value_name = "THƯ-MỤC")]
    pub out: Option<PathBuf>,
}

/// What the arguments say.
pub(super) enum Parsed {
    /// A verb to run.
    Verb(Verb),
    /// Help or version to print.
    Help(String),
    /// A fault, in Vietnamese.
    Fault(String),
}

/// Reads the arguments.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Parsed {
    let args: Vec<OsString> = args.into_iter().collect();
    if asks_for_help(&args) {
        return Parsed::Help(in_vietnamese(&Cli::command().render_long_help().to_string()));
    }
    let result = Cli::command().try_get_matches_from(&args).and_then(|matches| Cli::from_arg_matches(&matches));
    match result {
        Ok(Cli { verb: Some(verb), .. }) => Parsed::Verb(verb),
        Ok(Cli { verb: None, report, .. }) => match mistyped(report.workspace.folder.as_deref()) {
            Some(fault) => Parsed::Fault(fault),
            None => Parsed::Verb(Verb::Report(report)),
        },
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Help(in_vietnamese(&error.render().to_string())),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Fault(in_vietnamese(&error.render().to_string())),
            kind => Parsed::Fault(misplaced(&args).unwrap_or_else(|| fault(kind, &error))),
        },
    }
}

/// "help", "trợ giúp", "/?": what people type first.
fn asks_for_help(args: &[OsString]) -> bool {
    let [_, word] = args else { return false };
    let word = word.to_string_lossy();
    let asked = matches!(name::slug_words(&word).as_str(), "help" | "tro giup" | "giup") || matches!(&*word, "/?" | "-?" | "?");
    asked && !Path::new(&*word).exists() && !word.starts_with("--")
}

/// The few words of the help that its builder cannot be given.
fn in_vietnamese(help: &str) -> String {
    help.replace("[OPTIONS]", "[TÙY CHỌN]").replace("<THƯ-MỤC>", "THƯ-MỤC").replace("<BẢN-CHỐT>", "BẢN-CHỐT")
}

/// Verbs that take more than a folder.
const TAKE_MORE: &[&str] =
    &["explain", "giai-thich", "accept", "giai-trinh", "chap-nhan", "why", "truy-nguon", "verify-seal", "doi-chieu-ban-chot"];

/// What two or more names that are no options most often are: a verb mistyped, or a folder whose name has spaces.
fn misplaced(args: &[OsString]) -> Option<String> {
    let mut plain = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| !arg.starts_with('-'));
    let (first, second) = (plain.next()?, plain.next()?);
    let command = Cli::command();
    let verbs = || command.get_subcommands().flat_map(|verb| std::iter::once(verb.get_name()).chain(verb.get_all_aliases()));
    if verbs().any(|verb| verb == first) {
        let folder: Vec<_> = std::iter::once(second).chain(plain).collect();
        return (folder.len() > 1 && !TAKE_MORE.contains(&first.as_ref())).then(|| quote_it(&first, &folder.join(" ")));
    }
    match name::nearest(&first, verbs()) {
        Some(near) => Some(format!("Lỗi: không có lệnh “{first}”; có phải là “{near}”?\n{USAGE}")),
        None => Some(quote_it("report", &format!("{first} {second}"))),
    }
}

/// A single word that is no folder, but nearly a verb.
fn mistyped(folder: Option<&Path>) -> Option<String> {
    let folder = folder.filter(|folder| !folder.exists())?;
    let word = folder.to_string_lossy();
    let command = Cli::command();
    let verbs = command.get_subcommands().flat_map(|verb| std::iter::once(verb.get_name()).chain(verb.get_all_aliases()));
    let near = name::nearest(&word, verbs)?;
    Some(format!("Lỗi: không có lệnh hay thư mục nào tên “{word}”; có phải là lệnh “{near}”?\n{USAGE}"))
}

fn quote_it(verb: &str, folder: &str) -> String {
    format!(
        "Lỗi: mỗi lần chỉ làm với một thư mục. Tên thư mục có dấu cách thì đặt trong dấu ngoặc kép, như: tongket {verb} \"{folder}\"\n{USAGE}"
    )
}

const USAGE: &str = "Cách dùng: tongket [LỆNH] THƯ-MỤC (xem tongket --help)";

fn fault(kind: ErrorKind, error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let message = match kind {
        ErrorKind::UnknownArgument => {
            let suggested = context(ContextKind::SuggestedArg);
            let hint = if suggested.is_empty() { String::new() } else { format!("; có phải là {suggested}?") };
            format!("không có tùy chọn “{argument}”{hint}")
        }
        ErrorKind::InvalidSubcommand => format!("không có lệnh “{}”", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument if argument.contains("BẢN-CHỐT") => {
            "thiếu tệp bản chốt, như ket-qua/chot-2016-2020.zip".to_owned()
        }
        ErrorKind::MissingRequiredArgument => "thiếu thư mục hội nghị (thư mục đang mở thì ghi dấu chấm)".to_owned(),
        ErrorKind::ArgumentConflict => format!("“{argument}” được nêu hai lần hoặc không đi cùng tùy chọn khác"),
        ErrorKind::InvalidValue | ErrorKind::NoEquals if context(ContextKind::InvalidValue).is_empty() => {
            format!("“{argument}” cần một giá trị đi kèm")
        }
        ErrorKind::TooManyValues => format!("“{argument}” không nhận giá trị đi kèm"),
        ErrorKind::InvalidUtf8 => "có tham số không phải chữ đọc được".to_owned(),
        _ => format!("không hiểu tham số “{argument}”"),
    };
    let stop = if message.ends_with('?') { "" } else { "." };
    format!("Lỗi: {message}{stop}\n{USAGE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let args = std::iter::once("tongket").chain(words.iter().copied()).map(OsString::from);
        let said = match parse(args) {
            Parsed::Fault(text) => text,
            Parsed::Help(_) => "trợ giúp".to_owned(),
            Parsed::Verb(_) => "lệnh".to_owned(),
        };
        assert_eq!(said.lines().next(), Some(expected), "{words:?}");
    }

    #[test]
    fn slips_on_the_command_line_are_told_with_what_was_meant() {
        check(&["reprt", "x"], "Lỗi: không có lệnh “reprt”; có phải là “report”?");
        check(&["chek"], "Lỗi: không có lệnh hay thư mục nào tên “chek”; có phải là lệnh “check”?");
        let spaces =
            "Lỗi: mỗi lần chỉ làm với một thư mục. Tên thư mục có dấu cách thì đặt trong dấu ngoặc kép, như: tongket report";
        check(&["report", "Hoi", "nghi", "2020"], &format!("{spaces} \"Hoi nghi 2020\""));
        check(&["Hoi", "nghi"], &format!("{spaces} \"Hoi nghi\""));
        check(&["report", "x", "--fnal"], "Lỗi: không có tùy chọn “--fnal”; có phải là --final?");
        check(&["report"], "Lỗi: thiếu thư mục hội nghị (thư mục đang mở thì ghi dấu chấm).");
        check(&["check", "x", "--json=1"], "Lỗi: “--json” không nhận giá trị đi kèm.");
        check(&["help"], "trợ giúp");
        check(&["/?"], "trợ giúp");
        check(&["kiểm", "tra", "x"], "Lỗi: không có lệnh “kiểm”; có phải là “kiem-tra”?");
        check(&["verify-seal"], "Lỗi: thiếu tệp bản chốt, như ket-qua/chot-2016-2020.zip.");
        check(&["verify-seal", "chot.zip", "hoi-nghi"], "lệnh");
        check(&["check", "x"], "lệnh");
    }
}
