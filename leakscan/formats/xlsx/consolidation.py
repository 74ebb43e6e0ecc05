"""What the settings of a consolidation still name: sheets and names that are gone, and other workbooks.

ECMA-376-1 §18.3.1.29: the sources stay when the cells made of them are values, and when they are deleted.
"""

from collections.abc import Iterator, Mapping

from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.outside import Outside
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Sheet, Workbook

_FILE = "path"
"""The attribute by which .xls tells the file of a source, where OOXML has a relationship."""
_WHAT = {
    "sheet": "sheet that a consolidation reads",
    "name": "name that a consolidation reads",
    _FILE: "file that a consolidation reads",
}


def consolidation_texts(
    sheet: Sheet, outside: Outside, workbook: Workbook, targets: Mapping[str, str]
) -> Iterator[SideText]:
    """Yield what the sources of a sheet's consolidation name and the workbook does not have.

    Args:
        sheet: the sheet.
        outside: what stands outside its cells.
        workbook: the workbook, with its sheets and names.
        targets: the files that the sheet's relationships lead to, by their ids.
    """
    known = {
        "sheet": {item.name.casefold() for item in workbook.sheets},
        "name": {item.name.casefold() for item in workbook.names} | set(workbook.table_ranges),
        _FILE: set(),
    }
    for element in outside.all("dataConsolidate"):
        for source in element.iter("dataRef"):
            said = {key: unescaped(source.get(key, "")).strip() for key in known}
            said[_FILE] = said[_FILE] or targets.get(source.get("r.id") or source.get("r_id") or "", "")
            for key, text in said.items():
                if text and (said[_FILE] or text.casefold() not in known[key]):
                    yield SideText(SideKind.TABLE, _WHAT[key], text, sheet.place(source.get("ref", "")))
