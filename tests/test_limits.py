"""Every limit holds, leaves a problem and makes the report incomplete."""

import io
from dataclasses import replace

import pytest

import leakscan
from fixtures.making import Entry, Row, write_zip, xlsx
from leakscan import Limits, Options, Report


def packed(*entries: Entry) -> bytes:
    target = io.BytesIO()
    write_zip(target, list(entries))
    return target.getvalue()


def workbook() -> bytes:
    book = xlsx(sheets={"Cover": [["Total", 12]], "Pay": [["ZQ-Limited-3fa", number] for number in range(200)]})
    book.edit("xl/workbook.xml", 'name="Pay"', 'name="Pay" state="hidden"')
    return book.to_bytes()


def scanned(data: bytes, **limits: float | None) -> Report:
    return leakscan.scan(data, Options(limits=replace(Limits(), **limits)), name="limited.xlsx")  # type: ignore[arg-type]


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"total_bytes": 3_000}, "limit-total-bytes"),
        ({"part_bytes": 2_000}, "limit-part-bytes"),
        ({"tree_bytes": 300}, "limit-tree-bytes"),
        ({"parts": 3}, "limit-parts"),
        ({"timeout_seconds": 0.0}, "limit-time"),
    ],
)
def test_a_limit_reached_is_a_problem_and_the_report_incomplete(limits: dict[str, float], code: str) -> None:
    report = scanned(workbook(), **limits)
    assert code in codes(report)
    assert not report.complete


def test_without_limits_reached_the_same_file_is_complete() -> None:
    report = scanned(workbook())
    assert report.complete
    assert [finding.rule.id for finding in report.findings if finding.severity > leakscan.Severity.INFO] == [
        "hidden-sheet"
    ]


def test_the_limit_on_one_part_costs_only_that_part() -> None:
    report = scanned(
        packed(Entry(name="big.txt", data=b"x" * 5_000), Entry(name="book.xlsx", data=workbook())),
        part_bytes=4_500,
    )
    lost = {part.name for part in report.parts if not part.state.is_complete}
    assert "big.txt" in lost


def test_depth_skips_the_file_inside_and_keeps_its_siblings() -> None:
    deep = packed(Entry(name="deeper.zip", data=packed(Entry(name="deepest.xlsx", data=workbook()))))
    data = packed(Entry(name="deep.zip", data=deep), Entry(name="book.xlsx", data=workbook()))
    report = scanned(data, depth=1)
    assert "limit-depth" in codes(report)
    hidden = [finding.trail[1:] for finding in report.findings if finding.rule.id == "hidden-sheet"]
    assert hidden == [("book.xlsx",)]
    assert not report.complete
    assert len([f for f in scanned(data, depth=3).findings if f.rule.id == "hidden-sheet"]) == 2


def test_a_compression_bomb_is_given_up_by_its_ratio() -> None:
    bomb = packed(Entry(name="bomb.bin", data=lambda: (bytes(1 << 20) for _ in range(80))))
    report = scanned(bomb, ratio=200)
    assert "limit-ratio" in codes(report)
    assert not report.complete


def test_a_table_reads_under_a_budget_of_its_own() -> None:
    data = workbook()
    totals = range(4_000, 400_000, 2_000)
    spent = next(total for total in totals if "limit-total-bytes" not in codes(scanned(data, total_bytes=total)))
    report = scanned(data, total_bytes=spent)
    table = next(finding.table for finding in report.findings if finding.rule.id == "hidden-sheet")
    assert table is not None
    for _ in range(3):
        assert len(list(table.rows())) == 200


def test_what_was_read_before_a_limit_ends_the_scan_is_told_of() -> None:
    rows: list[Row] = [[number, f"text {number}"] for number in range(20_000)]
    book = xlsx(sheets={"Cover": [["Q3"]], "Old": [["ZQ-Before-3a1"]], "Big": rows}, shared=False)
    book.edit("xl/workbook.xml", 'name="Old"', 'name="Old" state="hidden"')
    limits = leakscan.Limits(total_bytes=400_000)
    report = leakscan.scan(book.to_bytes(), leakscan.Options(limits=limits), name="book.xlsx")
    assert not report.complete
    assert "hidden-sheet" in {finding.rule.id for finding in report.findings}
    assert "limit-total-bytes" in {problem.code for problem in report.problems}
