//! Parts → a DOCX package: content types first, relationships in order, fixed times, deflate.

use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::notation::printable;

/// First line of every part.
pub(super) const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts that differ from document to document.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// Title for the properties.
    pub(super) title: &'a str,
    /// Author for the properties.
    pub(super) author: &'a str,
    /// Body font.
    pub(super) font: &'a str,
    /// `word/document.xml`.
    pub(super) document: &'a str,
    /// `word/styles.xml`.
    pub(super) styles: &'a str,
    /// `word/header1.xml`, …; relationship `rIdHeader1`, ….
    pub(super) headers: &'a [String],
    /// `word/footer1.xml`, …; relationship `rIdFooter1`, ….
    pub(super) footers: &'a [String],
    /// `word/media/image1.png`, …; relationship `rIdImage1`, ….
    pub(super) pictures: &'a [Vec<u8>],
    /// Left and right margin exchanged on the reverse side?
    pub(super) mirrored: bool,
}

/// The relationship id of header part `number`, from 1.
pub(super) fn header_id(number: usize) -> String {
    format!("rIdHeader{number}")
}

/// The relationship id of footer part `number`, from 1.
pub(super) fn footer_id(number: usize) -> String {
    format!("rIdFooter{number}")
}

/// The relationship id of a picture by its number, from 1.
pub(super) fn picture_id(number: usize) -> String {
    format!("rIdImage{number}")
}

/// The package's bytes.
///
/// # Errors
///
/// What the ZIP writer says.
pub(super) fn zip(parts: &Parts<'_>) -> Result<Vec<u8>, String> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(parts)),
        ("_rels/.rels".to_owned(), package_relationships()),
        ("docProps/app.xml".to_owned(), app_properties()),
        ("docProps/core.xml".to_owned(), core_properties(parts)),
        ("word/_rels/document.xml.rels".to_owned(), document_relationships(parts)),
        ("word/document.xml".to_owned(), parts.document.to_owned()),
        ("word/fontTable.xml".to_owned(), font_table(parts.font)),
    ];
    for (i, header) in parts.headers.iter().enumerate() {
        files.push((format!("word/header{}.xml", i + 1), header.clone()));
    }
    for (i, footer) in parts.footers.iter().enumerate() {
        files.push((format!("word/footer{}.xml", i + 1), footer.clone()));
    }
    files.push(("word/settings.xml".to_owned(), settings(parts.mirrored)));
    files.push(("word/styles.xml".to_owned(), parts.styles.to_owned()));
    let texts = files.iter().map(|(name, text)| (name.clone(), text.as_bytes()));
    let pictures = (1..).zip(parts.pictures).map(|(number, png)| (format!("word/{}", picture_name(number)), png.as_slice()));
    pack(texts.chain(pictures)).map_err(|cause| cause.to_string())
}

/// Where a picture lies, seen from `word/`.
fn picture_name(number: usize) -> String {
    format!("media/image{number}.png")
}

fn pack<'f>(files: impl Iterator<Item = (String, &'f [u8])>) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(parts: &Parts<'_>) -> String {
    let mut overrides = String::new();
    let mut part = |name: &str, kind: &str| {
        overrides.extend([r#"<Override PartName="/"#, name, r#"" ContentType=""#, kind, r#""/>"#]);
    };
    part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("word/document.xml", &format!("{WORD_TYPE}.document.main+xml"));
    part("word/fontTable.xml", &format!("{WORD_TYPE}.fontTable+xml"));
    for (kind, count) in [("header", parts.headers.len()), ("footer", parts.footers.len())] {
        for number in 1..=count {
            part(&format!("word/{kind}{number}.xml"), &format!("{WORD_TYPE}.{kind}+xml"));
        }
    }
    part("word/settings.xml", &format!("{WORD_TYPE}.settings+xml"));
    part("word/styles.xml", &format!("{WORD_TYPE}.styles+xml"));
    let png = if parts.pictures.is_empty() { "" } else { r#"<Default Extension="png" ContentType="image/png"/>"# };
    format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{png}<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
    )
}

/// Relationships from (id, type, target).
fn relationships(entries: &[(String, String, String)]) -> String {
    let mut out = format!(r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    for (id, kind, target) in entries {
        out.extend([r#"<Relationship Id=""#, id, r#"" Type=""#, kind, r#"" Target=""#, target, r#""/>"#]);
    }
    out.push_str("</Relationships>");
    out
}

fn package_relationships() -> String {
    relationships(&[
        ("rId1".to_owned(), format!("{RELATIONSHIP}/officeDocument"), "word/document.xml".to_owned()),
        (
            "rId2".to_owned(),
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned(),
            "docProps/core.xml".to_owned(),
        ),
        ("rId3".to_owned(), format!("{RELATIONSHIP}/extended-properties"), "docProps/app.xml".to_owned()),
    ])
}

fn document_relationships(parts: &Parts<'_>) -> String {
    let entry = |id: String, kind: &str, target: String| (id, format!("{RELATIONSHIP}/{kind}"), target);
    let mut entries = vec![
        entry("rId1".to_owned(), "styles", "styles.xml".to_owned()),
        entry("rId2".to_owned(), "settings", "settings.xml".to_owned()),
        entry("rId3".to_owned(), "fontTable", "fontTable.xml".to_owned()),
    ];
    for number in 1..=parts.headers.len() {
        entries.push(entry(header_id(number), "header", format!("header{number}.xml")));
    }
    for number in 1..=parts.footers.len() {
        entries.push(entry(footer_id(number), "footer", format!("footer{number}.xml")));
    }
    for number in 1..=parts.pictures.len() {
        entries.push(entry(picture_id(number), "image", picture_name(number)));
    }
    relationships(&entries)
}

fn app_properties() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>tongket</Application></Properties>"#
    )
}

/// The dates are fixed, so that the same document gives the same bytes.
fn core_properties(parts: &Parts<'_>) -> String {
    let (title, author) = (printable(parts.title), printable(parts.author));
    let (title, author) = (escape(title), escape(author));
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:modified><dc:language>vi-VN</dc:language></cp:coreProperties>"#
    )
}

fn font_table(font: &str) -> String {
    let font = printable(font);
    let font = escape(font);
    format!(
        r#"{DECLARATION}<w:fonts xmlns:w="{WORD}"><w:font w:name="{font}"><w:charset w:val="A3"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#
    )
}

fn settings(mirrored: bool) -> String {
    let mirror = if mirrored { "<w:mirrorMargins/>" } else { "" };
    format!(
        r#"{DECLARATION}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/>{mirror}<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"#
    )
}

/// Opens `word/document.xml` up to and with `<w:body>`.
pub(super) fn open_document() -> String {
    format!(r#"{DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP}"><w:body>"#)
}

/// Closes what [`open_document`] opened.
pub(super) const CLOSE_DOCUMENT: &str = "</w:body></w:document>";
