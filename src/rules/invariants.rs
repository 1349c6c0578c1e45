//! What `domain` asks of the program's own figures and texts (bất biến): kept by how they are made, held by a test, and
//! so never a finding.

/// A reconciliation that no submission can break (bất biến).
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// Its code; codes are shared with the rules.
    pub code: &'static str,
    /// What always holds, to the clerk.
    pub what: &'static str,
    /// The file of the test that holds it, relative to the repository.
    pub file: &'static str,
    /// The test, or the case of a fixture.
    pub test: &'static str,
}

/// All of them, by code.
pub const INVARIANTS: &[Invariant] = &[
    Invariant {
        code: "R18",
        what: "Con số in trong báo cáo là con số cùng khóa trong so-lieu.json.",
        file: "src/compose/report/tests.rs",
        test: "a_printed_figure_is_the_summarys",
    },
    Invariant {
        code: "R19",
        what: "Số ở dòng kết của danh sách khen thưởng bằng số dòng của danh sách.",
        file: "src/compose/commendation/tests.rs",
        test: "a_list_has_its_heading_blocks_and_closing_line",
    },
    Invariant {
        code: "R22",
        what: "Số lượt công nhận không ít hơn số mô hình được công nhận. Biểu 3 ghi ngược lại thì R49 nêu ra.",
        file: "tests/it/invariants.rs",
        test: "recognitions_are_never_fewer_than_models",
    },
    Invariant {
        code: "R23",
        what: "Lượt không cộng với số mô hình, số người; khen thưởng tính theo lượt thì không có số tổng.",
        file: "src/compose/workbook.rs",
        test: "awards_counted_in_times_have_no_total_and_models_name_their_cell",
    },
    Invariant {
        code: "R25",
        what: "Khen vì chỉ đạo, vì việc khác không phải đối chiếu với danh sách mô hình; cột Nội dung khen quyết định.",
        file: "tests/it/figures.rs",
        test: "awards_are_grouped",
    },
    Invariant {
        code: "R50",
        what: "Chỉ tiêu phấn đấu chỉ nêu ở phần phương hướng, không bao giờ là kết quả.",
        file: "tests/it/conferences.rs",
        test: "cao_bangs_report_keeps_targets_and_running_totals_in_their_place",
    },
    Invariant {
        code: "R53",
        what: "Theo danh sách: số phát huy hiệu quả, số được công nhận không nhiều hơn số đăng ký. Biểu ghi khác thì R08, R09, R12 nêu ra.",
        file: "tests/it/invariants.rs",
        test: "what_lists_count_only_narrows",
    },
    Invariant {
        code: "R54",
        what: "Số năm kỷ niệm do người viết, chương trình không tự tính; ghi cạnh hai mốc năm thì R34 xét.",
        file: "tests/rules/R34.md",
        test: "Kỷ niệm 87 năm ngày truyền thống",
    },
];
