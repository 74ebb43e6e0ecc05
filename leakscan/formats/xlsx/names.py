"""What the workbook part itself names: sheets and ranges that titles belong to, and the folder it was saved in."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.views.paths import PathMention
from leakscan.views.spreadsheet import Workbook


def title_owners(
    package: Package, workbook_part: str, workbook: Workbook
) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the sheets and the defined names (with their sheet) of a workbook, case folded."""
    names: set[tuple[str, str]] = set()
    root = package.tree(workbook_part, "workbook")
    for element in () if root is None else xmlsafe.descendants(root, "definedName"):
        number = whole(element.get("localSheetId"))
        is_local = number is not None and 0 <= number < len(workbook.sheets)
        sheet = workbook.sheets[number].name if is_local and number is not None else ""
        names.add((sheet.casefold(), element.get("name", "").casefold()))
    return {sheet.name.casefold() for sheet in workbook.sheets}, names


def saved_folder(package: Package, workbook_part: str) -> Iterator[PathMention]:
    """Yield the folder the workbook was last saved in (`x15ac:absPath`, written by Excel 2013 and later)."""
    root = package.tree(workbook_part, "workbook")
    for element in () if root is None else xmlsafe.descendants(root, "absPath"):
        url = element.get("url", "")
        if url:
            yield PathMention(url, "folder the file was saved in", Place(part=workbook_part, name="absPath"))
