//! The synonym table of headings, form by form, as slug words (no marks, no case, no punctuation).
//!
//! The first form's name of a column comes first; older names and those met in submissions follow. The trap: one heading
//! means different columns in different forms ("Mô hình", "Đơn vị"), so every form has its own list.

use crate::model::{Column, Form};

/// Columns and the headings that mean them.
pub(super) type Synonyms = &'static [(Column, &'static [&'static str])];

const INDEX: &[&str] = &["stt", "so tt", "so thu tu", "thu tu", "no"];
const UNIT: &[&str] = &[
    "don vi",
    "ten don vi",
    "xa phuong",
    "phuong xa",
    "xa phuong thi tran",
    "phuong xa thi tran",
    "dia phuong",
    "don vi bao cao",
    "don vi truc thuoc",
    "huyen thanh pho",
    "huyen thi thanh pho",
    "ten xa phuong",
    "ten phuong xa",
    "dia phuong don vi",
    "don vi dia phuong",
    "don vi xa phuong",
    "huyen",
    "xa",
    "phuong",
    "thuoc don vi",
    "don vi hanh chinh",
];
const NAME: &[&str] = &[
    "ten mo hinh dien hinh",
    "ten mo hinh",
    "mo hinh dien hinh",
    "mo hinh",
    "ten mo hinh dan van kheo",
    "mo hinh dan van kheo",
    "noi dung mo hinh",
    "ten mh",
    "ten mh dh",
    "ten dien hinh",
    "ten goi mo hinh",
    "mo hinh dang ky",
    "ten mo hinh dien hinh dan van kheo",
];
const PERFORMER: &[&str] = &[
    "tap the ca nhan thuc hien",
    "tap the ca nhan",
    "don vi ca nhan thuc hien",
    "chu the",
    "chu the thuc hien",
    "tap the ca nhan dang ky",
    "don vi thuc hien",
    "nguoi thuc hien",
    "don vi dang ky",
    "ca nhan tap the",
    "ca nhan tap the thuc hien",
    "don vi ca nhan",
    "tap the ca nhan xay dung",
    "noi dang ky",
];

const MODELS: Synonyms = &[
    (Column::Index, INDEX),
    (Column::Unit, UNIT),
    (Column::Code, &["ma mo hinh", "ma so mo hinh", "ma mh", "ma so", "ma", "ma dinh danh"]),
    (Column::Name, NAME),
    (Column::Performer, PERFORMER),
    (
        Column::Address,
        &["dia chi", "dia ban", "dia diem", "noi thuc hien", "dia ban thuc hien", "dia chi thuc hien", "dia diem thuc hien"],
    ),
    (Column::Kind, &["loai hinh", "loai", "mo hinh hay dien hinh", "loai mo hinh", "mh dh"]),
    (
        Column::Owner,
        &[
            "doi tuong",
            "tap the hay ca nhan",
            "tap the ca nhan ho gia dinh",
            "tt cn",
            "tt cn hgd",
            "loai doi tuong",
            "doi tuong thuc hien",
        ],
    ),
    (
        Column::Field,
        &["linh vuc", "thuoc linh vuc", "linh vuc hoat dong", "linh vuc dang ky", "linh vuc thuc hien", "linh vuc dan van kheo"],
    ),
    (Column::RegisteredYear, &["nam dang ky", "nam", "dang ky nam", "nam thuc hien", "nam xay dung"]),
    (
        Column::Novelty,
        &[
            "dang ky",
            "dang ky moi duy tri",
            "moi duy tri",
            "moi dt",
            "moi hay duy tri",
            "hinh thuc dang ky",
            "tinh chat dang ky",
            "dang ky moi hay duy tri",
        ],
    ),
    (Column::RegisteredLevel, &["cap dang ky", "dang ky cap", "dang ky o cap", "cap", "dang ky tai cap"]),
    (Column::Status, &["tinh trang", "tinh trang thuc hien", "tinh trang hoat dong", "trang thai", "hien trang"]),
    (
        Column::Effective,
        &[
            "phat huy hieu qua",
            "hieu qua",
            "dat hieu qua",
            "hoat dong hieu qua",
            "phat huy hieu qua x",
            "co hieu qua",
            "danh gia hieu qua",
        ],
    ),
    (
        Column::Score,
        &["diem cham", "diem", "tong diem", "so diem", "diem tham dinh", "tong so diem", "diem danh gia", "ket qua cham diem"],
    ),
    (Column::Replicated, &["nhan rong", "nhan rong so noi", "so noi nhan rong", "so noi nhan ra dien rong", "nhan ra dien rong"]),
    (
        Column::NominatedLevel,
        &[
            "de nghi cong nhan cap",
            "de nghi cap",
            "de nghi cong nhan",
            "de nghi cong nhan o cap",
            "de nghi",
            "cap de nghi cong nhan",
            "cap de nghi",
            "de nghi cap tren",
        ],
    ),
    (
        Column::Decision,
        &[
            "so quyet dinh",
            "quyet dinh",
            "so qd",
            "quyet dinh so",
            "so ngay quyet dinh",
            "so ngay quyet dinh cong nhan",
            "quyet dinh cong nhan",
            "so quyet dinh cong nhan",
            "so qd cong nhan",
        ],
    ),
    (Column::Featured, &["neu trong bao cao", "neu bao cao", "dua vao bao cao", "neu trong bao cao x"]),
    (
        Column::Outcome,
        &["ket qua noi bat", "ket qua", "hieu qua noi bat", "ket qua thuc hien", "ket qua dat duoc", "tom tat ket qua"],
    ),
    (Column::Note, &["ghi chu"]),
];

const RECOGNITIONS: Synonyms = &[
    (Column::Index, INDEX),
    (Column::Unit, UNIT),
    (Column::Code, &["ma mo hinh", "ma so mo hinh", "ma mh", "ma so", "ma"]),
    (Column::Name, NAME),
    (Column::Performer, PERFORMER),
    (Column::Level, &["cap", "cap cong nhan", "cong nhan cap", "cong nhan o cap"]),
    (
        Column::When,
        &[
            "nam giai doan",
            "nam",
            "giai doan",
            "nam cong nhan",
            "thoi gian cong nhan",
            "nam hoac giai doan",
            "nam giai doan cong nhan",
            "thoi gian",
        ],
    ),
    (Column::Grade, &["hang", "xep hang", "xep loai", "muc", "hang cong nhan", "muc do"]),
    (Column::Body, &["co quan cong nhan", "don vi cong nhan", "co quan ra quyet dinh", "co quan ban hanh", "co quan quyet dinh"]),
    (Column::Decision, &["so quyet dinh", "quyet dinh so", "so qd", "quyet dinh", "so quyet dinh cong nhan"]),
    (Column::DecisionDate, &["ngay quyet dinh", "ngay ky", "ngay qd", "ngay ban hanh", "ngay"]),
    (Column::Note, &["ghi chu"]),
];

const AWARDS: Synonyms = &[
    (Column::Index, INDEX),
    (Column::Unit, UNIT),
    (Column::Honorific, &["ong ba", "danh xung", "gioi tinh"]),
    (
        Column::Recipient,
        &[
            "ten tap the ca nhan",
            "ho va ten",
            "ho ten",
            "ten tap the",
            "ten ca nhan",
            "ho ten ca nhan",
            "tap the ca nhan",
            "ten",
            "tap the ca nhan duoc khen",
            "tap the ca nhan duoc khen thuong",
            "ho va ten ten tap the",
            "ten tap the ca nhan duoc khen thuong",
            "ho va ten tap the",
            "ten ca nhan tap the",
            "ca nhan tap the",
            "ten don vi ca nhan",
            "don vi ca nhan",
            "doi tuong khen thuong",
            "ten tap the ca nhan ho gia dinh",
            "ten tap the ho ten ca nhan",
        ],
    ),
    (
        Column::Position,
        &[
            "chuc vu don vi",
            "chuc vu",
            "don vi cong tac",
            "chuc vu don vi cong tac",
            "noi cong tac",
            "noi cu tru",
            "dia chi",
            "don vi dia chi",
            "chuc danh",
            "chuc vu noi cong tac",
            "chuc vu don vi cong tac noi cu tru",
            "chuc danh don vi",
            "chuc vu dia chi",
        ],
    ),
    (Column::Owner, &["doi tuong", "tap the hay ca nhan", "tt cn", "tt cn hgd", "loai doi tuong"]),
    (
        Column::AwardForm,
        &["hinh thuc khen", "hinh thuc khen thuong", "hinh thuc", "danh hieu", "khen thuong", "danh hieu hinh thuc khen thuong"],
    ),
    (
        Column::Body,
        &[
            "co quan khen",
            "co quan khen thuong",
            "cap khen",
            "cap khen thuong",
            "don vi khen",
            "co quan tang",
            "co quan quyet dinh",
            "cap quyet dinh",
            "co quan ra quyet dinh",
        ],
    ),
    (
        Column::Decision,
        &[
            "so quyet dinh",
            "quyet dinh so",
            "so qd",
            "quyet dinh",
            "quyet dinh khen thuong",
            "so quyet dinh khen thuong",
            "so ngay quyet dinh",
        ],
    ),
    (Column::DecisionDate, &["ngay quyet dinh", "ngay ky", "ngay qd", "ngay ban hanh", "ngay", "ngay khen"]),
    (Column::Reason, &["noi dung khen", "ly do", "li do", "ly do khen", "noi dung khen thuong", "ly do khen thuong"]),
    (Column::AwardModel, &["mo hinh", "ten mo hinh", "mo hinh dien hinh", "ten mo hinh dien hinh", "mo hinh dan van kheo"]),
    (Column::Achievement, &["thanh tich", "tom tat thanh tich", "noi dung thanh tich", "thanh tich khen thuong"]),
    (Column::AwardState, &["tinh trang", "trang thai", "tinh trang khen thuong"]),
    (Column::Quantity, &["so luong", "sl", "so luong khen"]),
    (Column::EventTick, &["luot", "luot khen", "tinh theo luot"]),
    (Column::Cumulative, &["luy ke", "so luy ke", "cong don"]),
    (Column::Note, &["ghi chu"]),
];

const INDICATORS: Synonyms = &[
    (Column::Index, INDEX),
    (Column::Unit, UNIT),
    (Column::Indicator, &["chi tieu", "ten chi tieu", "noi dung chi tieu", "noi dung", "tieu chi", "chi so"]),
    (Column::UnitOfMeasure, &["don vi tinh", "dvt", "dv tinh", "don vi do"]),
    (Column::Qualifier, &["tu kem", "tu di kem", "tren gan hon"]),
    (
        Column::Value,
        &[
            "thuc hien",
            "ket qua",
            "ket qua thuc hien",
            "so lieu",
            "ky nay",
            "gia tri",
            "so luong",
            "thuc hien ky nay",
            "so thuc hien",
        ],
    ),
    (Column::OutOf, &["tren tong so", "tong so", "mau so", "tong"]),
    (
        Column::Previous,
        &["ky truoc", "ki truoc", "nam truoc", "thuc hien ky truoc", "cung ky", "cung ky nam truoc", "so ky truoc"],
    ),
    (Column::Note, &["ghi chu"]),
];

const ASSESSMENT: Synonyms = &[
    (Column::Index, INDEX),
    (Column::AssessmentHead, &["muc", "de muc", "phan", "noi dung danh gia", "muc danh gia", "tieu de"]),
    (Column::AssessmentText, &["noi dung", "danh gia", "noi dung cu the", "dien giai", "y kien"]),
    (Column::Note, &["ghi chu"]),
];

const SCORES: Synonyms = &[
    (Column::Index, INDEX),
    (Column::Unit, UNIT),
    (Column::Code, &["ma mo hinh", "ma so mo hinh", "ma mh", "ma so", "ma"]),
    (Column::Name, NAME),
    (Column::Level, &["cap", "cap xet", "cap cong nhan", "cap xet cong nhan", "xet cong nhan cap"]),
    (Column::OwnScore(None), &["diem tu cham", "tu cham", "tu cham diem", "tong diem tu cham"]),
    (Column::AppraisedScore(None), &["diem tham dinh", "tham dinh", "tong diem tham dinh"]),
    (Column::Verdict, &["ket qua", "ket qua tham dinh", "ket luan"]),
    (Column::VerdictReason, &["ly do", "li do"]),
    (Column::Note, &["ghi chu"]),
];

/// The columns of a form and their headings.
pub(super) fn synonyms(form: Form) -> Synonyms {
    match form {
        Form::Models => MODELS,
        Form::Recognitions => RECOGNITIONS,
        Form::Awards => AWARDS,
        Form::Indicators => INDICATORS,
        Form::Assessment => ASSESSMENT,
        Form::Scores => SCORES,
        Form::Info | Form::Totals => &[],
    }
}
