//! A small conference made by hand, for the tests of this module: one ward that sent, one commune that did not, the
//! city's own agencies.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::Overrides;
use crate::document::Layout;
use crate::model::{
    Assessment, Authority, Award, AwardForm, AwardGroup, AwardRow, Baseline, Cell, Comparison, ConferenceKind, Content, Counts,
    Date, Dossier, Field, FieldGroup, FieldId, FindingCount, Form, FormName, IndicatorPart, IndicatorResult, Kind, Known, Level,
    LevelId, LevelSet, Limits, ListOrder, Model, Office, Origin, Owner, Period, Reading, Reason, RecognisedAt, Recognition,
    RowRef, SheetInfo, SubPeriodId, Summary, Table, Target, Turnout, Unit, UnitId, UnitSummary, UnitTree, When,
};

pub(super) fn layout() -> Layout {
    super::template::layout(&overrides(), "nd30-2020").expect("the built-in profile")
}

pub(super) fn overrides() -> Overrides {
    Overrides::new()
}

fn level(code: &str, name: &str) -> Level {
    Level { code: code.into(), name: name.into(), aliases: Vec::new(), from: None, to: None }
}

fn field(code: &str, name: &str) -> Field {
    Field { code: code.into(), name: name.into(), aliases: Vec::new() }
}

fn office() -> Office {
    Office {
        profile: "hd36-2018".into(),
        name: "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”".into(),
        superior: "THÀNH ỦY RẠCH GIÁ".into(),
        number: Some(12),
        symbol: "BC/BCĐ".into(),
        place: "Rạch Giá".into(),
        signed_on: Date::new(2020, 8, 20),
        authority_line: "T/M BAN CHỈ ĐẠO".into(),
        post: "TRƯỞNG BAN".into(),
        signer: "Nguyễn Văn A".into(),
        recipients: vec!["Ban Dân vận Tỉnh ủy (để báo cáo);".into(), "Các phường, xã".into()],
        ..Office::default()
    }
}

fn authority() -> Authority {
    let period = |text: &str| Period::parse(text).expect("a period");
    Authority {
        conference: ConferenceKind::Final,
        title: "phong trào thi đua “Dân vận khéo” giai đoạn 2016 - 2020".into(),
        period: period("2016-2020"),
        sub_periods: vec![period("2016-2018"), period("2019-2020")],
        date: Date::new(2020, 8, 21),
        deadline: None,
        root: "Thành phố Rạch Giá".into(),
        office: office(),
        levels: vec![level("co-so", "cấp cơ sở"), level("huyen", "cấp thành phố")],
        fields: vec![
            field("kinh-te", "Kinh tế"),
            field("van-hoa-xa-hoi", "Văn hóa - xã hội"),
            field("quoc-phong-an-ninh", "Quốc phòng - an ninh"),
        ],
        field_groups: vec![FieldGroup {
            name: "Kinh tế và văn hóa - xã hội".into(), fields: vec![FieldId(0), FieldId(1)]
        }],
        forms: vec![AwardForm {
            code: "giay-khen".into(),
            name: "Giấy khen".into(),
            aliases: Vec::new(),
            bodies: Vec::new(),
            certifies: false,
            printed: true,
            from: None,
            to: None,
        }],
        indicators: Vec::new(),
        previous_lists: None,
        baseline: Some(Baseline { year: Some(2015), figures: Vec::new() }),
        assessment: Assessment {
            strengths: vec!["Phong trào được *hưởng ứng* rộng rãi.".into()],
            directions: vec!["Tiếp tục đẩy mạnh phong trào.".into()],
            ..Assessment::default()
        },
        targets: vec![Target {
            name: "Tổ dân vận đạt tiêu chuẩn “Tổ dân vận khéo”".into(),
            qualifier: Some("trên".into()),
            value: Decimal::from(60),
            unit: "%".into(),
        }],
        quotas: Vec::new(),
        scoring: crate::model::Scoring::default(),
        requests: crate::model::Requests::default(),
        papers: crate::model::PaperSettings::default(),
        roll_up_forms: false,
        explanations: Vec::new(),
        synonyms: Vec::new(),
        pins: Vec::new(),
        order: ListOrder::Unit,
        exemplars_per_field: 2,
        leaders: 3,
        opinions: crate::model::OpinionSettings::default(),
        charts: true,
        limits: Limits::default(),
        known: Known::default(),
    }
}

fn units() -> UnitTree {
    let unit = |name: &str, parent: Option<UnitId>| Unit { name: name.into(), parent, owes: parent.is_some(), ..Unit::default() };
    let root = Some(UnitId(0));
    UnitTree::new(vec![unit("Thành phố Rạch Giá", None), unit("Phường An Hòa", root), unit("Xã Phi Thông", root)], true)
}

fn award(recipient: Option<&str>, owner: Option<Owner>, quantity: u32) -> AwardRow {
    AwardRow {
        row: 0,
        unit: None,
        honorific: None,
        recipient: recipient.map(Into::into),
        position: None,
        owner,
        form: FormName { code: "giay-khen".into(), name: "Giấy khen".into() },
        body: Some("UBND thành phố Rạch Giá".into()),
        decision: Some("2101/QĐ-UBND".into()),
        date: Date::new(2020, 8, 18),
        reason: Reason::Model,
        model: Some("Khéo vận động".into()),
        achievement: None,
        proposed: false,
        quantity,
        events: false,
        cumulative: false,
        note: None,
    }
}

fn table(form: Form, sheet: u16, content: Content) -> Table {
    Table {
        sheet,
        form,
        heading: (Cell { row: 0, col: 0 }, Cell { row: 0, col: 5 }),
        columns: Vec::new(),
        context: 0,
        units: Vec::new(),
        content,
        totals: Vec::new(),
        left_out: Vec::new(),
        rows: 0,
    }
}

fn reading() -> Reading {
    let sheet = |name: &str| SheetInfo { name: name.into(), hidden: false, turned: false, passed_over: None };
    let awards = vec![
        award(Some("Hội Nông dân phường An Hòa"), Some(Owner::Collective), 1),
        award(Some("Ông Trần Văn Bình"), Some(Owner::Individual), 1),
        award(Some("Lê Thị Ánh"), Some(Owner::Individual), 1),
        award(None, None, 39),
    ];
    Reading {
        path: "nop/an-hoa.xlsx".into(),
        sheets: vec![sheet("Biểu 1"), sheet("Biểu 2")],
        tables: vec![
            table(Form::Models, 0, Content::Models(vec![crate::model::ModelRow { row: 6, ..Default::default() }])),
            table(Form::Awards, 1, Content::Awards(awards)),
        ],
        ..Reading::default()
    }
}

fn model() -> Model {
    let at = |year, sub| Recognition {
        level: LevelId(0),
        when: When::Year(year),
        sub_period: Some(SubPeriodId(sub)),
        counts: true,
        at: Origin::cell(0, 0, 6, 9),
    };
    Model {
        name: "Khéo vận động [phát triển] kinh tế".into(),
        performer: Some("Hội Nông dân phường An Hòa".into()),
        kind: Some(Kind::Model),
        owner: Some(Owner::Collective),
        field: Some(FieldId(0)),
        first_year: Some(2016),
        levels: LevelSet::from_iter([LevelId(0)]),
        effective: Some(true),
        recognitions: vec![at(2018, 0), at(2016, 0)],
        featured: true,
        outcome: Some("Giúp 20 hộ thoát nghèo.".into()),
        rows: vec![RowRef { file: 0, table: 0, row: 0 }],
        ..Model::of_unit(UnitId(1))
    }
}

/// The dossier; its awards are rows 0 to 3 of table 1.
pub(super) fn dossier() -> Dossier {
    Dossier {
        authority: authority(),
        units: units(),
        readings: vec![reading()],
        submitters: Vec::new(),
        submissions: Vec::new(),
        models: vec![model()],
        awards: (0..4).map(|row| Award { unit: UnitId(1), row: RowRef { file: 0, table: 1, row } }).collect(),
        stated: Vec::new(),
        stated_groups: Vec::new(),
        indicators: Vec::new(),
        remarks: Vec::new(),
        opinions: Vec::new(),
        figures: Vec::new(),
        misreads: Vec::new(),
        repeated: Vec::new(),
        shared: Vec::new(),
        previous: None,
    }
}

fn counts(total: u32, events: Option<u32>, owners: Option<[u32; 2]>) -> Counts {
    Counts {
        total: Some(total),
        events,
        owners: owners.map_or([None; 3], |[a, b]| [Some(a), Some(b), Some(0)]),
        ..Counts::default()
    }
}

fn recognised(base: (u32, u32), city: u32) -> Vec<RecognisedAt> {
    let at = |level, counts| RecognisedAt { level: LevelId(level), counts, by_sub_period: Vec::new() };
    vec![at(0, counts(base.0, Some(base.1), None)), at(1, counts(city, Some(city), None))]
}

fn unit_summary(unit: u32, registered: Option<(u32, u32)>, city: u32) -> UnitSummary {
    UnitSummary {
        unit: UnitId(unit),
        code: ["khoi-truc-thuoc", "phuong-an-hoa", "xa-phi-thong"][unit as usize].into(),
        direct: unit == 0,
        sent: registered.is_some(),
        registered: registered.map_or_else(Counts::default, |(n, _)| counts(n, None, None)),
        registered_at: registered
            .map_or_else(Vec::new, |(n, _)| vec![(LevelId(0), counts(n, None, None)), (LevelId(1), counts(n / 2, None, None))]),
        effective: Counts::default(),
        replicated: Counts::default(),
        nominated: Vec::new(),
        recognised: registered.map_or_else(Vec::new, |(n, events)| recognised((n, events), city)),
    }
}

fn whole() -> UnitSummary {
    let mut whole = unit_summary(0, Some((160, 1952)), 162);
    whole.direct = false;
    whole.registered =
        Counts { fields: vec![(FieldId(0), 40), (FieldId(1), 100), (FieldId(2), 20)], ..counts(160, None, Some([151, 9])) };
    whole.registered_at = vec![(LevelId(0), counts(160, None, None)), (LevelId(1), counts(75, None, None))];
    whole.recognised[0].counts.total = Some(1400);
    whole.recognised[1].counts = counts(278, Some(278), Some([250, 28]));
    whole.recognised[1].by_sub_period =
        vec![(SubPeriodId(0), counts(116, Some(116), None)), (SubPeriodId(1), counts(162, Some(162), Some([134, 28])))];
    whole
}

fn group(at: u32, owners: [Option<u32>; 3], total: u32, rows: std::ops::Range<u32>) -> AwardGroup {
    AwardGroup {
        form: FormName { code: "giay-khen".into(), name: "Giấy khen".into() },
        body: "UBND thành phố Rạch Giá".into(),
        reason: Reason::Model,
        proposed: at == 1,
        cumulative: at == 2,
        owners,
        total,
        collective_events: false,
        individual_events: at == 2,
        rows: rows.map(|row| RowRef { file: 0, table: 1, row }).collect(),
    }
}

fn indicator(code: &str, name: &str, part: IndicatorPart, value: Option<Decimal>, ratio: Option<(u32, u32)>) -> IndicatorResult {
    IndicatorResult {
        code: code.into(),
        name: name.into(),
        part,
        field: None,
        unit: if ratio.is_some() { "xã".into() } else { "%".into() },
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

/// The summary, with the part of `so-lieu.json` that goes with it.
pub(super) fn summary() -> Summary {
    Summary {
        turnout: Turnout { owing: vec![UnitId(1), UnitId(2)], sent: vec![UnitId(1)], late: Vec::new(), missing: vec![UnitId(2)] },
        whole: whole(),
        new: None,
        maintained: None,
        by_unit: vec![unit_summary(1, Some((100, 1900)), 116), unit_summary(2, None, 0), unit_summary(0, Some((60, 52)), 46)],
        awards: vec![
            group(0, [Some(1), Some(2), Some(0)], 3, 0..3),
            group(1, [None; 3], 39, 3..4),
            group(2, [Some(132), Some(180), Some(0)], 312, 0..0),
        ],
        indicators: vec![
            indicator("ty-le-ho-ngheo", "Tỷ lệ hộ nghèo", IndicatorPart::General, Some(Decimal::new(52, 2)), None),
            indicator("quy-che", "Số xã có quy chế công tác dân vận", IndicatorPart::Steering, None, Some((140, 161))),
        ],
        comparisons: vec![Comparison {
            path: "dang_ky.theo_cap.huyen.tong".into(),
            now: Some(Decimal::from(75)),
            before: Decimal::from(50),
            change: Some(Decimal::from(25)),
        }],
        findings: FindingCount::default(),
        json: figures(),
    }
}

fn object(total: Option<u32>, events: Option<u32>, owners: Option<[u32; 2]>) -> Value {
    json!({
        "tong": total, "luot": events, "tap_the": owners.map(|o| o[0]), "ca_nhan": owners.map(|o| o[1]),
        "ho_gia_dinh": owners.map(|_| 0), "mo_hinh": null, "dien_hinh": null, "theo_linh_vuc": null
    })
}

fn figures() -> Value {
    let mut registered = object(Some(160), None, Some([151, 9]));
    registered["theo_linh_vuc"] = json!({"kinh-te": 40, "van-hoa-xa-hoi": 100, "quoc-phong-an-ninh": 20});
    registered["theo_cap"] = json!({"co-so": object(Some(160), None, None), "huyen": object(Some(75), None, None)});
    registered["moi"] = Value::Null;
    registered["duy_tri"] = Value::Null;
    let mut city = object(Some(278), Some(278), Some([250, 28]));
    city["theo_giai_doan"] =
        json!({"2016-2018": object(Some(116), Some(116), None), "2019-2020": object(Some(162), Some(162), Some([134, 28]))});
    json!({
        "phien_ban": 1,
        "hoi_nghi": {"loai": "tong-ket", "ten": "phong trào", "ky": "2016-2020"},
        "don_vi": {"ten": "Thành phố Rạch Giá", "cap": "huyen"},
        "nop": {"phai_nop": 2, "da_nop": 1, "nop_muon": 0, "chua_nop": ["Xã Phi Thông"]},
        "dang_ky": registered,
        "hieu_qua": object(None, None, None),
        "nhan_rong": object(None, None, None),
        "de_nghi": {"co-so": object(None, None, None), "huyen": object(None, None, None)},
        "cong_nhan": {"co-so": object(Some(1400), Some(1952), None), "huyen": city},
        "khen_thuong": [], "chi_tieu": [], "so_sanh": []
    })
}
