"""Data of Office in the pages of a workbook: properties and names."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.html.islands import parsed_island
from leakscan.formats.webbook.notes import is_note
from leakscan.formats.xlsx.cells import whole

if TYPE_CHECKING:
    from lxml.etree import _Element


def tell_island(island: str, handler: xmlsafe.Handler, unread: set[str]) -> None:
    """Tell a handler of properties and names; what is not known of an island goes to `unread`."""
    try:
        root = parsed_island(island)
    except FileError:
        unread.add("data of Office that cannot be read")
        return
    for element in root:
        name = xmlsafe.local_name(element)
        if name in ("DocumentProperties", "CustomDocumentProperties"):
            handler.start(name, {})
            for child in element:
                handler.start(xmlsafe.local_name(child), {})
                handler.text(xmlsafe.text_of(child))
                handler.end(xmlsafe.local_name(child))
            handler.end(name)
        elif name == "ExcelName":
            texts = _texts(element)
            told = {"Name": texts.get("Name", ""), "RefersTo": texts.get("Formula", "")}
            if "Hidden" in texts:
                told["Hidden"] = "1"
            handler.start("NamedRange", told)
            handler.end("NamedRange")
        elif name not in (
            "ExcelWorkbook",
            "OfficeDocumentSettings",
            "WorksheetOptions",
            "shapelayout",
            "shapedefaults",
            "shapetype",
        ) and not (name == "shape" and is_note(element)):
            unread.add(name)


def printed_areas(islands: Iterable[str]) -> dict[int, str]:
    """Return the cells that are printed, as formulas, by the numbers of the sheets."""
    found: dict[int, str] = {}
    for island in islands:
        for texts in _names(island):
            index = whole(texts.get("SheetIndex"))
            if texts.get("Name") == "Print_Area" and index is not None:
                found.setdefault(index, texts.get("Formula", "").removeprefix("="))
    return found


def _names(island: str) -> Iterator[dict[str, str]]:
    """Yield what an island says of each name."""
    if "ExcelName" not in island:
        return
    try:
        root = parsed_island(island)
    except FileError:
        return
    for element in xmlsafe.descendants(root, "ExcelName"):
        yield _texts(element)


def _texts(element: "_Element") -> dict[str, str]:
    return {xmlsafe.local_name(child): xmlsafe.text_of(child) for child in element}
