"""Sheets that do not show in the tab bar."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import SheetState, Workbook

RULE = Rule(
    id="hidden-sheet",
    title="Hidden sheet",
    severity=Severity.MEDIUM,
    finds=(
        "Sheets of every type whose state is hidden or very hidden, or that no window of the workbook shows; "
        "empty ones are told apart."
    ),
    why="A hidden sheet travels with the file, and any recipient can show it again; no protection prevents that.",
    see=(
        "Excel: right-click a sheet tab, Unhide. A very hidden sheet shows in the Visual Basic editor (Alt+F11): "
        "set its Visible property to xlSheetVisible. LibreOffice: Sheet, Show Sheet; it lists both kinds. A "
        "hidden window: View, Unhide; a window without tabs: File, Options, Advanced, Show sheet tabs."
    ),
    remedy="Show the sheet and delete it, or release a copy that holds only the visible sheets as values.",
    references=("ECMA-376-1 §18.2.19", "ECMA-376-1 §18.18.68"),
    since="0.1",
)

_ACCESS = {
    SheetState.HIDDEN: Access.ONE_CLICK,
    SheetState.VERY_HIDDEN: Access.IN_APP,
    SheetState.UNKNOWN: Access.PACKAGE,
}


@detector(RULE, on=Workbook)
def hidden_sheet(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each listed sheet that does not show."""
    for sheet in workbook.sheets:
        if not sheet.is_listed or sheet.is_visible:
            continue
        facts = sheet.facts
        is_empty = not sheet.part if facts is None else facts.cells == 0
        ending = ""
        if not sheet.part:
            ending = " and has no part in the package"
        elif not sheet.is_whole:
            ending, is_empty = " and could not be read to its end", False
        elif is_empty:
            ending = " and holds no cells"
        yield Hit(
            sheet.place(),
            f"The {sheet.kind.value} is {sheet.state.value}{ending}.",
            evidence=tuple(Evidence("cell", text) for text in (facts.examples if facts else ())),
            counts=Counts(sheets=1)
            if facts is None
            else Counts(
                sheets=1,
                rows=facts.rows,
                cells=facts.cells,
                distinct_values=len(facts.values),
                not_visible=workbook.not_visible(facts.values),
            ),
            table=None if facts is None else facts.table,
            access=_ACCESS[sheet.state],
            confidence=Confidence.LIKELY if sheet.state is SheetState.UNKNOWN else Confidence.CERTAIN,
            content=Content.EMPTY if is_empty else Content.DATA,
        )
