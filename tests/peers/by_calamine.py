"""What calamine reads in a workbook."""

from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tests.peers.reading import Reading, empty_reading, text

KINDS = ("hidden sheets", "hidden sheet values")

_STATES = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "very hidden"))


def reading(path: Path) -> Reading:
    """Return what calamine finds in a workbook."""
    found = empty_reading(*KINDS)
    with CalamineWorkbook.from_path(path) as book:
        for sheet in book.sheets_metadata:
            state = next((word for known, word in _STATES if sheet.visible == known), None)
            if state is None:
                continue
            found["hidden sheets"][sheet.name, state] += 1
            if "WorkSheet" in str(sheet.typ):
                for row in book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False):
                    for value in row:
                        if text(value):
                            found["hidden sheet values"][sheet.name, text(value)] += 1
    return found
