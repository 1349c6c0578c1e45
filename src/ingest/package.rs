//! Guards before a workbook is opened: what the bytes are, and whether they are safe to read (stub).
