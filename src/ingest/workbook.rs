//! The parts of a workbook besides its sheets: relations, list of sheets, shared strings, number formats.
//!
//! Part names are resolved exactly as calamine does it, so that what is checked here is what is read there.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::legacy::OldFont;
use super::markup::{Walk, attributes, pick, simple, too_long, unescape};
use super::package::Package;
use super::sheet::Budget;
use crate::model::FileFault;

/// Most cell formats a workbook may have; Excel itself stops at 65,490.
const MOST_FORMATS: usize = 100_000;
/// Longest tag in the styles; each format copies its font and number format.
const STYLE_TAG: usize = 8 << 10;
/// Most bytes that the formats may copy so.
const COPIED_STYLES: usize = 64 << 20;

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
    /// The main part without its macro sheets, if it has any.
    pub mended: Option<String>,
    /// The part of the shared strings, if a relation names one.
    pub strings: Option<String>,
    /// The part of the cell formats, likewise.
    pub styles: Option<String>,
}

/// A worksheet of the workbook.
pub(super) struct SheetEntry {
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

/// Reads the list of sheets.
///
/// Macro sheets of old Excel (left behind by viruses such as `XL4Poppy`, too) and modules without a part hold no data, yet
/// calamine refuses the whole workbook for them; the mended list calls them by a name it passes over.
///
/// # Errors
///
/// [`FileFault::Damaged`] if two sheets share a name or a part, or one's part is not told.
pub(super) fn sheets(package: &mut Package<'_>, main: &MainPart) -> Result<SheetList, FileFault> {
    let relations = package.text(&main.relations())?.ok_or(FileFault::Damaged)?;
    let relations = read_relations(&relations)?;
    let (strings, styles) = (only(&relations, "sharedStrings", main)?, only(&relations, "styles", main)?);
    let xml = package.text(&main.path())?.ok_or(FileFault::Damaged)?;
    let mut sheets = Vec::new();
    let mut passed_over = Vec::new();
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let mut walk = Walk::new(&xml);
    loop {
        let e = match walk.next()? {
            Event::Start(e) if e.local_name().as_ref() == "sheet" => e,
            Event::Eof => break,
            _ => continue,
        };
        let [name, state] = pick(&e, ["name", "state"])?;
        let name = unescape(name.ok_or(FileFault::Damaged)?)?;
        if !names.insert(name.to_lowercase()) {
            return Err(FileFault::Damaged);
        }
        let relation = match relation_id(&e)? {
            Some("") | None => None,
            Some(id) => Some(relations.get(id).ok_or(FileFault::Damaged)?),
        };
        match relation.map(|(target, kind)| (target, kind.rsplit('/').next().unwrap_or_default())) {
            Some((target, "worksheet")) => {
                let part = main.target(target);
                if !parts.insert(part.to_ascii_lowercase()) {
                    return Err(FileFault::Damaged);
                }
                sheets.push(SheetEntry { hidden: matches!(state, Some("hidden" | "veryHidden")), part });
            }
            Some((_, "chartsheet" | "dialogsheet")) => {}
            _ => {
                let start = walk.tag_start().ok_or(FileFault::Damaged)?;
                passed_over.push(start + e.name().as_ref().len());
            }
        }
    }
    Ok(SheetList { sheets, mended: renamed(&xml, &passed_over)?, strings, styles })
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

/// The text with the last letter of some tag names changed: "sheet" → "sheex". `None` if there are none.
fn renamed(xml: &str, letters: &[usize]) -> Result<Option<String>, FileFault> {
    let mut bytes = xml.as_bytes().to_vec();
    for &at in letters {
        *bytes.get_mut(at).filter(|b| **b == b't').ok_or(FileFault::Damaged)? = b'x';
    }
    let text = (!letters.is_empty()).then(|| String::from_utf8(bytes)).transpose();
    text.map_err(|_| FileFault::Damaged)
}

/// Length in bytes of every shared string.
///
/// # Errors
///
/// [`FileFault::Damaged`] if the declared number is larger than the part can hold: calamine makes room for it first.
/// [`FileFault::OverLimit`] for a text over 1 MiB or when the budget is spent.
pub(super) fn strings(xml: &str, budget: &mut Budget) -> Result<Vec<u32>, FileFault> {
    let mut lengths = Vec::new();
    let mut current: Option<usize> = None;
    let mut walk = Walk::new(xml);
    loop {
        let event = walk.next()?;
        match &event {
            Event::Start(e) if e.local_name().as_ref() == "sst" => {
                let [unique] = pick(e, ["uniqueCount"])?;
                let declared = unique.and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
                if declared > xml.len() as u64 / 5 {
                    return Err(FileFault::Damaged);
                }
            }
            Event::Start(e) if e.local_name().as_ref() == "si" && current.replace(0).is_some() => return Err(FileFault::Damaged),
            Event::End(e) if e.local_name().as_ref() == "si" => {
                let length = current.take().ok_or(FileFault::Damaged)?;
                too_long(length)?;
                budget.take_string(length)?;
                lengths.push(u32::try_from(length).map_err(|_| FileFault::Damaged)?);
                simple_strings(&event, &mut walk, &mut lengths, budget)?;
            }
            Event::Text(t) => current = current.map(|n| n + t.len()),
            Event::CData(t) => current = current.map(|n| n + t.len()),
            Event::GeneralRef(_) => current = current.map(|n| n + 4),
            Event::Eof => return Ok(lengths),
            _ => {}
        }
    }
}

/// Passes over the strings that follow and have one plain text each, as nearly all do.
fn simple_strings(after: &Event<'_>, walk: &mut Walk<'_>, lengths: &mut Vec<u32>, budget: &mut Budget) -> Result<(), FileFault> {
    let Some(mut rest) = walk.rest(after) else { return Ok(()) };
    let mut passed = 0;
    while let Some((text, length)) = simple(rest, "<si><t>", "</t></si>") {
        budget.take_string(text.len())?;
        lengths.push(u32::try_from(text.len()).map_err(|_| FileFault::Damaged)?);
        passed += length;
        rest = &rest[length..];
    }
    walk.skip(passed);
    Ok(())
}

/// How a cell format (`s` of a cell) shows what the cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// As a percentage?
    pub percent: bool,
    /// In a font of the time before Unicode?
    pub old_font: Option<OldFont>,
}

/// The look of every cell format.
///
/// # Errors
///
/// [`FileFault::Damaged`] for more formats, or longer tags, than a real workbook has.
pub(super) fn looks(xml: &str) -> Result<Vec<Look>, FileFault> {
    let mut custom: BTreeMap<String, bool> = BTreeMap::new();
    let mut formats: Vec<Look> = Vec::new();
    let mut fonts: Vec<Option<OldFont>> = Vec::new();
    let (mut in_cells, mut in_fonts) = (false, false);
    let (mut pieces, mut longest) = (0, 0);
    let mut walk = Walk::new(xml).with_tag_limit(STYLE_TAG);
    loop {
        match walk.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" | "font" | "fill" | "border" if pieces == MOST_FORMATS => return Err(FileFault::Damaged),
                "font" | "fill" | "border" => {
                    pieces += 1;
                    if in_fonts && e.local_name().as_ref() == "font" {
                        fonts.push(None);
                    }
                }
                "name" => {
                    longest = longest.max(e.len());
                    if let ([Some(name)], true, Some(last)) = (pick(&e, ["val"])?, in_fonts, fonts.last_mut()) {
                        *last = OldFont::of(name);
                    }
                }
                "numFmt" => {
                    pieces += 1;
                    longest = longest.max(e.len());
                    let [id, code] = pick(&e, ["numFmtId", "formatCode"])?;
                    if let (Some(id), Some(code)) = (id, code) {
                        custom.insert(id.to_owned(), shows_percent(code));
                    }
                }
                "fonts" => in_fonts = true,
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let [id, font] = pick(&e, ["numFmtId", "fontId"])?;
                    let percent = id.is_some_and(|id| custom.get(id).copied().unwrap_or(matches!(id, "9" | "10")));
                    let font = font.and_then(|at| at.parse::<usize>().ok()).and_then(|at| fonts.get(at)).copied().flatten();
                    formats.push(Look { percent, old_font: font });
                    if formats.len() > MOST_FORMATS || formats.len() * longest > COPIED_STYLES {
                        return Err(FileFault::Damaged);
                    }
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "cellXfs" => in_cells = false,
                "fonts" => in_fonts = false,
                _ => {}
            },
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
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
    use crate::model::Limits;

    fn lengths(xml: &str) -> Result<Vec<u32>, FileFault> {
        strings(xml, &mut Budget::new(&Limits::default()))
    }

    #[test]
    fn lengths_of_shared_strings_are_counted() {
        let xml = "<sst uniqueCount=\"2\"><si><t>abc</t></si><si><r><t>a</t></r><r><t>&amp;b</t></r></si></sst>";
        assert_eq!(lengths(xml), Ok(vec![3, 6]));
        assert_eq!(lengths("<sst><si/><si><t/></si></sst>"), Ok(vec![0, 0]));
    }

    #[test]
    fn a_string_table_that_claims_more_than_it_holds_is_refused() {
        for count in ["18446744073709551615", "1000000000000"] {
            let xml = format!("<sst uniqueCount=\"{count}\"><si><t>abc</t></si></sst>");
            assert_eq!(lengths(&xml), Err(FileFault::Damaged));
        }
    }

    #[test]
    fn percent_formats_are_known_by_their_code() {
        assert!(shows_percent("0.00%"));
        assert!(shows_percent("#,##0.0\\ %"));
        assert!(!shows_percent("0&quot;%&quot;"));
        assert!(!shows_percent("0\\%"));
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts>\
            <fonts><font><name val=\"Arial\"/></font><font><name val=\".VnTimeH\"/></font></fonts>\
            <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" fontId=\"1\"/>\
            <xf numFmtId=\"10\" fontId=\"0\"/><xf numFmtId=\"164\" fontId=\"7\"/></cellXfs></styleSheet>";
        let shown = Look { percent: true, old_font: None };
        assert_eq!(looks(xml), Ok(vec![Look { percent: false, old_font: Some(OldFont::Tcvn3Capitals) }, shown, shown]));
    }
}
