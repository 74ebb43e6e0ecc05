"""Texts of tables that no cell shows."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="table-text",
    title="Texts of a table that no cell shows",
    severity=Severity.LOW,
    finds=(
        "Comments on tables, names of columns whose header does not show or says something else, labels of "
        "totals that were switched off, values by which a filter chooses and that no cell holds, texts that links "
        "keep for their cells and the cells no longer say, the filters of pivot tables and names that they give "
        "to items, and sheets, names and files that a consolidation reads and the workbook does not have."
    ),
    why=(
        "A table keeps the names of its columns and the labels of its totals when they no longer show; a filter "
        "keeps the values that it was set to when their rows are gone; a pivot table keeps the names of items "
        "that are filtered out."
    ),
    see=(
        "Excel: Table Design, tick Header Row and Total Row; comments show in the Name Manager. Pivot table: the "
        "drop-down lists of its fields. Consolidation: Data, Consolidate."
    ),
    remedy="Excel: Table Design, Convert to Range. Pivot table: copy it and paste it as values elsewhere.",
    references=(
        "ECMA-376-1 §18.5.1.2",
        "ECMA-376-1 §18.5.1.3",
        "ECMA-376-1 §18.3.1.47",
        "ECMA-376-1 §18.10.1.45",
    ),
    since="0.1",
)


@detector(RULE, on=Workbook)
def table_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each table with such texts."""
    for group in workbook.side_texts:
        if group.kind is SideKind.TABLE:
            message = "A table, filter, link or consolidation keeps texts that none of its cells shows."
            yield side_text_hit(group, group.items, workbook, message, access=Access.IN_APP)
