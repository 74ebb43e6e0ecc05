"""Conditional formats and validation of Excel 2010, in records of later versions ([MS-XLSB] 2.5.51)."""

from dataclasses import dataclass, field
from typing import Any

from leakscan.formats.xlsb import conditions
from leakscan.formats.xlsb.numbers import areas, areas_text, flag, origin_of
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader

_HAS_PLACES, _HAS_RANGES, _HAS_FORMULAS, _HAS_RELATIONSHIP = 0x01, 0x02, 0x04, 0x08
_PLACE_BYTES = 20
_MOST = 10_000


@dataclass(slots=True)
class _Head:
    """What stands in front of a record of a later version."""

    cells: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)


def _head(teller: Any, reader: Reader) -> _Head:
    found = _Head()
    flags = reader.long()
    if flags & _HAS_PLACES:
        reader.take(_PLACE_BYTES * reader.long())
    if flags & _HAS_RANGES:
        for _ in range(min(reader.long(), _MOST)):
            reader.take(4)
            found.cells += areas(reader)
    if flags & _HAS_FORMULAS:
        origin = origin_of(found.cells) if found.cells else teller.origin
        for _ in range(min(reader.long(), _MOST)):
            reader.take(4)
            found.formulas.append(teller.formula(reader, origin))
    if flags & _HAS_RELATIONSHIP:
        reader.text()
    return found


def _begin(name: str) -> RecordReader:
    def read(teller: Any, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
        teller.start("extLst")
        teller.start(name)

    return read


def _end(teller: Any, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
    teller.end("extLst")


def _group(teller: Any, reader: Reader) -> None:
    head = _head(teller, reader)
    teller.origin = origin_of(head.cells)
    teller.start("conditionalFormatting", sqref=areas_text(head.cells))


def _rule(teller: Any, reader: Reader) -> None:
    head = _head(teller, reader)
    kind, template, _, priority, parameter = (reader.long() for _ in range(5))
    reader.take(8)
    flags = reader.short()
    reader.take(16)
    guid = reader.guid()
    reader.take(4)
    text = reader.nullable_text() if reader.left >= 4 else None
    teller.start(
        "cfRule",
        type=conditions.type_of(kind, template, parameter),
        priority=str(priority),
        id=guid or None,
        operator=conditions.operator_of(kind, parameter),
        text=text or None,
        stopIfTrue=flag(flags & conditions.STOPS),
    )
    for formula in head.formulas:
        teller.element("f", formula)


def _paint(teller: Any, reader: Reader) -> None:
    reader.take(4)
    teller.differential(reader)


def _bar(teller: Any, reader: Reader) -> None:
    _head(teller, reader)
    reader.take(2)
    teller.start("dataBar", showValue=None if reader.byte() else "0")


def _icons(teller: Any, reader: Reader) -> None:
    _head(teller, reader)
    reader.take(4)
    teller.start("iconSet", showValue="0" if reader.byte() & 0x02 else None)


def _validation(teller: Any, reader: Reader) -> None:
    head = _head(teller, reader)
    flags = reader.long()
    texts = [reader.nullable_text() if reader.left >= 4 else None for _ in range(4)]
    conditions.tell_validation(teller, flags, head.cells, texts, head.formulas)


READERS: dict[int, RecordReader] = {
    1046: _group,
    1048: _rule,
    1051: _bar,
    1052: _icons,
    1053: _validation,
    1054: _begin("dataValidations"),
    1135: _begin("conditionalFormattings"),
    1136: _end,
    1154: _end,
    1171: _paint,
}
ENDS: dict[int, str] = {
    1047: "conditionalFormatting",
    1049: "cfRule",
    1155: "iconSet",
    1156: "dataBar",
    1158: "colorScale",
}
GROUPS: dict[int, str] = {1157: "colorScale"}
QUIET = frozenset((1050, 1055, 1112))
"""Points and colours of bars, scales and icons."""
