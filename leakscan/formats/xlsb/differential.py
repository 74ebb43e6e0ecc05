"""Differential formats: what a conditional format or a table's style changes ([MS-XLSB] 2.4.355, 2.5.163)."""

from leakscan.formats.xlsb.numbers import PATTERNS, colour
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import Teller

_PATTERN, _FRONT, _BACK, _GRADIENT_PROPERTY, _STOP, _TEXT, _HEIGHT, _CODE = 0, 1, 2, 3, 4, 5, 36, 38
_TWIPS = 20


def tell_differential(teller: Teller, reader: Reader) -> None:
    """Tell what a differential format changes ([MS-XLSB] 2.4.355, 2.5.163)."""
    reader.take(4)
    found: dict[int, bytes] = {}
    stops: list[bytes] = []
    for _ in range(reader.short()):
        kind, size = reader.short(), reader.short()
        data = reader.take(size - 4)
        if kind == _STOP:
            stops.append(data)
        found[kind] = data
    teller.start("dxf")
    if _TEXT in found or _HEIGHT in found:
        teller.start("font")
        if _HEIGHT in found:
            teller.element("sz", val=f"{Reader(found[_HEIGHT]).long() / _TWIPS:g}")
        if _TEXT in found:
            teller.element("color", **colour(Reader(found[_TEXT])))
        teller.end("font")
    if _CODE in found:
        code = Reader(found[_CODE])
        teller.element("numFmt", formatCode=code.characters(code.short()))
    _tell_fill(teller, found, stops)
    teller.end("dxf")


def _tell_fill(teller: Teller, found: dict[int, bytes], stops: list[bytes]) -> None:
    if not found.keys() & {_PATTERN, _FRONT, _BACK, _GRADIENT_PROPERTY}:
        return
    teller.start("fill")
    if _GRADIENT_PROPERTY in found:
        teller.start("gradientFill")
        for stop in stops:
            reader = Reader(stop)
            reader.take(10)
            teller.start("stop")
            teller.element("color", **colour(reader))
            teller.end("stop")
        teller.end("gradientFill")
    else:
        kind = found[_PATTERN][0] if found.get(_PATTERN) else None
        teller.start(
            "patternFill", patternType=PATTERNS[kind] if kind is not None and kind < len(PATTERNS) else None
        )
        for number, name in ((_FRONT, "fgColor"), (_BACK, "bgColor")):
            if number in found:
                teller.element(name, **colour(Reader(found[number])))
        teller.end("patternFill")
    teller.end("fill")
