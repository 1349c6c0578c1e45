//! Records of the binary formats: .xlsb (type and length of varying size) and .xls (two bytes each).
//!
//! Every number is read through a bounds check: a short record is damage, never a panic.

use crate::model::FileFault;

/// A record: its type and content.
pub(super) type Record<'a> = (u16, Content<'a>);

/// The content of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'a>(pub &'a [u8]);

impl Content<'_> {
    fn array<const N: usize>(self, at: usize) -> Result<[u8; N], FileFault> {
        let end = at.checked_add(N).ok_or(FileFault::Damaged)?;
        self.0.get(at..end).and_then(|bytes| bytes.try_into().ok()).ok_or(FileFault::Damaged)
    }

    /// One byte.
    pub fn byte(self, at: usize) -> Result<u8, FileFault> {
        self.0.get(at).copied().ok_or(FileFault::Damaged)
    }

    /// Two bytes.
    pub fn u16(self, at: usize) -> Result<u16, FileFault> {
        self.array(at).map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub fn u32(self, at: usize) -> Result<u32, FileFault> {
        self.array(at).map(u32::from_le_bytes)
    }

    /// A number of double precision.
    pub fn f64(self, at: usize) -> Result<f64, FileFault> {
        self.array(at).map(f64::from_le_bytes)
    }

    /// A compressed number: 30 bits, an integer or the upper bits of a double, perhaps in hundredths.
    pub fn rk(self, at: usize) -> Result<f64, FileFault> {
        let raw = self.u32(at)?;
        let value = if raw & 2 == 0 { f64::from_bits(u64::from(raw & !3) << 32) } else { f64::from(raw.cast_signed() >> 2) };
        Ok(if raw & 1 == 0 { value } else { value / 100.0 })
    }

    /// A text of .xlsb: its length in four bytes, then UTF-16. Gives where it ends too.
    pub fn wide(self, at: usize) -> Result<(String, usize), FileFault> {
        let length = usize::try_from(self.u32(at)?).map_err(|_| FileFault::Damaged)?;
        let start = at + 4;
        let end = length.checked_mul(2).and_then(|bytes| start.checked_add(bytes)).ok_or(FileFault::Damaged)?;
        Ok((utf_16(self.0.get(start..end).ok_or(FileFault::Damaged)?), end))
    }
}

/// UTF-16, little end first.
pub(super) fn utf_16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The error value of a code.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// The records of a part of an .xlsb.
pub(super) struct Binary<'a>(pub &'a [u8]);

impl<'a> Binary<'a> {
    /// Seven bits a byte, least first, in at most `most` bytes.
    fn varying(&mut self, most: u32) -> Result<u32, FileFault> {
        let mut value = 0;
        for i in 0..most {
            let (&byte, rest) = self.0.split_first().ok_or(FileFault::Damaged)?;
            self.0 = rest;
            value |= u32::from(byte & 0x7f) << (7 * i);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(value)
    }

    fn record(&mut self) -> Result<Record<'a>, FileFault> {
        // The type keeps both of its bytes whole but for the mark that a second follows.
        let kind = self.varying(2)?;
        let length = usize::try_from(self.varying(4)?).map_err(|_| FileFault::Damaged)?;
        let (content, rest) = self.0.split_at_checked(length).ok_or(FileFault::Damaged)?;
        self.0 = rest;
        Ok((u16::try_from(kind).map_err(|_| FileFault::Damaged)?, Content(content)))
    }
}

impl<'a> Iterator for Binary<'a> {
    type Item = Result<Record<'a>, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| self.record())
    }
}

/// The records of an .xls, as they stand.
pub(super) struct Biff<'a>(pub &'a [u8]);

impl<'a> Iterator for Biff<'a> {
    type Item = Record<'a>;

    /// Ends where the stream does, or where a record would reach beyond it.
    fn next(&mut self) -> Option<Self::Item> {
        let head = Content(self.0);
        let (kind, length) = (head.u16(0).ok()?, usize::from(head.u16(2).ok()?));
        let content = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, Content(content)))
    }
}
