"""Which sheets the windows of a workbook let nobody come to (ECMA-376-1 §18.2.30)."""

from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.xlsx.cells import whole
from leakscan.views.spreadsheet import Sheet, SheetState

if TYPE_CHECKING:
    from lxml.etree import _Element


def hide_behind_windows(root: "_Element", sheets: list[Sheet]) -> None:
    """Mark the sheets that no window shows as hidden.

    A hidden window shows none (Excel: View, Unhide). A window without tabs shows the sheet that is active in
    it, and lists no other.
    """
    views = [
        view for group in xmlsafe.children(root, "bookViews") for view in xmlsafe.children(group, "workbookView")
    ]
    if not views:
        return
    shown: set[int] = set()
    for view in views:
        if view.get("visibility", "visible") != "visible":
            continue
        if xmlsafe.is_true(view.get("showSheetTabs", "1")):
            return
        shown.add((whole(view.get("activeTab")) or 0) + 1)
    for sheet in sheets:
        if sheet.number not in shown and sheet.state is SheetState.VISIBLE:
            sheet.state = SheetState.HIDDEN


def is_embedded(trail: tuple[str, ...]) -> bool:
    """Return whether a workbook is an object in a document: Excel hides its window, and shows it in place."""
    return any("embeddings/" in step for step in trail[1:])


def shows_no_objects(root: "_Element") -> bool:
    """Return whether a workbook shows no shape, picture or chart (`showObjects`, §18.2.28)."""
    return any(item.get("showObjects") == "none" for item in xmlsafe.children(root, "workbookPr"))
