"""Sheets and ranges that are gone, still listed in the properties or in the order of calculation."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="stale-titles",
    title="Names of deleted sheets",
    severity=Severity.LOW,
    finds=(
        "Names of sheets and ranges that the properties list though the workbook no longer holds them, and cells "
        "of deleted sheets in the order of calculation."
    ),
    why="A sheet was deleted, but its name lives on in the properties and tells what was taken out.",
    see=(
        "Excel, Word, PowerPoint: File, Info, Properties, Advanced Properties, Contents. The order of calculation "
        "stands in the package."
    ),
    remedy="Open and save the file in its program, which writes the list anew, or remove the document properties.",
    references=("ECMA-376-1 §22.2.2.26", "ECMA-376-1 §22.2.2.7", "ECMA-376-1 §18.6.1"),
    since="0.1",
)


@detector(RULE, on=Properties)
def stale_titles(properties: Properties) -> Iterator[Hit]:
    """Yield one hit for all stale titles of a document."""
    if properties.stale_titles:
        texts = list(dict.fromkeys(text for text, _ in properties.stale_titles))
        yield Hit(
            properties.stale_titles[0][1],
            "The properties list names of sheets or ranges that the workbook no longer holds.",
            evidence=tuple(Evidence("name", text) for text in texts[:5]),
            counts=Counts(values=len(properties.stale_titles), distinct_values=len(texts)),
            table=properties.stale_table,
            access=Access.IN_APP,
        )


@detector(RULE, on=Workbook)
def stale_calculation(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for all cells of deleted sheets in the order of calculation; it holds no values."""
    gone = workbook.gone_sheets
    if gone:
        yield Hit(
            gone[0].place,
            "The order of calculation or of live data lists cells of sheets that the workbook no longer holds.",
            counts=Counts(sheets=len(gone), cells=sum(item.cells for item in gone)),
            access=Access.PACKAGE,
            content=Content.OWN,
        )
