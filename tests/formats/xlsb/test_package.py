"""Binary parts come as the XML parts they stand for, and what is not read is said."""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import fixtures
import leakscan
from fixtures.making.xlsb_records import longs, record, wide
from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.formats.document import Context
from leakscan.formats.xlsb.package import BinaryPackage
from leakscan.formats.xlsb.unread import unread_words
from leakscan.ledger import Ledger
from leakscan.limits import Budget, Limits
from leakscan.options import Options
from leakscan.source import BytesStore, Source

SHEET = "xl/worksheets/sheet1.bin"
Changes = dict[str, Callable[[bytes], bytes]]


def leaky(rule: str, name: str = "leaky.xlsb") -> bytes:
    return (Path(fixtures.built(rule)) / name).read_bytes()


def changed(data: bytes, changes: Changes) -> bytes:
    """Return a package with other content in some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), changes.get(name, bytes)(old.read(name)))
    return made.getvalue()


def cut_off(data: bytes, *, size: int) -> bytes:
    return data[:-size]


def package(data: bytes) -> BinaryPackage:
    source = Source(BytesStore(data), name="book.xlsb", budget=Budget(Limits()))
    return BinaryPackage(ZipContainer(source), Context(Ledger(), Options()))


def report(data: bytes) -> leakscan.Report:
    return leakscan.scan(data, leakscan.Options(strict=True), name="book.xlsb")


class Taken(xmlsafe.Handler):
    """Writes down what it is told."""

    def __init__(self, *, takes_qualified: bool) -> None:
        self.takes_qualified = takes_qualified
        self.events: list[object] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.events.append((name, {key: value for key, value in attributes.items() if "xmlns" not in key}))

    def end(self, name: str) -> None:
        self.events.append(name)

    def text(self, data: str) -> None:
        self.events.append(data)


@pytest.mark.parametrize("rule", ["pivot_cache", "cell_comment", "external_link_cache", "phonetic_text"])
@pytest.mark.parametrize("takes_qualified", [True, False])
def test_told_and_written_are_the_same(rule: str, takes_qualified: bool) -> None:
    opened = package(leaky(rule))
    for part in opened.entries:
        if not part.endswith(".bin"):
            continue
        told, read = Taken(takes_qualified=takes_qualified), Taken(takes_qualified=takes_qualified)
        with opened.open(part) as stream:
            xmlsafe.stream(stream, told)
        xmlsafe.stream(io.BytesIO(opened.read(part)), read)
        assert told.events == read.events


def test_characters_that_no_xml_holds_are_escaped_and_come_back() -> None:
    odd = "bell \x07, return \r, half \ud83d, spelled _x0041_"
    text = odd.encode("utf-16-le", "surrogatepass")
    body = b"\0" + (len(text) // 2).to_bytes(4, "little") + text
    items = record(159, bytes(8)) + record(19, b"\0" + wide("")) * 50 + record(19, body) + record(160)
    data = changed(leaky("orphan_string"), {"xl/sharedStrings.bin": lambda _: items})
    (finding,) = (item for item in report(data).findings if item.rule.id == "orphan-string")
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows()] == [odd]


def test_a_record_that_nobody_knows_makes_the_report_incomplete() -> None:
    assert report(leaky("hidden_rows")).complete
    data = changed(leaky("hidden_rows"), {SHEET: lambda old: record(129) + record(4999, wide("ZQ")) + old[3:]})
    found = report(data)
    assert not found.complete
    (problem,) = found.problems
    assert (problem.code, problem.place.part) == ("records-not-examined", SHEET)
    assert "4999" in problem.lost
    assert any(finding.rule.id == "hidden-rows" for finding in found.findings)


def test_a_part_is_known_by_its_first_record_where_its_type_says_nothing() -> None:
    data = changed(
        leaky("cell_comment"),
        {"[Content_Types].xml": lambda old: old.replace(b"application/vnd.ms-excel.comments", b"application/xml")},
    )
    assert {item.rule.id for item in report(data).findings} == {"cell-comment", "people-named"}
    data = changed(
        leaky("cell_comment"),
        {
            "[Content_Types].xml": lambda old: old.replace(
                b"application/vnd.ms-excel.comments",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
            )
        },
    )
    assert {item.rule.id for item in report(data).findings} == {"cell-comment", "people-named"}


def test_what_stands_before_the_damage_is_told() -> None:
    whole = report(leaky("hidden_rows"))
    cut = report(changed(leaky("hidden_rows"), {SHEET: lambda old: old[:-4] + b"\x05\x7f"}))
    assert whole.complete
    assert not cut.complete
    assert [item.counts for item in cut.findings] == [item.counts for item in whole.findings]


def test_a_part_that_ends_before_its_time_is_damage_and_records_behind_its_end_are_not_passed_over() -> None:
    for part in (SHEET, "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"):
        ending = {SHEET: 130, "xl/workbook.bin": 132, "xl/sharedStrings.bin": 160, "xl/styles.bin": 279}[part]
        size = len(record(ending))
        whole = leaky("hidden_rows")
        cut = report(changed(whole, {part: partial(cut_off, size=size)}))
        assert {item.code for item in cut.problems} == {"broken-part"}, part
        longer = report(changed(leaky("hidden_rows"), {part: lambda old: old + record(6, wide("ZQ-Behind"))}))
        assert {item.code for item in longer.problems} == {"records-not-examined"}, part
        assert not report(changed(leaky("hidden_rows"), {part: lambda _: b""})).complete, part


def test_records_without_their_definition_are_said_not_to_be_read() -> None:
    data = leaky("pivot_cache")
    found = report(changed(data, {"xl/pivotCache/pivotCacheDefinition1.bin": lambda _: b""}))
    assert not found.complete


def test_an_expression_that_cannot_be_read_costs_the_name_its_meaning_alone() -> None:
    def break_formula(old: bytes) -> bytes:
        return old.replace(b"\x17" + len("ZQ-Name-c91").to_bytes(2, "little"), b"\x3f\x00\x00")

    found = report(changed(leaky("defined_name"), {"xl/workbook.bin": break_formula}))
    assert [item.code for item in found.problems] == ["unknown-token"]
    assert any("_FilterDatabase" in item.place.name for item in found.findings)


def test_what_is_unread_is_said_in_words_where_there_are_any() -> None:
    assert unread_words({415}) == "logged formulas of names"
    assert (
        unread_words({4999, 395, 409, 5001}) == "logged changes of a shared workbook, records of type 4999, 5001"
    )


def test_parts_of_an_xml_workbook_are_taken_as_they_are() -> None:
    opened = package((Path(fixtures.built("pivot_cache")) / "leaky.xlsx").read_bytes())
    assert all(opened.read(part).startswith(b"<") for part in opened.entries)
    assert opened.content_type("xl/workbook.xml").endswith("sheet.main+xml")
    odd = changed(
        (Path(fixtures.built("sheet_property")) / "leaky.xlsx").read_bytes(),
        {"xl/customProperty1.bin": lambda _: record(628) + record(629)},
    )
    opened = package(odd)
    for part in opened.entries:
        if part.endswith(".bin"):
            assert not opened.read(part).startswith(b"<?xml")


GONE = b"\x5a\x02\0\0\0\0\0\0\xc0"
"""The first cell of a sheet that was deleted, in a workbook of two sheets."""


def _formula_cell(row: int, tokens: bytes) -> bytes:
    value = wide("ZQ-Shared-8d2")
    data = longs(0, 0) + value + bytes(2) + longs(len(tokens)) + tokens + longs(4) + longs(0)
    return record(0, longs(row, 0) + bytes(2 + 3 + 4)) + record(8, data)


@pytest.mark.parametrize(("kind", "head"), [(427, bytes(16)), (426, bytes(17))])
def test_a_formula_that_cells_share_is_that_of_its_first_cell(kind: int, head: bytes) -> None:
    tokens = GONE + b"\x4c\xff\xff\x0f\0\0\xc0\x08"
    shared = record(kind, head + longs(len(tokens)) + tokens + longs(0))
    cells = _formula_cell(4, b"\x01\x04\0\0\0") + shared + _formula_cell(5, b"\x01\x04\0\0\0")
    found = report(with_cells("leaky-deleted.xlsb", cells))
    assert found.complete
    tables = [finding.table for finding in found.findings if finding.rule.id == "lost-source"]
    rows = [row for table in tables if table is not None for row in table.rows()]
    assert ("A5", "#REF!A1&A4", "ZQ-Shared-8d2", "#REF") in rows
    assert len(rows) == 2


def with_cells(name: str, cells: bytes) -> bytes:
    """Return a workbook with more records behind its cells."""

    def longer(data: bytes) -> bytes:
        at = data.rindex(record(146))
        return data[:at] + cells + data[at:]

    return changed(leaky("lost_source", name), {SHEET: longer})


def test_a_formula_that_breaks_off_is_said_and_keeps_its_result() -> None:
    formula = wide("ZQ-Cut-1") + bytes(2) + longs(9) + GONE[:-2]
    found = report(with_cells("clean.xlsb", record(0, longs(4, 0) + bytes(9)) + record(8, longs(0, 0) + formula)))
    assert [problem.lost for problem in found.problems] == ["an expression"]


def test_a_formula_before_any_row_is_no_failure() -> None:
    data = leaky("lost_source", "leaky-deleted.xlsb")
    lone = _formula_cell(0, GONE).removeprefix(record(0, longs(0, 0) + bytes(9)))
    whole = changed(data, {SHEET: lambda old: old.replace(record(145), record(145) + lone, 1)})
    found = leakscan.scan(whole, leakscan.Options(), name="book.xlsb")
    assert "internal-error" not in {problem.code for problem in found.problems}
