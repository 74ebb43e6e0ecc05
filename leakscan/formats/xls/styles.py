"""How the cells of a binary workbook look: fonts, fills and colours ([MS-XLS] 2.4.122, 2.4.353, 2.4.188)."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from leakscan.formats.colours import BLACK, WHITE, Colour, read_rgb
from leakscan.formats.xls.records import Group
from leakscan.formats.xlsx.builtin import INDEXED_COLOURS
from leakscan.formats.xlsx.looks import UNKNOWN, Background, Flow, Look, Looks
from leakscan.formats.xlsx.palette import Palette

_FONT, _PALETTE, _EXTENSION, _THEME = (0x0031, 0x0231), 0x0092, 0x087D, 0x0896
_MISSING_FONT = 4
_XF_BYTES = 20
"""No font has this number: those behind it are one place further in front ([MS-XLS] 2.5.129)."""
_FIRST_COLOUR = 8
_AUTOMATIC = 0x7FFF
_OFFICE_THEME = 124226
_INDEXED, _EXACT, _BY_THEME = 1, 2, 3
_FRONT, _BACK, _TEXT = 4, 5, 13
"""What a property of an extension is ([MS-XLS] 2.5.108)."""
_MOST_TINT = 32767
_TWIPS = 20
_SOLID = 1
_SIDES = ("general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
"""Sides by number (`alc`, [MS-XLS] 2.5.20)."""

Font = tuple[int, float]
"""Number of the colour, and points."""


@dataclass(slots=True)
class Styles:
    """What the globals say of fonts and colours.

    Attributes:
        fonts: the fonts, in order.
        cells: the records of the cell formats.
        colours: the palette.
        extensions: by number of the cell format, its exact colours as written, by what they are of.
        has_own_theme: the workbook brings colours of its own for those that a theme numbers.
    """

    fonts: list[Font] = field(default_factory=list)
    cells: list[bytes] = field(default_factory=list)
    colours: dict[int, Colour] = field(
        default_factory=lambda: {number: read_rgb(text) or BLACK for number, text in enumerate(INDEXED_COLOURS)}
    )
    extensions: dict[int, dict[int, bytes]] = field(default_factory=dict)
    has_own_theme: bool = False

    def take(self, group: Group) -> None:
        """Take a record of the globals."""
        data = group.data
        if group.type in _FONT and len(data) >= 6:
            height, _, colour = struct.unpack_from("<3H", data)
            self.fonts.append((colour, height / _TWIPS))
        elif group.type == _PALETTE:
            for number in range((len(data) - 2) // 4):
                red, green, blue = data[2 + 4 * number : 5 + 4 * number]
                self.colours[_FIRST_COLOUR + number] = (red, green, blue)
        elif group.type == _EXTENSION and len(data) >= 20:
            self.extensions[int.from_bytes(data[14:16], "little")] = dict(extension_properties(data[18:]))
        elif group.type == _THEME and len(data) >= 16:
            self.has_own_theme = int.from_bytes(data[12:16], "little") != _OFFICE_THEME

    def palette(self) -> Palette:
        """Return the palette."""
        return Palette({}, self.colours)

    def looks(self, codes: Mapping[int, str], formats: list[int], version: int) -> Looks:
        """Return the looks of the cell formats.

        Args:
            codes: number formats by number.
            formats: for each cell format its number format.
            version: BIFF version; before 5 a cell format has no fill that hides a text.
        """
        looks = Looks(self.palette())
        usual = self.font(0, looks.palette)
        fills: list[Background] = []
        for number, (data, code) in enumerate(zip(self.cells, formats, strict=True)):
            font = self.font(int.from_bytes(data[:2], "little"), looks.palette) if version >= 5 else usual
            fill = self._fill(data, number, looks.palette, version)
            exact = self._exact(number, _TEXT, looks.palette)
            if exact is not None:
                font = (exact, font[1])
            fills.append(fill)
            side, flow = alignment(data, version)
            plain = _plain(codes.get(code, ""))
            looks.cells.append(Look(*font, fill, plain, is_plain=font == usual, side=side, flow=flow))
        looks.concealing = frozenset(
            str(number) for number, data in enumerate(self.cells) if conceals(data, version)
        )
        looks.settle(fills)
        return looks

    @property
    def has_wild_fonts(self) -> bool:
        """True when a cell format names a font that does not exist; there is none of number 4."""
        last = len(self.fonts) - (len(self.fonts) <= _MISSING_FONT)
        return bool(self.fonts) and any(
            int.from_bytes(data[:2], "little") > last for data in self.cells if len(data) >= _XF_BYTES
        )

    def font(self, number: int, palette: Palette) -> tuple[Colour, float]:
        """Return colour and size of a font by the number that others call it."""
        index = number - 1 if number > _MISSING_FONT else number
        colour, points = self.fonts[index] if index < len(self.fonts) else (_AUTOMATIC, 10.0)
        return palette.indexed(colour) or BLACK, points

    def _fill(self, data: bytes, number: int, palette: Palette, version: int) -> Background:
        """Return the fill of a cell format ([MS-XLS] 2.5.20; of version 5 as its applications write it)."""
        if version >= 8 and len(data) >= 20:
            pattern = data[17] >> 2
            colours = int.from_bytes(data[18:20], "little")
        elif version == 5 and len(data) >= 16:
            colours = int.from_bytes(data[8:10], "little")
            pattern = data[10] & 0x3F
        else:
            return ()
        front = self._exact(number, _FRONT, palette) or palette.indexed(colours & 0x7F)
        back = self._exact(number, _BACK, palette) or palette.indexed(colours >> 7 & 0x7F)
        if not pattern:
            return ()
        if pattern == _SOLID:
            return UNKNOWN if front is None else (front,)
        return front or BLACK, back or WHITE

    def _exact(self, number: int, what: int, palette: Palette) -> Colour | None:
        data = self.extensions.get(number, {}).get(what)
        return None if data is None else exact_colour(data, palette, has_own_theme=self.has_own_theme)


def alignment(data: bytes, version: int) -> tuple[str, Flow]:
    """Return where in its cell a value stands, and what becomes of a text that is too long ([MS-XLS] 2.5.20).

    Of version 5 as its applications write it: letters that stand on one another or run up or down are turned.
    """
    if version < 5 or len(data) < 8:
        return _SIDES[0], Flow.OVER
    side = _SIDES[data[6] & 0x07]
    is_later = version >= 8 and len(data) > 8
    flow = Flow.OVER
    if data[7] if is_later else data[7] & 0x03:
        flow = Flow.TURNED
    elif data[6] & 0x08 or side in ("justify", "distributed"):
        flow = Flow.WRAP
    elif is_later and data[8] & 0x10:
        flow = Flow.SHRINK
    return "" if is_later and data[8] & 0x0F else side, flow


def conceals(data: bytes, version: int) -> bool:
    """Return whether a cell format hides formulas while its sheet is protected ([MS-XLS] 2.4.353)."""
    return version >= 5 and len(data) >= 6 and bool(data[4] & 0x02)


def extension_properties(data: bytes) -> list[tuple[int, bytes]]:
    """Return the properties of an extension: which, and its data ([MS-XLS] 2.5.108)."""
    found, position = [], 2
    for _ in range(int.from_bytes(data[:2], "little")):
        kind, size = struct.unpack_from("<HH", data, position) if len(data) >= position + 4 else (0, 0)
        if size < 4:
            break
        found.append((kind, data[position + 4 : position + size]))
        position += size
    return found


def exact_colour(data: bytes, palette: Palette, *, has_own_theme: bool) -> Colour | None:
    """Return a colour written in full ([MS-XLS] 2.5.155); None where the one of the palette has to do."""
    if len(data) < 8:
        return None
    kind, tint = struct.unpack_from("<Hh", data)
    attributes = {"tint": repr(tint / _MOST_TINT)}
    if kind == _EXACT:
        attributes["rgb"] = data[4:7].hex()
    elif kind == _INDEXED:
        attributes["indexed"] = str(int.from_bytes(data[4:8], "little"))
    elif kind == _BY_THEME and not has_own_theme:
        attributes["theme"] = str(int.from_bytes(data[4:8], "little"))
    else:
        return None
    return palette.colour(attributes)


def _plain(code: str) -> str:
    return "" if code.casefold() == "general" else code
