"""Which sheets the windows of a workbook let nobody come to (ECMA-376-1 §18.2.30)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.xlsx.cells import whole
from leakscan.views.spreadsheet import Sheet, SheetState

if TYPE_CHECKING:
    from lxml.etree import _Element

_STORAGES = ("MBD", "ObjectPool/", "Object ", "object ")
"""How objects are called in workbooks ([MS-XLS] 2.1.7.4), documents ([MS-DOC] 2.1.10), OpenDocument and RTF."""


class Window(NamedTuple):
    """A window of a workbook: whether it shows, whether it has tabs, and which sheet is active in it, from 0."""

    is_visible: bool
    has_tabs: bool
    active: int


def hide_behind_windows(root: "_Element", sheets: list[Sheet]) -> None:
    """Mark the sheets that no window shows as hidden.

    A hidden window shows none (Excel: View, Unhide). A window without tabs shows the sheet that is active in
    it, and lists no other.
    """
    views = [
        view for group in xmlsafe.children(root, "bookViews") for view in xmlsafe.children(group, "workbookView")
    ]
    shown = shown_in(
        Window(
            view.get("visibility", "visible") == "visible",
            xmlsafe.is_true(view.get("showSheetTabs", "1")),
            whole(view.get("activeTab")) or 0,
        )
        for view in views
    )
    for sheet in sheets:
        if shown is not None and sheet.number - 1 not in shown and sheet.state is SheetState.VISIBLE:
            sheet.state = SheetState.HIDDEN


def shown_in(windows: Iterable[Window]) -> set[int] | None:
    """Return which sheets some windows show, from 0; None for all, as where there are no windows."""
    shown: set[int] | None = None
    for window in windows:
        shown = shown or set()
        if window.is_visible and window.has_tabs:
            return None
        if window.is_visible:
            shown.add(window.active)
    return shown


def is_embedded(trail: tuple[str, ...]) -> bool:
    """Return whether a workbook is an object in a document: Excel hides its window, and shows it in place."""
    return any("embeddings/" in step or step.startswith(_STORAGES) for step in trail[1:])


def shows_no_objects(root: "_Element") -> bool:
    """Return whether a workbook shows no shape, picture or chart (`showObjects`, §18.2.28)."""
    return any(item.get("showObjects") == "none" for item in xmlsafe.children(root, "workbookPr"))
