"""Texts in formulas that no cell shows."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="formula-text",
    title="Text in a formula that does not show",
    severity=Severity.LOW,
    finds=(
        "Texts in quotes and paths of other files inside the formulas of sheets that do not show, in formulas "
        "that a protected sheet hides, in those that a table keeps for its columns and totals, and in the "
        "conditions of conditional formats, where no cell holds them."
    ),
    why=(
        "A formula may spell out names, codes and addresses that its result never shows, and a table keeps the "
        "formula of a column whose cells were overwritten."
    ),
    see=(
        "Excel: unhide or unprotect the sheet and switch on Formulas, Show Formulas. A table's formula comes back "
        "in a new row of the table. Home, Conditional Formatting, Manage Rules shows conditions."
    ),
    remedy="Copy the cells and paste them as values; Table Design, Convert to Range; delete the hidden sheet.",
    references=("ECMA-376-1 §18.3.1.40", "ECMA-376-1 §18.5.1.1", "ECMA-376-1 §18.5.1.6", "ECMA-376-1 §18.8.33"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def formula_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet and each table whose formulas hold such texts."""
    for group in workbook.side_texts:
        if group.kind is SideKind.FORMULA:
            message = "Formulas that do not show hold texts."
            yield side_text_hit(group, group.items, workbook, message, access=Access.IN_APP, is_inventory=True)
