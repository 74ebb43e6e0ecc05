"""Parts are found however their names are written."""

import io
import zipfile

import pytest

import leakscan
from leakscan import Report
from tests.formats.xlsx import notation

BOOK = notation.workbook(
    [
        ("Cover", "visible", notation.sheet(notation.row('r="1"', "i:Total"))),
        ("Old", "hidden", notation.sheet(notation.row('r="1"', "i:ZQ-Name-4c1"))),
    ]
)


def rewritten(names: dict[str, str], texts: dict[str, tuple[str, str]] | None = None) -> Report:
    """Return the report of the book with some entries under other names and some texts replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if texts and name in texts:
                before, after = texts[name]
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            info = zipfile.ZipInfo("placeholder")
            info.filename = names.get(name, name)  # as written, without what the constructor mends
            new.writestr(info, data)
    return leakscan.scan(target.getvalue(), name="book.xlsx")


def said(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.place.sheet) for finding in report.findings]


COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OLD = '<sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/>'
ALTERNATIVES = (
    f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}"><mc:Choice Requires="r">{OLD}</mc:Choice>'
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
)
RELATIONSHIPS = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        ({}, {}),
        (
            {"xl/worksheets/sheet2.xml": "xl/worksheets/she%20et2.xml"},
            {RELATIONSHIPS: ("worksheets/sheet2.xml", "worksheets/she%20et2.xml")},
        ),
        (
            {"xl/worksheets/sheet2.xml": "xl/worksheets/she et2.xml"},
            {RELATIONSHIPS: ("worksheets/sheet2.xml", "worksheets/she%20et2.xml")},
        ),
        ({"xl/worksheets/sheet2.xml": "xl\\worksheets\\sheet2.xml"}, {}),
        ({"xl/workbook.xml": "xl\\workbook.xml", RELATIONSHIPS: "xl\\_rels\\workbook.xml.rels"}, {}),
        ({}, {RELATIONSHIPS: ("worksheets/sheet2.xml", "worksheets\\sheet2.xml")}),
        (
            {},
            {
                "xl/workbook.xml": (
                    OLD,
                    ALTERNATIVES,
                )
            },
        ),
    ],
)
def test_a_hidden_sheet_is_found_however_its_part_is_named(
    names: dict[str, str], texts: dict[str, tuple[str, str]]
) -> None:
    report = rewritten(names, texts)
    assert said(report) == [("hidden-sheet", "Old")]
    assert report.complete


def test_a_part_that_many_sheets_name_is_read_once_and_told_of_for_each() -> None:
    listed = "".join(f'<sheet name="Old{n}" sheetId="{n + 9}" state="hidden" r:id="rId2"/>' for n in range(3000))
    texts = {"xl/workbook.xml": ("</sheets>", f"{listed}</sheets>")}
    report = rewritten({}, texts)
    assert len(report.findings) == 3001
    assert {finding.counts.cells for finding in report.findings} == {1}
