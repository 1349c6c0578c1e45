//! The scheme (levels, fields, forms of commendation, indicators) from its tables and the defaults.
//!
//! The trap: a declared entry keeps the default's names as synonyms by its `ma`, but never one that another declared
//! entry claims for itself, else "xã" could mean two levels.

use std::collections::BTreeMap;

use super::defaults::{self, Named};
use super::log::offer;
use super::reader::{Item, Section};
use super::schema;
use crate::model::{AwardBody, AwardForm, Date, Field, FieldGroup, FieldId, Level, LevelSet, name};

/// More entries than this cannot be numbered.
pub(super) const MOST: usize = 250;

/// One entry with a code and names.
pub(super) struct Entry<'a> {
    pub section: Section<'a>,
    pub code: String,
    pub name: String,
    /// `ten_khac`.
    own: Vec<String>,
    /// Names and abbreviations of the default with the same code.
    inherited: Vec<String>,
}

impl Entry<'_> {
    /// `ten_khac` and then what the default adds.
    pub fn aliases(&self) -> Vec<String> {
        self.own.iter().chain(&self.inherited).cloned().collect()
    }

    pub fn spellings(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.own)
    }
}

/// Reads the entries of one array of tables; those without a usable code or name are left out (and are faults).
pub(super) fn entries<'a>(root: &Section<'a>, key: &str, known: &[&str], defaults: &[Named<'_>], most: usize) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for section in root.entries(key) {
        section.known(known);
        let code = section.required("ma").map(|code| plain_code(&section, code)).filter(|code| !code.is_empty());
        let default = defaults.iter().find(|(known_code, ..)| code.as_deref() == Some(known_code));
        let name = match default {
            Some(&(_, name, _)) if !section.has("ten") => Some(name.to_owned()),
            _ => section.required("ten"),
        };
        let own = section.texts("ten_khac");
        let (Some(code), Some(name)) = (code, name) else { continue };
        let inherited = default.map_or_else(Vec::new, |&(_, default_name, aliases)| {
            std::iter::once(default_name).chain(aliases.iter().copied()).map(str::to_owned).collect()
        });
        entries.push(Entry { section, code, name, own, inherited });
    }
    if let Some(entry) = entries.get(most) {
        entry.section.fault("ma", format!("quá {most} mục trong một danh mục"));
    }
    entries.truncate(most);
    settle_names(&mut entries);
    entries
}

/// `ma` is an identifier: it becomes part of keys and template variables. One that is not plain is a fault, and is taken as
/// what it should be, so that nothing that refers to it is a fault too.
fn plain_code(section: &Section<'_>, code: String) -> String {
    let plain = name::slug(&code);
    if plain == code {
        return code;
    }
    let hint = if plain.is_empty() { String::new() } else { format!("; viết là “{plain}”") };
    section.fault("ma", format!("mã “{code}” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối{hint}"));
    plain
}

/// Codes and spellings claimed twice are faults; inherited synonyms give way to declared ones.
fn settle_names(entries: &mut [Entry<'_>]) {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut spellings: BTreeMap<String, (String, String)> = BTreeMap::new();
    for entry in entries.iter() {
        if let Some(first) = codes.insert(entry.code.clone(), entry.name.clone()) {
            entry.section.fault("ma", format!("mã “{}” đã dùng cho “{first}”; mỗi mục cần một mã riêng", entry.code));
            continue;
        }
        for spelling in entry.spellings() {
            let claim = (entry.code.clone(), entry.name.clone());
            if let Some((code, first)) = spellings.insert(name::key(spelling), claim)
                && code != entry.code
            {
                let key = if *spelling == entry.name { "ten" } else { "ten_khac" };
                entry
                    .section
                    .fault(key, format!("tên “{spelling}” đã dùng cho “{first}” (mã “{code}”); một tên chỉ chỉ một mục"));
            }
        }
    }
    for entry in entries {
        let code = entry.code.clone();
        entry.inherited.retain(|alias| spellings.get(&name::key(alias)).is_none_or(|(owner, _)| *owner == code));
        let own: Vec<String> = entry.spellings().map(|spelling| name::key(spelling)).collect();
        entry.inherited.retain(|alias| !own.contains(&name::key(alias)));
    }
}

/// `[[cap]]`, or the default levels of the day.
pub(super) fn levels(root: &Section<'_>, on: Option<Date>) -> Vec<Level> {
    let declared = entries(root, "cap", schema::LEVEL, defaults::LEVELS, LevelSet::MOST);
    if declared.is_empty() {
        return defaults::levels(on);
    }
    let level = |entry: &Entry<'_>| {
        let (from, to) = entry.section.years();
        Level { code: entry.code.clone(), name: entry.name.clone(), aliases: entry.aliases(), from, to }
    };
    declared.iter().map(level).collect()
}

/// `[[linh_vuc]]`, or the default fields.
pub(super) fn fields(root: &Section<'_>) -> Vec<Field> {
    let declared = entries(root, "linh_vuc", schema::FIELD, defaults::FIELDS, MOST);
    if declared.is_empty() {
        return defaults::fields();
    }
    let field = |entry: &Entry<'_>| Field { code: entry.code.clone(), name: entry.name.clone(), aliases: entry.aliases() };
    declared.iter().map(field).collect()
}

/// The field of a code, or a fault with the nearest.
pub(super) fn field_of(section: &Section<'_>, at: usize, code: &str, fields: &[Field]) -> Option<FieldId> {
    let found = fields.iter().position(|field| field.code == code).and_then(|i| u8::try_from(i).ok()).map(FieldId);
    if found.is_none() {
        // A name is a natural mistake for its code.
        let by_name = fields.iter().find(|f| std::iter::once(&f.name).chain(&f.aliases).any(|n| name::key(n) == name::key(code)));
        let hint = match by_name {
            Some(field) => format!("; có phải là “{}”?", field.code),
            None => offer(code, fields.iter().map(|field| field.code.as_str())),
        };
        section.fault_at(at, format!("không có lĩnh vực mã “{code}”{hint}"));
    }
    found
}

/// `[[nhom_linh_vuc]]`.
pub(super) fn field_groups(root: &Section<'_>, fields: &[Field]) -> Vec<FieldGroup> {
    let mut groups: Vec<FieldGroup> = Vec::new();
    for section in root.entries("nhom_linh_vuc") {
        section.known(schema::FIELD_GROUP);
        section.must_have("gom");
        let written = section.texts_at("gom");
        let few = section.has("gom") && written.len() < 2;
        let mut members: Vec<FieldId> = Vec::new();
        for (at, code) in written {
            match field_of(&section, at, &code, fields) {
                Some(field) if members.contains(&field) => {
                    section.fault_at(at, format!("lĩnh vực “{code}” ghi hai lần trong “gom”"));
                }
                Some(field) => members.push(field),
                None => {}
            }
        }
        if few {
            section.fault("gom", "“gom” phải có từ hai lĩnh vực trở lên, như gom = [\"kinh-te\", \"van-hoa-xa-hoi\"]");
        }
        if let Some(title) = section.required("ten") {
            if groups.iter().any(|group| name::key(&group.name) == name::key(&title)) {
                section.fault("ten", format!("nhóm lĩnh vực “{title}” ghi hai lần"));
            }
            groups.push(FieldGroup { name: title, fields: members });
        }
    }
    groups
}

/// `tham_quyen`: names of bodies, or tables of a name and the years in which the body is entitled.
fn bodies(section: &Section<'_>) -> Vec<AwardBody> {
    let body = |item: Item<'_>| match item {
        Item::Text(name) => Some(AwardBody { name, from: None, to: None }),
        Item::Table(inner) => {
            inner.known(schema::BODY);
            let (from, to) = inner.years();
            Some(AwardBody { name: inner.required("co_quan")?, from, to })
        }
    };
    section.items("tham_quyen").into_iter().filter_map(body).collect()
}

/// `[[hinh_thuc_khen]]`: the declared forms first, then the defaults that none of them replaces.
pub(super) fn forms(root: &Section<'_>) -> Vec<AwardForm> {
    let declared = entries(root, "hinh_thuc_khen", schema::FORM, defaults::FORMS, MOST);
    let mut forms: Vec<AwardForm> = Vec::new();
    let mut claimed: Vec<String> = Vec::new();
    for entry in &declared {
        let (from, to) = entry.section.years();
        let bodies = bodies(&entry.section);
        claimed.extend(entry.spellings().map(|spelling| name::key(spelling)));
        let certifies = entry.section.flag("chung_nhan").unwrap_or(defaults::certifies(&entry.code));
        let printed = entry.section.flag("in_giay").unwrap_or(certifies || defaults::printed(&entry.code));
        let (code, name) = (entry.code.clone(), entry.name.clone());
        forms.push(AwardForm { code, name, aliases: entry.aliases(), bodies, certifies, printed, from, to });
    }
    for mut form in defaults::forms() {
        if forms.iter().all(|known| known.code != form.code) && !claimed.contains(&name::key(&form.name)) {
            form.aliases.retain(|alias| !claimed.contains(&name::key(alias)));
            forms.push(form);
        }
    }
    forms
}
