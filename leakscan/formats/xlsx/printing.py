"""Print areas: which cells of a sheet a printer shows (ECMA-376-1 §18.2.5, `_xlnm.Print_Area`)."""

import re
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.xlsx.areas import Area, Occupancy, read_area
from leakscan.formats.xlsx.cells import whole
from leakscan.views.references import references
from leakscan.views.spreadsheet import SheetFacts

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = "_xlnm.print_area"
_FUNCTION = re.compile(r"[\w.]\(")
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
    """Say how many cells of a sheet lie outside of what is printed."""
    if not occupancy.is_exact or not occupancy.is_ordered:
        return
    areas = areas_printed(formula)
    if areas:
        facts.print_area = ",".join(areas)
        facts.unprinted = occupancy.outside(areas.values())


def areas_printed(formula: str) -> dict[str, Area]:
    """Return the areas that are printed, as they are written; none where a formula works them out."""
    if _FUNCTION.search(_QUOTED.sub("", formula)):
        return {}
    cells = [reference.cells.replace("$", "") for reference in references(formula)]
    found = {item: area for item in cells if (area := read_area(item)) is not None}
    return found if len(found) == len(set(cells)) else {}
