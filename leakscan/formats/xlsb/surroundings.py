"""What stands around the cells of a sheet: protection, headers, scenarios, saved views, controls."""

from typing import Any

from leakscan.errors import MalformedFileError
from leakscan.formats.xlsb.descriptors import descriptor_text
from leakscan.formats.xlsb.numbers import area, area_text, areas, areas_text, cell_text, flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

_SECTIONS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_STATES = (None, "hidden", "veryHidden")


def _protection(teller: Teller, reader: Reader) -> None:
    password = reader.short()
    _protected(teller, reader.long(), f"{password:04X}" if password else None)


def _protection_iso(teller: Teller, reader: Reader) -> None:
    reader.take(4)
    _protected(teller, reader.long(), None)


def _protected(teller: Teller, is_protected: int, password: str | None) -> None:
    if is_protected or password:
        teller.element("sheetProtection", sheet=flag(is_protected), password=password)


def _range(teller: Teller, reader: Reader) -> None:
    reader.take(2)
    _protected_range(teller, reader)


def _range_iso(teller: Teller, reader: Reader) -> None:
    reader.take(4)
    _protected_range(teller, reader)


def _protected_range(teller: Teller, reader: Reader) -> None:
    cells = areas_text(areas(reader))
    name = reader.text()
    descriptor = None
    if reader.left >= 4 and reader.long():
        try:
            descriptor = descriptor_text(reader.take(reader.left))
        except MalformedFileError as error:
            teller.damage[error.code] = error
    if not teller.is_within("protectedRanges"):
        teller.start("protectedRanges")
    teller.element("protectedRange", name=name, sqref=cells, securityDescriptor=descriptor)
    teller.end("protectedRanges")


def _headers(teller: Teller, reader: Reader) -> None:
    flags = reader.short()
    teller.start("headerFooter", differentOddEven=flag(flags & 0x01), differentFirst=flag(flags & 0x02))
    for section in _SECTIONS:
        text = reader.nullable_text()
        if text:
            teller.element(section, text)


def _scenario(teller: Teller, reader: Reader) -> None:
    reader.take(2)
    locked, hidden = reader.long(), reader.long()
    name, comment, user = (reader.nullable_text() for _ in range(3))
    teller.start(
        "scenario",
        name=name or "",
        locked=flag(locked),
        hidden=flag(hidden),
        user=user or "",
        comment=comment or None,
    )


def _input(teller: Teller, reader: Reader) -> None:
    row, column = reader.long(), reader.long()
    reader.take(10)
    teller.element("inputCells", r=cell_text(row, column), val=reader.text())


def _scenarios(teller: Teller, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
    teller.start("scenarios")


def _view(teller: Teller, reader: Reader) -> None:
    """Tell a saved view of the sheet ([MS-XLSB] 2.4.284)."""
    guid = reader.guid()
    reader.take(12)
    flags = reader.long()
    state = flags >> 8 & 0x03
    teller.start("customSheetView", guid=guid, state=_STATES[state] if state < len(_STATES) else None)


def _control(teller: Any, reader: Reader) -> None:
    shape, relationship = reader.long(), reader.text()
    teller.element("control", shapeId=str(shape), r_id=relationship, name=reader.text())


def _source(teller: Teller, reader: Reader) -> None:
    """Tell a source of a consolidation ([MS-XLSB] 2.4.352): a range or a name, of this workbook or another."""
    is_name = reader.byte()
    reader.take(1)
    cells = reader.take(16)
    name, sheet, relationship = (reader.nullable_text() for _ in range(3))
    teller.start("dataConsolidate")
    teller.element(
        "dataRef",
        name=name or None,
        sheet=sheet or None,
        ref=None if is_name else area_text(area(Reader(cells))),
        r_id=relationship or None,
    )
    teller.end("dataConsolidate")


READERS: dict[int, RecordReader] = {
    423: _view,
    479: _headers,
    499: _source,
    500: _scenarios,
    502: _scenario,
    504: _input,
    535: _protection,
    536: _range,
    644: _control,
    655: _view,
    669: _protection,
    678: _protection_iso,
    679: _protection_iso,
    680: _range_iso,
}
GROUPS: dict[int, str] = {422: "customSheetViews", 643: "controls", 653: "customSheetViews"}
ENDS: dict[int, str] = {
    424: "customSheetView",
    425: "customSheetViews",
    480: "headerFooter",
    501: "scenarios",
    503: "scenario",
    645: "controls",
    654: "customSheetViews",
    656: "customSheetView",
}
QUIET = frozenset((471, 564, 638, 639, 640, 1146))
"""Points of colour scales, and objects whose relationships lead to what they hold."""
