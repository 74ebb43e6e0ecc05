"""Workbooks behind a page, whose sheets the page does not show."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.embedded import EmbeddedWorkbook

RULE = Rule(
    id="embedded-workbook",
    title="Workbook inside the file",
    severity=Severity.MEDIUM,
    finds="Sheets of a workbook that is embedded in another document, also where they show once it is opened.",
    why=(
        "An embedded table or the data behind a chart is often a whole workbook: the page shows a few cells as a "
        "picture, and a double-click opens all the rest."
    ),
    see="Double-click the object or, for a chart, Chart Design, Edit Data.",
    remedy="Replace the object by a picture of it: copy it, Paste Special as a picture, and delete the object.",
    references=("ECMA-376-1 §15.2.11", "ECMA-376-1 §18.3.1.59"),
    since="0.1",
)


@detector(RULE, on=EmbeddedWorkbook)
def embedded_workbook(embedded: EmbeddedWorkbook) -> Iterator[Hit]:
    """Yield one hit for each sheet that the embedded workbook shows; its hidden ones are findings of its own."""
    for item in embedded.sheets:
        facts = item.sheet.facts
        yield Hit(
            embedded.place._replace(name=item.sheet.name),
            "A sheet of an embedded workbook holds cells."
            if embedded.is_reachable
            else "A workbook that no page refers to is left in the package, and a sheet of it holds cells.",
            counts=Counts(
                sheets=1,
                rows=None if facts is None else facts.rows,
                cells=None if facts is None else facts.cells,
                distinct_values=item.values,
                not_visible=item.not_visible,
            ),
            table=item.table,
            content=Content.DATA if item.not_visible or not embedded.is_reachable else Content.SHOWN,
            access=Access.ONE_CLICK if embedded.is_reachable else Access.PACKAGE,
        )
