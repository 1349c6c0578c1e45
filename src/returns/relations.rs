//! What parts lead to, and what each part is: relations and content types.

use std::collections::BTreeSet;

use super::Refusal;
use super::package::{Package, folded};
use super::words;
use super::xml::{self, Edits, Tags};

/// A relation of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id.
    pub id: String,
    /// The last word of its type: "worksheet", "comments".
    pub kind: String,
    /// The part it leads to; nothing for what stands outside the package.
    pub part: Option<String>,
}

/// "xl/_rels/workbook.xml.rels" of "xl/workbook.xml".
pub(super) fn relations_name(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (&part[..=folder.len()], name));
    format!("{folder}_rels/{name}.rels")
}

/// The relations of a part in their order.
pub(super) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Refusal> {
    let Some(text) = package.text(&relations_name(part))? else { return Ok(Vec::new()) };
    let found = Tags::new(&text).filter(|tag| tag.begins() && tag.local() == "Relationship").filter_map(|tag| {
        let kind = tag.get("Type")?.rsplit('/').next()?.to_owned();
        let inside = tag.get("TargetMode") != Some("External");
        let target = inside.then(|| tag.get("Target").map(|target| resolved(part, &words::unescaped(target)))).flatten();
        Some(Relation { id: words::unescaped(tag.get("Id")?), kind, part: target })
    });
    Ok(found.collect())
}

/// A target relative to the part that names it, or from the root.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Adds a relation to a part and gives its id.
///
/// # Errors
///
/// [`Refusal::Unusual`] for a part of relations without a root.
pub(super) fn relate(package: &mut Package<'_>, part: &str, kind: &str, target: &str) -> Result<String, Refusal> {
    const NONE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let name = relations_name(part);
    let known = package.text(&name)?;
    if known.is_none() && !declares_relations(package)? {
        declare(package, &name, "application/vnd.openxmlformats-package.relationships+xml")?;
    }
    let text = known.unwrap_or_else(|| NONE.to_owned());
    let taken: BTreeSet<&str> = Tags::new(&text).filter_map(|tag| tag.get("Id")).collect();
    // One more number than there are ids must be free.
    let mut ids = (1..taken.len() + 2).map(|n| format!("rId{n}"));
    let id = ids.find(|id| !taken.contains(id.as_str())).unwrap_or_default();
    let root = xml::root(&text).ok_or(Refusal::Unusual)?;
    let prefix = root.tag.prefix();
    let mut edits = Edits::default();
    let added = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{}\"/>", words::attribute(target));
    edits.append(&text, &root, &added);
    let text = edits.apply(&text);
    package.put(&name, text)?;
    Ok(id)
}

/// Says in `[Content_Types].xml` what a new part is.
///
/// # Errors
///
/// [`Refusal::Unusual`] if that part is missing or has no root.
pub(super) fn declare(package: &mut Package<'_>, part: &str, kind: &str) -> Result<(), Refusal> {
    let text = package.needed(TYPES)?;
    let root = xml::root(&text).ok_or(Refusal::Unusual)?;
    let mut edits = Edits::default();
    let added = format!("<{}Override PartName=\"/{}\" ContentType=\"{kind}\"/>", root.tag.prefix(), words::attribute(part));
    edits.append(&text, &root, &added);
    let text = edits.apply(&text);
    package.put(TYPES, text)
}

const TYPES: &str = "[Content_Types].xml";

/// Are parts of relations declared by their extension? `LibreOffice` once declared each by its name.
fn declares_relations(package: &mut Package<'_>) -> Result<bool, Refusal> {
    let text = package.needed(TYPES)?;
    let found = Tags::new(&text).any(|tag| tag.get("Extension").is_some_and(|extension| extension.eq_ignore_ascii_case("rels")));
    Ok(found)
}

/// Takes a part out of the copy, with what says what it is and what it relates to.
///
/// # Errors
///
/// As [`declare`].
pub(super) fn remove(package: &mut Package<'_>, part: &str) -> Result<(), Refusal> {
    package.drop_part(part);
    package.drop_part(&relations_name(part));
    let text = package.needed(TYPES)?;
    let mut edits = Edits::default();
    let root = xml::root(&text).ok_or(Refusal::Unusual)?;
    for child in xml::children(&text, &root.inside) {
        if child.tag.get("PartName").is_some_and(|name| folded(name) == folded(part)) {
            edits.replace(child.at, "");
        }
    }
    let text = edits.apply(&text);
    package.put(TYPES, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_to_parts() {
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("workbook.xml", "./sheet.xml"), "sheet.xml");
        assert_eq!(relations_name("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_name("workbook.xml"), "_rels/workbook.xml.rels");
    }
}
