"""Conditional formats of a binary sheet ([MS-XLS] 2.4.56, 2.4.42, 2.4.57, 2.4.43, 2.4.44)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.colours import Colour
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.styles import exact_colour, extension_properties
from leakscan.formats.xls.telling import Teller
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsb.conditions import operator_of
from leakscan.formats.xlsb.numbers import PATTERNS, area_text, areas_text, origin_of

GROUP, RULE, GROUP12, RULE12, MORE = 0x01B0, 0x01B1, 0x0879, 0x087A, 0x087B
_HEAD = 12
_KINDS = {1: "cellIs", 2: "expression", 3: "colorScale", 4: "dataBar", 5: "top10", 6: "iconSet"}
_FONT_BYTES, _ALIGNMENT_BYTES, _BORDER_BYTES, _FILL_BYTES, _LOCK_BYTES = 118, 8, 8, 4, 2
_FONT_COLOUR = 80
_NO_COLOURS = (0x7FFF, 0xFFFFFFFF)
_FRONT, _BACK, _TEXT = 4, 5, 13
_STOPS = 0x02
_ICON_ONLY, _SHOWS_VALUE = 0x01, 0x02
_TEMPLATE_BYTES = 16

Area = tuple[int, int, int, int]
"""First and last row, first and last column, from 0."""
Formula = Callable[[bytes, tuple[int, int]], str]


@dataclass(slots=True)
class _Paint:
    """What a rule changes: colours of text and fill, the fill's pattern, the number format."""

    text: str = ""
    pattern: int | None = None
    front: str = ""
    back: str = ""
    code: str | None = None


@dataclass(slots=True)
class _Rule:
    kind: int
    operator: int
    formulas: list[str]
    paint: _Paint | None = None
    priority: int = 0
    stops: bool = True
    hides_value: bool = False


@dataclass(slots=True)
class Conditions:
    """Gathers the conditional formats of a sheet, which are told once their extensions have come by.

    Attributes:
        found: the globals.
        formula: gives the text of a formula's tokens, written for a cell.
    """

    found: Globals
    formula: Formula
    _groups: list[tuple[int, list[Area], list[_Rule]]] = field(default_factory=list)
    _count: int = 0

    def take(self, group: Group) -> None:
        """Take a record.

        Raises:
            MalformedFileError: it is too short.
        """
        reader = self.found.reader(group)
        if group.type in (GROUP, GROUP12):
            reader.skip(_HEAD if group.type == GROUP12 else 0)
            reader.skip(2)
            number = reader.short() >> 1
            reader.skip(8)
            self._groups.append((number, read_areas(reader), []))
        elif group.type == MORE:
            self._extend(reader)
        elif self._groups:
            self._count += 1
            rule = self._rule(reader) if group.type == RULE else self._rule12(reader)
            rule.priority = rule.priority or self._count
            self._groups[-1][2].append(rule)

    def tell(self, teller: Teller) -> None:
        """Tell them all."""
        for _, areas, rules in self._groups:
            teller.start("conditionalFormatting", sqref=areas_text(areas))
            for rule in rules:
                _tell_rule(teller, rule)
            teller.end("conditionalFormatting")

    def _rule(self, reader: Reader) -> _Rule:
        kind, operator, first, second = reader.byte(), reader.byte(), reader.short(), reader.short()
        paint = read_paint(reader, self.found)
        return _Rule(kind, operator, self._formulas(reader, (first, second)), paint)

    def _rule12(self, reader: Reader) -> _Rule:
        reader.skip(_HEAD)
        kind, operator, first, second = reader.byte(), reader.byte(), reader.short(), reader.short()
        paint = _read_paint12(reader, self.found)
        formulas = self._formulas(reader, (first, second))
        reader.skip(reader.short())
        flags, priority = reader.byte(), reader.short()
        reader.skip(3 + _TEMPLATE_BYTES)
        hides = False
        if _KINDS.get(kind) == "iconSet":
            reader.skip(5)
            hides = bool(reader.byte() & _ICON_ONLY)
        elif _KINDS.get(kind) == "dataBar":
            reader.skip(3)
            hides = not reader.byte() & _SHOWS_VALUE
        return _Rule(kind, operator, formulas, paint, priority, bool(flags & _STOPS), hides)

    def _extend(self, reader: Reader) -> None:
        """Take what a later version says of a rule of an earlier one."""
        reader.skip(_HEAD)
        is_of_later, number = reader.long(), reader.short()
        if is_of_later:
            # The rule follows as a record of its own, and belongs to the group that the number names.
            self._groups.append((number, self._areas(number), []))
            return
        index = reader.short()
        reader.skip(2)
        priority, flags, has_paint = reader.short(), reader.byte(), reader.byte()
        for known, _, rules in self._groups:
            if known == number and index < len(rules):
                rules[index].priority = priority
                rules[index].stops = bool(flags & _STOPS)
                if has_paint:
                    rules[index].paint = _read_paint12(reader, self.found) or rules[index].paint
                return

    def _areas(self, number: int) -> list[Area]:
        return next((areas for known, areas, _ in self._groups if known == number), [])

    def _formulas(self, reader: Reader, sizes: tuple[int, int]) -> list[str]:
        origin = origin_of(self._groups[-1][1])
        return [self.formula(reader.take(size), origin) for size in sizes if size]


def read_areas(reader: Reader) -> list[Area]:
    """Return the ranges of a list of ranges ([MS-XLS] 2.5.240)."""
    return [struct.unpack("<4H", reader.take(8)) for _ in range(reader.short())]


def area_of(data: bytes) -> str:
    """Return a range as XML writes it."""
    return area_text(struct.unpack("<4H", data))


def read_paint(reader: Reader, found: Globals) -> _Paint:
    """Return what a differential format changes ([MS-XLS] 2.5.92)."""
    flags = reader.long()
    is_written_out = reader.short() & 0x01
    paint = _Paint()
    if flags >> 25 & 1 and is_written_out:
        code = Reader([reader.take(max(0, reader.short() - 2))])
        paint.code = code.unicode(2)
    elif flags >> 25 & 1:
        reader.skip(1)
        paint.code = found.codes().get(reader.byte(), "")
    if flags >> 26 & 1:
        colour = int.from_bytes(reader.take(_FONT_BYTES)[_FONT_COLOUR : _FONT_COLOUR + 4], "little")
        if colour not in _NO_COLOURS:
            paint.text = _hex(found.styles.palette().indexed(colour))
    reader.skip(_ALIGNMENT_BYTES * (flags >> 27 & 1) + _BORDER_BYTES * (flags >> 28 & 1))
    if flags >> 29 & 1:
        fill = int.from_bytes(reader.take(_FILL_BYTES), "little")
        palette = found.styles.palette()
        paint.pattern = None if flags >> 16 & 1 else fill >> 10 & 0x3F
        paint.front = "" if flags >> 17 & 1 else _hex(palette.indexed(fill >> 16 & 0x7F))
        paint.back = "" if flags >> 18 & 1 else _hex(palette.indexed(fill >> 23 & 0x7F))
    reader.skip(_LOCK_BYTES * (flags >> 30 & 1))
    return paint


def _read_paint12(reader: Reader, found: Globals) -> _Paint | None:
    """Return what a differential format of a later version changes ([MS-XLS] 2.5.93, 2.5.281)."""
    size = reader.long()
    if not size:
        reader.skip(2)
        return None
    if size > reader.left:
        raise MalformedFileError("a record is too short", code="short-record")
    inner = Reader([reader.take(size)])
    paint = read_paint(inner, found)
    palette = found.styles.palette()
    inner.skip(6)
    for kind, data in extension_properties(inner.rest()):
        exact = _hex(exact_colour(data, palette, has_own_theme=found.styles.has_own_theme))
        if exact and kind == _TEXT:
            paint.text = exact
        elif exact and kind == _FRONT:
            paint.front = exact
        elif exact and kind == _BACK:
            paint.back = exact
    return paint


def _tell_rule(teller: Teller, rule: _Rule) -> None:
    name = _KINDS.get(rule.kind, "")
    teller.start(
        "cfRule",
        type=name,
        priority=str(rule.priority),
        operator=operator_of(rule.kind, rule.operator),
        stopIfTrue="1" if rule.stops else None,
    )
    for formula in rule.formulas:
        teller.element("formula", formula)
    if name in ("iconSet", "dataBar"):
        teller.element(name, showValue="0" if rule.hides_value else "1")
    if rule.paint is not None:
        _tell_paint(teller, rule.paint)
    teller.end("cfRule")


def _tell_paint(teller: Teller, paint: _Paint) -> None:
    teller.start("dxf")
    if paint.text:
        teller.start("font")
        teller.element("color", rgb=paint.text)
        teller.end("font")
    if paint.code is not None:
        teller.element("numFmt", formatCode=paint.code)
    if paint.front or paint.back:
        known = paint.pattern is not None and paint.pattern < len(PATTERNS)
        teller.start("fill")
        teller.start("patternFill", patternType=PATTERNS[paint.pattern or 0] if known else None)
        for name, colour in (("fgColor", paint.front), ("bgColor", paint.back)):
            if colour:
                teller.element(name, rgb=colour)
        teller.end("patternFill")
        teller.end("fill")
    teller.end("dxf")


def _hex(colour: Colour | None) -> str:
    return "" if colour is None else bytes(colour).hex()
