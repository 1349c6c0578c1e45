//! Zip packages of named parts.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;

/// A package of parts; the first is stored, the others deflated, as `OpenDocument` needs it.
pub fn packed<'p>(parts: impl IntoIterator<Item = (&'p str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, bytes)) in parts.into_iter().enumerate() {
        let method = if i == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        zip.write_all(&bytes).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

/// The parts of a package, in order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let count = zip.len();
    let part = |i| {
        let mut part = zip.by_index(i).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        (part.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// A relationships part: id, kind below `base`, target.
pub fn relations(base: &str, list: &[(String, &str, String)]) -> Vec<u8> {
    let one = |(id, kind, target): &(String, &str, String)| {
        format!("<Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>")
    };
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let body: String = list.iter().map(one).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{space}\">{body}</Relationships>"
    )
    .into_bytes()
}

/// Relationships of office documents.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The list of content types: part, type.
pub fn types(list: &[(String, &str)]) -> Vec<u8> {
    let one = |(part, kind): &(String, &str)| format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    let body: String = list.iter().map(one).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{body}</Types>"
    )
    .into_bytes()
}
