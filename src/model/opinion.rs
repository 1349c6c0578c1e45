//! What units say in common (ý kiến chung của các đơn vị): paragraphs of Biểu 5 that say one thing, under one heading.

use super::reading::AssessmentHead;

/// A thought that one or more units wrote (ý kiến).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Under which heading.
    pub head: AssessmentHead,
    /// The most complete of its wordings, without bullet and full stop.
    pub text: String,
    /// The paragraphs of it, by their number in the dossier: the first of each unit, in protocol order.
    pub remarks: Vec<usize>,
    /// Does the authority itself say it, in `[danh_gia]` or in its own Biểu 5?
    pub is_said: bool,
}

/// How the report uses what units wrote (`trinh_bay.y_kien_don_vi`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OpinionUse {
    /// kem: after the authority's own paragraphs.
    #[default]
    Added,
    /// khi-trong: only where the authority has written nothing of its own.
    InPlace,
    /// khong: in the workbook only.
    LeftOut,
}

/// What the report says of the units' opinions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpinionSettings {
    /// `y_kien_don_vi`.
    pub used: OpinionUse,
    /// `so_y_kien`: most opinions under a heading.
    pub most: usize,
}

impl Default for OpinionSettings {
    fn default() -> Self {
        Self { used: OpinionUse::default(), most: 5 }
    }
}
