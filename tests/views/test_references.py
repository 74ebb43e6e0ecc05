import pytest

from leakscan.views.caches import CacheSource, DefinedName
from leakscan.views.references import Reference, range_source, references, source_of
from leakscan.views.spreadsheet import Axis, Hiding, Region, Sheet, SheetFacts, SheetKind, SheetState, Workbook


def sheet(name: str, state: SheetState = SheetState.VISIBLE, *regions: Region) -> Sheet:
    facts = SheetFacts(regions=list(regions))
    return Sheet(name, 1, SheetKind.WORKSHEET, state, f"{name}.xml", facts=facts)


@pytest.fixture
def workbook() -> Workbook:
    return Workbook(
        sheets=[
            sheet("Cover"),
            sheet("Ada's data", SheetState.HIDDEN),
            sheet("Split", SheetState.VISIBLE, Region(Axis.ROWS, Hiding.BY_HAND, spans=[(5, 9)])),
        ],
        names=[
            DefinedName("Shown", "Cover!$A$1:$B$5"),
            DefinedName("Concealed", "OFFSET('Ada''s data'!$A$1,0,0,10,1)"),
            DefinedName("Chain", "Concealed"),
            DefinedName("Ring", "Ring"),
            DefinedName("Lost", "#REF!"),
        ],
        table_ranges={"table1": ("Ada's data", "A1:B5")},
    )


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("Cover!$A$1:$B$2", Reference("", "", "Cover", "A1:B2")),
        ("'Ada''s data'!A:C", Reference("", "", "Ada's data", "A:C")),
        ("[1]Pay!$1:$2", Reference("1", "", "Pay", "1:2")),
        (r"'C:\Users\x\[pay.xlsx]Staff'!$A$1", Reference("pay.xlsx", "C:\\Users\\x\\", "Staff", "A1")),
        ("#REF!$A$1", Reference("", "", "#REF", "A1")),
        ("Cover!#REF!", Reference("", "", "Cover", "#REF!")),
        ("Jan:Dec!B2", Reference("", "", "Jan", "B2")),
        ("[0]!graph", Reference("", "", "", "graph")),
        ("Übersicht!$B$2", Reference("", "", "Übersicht", "B2")),
    ],
)
def test_a_reference_is_taken_apart(formula: str, found: Reference) -> None:
    assert list(references(formula)) == [found]


def test_text_in_quotes_holds_no_references() -> None:
    assert list(references('IF(A1,"see Pay!A1","")')) == []


@pytest.mark.parametrize(
    ("formula", "source"),
    [
        ("Cover!$A$1", CacheSource.SHEET_VISIBLE),
        ("COVER!$A$1", CacheSource.SHEET_VISIBLE),
        ("'Ada''s data'!$A$1:$A$9", CacheSource.SHEET_HIDDEN),
        ("(Cover!$A$1,'Ada''s data'!$A$1)", CacheSource.SHEET_HIDDEN),
        ("Split!$A$1:$A$4", CacheSource.SHEET_VISIBLE),
        ("Split!$A$1:$A$5", CacheSource.RANGE_HIDDEN),
        ("Gone!$A$1", CacheSource.SHEET_GONE),
        ("#REF!", CacheSource.SHEET_GONE),
        ("#REF!$A$1", CacheSource.SHEET_GONE),
        ("[1]Cover!$A$1", CacheSource.OTHER_WORKBOOK),
        ("Shown", CacheSource.SHEET_VISIBLE),
        ("[0]!Shown", CacheSource.SHEET_VISIBLE),
        ("Cover!Concealed", CacheSource.SHEET_HIDDEN),
        ("Chain", CacheSource.SHEET_HIDDEN),
        ("Ring", CacheSource.UNKNOWN),
        ("Lost", CacheSource.SHEET_GONE),
        ("Table1[Name]", CacheSource.SHEET_HIDDEN),
        ("other.xlsx!Rows", CacheSource.OTHER_WORKBOOK),
        ("Nothing", CacheSource.UNKNOWN),
    ],
)
def test_the_source_of_a_formula_is_where_its_least_visible_part_stands(
    workbook: Workbook, formula: str, source: CacheSource
) -> None:
    assert source_of(workbook, formula)[0] is source


def test_a_sheet_that_is_not_there_is_gone() -> None:
    assert range_source(None, "A1:B2") is CacheSource.SHEET_GONE
