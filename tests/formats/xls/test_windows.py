"""Windows of binary workbooks, and the cells before their frozen panes."""

import struct

import pytest

import leakscan
from fixtures.making import Row
from fixtures.making.biff import BiffSheet, xls
from fixtures.making.biff_records import record

ROWS: list[Row] = [[f"Ada {number}", number, "shown"] for number in range(1, 9)]


def window(top: int, left: int, *, frozen: bool = True) -> bytes:
    return record(0x023E, struct.pack("<3HI2HI", 0x06BE if frozen else 0x06B6, top, left, 64, 0, 0, 0))


def pane(columns: int, rows: int) -> bytes:
    return record(0x0041, struct.pack("<5H", columns, rows, 7, 2, 2))


def saved_view(*more: bytes) -> tuple[bytes, ...]:
    return (record(0x01AA, bytes(16 + 16 + 16)), *more, record(0x01AB, b"\1\0"))


def hidden(*more: bytes) -> dict[str, int | None]:
    data = xls({"Staff": BiffSheet(rows=ROWS, more=more)}).data()
    report = leakscan.scan(data, leakscan.Options(strict=True), name="book.xls")
    return {
        finding.rule.id: finding.counts.columns or finding.counts.rows
        for finding in report.findings
        if finding.rule.id in ("hidden-rows", "hidden-columns")
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((window(5, 0), pane(0, 1)), {"hidden-rows": 5}),
        ((window(5, 1), pane(1, 0)), {"hidden-columns": 1}),
        ((window(5, 0, frozen=False), pane(0, 1)), {}),
        ((window(0, 0), pane(0, 1)), {}),
        ((window(5, 0),), {}),
        ((window(5, 0), pane(0, 1), window(0, 0), pane(0, 1)), {}),
        ((window(5, 0), pane(0, 1), window(3, 0), pane(0, 1)), {"hidden-rows": 3}),
        ((window(5, 0), pane(0, 1), *saved_view(pane(0, 0))), {"hidden-rows": 5}),
        ((window(5, 0), *saved_view(pane(0, 1))), {}),
    ],
)
def test_cells_before_the_corner_of_frozen_panes_do_not_show(
    more: tuple[bytes, ...], expected: dict[str, int]
) -> None:
    assert hidden(*more) == expected


def test_what_lies_before_frozen_panes_is_visible_nowhere_and_comes_back() -> None:
    data = xls({"Staff": BiffSheet(rows=ROWS, more=(window(5, 0), pane(0, 1)))}).data()
    report = leakscan.scan(data, leakscan.Options(strict=True), name="book.xls")
    (finding,) = [finding for finding in report.findings if finding.rule.id == "hidden-rows"]
    assert finding.counts.not_visible == 10
    assert finding.table is not None
    assert [row[0] for row in finding.table.rows()] == [1, 2, 3, 4, 5]
