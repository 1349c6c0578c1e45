//! The main part of a workbook: its sheets in order, and a new one placed first.
//!
//! The trap: other entries refer to sheets by their place in this list (active tab, names of one sheet only), and all of
//! these places move when a sheet is placed first. Calculation chains and macros refer to ids, which do not.

use super::Refusal;
use super::package::Package;
use super::relations;
use super::words;
use super::xml::{self, Edits, Element};

/// The main namespace of a Strict workbook; Transitional ones have another.
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT_RELATIONS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const TRANSITIONAL_RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What stands between the list of sheets and the names, that list included.
const UP_TO_NAMES: [&str; 3] = ["sheets", "functionGroups", "externalReferences"];

/// A sheet of the list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// Its name.
    pub name: String,
    /// Id of its relation.
    relation: String,
    id: u32,
    /// Its part, where it is told.
    pub part: Option<String>,
    /// A worksheet, and not a chart or a macro.
    pub is_worksheet: bool,
    /// Hidden or very hidden.
    pub hidden: bool,
}

/// What the main part says.
#[derive(Debug)]
pub(super) struct Book {
    /// The main part.
    pub part: String,
    /// The sheets in their order.
    pub sheets: Vec<Listed>,
    /// ISO Strict, with its own namespaces.
    strict: bool,
    /// How many windows show the workbook.
    pub views: usize,
}

impl Book {
    /// Reads the main part.
    ///
    /// # Errors
    ///
    /// [`Refusal::Signed`]; [`Refusal::Unusual`] if the main part or its list of sheets is not found.
    pub(super) fn open(package: &mut Package<'_>) -> Result<Self, Refusal> {
        let top = relations::relations(package, "")?;
        if package.has_folder("_xmlsignatures/") || top.iter().any(|r| r.kind == "origin") {
            return Err(Refusal::Signed);
        }
        let main = top.into_iter().find(|relation| relation.kind == "officeDocument").and_then(|relation| relation.part);
        let part = main.ok_or(Refusal::Unusual)?;
        let relations = relations::relations(package, &part)?;
        let text = package.needed(&part)?;
        let root = xml::root(&text).ok_or(Refusal::Unusual)?;
        let strict = root.tag.attributes().any(|a| a.value == STRICT);
        let parts = xml::children(&text, &root.inside);
        let list = child(&parts, "sheets").ok_or(Refusal::Unusual)?;
        let mut sheets = Vec::new();
        for entry in xml::children(&text, &list.inside) {
            let relation = entry.tag.local_attribute("id").map(|a| words::unescaped(a.value)).unwrap_or_default();
            let target = relations.iter().find(|r| r.id == relation);
            sheets.push(Listed {
                name: words::unescaped(entry.tag.get("name").ok_or(Refusal::Unusual)?),
                id: entry.tag.number("sheetId").unwrap_or(0),
                part: target.and_then(|r| r.part.clone()),
                is_worksheet: target.is_some_and(|r| r.kind == "worksheet"),
                hidden: matches!(entry.tag.get("state"), Some("hidden" | "veryHidden")),
                relation,
            });
        }
        let views = child(&parts, "bookViews").map_or(1, |views| xml::children(&text, &views.inside).len());
        Ok(Self { part, sheets, strict, views })
    }

    /// The worksheets in their order; places of findings count these.
    pub(super) fn worksheets(&self) -> Vec<&Listed> {
        self.sheets.iter().filter(|sheet| sheet.is_worksheet).collect()
    }

    /// The namespace of sheets and notes.
    pub(super) fn namespace(&self) -> &'static str {
        if self.strict { STRICT } else { TRANSITIONAL }
    }

    /// The namespace of the ids of relations.
    pub(super) fn relations_namespace(&self) -> &'static str {
        if self.strict { STRICT_RELATIONS } else { TRANSITIONAL_RELATIONS }
    }

    /// The type of a relation.
    pub(super) fn relation_kind(&self, kind: &str) -> String {
        format!("{}/{kind}", self.relations_namespace())
    }

    /// A part's name in the folder of the main part.
    pub(super) fn sibling(&self, name: &str) -> String {
        self.part.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
    }

    /// The wanted name, or one like it that no sheet has besides those that go.
    pub(super) fn free_sheet_name(&self, wanted: &str, gone: &[usize]) -> String {
        let kept = || self.sheets.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, sheet)| sheet);
        let names = std::iter::once(wanted.to_owned()).chain((2..).map(|n: u32| format!("{wanted} ({n})")));
        let is_free = |name: &String| kept().all(|sheet| sheet.name.to_lowercase() != name.to_lowercase());
        names.into_iter().find(is_free).unwrap_or_default()
    }

    /// Lists a sheet first and shows it, takes out those at the places in `gone`, and moves every place that is named.
    /// `relation`: the id of the new sheet's relation; `heading`: its rows repeated on every page, "1:5".
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if the main part is not as it was.
    pub(super) fn place_first(&self, package: &mut Package<'_>, new: &NewSheet<'_>, gone: &[usize]) -> Result<(), Refusal> {
        let text = package.needed(&self.part)?;
        let root = xml::root(&text).ok_or(Refusal::Unusual)?;
        let parts = xml::children(&text, &root.inside);
        let prefix = root.tag.prefix();
        let mut edits = Edits::default();
        let list = child(&parts, "sheets").ok_or(Refusal::Unusual)?;
        let entries = xml::children(&text, &list.inside);
        let first = entries.first().ok_or(Refusal::Unusual)?;
        // Its prefix may be declared on each entry alone.
        let relation = first.tag.local_attribute("id").map_or("r:id", |a| a.name);
        let declared = format!("xmlns:{}", relation.split(':').next().unwrap_or("r"));
        let declaration = match root.tag.get(&declared) {
            Some(_) => String::new(),
            None => format!(" {declared}=\"{}\"", self.relations_namespace()),
        };
        let id = self.sheets.iter().map(|sheet| sheet.id).max().unwrap_or(0) + 1;
        let name = words::attribute(new.name);
        edits.insert(
            first.at.start,
            format!("<{prefix}sheet{declaration} name=\"{name}\" sheetId=\"{id}\" {relation}=\"{}\"/>", new.relation),
        );
        for &at in gone {
            edits.replace(entries.get(at).ok_or(Refusal::Unusual)?.at.clone(), "");
        }
        if let Some(views) = child(&parts, "bookViews") {
            for view in xml::children(&text, &views.inside) {
                edits.set(&view.tag, "activeTab", 0);
                edits.set(&view.tag, "firstSheet", 0);
            }
        }
        let quoted = words::attribute(&new.name.replace('\'', "''"));
        let titles = format!(
            "<{prefix}definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'{quoted}'!${}:${}</{prefix}definedName>",
            new.heading, new.heading
        );
        if let Some(names) = child(&parts, "definedNames") {
            move_places(&text, names, gone, &mut edits);
            edits.append(&text, names, &titles);
        } else {
            let follow = parts.iter().skip_while(|part| part.at.start < list.at.start);
            let above = follow.take_while(|part| UP_TO_NAMES.contains(&part.tag.local()));
            let at = above.map(|part| part.at.end).last().unwrap_or(list.at.end);
            edits.insert(at, format!("<{prefix}definedNames>{titles}</{prefix}definedNames>"));
        }
        let text = edits.apply(&text);
        package.put(&self.part, text)
    }

    /// Takes the sheets at some places out of the package.
    ///
    /// # Errors
    ///
    /// [`Refusal::Unusual`] if their relations are not found.
    pub(super) fn remove_parts(&self, package: &mut Package<'_>, gone: &[usize]) -> Result<(), Refusal> {
        for listed in gone.iter().filter_map(|&at| self.sheets.get(at)) {
            if let Some(part) = &listed.part {
                relations::remove(package, part)?;
            }
            let name = relations::relations_name(&self.part);
            let text = package.needed(&name)?;
            let root = xml::root(&text).ok_or(Refusal::Unusual)?;
            let mut edits = Edits::default();
            for relation in xml::children(&text, &root.inside) {
                if relation.tag.get("Id").map(words::unescaped).as_deref() == Some(&listed.relation) {
                    edits.replace(relation.at, "");
                }
            }
            let text = edits.apply(&text);
            package.put(&name, text)?;
        }
        Ok(())
    }
}

/// Names that belong to one sheet say so by its place; those of a sheet that goes go with it.
fn move_places(text: &str, names: &Element<'_>, gone: &[usize], edits: &mut Edits) {
    for name in xml::children(text, &names.inside) {
        let Some(place) = name.tag.number("localSheetId").and_then(|n| usize::try_from(n).ok()) else { continue };
        if gone.contains(&place) {
            edits.replace(name.at, "");
        } else {
            let before = gone.iter().filter(|&&at| at < place).count();
            edits.set(&name.tag, "localSheetId", place + 1 - before);
        }
    }
}

/// A sheet to be placed first.
pub(super) struct NewSheet<'n> {
    /// Its name.
    pub name: &'n str,
    /// Id of its relation.
    pub relation: &'n str,
    /// The row of its table's heading, from 1: repeated on every page.
    pub heading: u32,
}

/// The first element of a name.
pub(super) fn child<'e, 't>(elements: &'e [Element<'t>], name: &str) -> Option<&'e Element<'t>> {
    elements.iter().find(|element| element.tag.local() == name)
}
