"""Results of formulas whose source is gone."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="lost-source",
    title="Results whose source is gone",
    severity=Severity.LOW,
    finds=(
        "Formulas on sheets that show, which refer to a sheet, a range, a name or a link that is gone, and still "
        "have the result that they had."
    ),
    why=(
        "Somebody took the source out and left what was calculated from it. The cell shows the result; that its "
        "source was meant to go tells what it was."
    ),
    see="Excel: click the cell and read its formula. The result goes when the workbook is calculated anew.",
    remedy="Excel: Ctrl+Alt+F9 calculates everything anew; or delete the cells, or paste their values.",
    references=("ECMA-376-1 §18.17.2.2", "ECMA-376-1 §18.3.1.40"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def lost_source(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet with such results."""
    for found in workbook.lost_results:
        yield Hit(
            found.place,
            f"Results stand in cells though what they were calculated from is gone: {', '.join(found.gone)}.",
            evidence=tuple(Evidence("result", text) for text in found.examples),
            counts=Counts(cells=found.count),
            table=found.table,
            access=Access.IN_APP,
            content=Content.GIVEN,
        )
