//! A sealed run (bản chốt số liệu): one zip of inputs, configuration and outputs with the SHA-256 of each, and what differs
//! from it later.
//!
//! Streams and values in, values out; `project` opens the files. A seal that comes back is believed in nothing: its sizes,
//! names and hashes are checked before anything in it is used, and it is never unpacked to disk. The trap: whoever changes
//! a file inside can change its hash in the list beside it, so the code of the whole zip is printed when it is made.

mod align;
mod archive;
mod cells;
mod figures;
mod lines;
mod manifest;
mod pack;

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

pub use self::archive::{Archive, NotASeal, Tamper, Tampering};
pub use self::cells::{BookChanges, CellChange, RowChange, compare as compare_books};
pub use self::figures::{FigureChange, compare as compare_figures};
pub use self::lines::{LineChange, compare as compare_lines};
pub use self::manifest::{LeftOut, Manifest, Role, SealedFile};
pub use self::pack::{Fault, New, Packer};

/// The list of a seal's files, in the zip.
pub const MANIFEST: &str = "ban-chot.json";

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;

/// SHA-256 of a stream, in hexadecimal.
///
/// # Errors
///
/// What the stream says.
pub fn sha256(mut from: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok(hexadecimal(hasher)),
            Ok(read) => hasher.update(&chunk[..read]),
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
}

fn hexadecimal(hasher: Sha256) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |half: u8| DIGITS[usize::from(half)];
    hasher.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: FIPS 180-4, the examples for SHA-256.
    #[test]
    fn hashes_are_those_of_the_standard() {
        let hash = |text: &str| sha256(text.as_bytes()).unwrap_or_default();
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
