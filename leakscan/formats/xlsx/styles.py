"""Which cell formats show a number as a date, and what date it is."""

import datetime

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.builtin import BUILTIN_FORMATS
from leakscan.formats.xlsx.cells import whole
from leakscan.tables import Value

_LETTERS = frozenset("dhmsyDHMSY")


class Dates:
    """Turns serial numbers into dates where a cell's format says so.

    Attributes:
        is_1904: the workbook counts days from 1904 (ECMA-376-1 §18.17.4.1).
    """

    def __init__(self, formats: dict[int, str], *, is_1904: bool) -> None:
        self._formats = formats
        self._known: dict[int, bool] = {}
        self.is_1904 = is_1904

    def is_date(self, style: int) -> bool:
        """Return whether cells of that style show their number as a date or time."""
        known = self._known.get(style)
        if known is None:
            known = self._known[style] = _shows_date(self._formats.get(style, ""))
        return known

    def convert(self, serial: float) -> Value:
        """Return the date of a serial number; the number itself when it is none."""
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        try:
            found = from_excel(serial, CALENDAR_MAC_1904 if self.is_1904 else CALENDAR_WINDOWS_1900)
        except (ValueError, OverflowError):
            return serial
        return serial if found is None else found

    def parse(self, text: str) -> datetime.datetime | None:
        """Return a date written in ISO 8601, or None when it is none."""
        try:
            return datetime.datetime.fromisoformat(text.removesuffix("Z"))
        except ValueError:
            return None


def _shows_date(code: str) -> bool:
    """Return whether a format shows days or times; without a letter of either no library is asked."""
    if _LETTERS.isdisjoint(code):
        return False
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(code))


def read_dates(package: Package, workbook_part: str) -> Dates:
    """Return the date formats of a workbook (ECMA-376-1 §18.8.10, §18.8.30)."""
    is_1904 = False
    root = package.tree(workbook_part, "workbook")
    if root is not None:
        for element in xmlsafe.children(root, "workbookPr"):
            is_1904 = xmlsafe.is_true(element.get("date1904"))
    formats: dict[int, str] = {}
    for relationship in package.related(workbook_part, "styles"):
        styles = package.tree(relationship.target, "styles")
        if styles is None:
            continue
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        for element in xmlsafe.descendants(styles, "numFmt"):
            codes[whole(element.get("numFmtId")) or 0] = element.get("formatCode", "")
        for group in xmlsafe.children(styles, "cellXfs"):
            for number, element in enumerate(xmlsafe.children(group, "xf")):
                formats[number] = codes.get(whole(element.get("numFmtId")) or 0, "")
    return Dates(formats, is_1904=is_1904)
