//! Heading paths of a table's columns → the merged cells of its heading rows, for DOCX and XLSX alike.
//!
//! Neighbours with the same group label under the same parents are merged across; a shorter path reaches down to the last
//! heading row. The lowest label of a column is never merged across, even when its neighbour says the same.

use crate::document::TableColumn;

/// A cell of the heading, maybe over several rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingCell {
    /// First row, from 0.
    pub(super) row: usize,
    /// First column, from 0.
    pub(super) column: usize,
    /// Rows covered, at least 1.
    pub(super) rows: usize,
    /// Columns covered, at least 1.
    pub(super) columns: usize,
    /// Label.
    pub(super) text: String,
}

/// How many heading rows the columns need; at least 1.
pub(super) fn depth(columns: &[TableColumn]) -> usize {
    columns.iter().map(|column| column.heading.len()).max().unwrap_or(0).max(1)
}

/// The heading's cells, row by row, left to right.
pub(super) fn cells(columns: &[TableColumn]) -> Vec<HeadingCell> {
    let depth = depth(columns);
    let mut cells = Vec::new();
    for row in 0..depth {
        let mut column = 0;
        while column < columns.len() {
            let across = same_group(columns, row, column);
            if let Some(cell) = cell_at(&columns[column], row, depth) {
                cells.push(HeadingCell { row, column, rows: cell.0, columns: across, text: cell.1 });
            }
            column += across;
        }
    }
    cells
}

/// Rows covered and label of the cell that starts at `row`, if one does.
fn cell_at(column: &TableColumn, row: usize, depth: usize) -> Option<(usize, String)> {
    let path = &column.heading;
    if path.is_empty() {
        return (row == 0).then(|| (depth, String::new()));
    }
    let label = path.get(row)?;
    Some((if row + 1 == path.len() { depth - row } else { 1 }, label.clone()))
}

/// How many columns from `first` share the group label at `row`.
fn same_group(columns: &[TableColumn], row: usize, first: usize) -> usize {
    let path = &columns[first].heading;
    if row + 1 >= path.len() {
        return 1;
    }
    let shares = |column: &&TableColumn| column.heading.len() > row + 1 && column.heading[..=row] == path[..=row];
    columns[first..].iter().take_while(shares).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Align;

    fn columns(paths: &[&[&str]]) -> Vec<TableColumn> {
        let column = |path: &&[&str]| TableColumn {
            heading: path.iter().map(|&label| label.to_owned()).collect(),
            width: 1.0,
            align: Align::Left,
        };
        paths.iter().map(column).collect()
    }

    #[track_caller]
    fn check(paths: &[&[&str]], expected: &[(usize, usize, usize, usize, &str)]) {
        let got: Vec<_> = cells(&columns(paths)).into_iter().map(|c| (c.row, c.column, c.rows, c.columns, c.text)).collect();
        let expected: Vec<_> = expected.iter().map(|&(r, c, rs, cs, t)| (r, c, rs, cs, t.to_owned())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn groups_merge_across_and_single_columns_reach_down() {
        check(
            &[
                &["STT"],
                &["Công nhận", "Cấp cơ sở", "Tổng số"],
                &["Công nhận", "Cấp cơ sở", "Lượt"],
                &["Công nhận", "Cấp huyện"],
                &["Ghi chú"],
            ],
            &[
                (0, 0, 3, 1, "STT"),
                (0, 1, 1, 3, "Công nhận"),
                (0, 4, 3, 1, "Ghi chú"),
                (1, 1, 1, 2, "Cấp cơ sở"),
                (1, 3, 2, 1, "Cấp huyện"),
                (2, 1, 1, 1, "Tổng số"),
                (2, 2, 1, 1, "Lượt"),
            ],
        );
    }

    #[test]
    fn equal_labels_under_other_parents_stay_apart() {
        check(
            &[&["Đăng ký", "Tổng số"], &["Công nhận", "Tổng số"]],
            &[(0, 0, 1, 1, "Đăng ký"), (0, 1, 1, 1, "Công nhận"), (1, 0, 1, 1, "Tổng số"), (1, 1, 1, 1, "Tổng số")],
        );
    }

    #[test]
    fn a_label_is_not_merged_with_a_group_of_its_name() {
        check(
            &[&["Tổng số"], &["Tổng số", "Tập thể"]],
            &[(0, 0, 2, 1, "Tổng số"), (0, 1, 1, 1, "Tổng số"), (1, 1, 1, 1, "Tập thể")],
        );
    }
}
