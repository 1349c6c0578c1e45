//! What a package is, and the list of a workbook's sheets.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::markup::{Walk, attributes, pick, unescape};
use super::package::Package;
use crate::model::FileFault;

/// The main part of the package.
pub(super) struct MainPart {
    /// "xl/", or empty.
    folder: String,
    /// "workbook.xml".
    name: String,
}

impl MainPart {
    /// The main part itself.
    pub fn path(&self) -> String {
        self.sibling(&self.name)
    }

    /// Its relations.
    pub fn relations(&self) -> String {
        self.sibling(&format!("_rels/{}.rels", self.name))
    }

    /// A part in the same folder, or from the root of the package.
    pub fn target(&self, target: &str) -> String {
        target.strip_prefix('/').map_or_else(|| self.sibling(target), str::to_owned)
    }

    /// A part in the same folder.
    pub fn sibling(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// What the main part lists.
pub(super) struct SheetList {
    /// The worksheets, in workbook order; chart and dialog sheets are passed over.
    pub sheets: Vec<SheetEntry>,
    /// Do dates count from 1904?
    pub is_1904: bool,
    /// The part of the shared strings, if a relation names one.
    pub strings: Option<String>,
    /// The part of the cell formats, likewise.
    pub styles: Option<String>,
}

/// A worksheet of the workbook.
pub(super) struct SheetEntry {
    /// Its name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Its part.
    pub part: String,
}

/// What a zip package is, with its main part.
pub(super) enum Packed {
    /// Excel, .xlsx or .xlsm, Transitional or Strict.
    Xlsx(MainPart),
    /// Excel, binary parts.
    Xlsb(MainPart),
    /// Word.
    Docx(MainPart),
    /// `OpenDocument` spreadsheet.
    Ods,
}

/// Tells what a package is, by its content and not by its name.
///
/// # Errors
///
/// [`FileFault::NotAWorkbook`] for packages without tables, [`FileFault::Damaged`] if the main part is not told.
pub(super) fn packed(package: &mut Package<'_>) -> Result<Packed, FileFault> {
    if let Some(kind) = package.text("mimetype")? {
        return open_document(kind.trim());
    }
    let Some(relations) = package.text("_rels/.rels")? else {
        return Err(if package.has("[Content_Types].xml") {
            FileFault::Damaged
        } else {
            FileFault::NotAWorkbook("tệp nén (.zip)".to_owned())
        });
    };
    let relations = read_relations(&relations)?;
    let mut targets = relations.into_values().filter(|(_, kind)| kind.ends_with("/relationships/officeDocument"));
    let (Some((target, _)), None) = (targets.next(), targets.next()) else { return Err(FileFault::Damaged) };
    let target = unescape(&target)?;
    let path = target.trim_start_matches('/');
    let kind = content_type(package, path)?;
    let part = match path.rfind('/') {
        Some(i) => MainPart { folder: path[..=i].to_owned(), name: path[i + 1..].to_owned() },
        None => MainPart { folder: String::new(), name: path.to_owned() },
    };
    if kind.contains("wordprocessingml") || kind.contains("msword") || part.folder == "word/" {
        Ok(Packed::Docx(part))
    } else if kind.contains("presentationml") || part.folder == "ppt/" {
        Err(FileFault::NotAWorkbook("bài trình chiếu PowerPoint (.pptx)".to_owned()))
    } else if kind.contains("sheet.binary") || path.to_ascii_lowercase().ends_with(".bin") {
        Ok(Packed::Xlsb(part))
    } else {
        Ok(Packed::Xlsx(part))
    }
}

fn open_document(kind: &str) -> Result<Packed, FileFault> {
    match kind.strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("spreadsheet") => Ok(Packed::Ods),
        Some(kind) if kind.starts_with("text") => Err(FileFault::NotAWorkbook("văn bản OpenDocument (.odt)".to_owned())),
        Some(_) => Err(FileFault::NotAWorkbook("tệp OpenDocument, không phải bảng tính".to_owned())),
        None => Err(FileFault::NotAWorkbook("tệp nén (.zip)".to_owned())),
    }
}

/// The content type declared for a part; empty if none is.
fn content_type(package: &mut Package<'_>, path: &str) -> Result<String, FileFault> {
    let Some(xml) = package.text("[Content_Types].xml")? else { return Ok(String::new()) };
    let mut walk = Walk::new(&xml);
    loop {
        match walk.next()? {
            Event::Start(e) if e.local_name().as_ref() == "Override" => {
                let [part, kind] = pick(&e, ["PartName", "ContentType"])?;
                if part.is_some_and(|p| p.trim_start_matches('/').eq_ignore_ascii_case(path)) {
                    return Ok(kind.unwrap_or_default().to_ascii_lowercase());
                }
            }
            Event::Eof => return Ok(String::new()),
            _ => {}
        }
    }
}

/// Relations of a part: id → (target, type), in the order of their ids.
pub(super) fn read_relations(xml: &str) -> Result<BTreeMap<String, (String, String)>, FileFault> {
    let mut relations = BTreeMap::new();
    let mut walk = Walk::new(xml);
    loop {
        match walk.next()? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = pick(&e, ["Id", "Type", "Target"])?;
                let id = id.ok_or(FileFault::Damaged)?.to_owned();
                let value = (target.unwrap_or_default().to_owned(), kind.unwrap_or_default().to_owned());
                if relations.insert(id, value).is_some() {
                    return Err(FileFault::Damaged);
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// Reads the list of sheets. Macro sheets of old Excel (left behind by viruses such as `XL4Poppy`, too), chart and dialog
/// sheets and modules without a part hold no data and are passed over.
///
/// # Errors
///
/// [`FileFault::Damaged`] if two sheets share a name or a part, or one's part is not told.
pub(super) fn sheets(package: &mut Package<'_>, main: &MainPart) -> Result<SheetList, FileFault> {
    let relations = package.text(&main.relations())?.ok_or(FileFault::Damaged)?;
    let relations = read_relations(&relations)?;
    let (strings, styles) = (only(&relations, "sharedStrings", main)?, only(&relations, "styles", main)?);
    let mut list = SheetList { sheets: Vec::new(), is_1904: false, strings, styles };
    let xml = package.text(&main.path())?.ok_or(FileFault::Damaged)?;
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let mut walk = Walk::new(&xml);
    loop {
        let e = match walk.next()? {
            Event::Start(e) => e,
            Event::Eof => return Ok(list),
            _ => continue,
        };
        match e.local_name().as_ref() {
            "workbookPr" => {
                let [since] = pick(&e, ["date1904"])?;
                list.is_1904 = matches!(since, Some("1" | "true"));
                continue;
            }
            "sheet" => {}
            _ => continue,
        }
        let [name, state] = pick(&e, ["name", "state"])?;
        let name = unescape(name.ok_or(FileFault::Damaged)?)?;
        if !names.insert(name.to_lowercase()) {
            return Err(FileFault::Damaged);
        }
        let Some(id) = relation_id(&e)?.filter(|id| !id.is_empty()) else { continue };
        let (target, kind) = relations.get(id).ok_or(FileFault::Damaged)?;
        if kind.rsplit('/').next() == Some("worksheet") {
            let part = main.target(&unescape(target)?);
            if !parts.insert(part.to_ascii_lowercase()) {
                return Err(FileFault::Damaged);
            }
            list.sheets.push(SheetEntry { name, hidden: matches!(state, Some("hidden" | "veryHidden")), part });
        }
    }
}

/// The part that the relations of one kind name.
///
/// # Errors
///
/// [`FileFault::Damaged`] if they name two.
fn only(relations: &BTreeMap<String, (String, String)>, kind: &str, main: &MainPart) -> Result<Option<String>, FileFault> {
    let mut found: Option<String> = None;
    for (target, _) in relations.values().filter(|(_, of)| of.rsplit('/').next() == Some(kind)) {
        let part = main.target(&unescape(target)?);
        if found.as_ref().is_some_and(|known| !known.eq_ignore_ascii_case(&part)) {
            return Err(FileFault::Damaged);
        }
        found = Some(part);
    }
    Ok(found)
}

/// The relation a sheet stands for: its `id` in whatever namespace.
fn relation_id<'t>(tag: &'t BytesStart<'_>) -> Result<Option<&'t str>, FileFault> {
    let mut id = None;
    for attribute in attributes(tag) {
        let (key, value) = attribute?;
        if key.rsplit(':').next() == Some("id") && id.replace(value).is_some() {
            return Err(FileFault::Damaged);
        }
    }
    Ok(id)
}

/// Does a format code have a percent sign that is not a literal?
pub(super) fn shows_percent(code: &str) -> bool {
    let code = code.replace("&quot;", "\"");
    let mut quoted = false;
    let mut escaped = false;
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_formats_are_known_by_their_code() {
        assert!(shows_percent("0.00%"));
        assert!(shows_percent("#,##0.0\\ %"));
        assert!(!shows_percent("0&quot;%&quot;"));
        assert!(!shows_percent("0\\%"));
    }
}
