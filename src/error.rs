//! What stopped tongket from doing its job. Bad data is never an error: that is a [`Finding`].
//!
//! [`Finding`]: crate::model::Finding

use std::path::PathBuf;

/// A failure of the tool. The message names the thing handled and what was attempted, in Vietnamese, because a clerk
/// reads it; the cause is in `source` and is translated where it is printed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("không đọc được {}", path.display())]
    Read {
        /// The path as the user gave it.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },

    /// An output could not be written.
    #[error("không ghi được {}", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },

    /// Another run is writing to the output folder.
    #[error("thư mục {} đang được một lần chạy tongket khác ghi kết quả; chờ lần ấy xong rồi chạy lại", path.display())]
    Busy {
        /// The output folder.
        path: PathBuf,
    },

    /// `hoi-nghi.toml`, `don-vi.csv` or a profile has faults; all of them, each with file and line.
    #[error("phần khai báo của hội nghị có {} chỗ cần sửa:\n{}", faults.len(), faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Config {
        /// Every fault, in file and line order.
        faults: Vec<ConfigFault>,
    },

    /// A template failed to parse or render.
    #[error("mẫu {template} có lỗi: {message}")]
    Template {
        /// Template name, "bao-cao.md".
        template: String,
        /// Line, column and reason, in Vietnamese.
        message: String,
    },

    /// A document could not be built; a fault of tongket itself.
    #[error("không lập được {what}: {message}")]
    Build {
        /// "bao-cao.docx".
        what: String,
        /// What went wrong.
        message: String,
    },

    /// There is nothing to work on.
    #[error("{0}")]
    Nothing(String),
}

/// A fault of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// "hoi-nghi.toml".
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what is known instead, in Vietnamese.
    pub message: String,
}

/// "hoi-nghi.toml, dòng 12: …".
impl std::fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "  {}: {}", self.file, self.message),
            line => write!(f, "  {}, dòng {line}: {}", self.file, self.message),
        }
    }
}
