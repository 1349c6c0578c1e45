//! How our own sheet looks: the fonts, borders and alignments that are added to the styles.

/// The looks of our own sheet, in the order in which they are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The sheet's title.
    Title,
    /// A line of guidance.
    Line,
    /// The table's heading.
    Heading,
    /// Text of the table.
    Text,
    /// A number or short word of the table.
    Centered,
    /// A place to go to.
    Link,
    /// A severity.
    MustFix,
    /// A severity.
    Review,
}

/// Font by its place in [`FONTS`], whether bordered, and alignment of each [`Look`]; `P:` stands for the prefix.
pub(super) const LOOKS: [(usize, bool, &str); 8] = [
    (0, false, "<P:alignment horizontal=\"center\" vertical=\"center\"/>"),
    (1, false, "<P:alignment vertical=\"center\" wrapText=\"1\"/>"),
    (2, true, "<P:alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>"),
    (1, true, "<P:alignment vertical=\"top\" wrapText=\"1\"/>"),
    (1, true, "<P:alignment horizontal=\"center\" vertical=\"top\" wrapText=\"1\"/>"),
    (3, true, "<P:alignment horizontal=\"center\" vertical=\"top\" wrapText=\"1\"/>"),
    (1, true, "<P:alignment horizontal=\"center\" vertical=\"top\" wrapText=\"1\"/>"),
    (1, true, "<P:alignment horizontal=\"center\" vertical=\"top\" wrapText=\"1\"/>"),
];
/// Fonts of [`LOOKS`].
pub(super) const FONTS: [&str; 4] = [
    "<P:b/><P:sz val=\"14\"/><P:color rgb=\"FF000000\"/><P:name val=\"Times New Roman\"/><P:family val=\"1\"/>",
    "<P:sz val=\"11\"/><P:color rgb=\"FF000000\"/><P:name val=\"Times New Roman\"/><P:family val=\"1\"/>",
    "<P:b/><P:sz val=\"11\"/><P:color rgb=\"FF000000\"/><P:name val=\"Times New Roman\"/><P:family val=\"1\"/>",
    "<P:u/><P:sz val=\"11\"/><P:color rgb=\"FF0563C1\"/><P:name val=\"Times New Roman\"/><P:family val=\"1\"/>",
];
/// Thin lines on all sides.
pub(super) const BORDER: &str = "<P:left style=\"thin\"><P:color indexed=\"64\"/></P:left><P:right style=\"thin\"><P:color indexed=\"64\"/></P:right>\
    <P:top style=\"thin\"><P:color indexed=\"64\"/></P:top><P:bottom style=\"thin\"><P:color indexed=\"64\"/></P:bottom><P:diagonal/>";
