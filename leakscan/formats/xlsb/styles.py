"""Styles: fonts, fills, number formats and what combines them ([MS-XLSB] 2.1.7.50)."""

from typing import ClassVar

from leakscan.formats.xlsb.book import font_of
from leakscan.formats.xlsb.differential import tell_differential
from leakscan.formats.xlsb.numbers import PATTERNS, colour, flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

_GRADIENT = 40
_ELEMENTS = (
    "wholeTable", "headerRow", "totalRow", "firstColumn", "lastColumn", "firstRowStripe", "secondRowStripe",
    "firstColumnStripe", "secondColumnStripe", "firstHeaderCell", "lastHeaderCell", "firstTotalCell",
    "lastTotalCell",
)  # fmt: skip
_MOST_STOPS = 1000

_SIDES = ("general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_WRAPS, _SHRINKS, _CONCEALS = 1 << 6, 1 << 8, 1 << 13
"""Bits of a cell style behind its turn and indent ([MS-XLSB] 2.4.812)."""


class StylesTeller(Teller):
    """Tells the styles."""

    root = "styleSheet"

    def _format(self, reader: Reader) -> None:
        number = reader.short()
        self.element("numFmt", numFmtId=str(number), formatCode=reader.text())

    def _font(self, reader: Reader) -> None:
        attributes, points = font_of(reader)
        self.start("font")
        self.element("sz", val=points)
        self.element("color", **attributes)
        self.end("font")

    def _fill(self, reader: Reader) -> None:
        kind = reader.long()
        front, back = colour(reader), colour(reader)
        self.start("fill")
        if kind == _GRADIENT:
            reader.take(44)
            self.start("gradientFill")
            for _ in range(min(reader.long(), _MOST_STOPS)):
                self.start("stop")
                self.element("color", **colour(reader))
                self.end("stop")
                reader.take(8)
            self.end("gradientFill")
        else:
            self.start("patternFill", patternType=PATTERNS[kind] if kind < len(PATTERNS) else None)
            self.element("fgColor", **front)
            self.element("bgColor", **back)
            self.end("patternFill")
        self.end("fill")

    def _combined(self, reader: Reader) -> None:
        reader.take(2)
        number, font, fill = reader.short(), reader.short(), reader.short()
        self.start("xf", numFmtId=str(number), fontId=str(font), fillId=str(fill))
        reader.take(2)
        turn, indent, bits = reader.byte(), reader.byte(), reader.short()
        self.element(
            "alignment",
            horizontal=_SIDES[bits & 7],
            textRotation=str(turn),
            indent=str(indent),
            wrapText=flag(bits & _WRAPS),
            shrinkToFit=flag(bits & _SHRINKS),
        )
        self.element("protection", hidden=flag(bits & _CONCEALS))
        self.end("xf")

    def _style(self, reader: Reader) -> None:
        reader.take(8)
        self.element("cellStyle", name=reader.text())

    def _differential(self, reader: Reader) -> None:
        tell_differential(self, reader)

    def _table_style(self, reader: Reader) -> None:
        reader.take(6)
        self.start("tableStyle", name=reader.text())

    def _table_style_element(self, reader: Reader) -> None:
        kind, _, number = reader.long(), reader.long(), reader.long()
        if kind < len(_ELEMENTS):
            self.element("tableStyleElement", type=_ELEMENTS[kind], dxfId=str(number))

    def _indexed(self, reader: Reader) -> None:
        red, green, blue, alpha = reader.take(4)
        self.element("rgbColor", rgb=f"{alpha:02X}{red:02X}{green:02X}{blue:02X}")

    readers: ClassVar[dict[int, RecordReader]] = {
        43: _font,
        44: _format,
        45: _fill,
        47: _combined,
        48: _style,
        475: _indexed,
        507: _differential,
        510: _table_style,
        512: _table_style_element,
    }
    groups: ClassVar[dict[int, str]] = {
        473: "colors",
        505: "dxfs",
        508: "tableStyles",
        565: "indexedColors",
        603: "fills",
        611: "fonts",
        615: "numFmts",
        617: "cellXfs",
        619: "cellStyles",
        626: "cellStyleXfs",
    }
    ends: ClassVar[dict[int, str]] = {
        279: "styleSheet",
        474: "colors",
        506: "dxfs",
        509: "tableStyles",
        511: "tableStyle",
        566: "indexedColors",
        604: "fills",
        612: "fonts",
        616: "numFmts",
        618: "cellXfs",
        620: "cellStyles",
        627: "cellStyleXfs",
    }
    quiet: ClassVar[frozenset[int]] = frozenset(
        {
            46, 278, 564, 569, 570, 572, 613, 614, 1025, 1128, 1129, 1130, 1131, 1132, 1142, 1143, 1144, 1145,
            1171, 1172, 1173, 2093, 2094, 2095, 2096, 2097, 2098, 2099, 2100, 2101, 2102, 2103, 2104,
        }
    )  # fmt: skip
    """Borders, colours used of late, fonts that come with the program, styles of slicers and timelines."""
