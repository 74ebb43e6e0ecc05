"""Sheet parts that the workbook does not list."""

from collections.abc import Iterator

from leakscan.errors import FileError
from leakscan.formats.ooxml.package import Package
from leakscan.formats.texts import is_xml, root_name
from leakscan.parts import PartState
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook

_HEAD_BYTES = 4096
_ROOTS = {
    "worksheet": SheetKind.WORKSHEET,
    "chartsheet": SheetKind.CHARTSHEET,
    "dialogsheet": SheetKind.DIALOGSHEET,
    "macrosheet": SheetKind.MACROSHEET,
}


def unlisted_sheets(package: Package, workbook: Workbook) -> Iterator[Sheet]:
    """Yield a sheet for each part that is one by its root element and that no listed sheet lies in.

    A part's name and content type may say anything, so every XML part that nothing has read is looked into.
    """
    listed = {sheet.part for sheet in workbook.sheets}
    number = len(workbook.sheets)
    for part in list(package.entries):
        if part in listed or package.state(part) is not PartState.UNKNOWN:
            continue
        kind = _ROOTS.get(root_name(_head(package, part)))
        if kind is not None:
            number += 1
            yield Sheet("", number, kind, SheetState.UNKNOWN, part, is_listed=False)


def _head(package: Package, part: str) -> bytes:
    try:
        with package.open(part) as stream:
            head = stream.read(_HEAD_BYTES)
    except FileError:
        return b""  # said when the part is accounted for
    return head if is_xml(head) else b""
