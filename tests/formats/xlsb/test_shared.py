"""Shared workbooks, live data, published items and calculated members, record by record."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

import leakscan
from fixtures.making import WORKBOOK, xlsx
from fixtures.making.queries import add_part
from fixtures.making.workbook import MAIN
from fixtures.making.xlsb import save_twins
from fixtures.making.xlsb_records import area, longs, record, wide
from tests.formats.xlsb.test_package import changed, leaky, report

LOG = "xl/revisions/revisionLog1.bin"
SHEET = "xl/worksheets/sheet1.bin"
USERS = "application/vnd.openxmlformats-officedocument.spreadsheetml.userNames+xml"


def shared(kind: int, *, number: int = 7, sheet: int = 1) -> bytes:
    """Return what changes have in common."""
    return struct.pack("<2I3H", 0, number, kind, 0, sheet)


def logged(*records: bytes) -> leakscan.Report:
    """Return the report on a shared workbook whose log holds these records."""
    return report(changed(leaky("revision_log"), {LOG: lambda _: b"".join((*records, record(403)))}))


def changes(found: leakscan.Report) -> Iterator[dict[str, object]]:
    """Yield the rows of the log, by column, without those that are empty."""
    (log,) = (item for item in found.findings if item.rule.id == "revision-log")
    assert log.table is not None
    for row in log.table.rows():
        yield {key: value for key, value in zip(log.table.columns, row, strict=True) if value not in ("", None)}


def cell_change(*cells: bytes) -> bytes:
    return record(409, shared(8) + longs(3, 2) + bytes(12)) + b"".join(cells) + record(410)


CELL = longs(2, 0)
RICH = record(62, CELL + b"\1" + wide("ZQ-Rich-1d0") + longs(1) + struct.pack("<2H", 0, 0))
VALUES = {
    "number": (record(5, CELL + struct.pack("<d", 2.5)), "2.5"),
    "packed": (record(2, CELL + longs(41 << 2 | 2)), "41"),
    "text": (record(6, CELL + wide("ZQ-Text-7e2")), "ZQ-Text-7e2"),
    "rich": (RICH, "ZQ-Rich-1d0"),
    "boolean": (record(4, CELL + b"\1"), "1"),
    "error": (record(3, CELL + b"\x2a"), "#N/A"),
    "result": (
        record(8, CELL + wide("ZQ-Result-3b1") + bytes(2) + longs(1) + b"\x1d" + longs(0)),
        "ZQ-Result-3b1",
    ),
    "number of a formula": (record(9, CELL + struct.pack("<d", 6) + bytes(2) + longs(0, 0)), "6"),
}


@pytest.mark.parametrize(("old", "value"), VALUES.values(), ids=VALUES)
def test_what_a_cell_held_is_told_whatever_it_was(old: bytes, value: str) -> None:
    found = logged(cell_change(old, record(1, CELL)))
    assert found.complete
    (row,) = changes(found)
    assert (row["Cells"], row["Old"]) == ("C4", value)
    assert "New" not in row


def test_a_single_cell_is_what_a_cell_came_to_hold() -> None:
    (row,) = changes(logged(cell_change(record(6, CELL + wide("ZQ-New-4e5")))))
    assert row["New"] == "ZQ-New-4e5"
    assert "Old" not in row


def test_cells_of_several_rows_are_told_where_they_stood() -> None:
    first, second = (record(6, CELL + wide(f"ZQ-Cell-{number}")) for number in (1, 2))
    other = record(409, shared(8) + longs(9, 2) + bytes(12)) + second + record(1, CELL) + record(410)
    rows = list(changes(logged(cell_change(first, record(1, CELL)), other)))
    assert [(row["Cells"], row["Old"]) for row in rows] == [("C4", "ZQ-Cell-1"), ("C10", "ZQ-Cell-2")]


def test_a_text_by_number_is_said_not_to_be_read() -> None:
    found = logged(cell_change(record(7, CELL + longs(0)), record(6, CELL + wide("ZQ-New-4e5"))))
    assert not found.complete
    assert [item.code for item in found.problems] == ["records-not-examined"]


def test_moves_sheets_and_comments_are_told() -> None:
    moved = record(407, shared(4) + area("A1:B2") + area("D1:E2") + struct.pack("<H", 1))
    undone = record(404, bytes(20))
    new = record(414, shared(5) + struct.pack("<H", 1) + wide("[a.xlsb]ZQ-Sheet-0c2"))
    note = record(416, shared(13) + longs(3, 2, 1) + b"\0" + bytes(16) + longs(0, 9) + wide("Cai Rees"))
    rest = [record(kind, shared(11) + bytes(40)) for kind in (417, 418, 419, 421)]
    found = logged(moved, undone, record(408), new, note, *rest, record(412, bytes(30)))
    assert found.complete
    rows = list(changes(found))
    assert [row["Change"] for row in rows] == [
        *("cells moved", "change that cannot be undone", "sheet inserted", "comment added or deleted"),
        *("conflict resolved", "query removed", "format changed", "format filled", "view saved or deleted"),
    ]
    assert (rows[0]["Old"], rows[0]["New"], rows[0]["Number"], rows[0]["Sheet"]) == (
        "A1:B2",
        "D1:E2",
        "7",
        "Cover",
    )
    assert rows[2]["New"] == "ZQ-Sheet-0c2"
    assert (rows[3]["Cells"], rows[3]["Author"]) == ("C4", "Cai Rees")


@pytest.mark.parametrize(
    ("kind", "action"),
    [*enumerate(("rows inserted", "columns inserted", "rows deleted", "columns deleted"))],
)
def test_rows_and_columns_that_came_and_went_are_told_apart(kind: int, action: str) -> None:
    (row,) = changes(logged(record(405, shared(kind) + b"\0" + area("A4:B4")), record(406)))
    assert (row["Change"], row["Cells"]) == (action, "A4:B4")


def changed_name(new: bytes, old: bytes, comment: str = "", before: str = "") -> bytes:
    """Return a changed name: tokens of what it means, and of what it meant, with its comments."""
    data = shared(10) + b"\xff\xff\0" + bytes(20) + wide("Rate")
    for tokens, text in ((new, comment), (old, before)):
        data += longs(len(tokens)) + tokens + longs(0, *[-1] * 4) + (wide(text) if text else longs(-1))
    return record(415, data)


def literal(text: str) -> bytes:
    return b"\x17" + struct.pack("<H", len(text)) + text.encode("utf-16-le")


PLACE = b"\x3a" + struct.pack("<HIH", 0, 3, 1)


def test_a_changed_name_tells_what_it_meant_and_its_comments() -> None:
    found = logged(changed_name(literal("new"), literal("ZQ-Meant-6f1"), before="ZQ-Comment-9a2"))
    (row,) = changes(found)
    assert row["Change"] == "name defined or deleted"
    assert row["Old"] == 'Rate: "ZQ-Meant-6f1": ZQ-Comment-9a2'
    assert row["New"] == 'Rate: "new"'
    assert found.complete


def test_a_name_that_meant_a_place_has_nothing_to_tell_but_itself() -> None:
    found = logged(changed_name(PLACE, PLACE))
    assert [row["Change"] for row in changes(found)] == ["name defined or deleted"]
    assert found.complete


@pytest.mark.parametrize("item", [record(415, shared(10) + bytes(60)), changed_name(b"\x41\x13\0", PLACE)])
def test_a_formula_of_a_changed_name_is_said_not_to_be_read(item: bytes) -> None:
    found = logged(item)
    assert [row["Change"] for row in changes(found)] == ["name defined or deleted"]
    assert not found.complete
    assert [problem.lost for problem in found.problems] == ["logged formulas of names"]


def test_a_comment_of_another_form_is_damage() -> None:
    note = shared(13) + longs(3, 2, 1) + b"\0" + bytes(16) + longs(0, 9) + wide("Cai Rees")
    found = logged(record(416, note + b"\0"))
    assert [item.code for item in found.problems] == ["short-record"]


def test_users_are_named(tmp_path: Path) -> None:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    user = 'guid="{00000000-0000-4000-8000-000000000001}" name="Dil Shah" id="5" dateTime="2023-08-15T09:00:00"'
    xml = f'<users xmlns="{MAIN}" count="1"><userInfo {user}/></users>'
    add_part(book, "xl/revisions/userNames.xml", xml, content_type=USERS, kind="usernames", owner=WORKBOOK)
    book.save(tmp_path / "shared.xlsx")
    save_twins(tmp_path, "shared")
    found = report((tmp_path / "shared.xlsb").read_bytes())
    assert found.complete
    (finding,) = (item for item in found.findings if item.rule.id == "people-named")
    assert [item.reveal() for item in finding.evidence] == ["Dil Shah"]


def test_last_values_of_live_data_are_told() -> None:
    topics = [
        record(526, wide("ZQ-Value-8d1")),
        record(524, struct.pack("<d", 1.5)),
        record(527, b"\1"),
        record(525, b"\x2a"),
    ]
    told = b"".join(record(520) + item + record(522, wide("1")) + record(521) for item in topics)
    parts = record(516, longs(1)) + record(518, wide("ZQ-Cube-2a6")) + told + record(519) + record(517)
    data = changed(
        leaky("volatile_dependency"), {"xl/volatileDependencies.bin": lambda _: record(514) + parts + record(515)}
    )
    found = report(data)
    assert found.complete
    (finding,) = found.findings
    assert finding.table is not None
    rows = [row[-1] for row in finding.table.rows()]
    assert rows == ["ZQ-Cube-2a6", "1", "ZQ-Value-8d1", "1", "1.5", "1", "1", "1"]


def with_published(item: bytes) -> leakscan.Report:
    """Return the report on a workbook with one item published from its sheet."""
    group = record(554, longs(1)) + item + record(557) + record(555)
    return report(changed(leaky("hidden_rows"), {SHEET: lambda old: old[:-3] + group + old[-3:]}))


PUBLISHED = struct.pack("<BHHI", 4, 0, 0, 1) + area("A1:B2")
PAGE, TITLE = "//web01/ZQ-Page-9c3.htm", "ZQ-Title-1d4"


def test_a_published_range_is_told() -> None:
    found = with_published(record(556, PUBLISHED + b"\x0c" + wide(PAGE) + wide(TITLE)))
    assert found.complete
    (finding,) = (item for item in found.findings if item.rule.id == "publish-item")
    assert [text.reveal() for text in finding.evidence] == [PAGE, TITLE]


def test_a_published_item_of_another_form_is_damage() -> None:
    found = with_published(record(556, PUBLISHED + b"\x04" + wide(PAGE) + wide(TITLE)))
    assert {item.code for item in found.problems} == {"short-record"}


def test_a_long_query_of_a_calculated_member_is_told() -> None:
    member = record(433, longs(0, 0, 1) + wide("Set1") + wide("[Area].[North]"))
    long = record(1038, bytes(5) + longs(-1) + wide("[Area].[ZQ-Long-6b2]")) + record(1039)
    group = record(431, longs(1)) + member + long + record(434) + record(432)
    part = "xl/pivotCache/pivotCacheDefinition1.bin"
    size = len(record(180))
    data = changed(leaky("pivot_cache"), {part: lambda old: old[:-size] + group + record(180)})
    found = report(data)
    assert found.complete
    told = [text.reveal() for item in found.findings for text in item.evidence]
    assert "[Area].[ZQ-Long-6b2]" in told


def test_a_calculated_member_of_a_connection_is_told() -> None:
    member = record(1137, bytes(4) + longs(0, 0, 0) + wide("Set1") + wide("[Area].[ZQ-Member-2d8]")) + record(1138)
    group = record(1139, bytes(4) + longs(1)) + member + record(1140)
    at = record(202)
    data = changed(leaky("connection"), {"xl/connections.bin": lambda old: old.replace(at, group + at, 1)})
    found = report(data)
    assert found.complete
    tables = [item.table for item in found.findings if item.rule.id == "connection" and item.table is not None]
    assert "[Area].[ZQ-Member-2d8]" in {row[1] for table in tables for row in table.rows()}
