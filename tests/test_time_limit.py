"""The time limit ends the scan of every format; time is a clock that counts how often it is looked at."""

import pytest

import leakscan
from fixtures.making import Row, Sheet, xlsx
from fixtures.making.styling import add_style, set_style
from fixtures.making.styling import font as xml_font
from leakscan import Limits, Options, Report
from tests.large_files import LARGE

_LEAST, _MOST = 500, 4_000
_ELEMENTS_A_LOOK = 2_500
"""So many rows, paragraphs and the like may pass between two looks at the clock: a tenth of a second or so."""
_AFTERWARDS = 40
"""Looks at the clock once the time is over: other parts are closed, and whether people can be counted is asked."""


class _Clock:
    """Time that goes on by a second whenever somebody asks for it."""

    def __init__(self) -> None:
        self.looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return self.looks


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    found = _Clock()
    monkeypatch.setattr("leakscan.limits.time", found)
    return found


def _scan(name: str, data: bytes, seconds: float) -> Report:
    return leakscan.scan(data, Options(people=False, limits=Limits(timeout_seconds=seconds)), name=name)


def _looks(name: str, data: bytes, clock: _Clock) -> int:
    """Return how often a scan looks at the clock, known parts known."""
    for _ in range(2):
        clock.looks = 0
        _scan(name, data, 1e9)
    return clock.looks


@pytest.mark.parametrize("name", LARGE)
def test_the_time_limit_ends_a_scan(name: str, clock: _Clock) -> None:
    looks = []
    for count in (_LEAST, _MOST):
        data = LARGE[name](count)
        clock.looks = 0
        assert _scan(name, data, 1e9).complete
        looks.append(clock.looks)
    assert looks[1] - looks[0] >= (_MOST - _LEAST) // _ELEMENTS_A_LOOK
    clock.looks = 0
    report = _scan(name, data, looks[1] // 2)
    assert "limit-time" in {problem.code for problem in report.problems}
    assert not report.complete
    assert clock.looks <= looks[1] // 2 + _AFTERWARDS


@pytest.mark.parametrize(
    "name", ["rows.xlsx", "book.xls", "text.docx", "deck.pptx", "book.ods", "files.zip", "mail.eml"]
)
def test_wherever_the_time_ends_the_report_says_so(name: str, clock: _Clock) -> None:
    data = LARGE[name](16)
    for seconds in range(_looks(name, data, clock) - 1):
        report = _scan(name, data, seconds)
        assert "limit-time" in {problem.code for problem in report.problems}, seconds


def _with_hidden_rows() -> bytes:
    """Return a workbook with hidden rows and a white cell, for which its sheet is read a second time."""
    rows: list[Row] = [[number, f"words {number} " * 99] for number in range(400)]
    hidden = Sheet(rows=rows, row_attributes=lambda number: ' hidden="1"' if number % 2 else "")
    book = xlsx(sheets={"Big": hidden}, shared=False)
    set_style(book, book.sheet_part("Big"), add_style(book, font=xml_font('rgb="FFFFFFFF"')), "B2")
    return book.to_bytes()


def test_what_the_first_pass_over_a_sheet_saw_is_kept(clock: _Clock) -> None:
    data = _with_hidden_rows()
    whole = _scan("book.xlsx", data, 1e9)
    looks = _looks("book.xlsx", data, clock)
    found = []
    for seconds in range(0, looks, looks // 40):
        report = _scan("book.xlsx", data, seconds)
        found.append(sum(item.counts.cells or 0 for item in report.findings if item.rule.id == "hidden-rows"))
    assert found == sorted(found)
    most = sum(item.counts.cells or 0 for item in whole.findings if item.rule.id == "hidden-rows")
    assert most
    assert found.count(most) > len(found) // 3
