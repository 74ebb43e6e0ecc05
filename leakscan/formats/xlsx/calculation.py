"""The calculation chain and live data: the cells that they name, sheet by sheet (ECMA-376-1 §18.6, §18.15)."""

from collections import Counter

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.views.spreadsheet import GoneSheet, Workbook

_SHEETS = {"c": "i", "tr": "s"}
"""The attribute with the number of the sheet, by the element that names a cell."""
_KINDS = ("calcChain", "volatileDependencies")


class _Chain(xmlsafe.Handler):
    """Counts the cells of each sheet, by the sheet's number; a cell without one is of the sheet before it."""

    def __init__(self) -> None:
        self.cells: Counter[int] = Counter()
        self._sheet = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SHEETS:
            number = whole(attributes.get(_SHEETS[name]))
            self._sheet = self._sheet if number is None else number
            self.cells[self._sheet] += 1


def read_calculation(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read into `workbook` which sheets are still named there, and no longer in the workbook."""
    root = package.tree(workbook_part, "workbook", lost="the list of sheets")
    if root is None:
        return
    known = {0, *(whole(sheet.get("sheetId")) for sheet in xmlsafe.descendants(root, "sheet"))}
    for relationship in (item for kind in _KINDS for item in package.related(workbook_part, kind)):
        part = package.name(relationship.target)
        if part is None or not package.content_type(part).endswith("+xml"):
            continue
        chain = _Chain()
        with package.recording(Place(part=part), lost="the calculation chain"), package.open(part) as stream:
            xmlsafe.stream(stream, chain)
        workbook.gone_sheets.extend(
            GoneSheet(Place(part=part), number, cells)
            for number, cells in sorted(chain.cells.items())
            if number not in known
        )
