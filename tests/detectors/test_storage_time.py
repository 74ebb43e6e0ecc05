import pytest

import fixtures
import leakscan
from leakscan.detectors.package.storage_time import storage_time
from leakscan.findings import Content, Place
from leakscan.moments import Moment
from leakscan.views.storages import StorageDirectory, StorageNote

FOLDER = fixtures.built("storage_time")
EXCEL, WORD = "00020820-0000-0000-C000-000000000046", "00020906-0000-0000-C000-000000000046"
MADE, SAVED = "2016-02-15T08:53:20", "2023-08-15T20:00:00"


def found(name: str) -> list[leakscan.Finding]:
    return [item for item in leakscan.scan(FOLDER / name).findings if item.rule.id == "storage-time"]


def rows(name: str) -> list[tuple[object, ...]]:
    (finding,) = found(name)
    assert finding.severity is leakscan.Severity.INFO
    assert finding.table is not None
    return [tuple(row) for row in finding.table.rows()]


def test_the_class_of_the_format_is_no_finding_by_itself() -> None:
    own = StorageNote("Root Entry", class_id=EXCEL, class_name="Excel", is_own_class=True)
    assert list(storage_time(StorageDirectory(Place(), (own,)))) == []


@pytest.mark.parametrize("note", [StorageNote("A", created=MADE), StorageNote("A", class_id=WORD)])
def test_a_time_or_a_class_is_a_finding_without_data(note: StorageNote) -> None:
    (hit,) = storage_time(StorageDirectory(Place(), (note,)))
    assert hit.content is Content.OWN


def test_the_time_of_the_file_is_told_with_the_class_beside_it() -> None:
    assert rows("leaky.xls") == [("Root Entry", "", SAVED, EXCEL, "Excel 97 to 2003 worksheet")]
    assert found("clean.xls") == []


def test_the_class_of_an_object_is_told_by_name() -> None:
    assert rows("leaky-object.xls") == [("MBD00A1B2C3", MADE, SAVED, WORD, "Word 97 to 2003 document")]


def test_a_class_that_nobody_knows_is_told_as_it_stands() -> None:
    assert rows("leaky-stream.xls") == [("Workbook", "", "", "5A512D43-6C61-7373-2D39-633100000000", "")]


def test_storages_of_a_macro_project_are_told_with_their_part() -> None:
    (finding,) = found("leaky.xlsm")
    assert finding.place.part == "xl/vbaProject.bin"
    assert rows("leaky.xlsm") == [("VBA", MADE, SAVED, "", "")]
    assert found("clean.xlsm") == []


def test_a_number_that_is_no_date_is_told_as_a_number() -> None:
    data = bytearray((FOLDER / "leaky.xls").read_bytes())
    start = data.index("Root Entry\0".encode("utf-16-le")) + 108
    data[start : start + 8] = b"\xff" * 8
    (finding,) = (item for item in leakscan.scan(bytes(data)).findings if item.rule.id == "storage-time")
    assert finding.table is not None
    assert [row[2] for row in finding.table.rows()] == ["0xffffffffffffffff"]


def test_the_report_tells_when_the_file_was_made_and_saved() -> None:
    moments = leakscan.scan(FOLDER / "leaky.doc").moments
    assert moments == (
        Moment("created", MADE, "storages of the file"),
        Moment("last saved", SAVED, "storages of the file"),
    )
    assert leakscan.scan(FOLDER / "leaky.xlsm").moments[-1].source == "storages of the macro project"
