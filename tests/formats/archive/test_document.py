"""Archives, other packages, and files that are listed and not examined."""

import io

import pytest

import leakscan
from fixtures.making import Entry, write_zip, xlsx
from leakscan import Report


def scanned(*entries: Entry, name: str = "papers.zip") -> Report:
    target = io.BytesIO()
    write_zip(target, entries)
    return leakscan.scan(target.getvalue(), name=name)


def workbook() -> bytes:
    book = xlsx(sheets={"Cover": [["Total", 12]], "Pay": [["ZQ-Member-8d0", 91_000]]})
    book.edit("xl/workbook.xml", 'name="Pay"', 'name="Pay" state="hidden"')
    return book.to_bytes()


def package(main_type: str, part: str) -> list[Entry]:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{main_type}"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        f'Target="{part}"/></Relationships>'
    )
    return [
        Entry(name="[Content_Types].xml", data=types.encode()),
        Entry(name="_rels/.rels", data=rels.encode()),
        Entry(name=part, data=b"<document/>"),
    ]


def test_members_of_an_archive_are_examined_by_themselves() -> None:
    report = scanned(Entry(name="2024/pay.xlsx", data=workbook()), Entry(name="2023/pay.xlsx", data=workbook()))
    assert report.source.format == "zip"
    hidden = [finding for finding in report.findings if finding.rule.id == "hidden-sheet"]
    assert [finding.trail[1:] for finding in hidden] == [("2023/pay.xlsx",), ("2024/pay.xlsx",)]
    assert hidden[0].table is not None
    assert list(hidden[0].table.rows()) == [(1, "ZQ-Member-8d0", 91_000)]
    assert report.complete


def test_a_member_that_cannot_be_read_costs_only_itself() -> None:
    target = io.BytesIO()
    write_zip(
        target, [Entry(name="bad.txt", data=b"abcdef", stored=True), Entry(name="pay.xlsx", data=workbook())]
    )
    report = leakscan.scan(target.getvalue().replace(b"abcdef", b"abcdeX"), name="papers.zip")
    assert "hidden-sheet" in {finding.rule.id for finding in report.findings}
    assert "wrong-checksum" in {problem.code for problem in report.problems}


def test_a_deleted_member_and_a_doubled_one_are_told_of() -> None:
    report = scanned(
        Entry(name="pay.xlsx", data=workbook(), listed=False),
        Entry(name="a.xlsx", data=xlsx(sheets={"Cover": [["Total", 12]]}).to_bytes()),
        Entry(name="a.xlsx", data=workbook()),
    )
    rules = [finding.rule.id for finding in report.findings]
    assert rules.count("unlisted-entry") == 1
    assert rules.count("duplicate-part") == 2
    assert rules.count("hidden-sheet") == 2


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
STRAY = Entry(name="notes.txt", data=b"ZQ-Orphan-6ee not in use")


@pytest.mark.parametrize(
    ("main_type", "part", "name"),
    [
        (WORD, "word/document.xml", "docx"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml", "docm"),
        (POWERPOINT, "ppt/presentation.xml", "pptx"),
        ("application/x-unheard-of", "word/document.xml", "docx"),
    ],
)
def test_a_package_is_named_by_its_main_part(main_type: str, part: str, name: str) -> None:
    report = scanned(*package(main_type, part), STRAY, name=f"letter.{name}")
    assert report.source.format == name
    assert [finding.rule.id for finding in report.findings] == ["orphan-part"]


def test_a_package_without_a_reader_is_named_skipped_and_its_leftovers_told_of() -> None:
    drawing = package("application/vnd.ms-visio.drawing.main+xml", "visio/document.xml")
    report = scanned(*drawing, STRAY, name="plan.vsdx")
    assert report.source.format == "vsdx"
    assert [problem.code for problem in report.problems] == ["format-not-examined"]
    assert [finding.rule.id for finding in report.findings] == ["orphan-part"]
    assert not report.complete


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"SQLite format 3\0", "sqlite"), (b"Rar!\x1a\x07\x01", "rar")],
)
def test_a_file_of_a_known_format_is_listed_and_said_not_to_be_examined(head: bytes, name: str) -> None:
    report = leakscan.scan(head + bytes(100), name=f"file.{name}")
    assert report.source.format == name
    assert [problem.code for problem in report.problems] == ["format-not-examined"]
    assert [(part.state.value, part.start, part.end) for part in report.parts] == [("skipped", 0, len(head) + 100)]


def test_an_open_document_is_named() -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    report = scanned(Entry(name="mimetype", data=kind, stored=True), name="book.ods")
    assert report.source.format == "ods"
    assert not report.complete


@pytest.mark.parametrize("data", [b"", b"P", b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"hello"])
def test_a_file_of_hardly_anything_is_accounted_for(data: bytes) -> None:
    report = leakscan.scan(data, name="x.xlsx")
    assert sum(part.size for part in report.parts if part.start is not None) == len(data)
    assert not any(problem.code == "internal-error" for problem in report.problems)
