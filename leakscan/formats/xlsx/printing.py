"""Print areas: which cells of a sheet a printer shows (ECMA-376-1 §18.2.5, `_xlnm.Print_Area`)."""

import re
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.xlsx.areas import Occupancy, read_area
from leakscan.formats.xlsx.cells import whole
from leakscan.views.references import references
from leakscan.views.spreadsheet import SheetFacts

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = "_xlnm.print_area"
_QUOTED = re.compile(r"'(?:[^']|'')*'")


def print_areas(root: "_Element") -> dict[int, str]:
    """Return the print areas that a workbook names, by the number of the sheet, from 1."""
    found: dict[int, str] = {}
    for element in xmlsafe.descendants(root, "definedName"):
        index = whole(element.get("localSheetId"))
        if element.get("name", "").casefold() == _NAME and index is not None:
            found.setdefault(index + 1, xmlsafe.text_of(element).strip())
    return found


def note_unprinted(facts: SheetFacts, occupancy: Occupancy, formula: str) -> None:
    """Say how many cells of a sheet lie outside of what is printed; one that a formula works out is not known."""
    if "(" in _QUOTED.sub("", formula) or not occupancy.is_exact or not occupancy.is_ordered:
        return
    cells = [reference.cells for reference in references(formula)]
    areas = [read_area(item) for item in cells]
    known = [area for area in areas if area is not None]
    if known and len(known) == len(areas):
        facts.print_area = ",".join(item.replace("$", "") for item in cells)
        facts.unprinted = occupancy.outside(known)
