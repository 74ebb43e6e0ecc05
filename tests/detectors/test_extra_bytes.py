import fixtures
import leakscan
from leakscan.detectors.package.extra_bytes import extra_bytes
from leakscan.findings import Access, Content, Place
from leakscan.views.archive import Archive, Extra, Position, Remnant, RemnantKind

FOLDER = fixtures.built("extra_bytes")


def test_bytes_are_told_by_where_they_lie_and_what_they_are() -> None:
    remnant = Remnant(Place(start=4, end=9), RemnantKind.TEXT, 5)
    (hit,) = extra_bytes(Archive(extras=[Extra(remnant, Position.INSIDE)]))
    assert hit.message == "Bytes behind the end of an entry's data belong to no entry: plain text."
    assert hit.access is Access.CARVING


def test_blanks_hold_no_data() -> None:
    remnant = Remnant(Place(start=4, end=9), RemnantKind.BLANK, 5)
    assert [hit.content for hit in extra_bytes(Archive(extras=[Extra(remnant, Position.AFTER)]))] == [
        Content.EMPTY
    ]


def test_text_between_before_and_behind_the_entries_comes_back() -> None:
    positions = {
        "leaky": Position.BETWEEN,
        "leaky-before-directory": Position.BETWEEN,
        "leaky-in-front": Position.BEFORE,
        "leaky-behind": Position.AFTER,
    }
    for name, position in positions.items():
        data = (FOLDER / f"{name}.xlsx").read_bytes()
        report = leakscan.scan(data, name="book.xlsx")
        (finding,) = [item for item in report.findings if item.rule.id == "extra-bytes"]
        assert position.value in finding.message, name
        assert finding.table is not None
        assert list(finding.table.rows()) == [(1, "ZQ-Extra-5c6 lies between the entries")]
        assert data[finding.place.start : finding.place.end] == b"ZQ-Extra-5c6 lies between the entries"
        assert report.complete


def test_an_archive_in_front_is_examined_by_itself() -> None:
    report = leakscan.scan(FOLDER / "leaky-two-archives.xlsx")
    (sheet,) = [finding for finding in report.findings if finding.rule.id == "embedded-workbook"]
    assert sheet.table is not None
    assert list(sheet.table.rows()) == [(1, "ZQ-Appended-e4b")]
    assert report.complete


def test_bytes_of_no_kind_we_know_leave_the_report_incomplete() -> None:
    data = (FOLDER / "clean.xlsx").read_bytes() + bytes(range(1, 256)) * 2
    report = leakscan.scan(data, name="book.xlsx")
    assert [finding.rule.id for finding in report.findings] == ["extra-bytes"]
    assert not report.complete
