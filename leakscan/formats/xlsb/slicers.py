"""Slicers: their captions, their items and what was chosen ([MS-XLSB] 2.1.7.47, 2.1.7.48)."""

from typing import ClassVar

from leakscan.formats.xlsb.numbers import flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import NAMESPACES, RecordReader, Teller

_ITEM_BYTES = 5
_HAS_CAPTION = 0x02


class SlicerCacheTeller(Teller):
    """Tells the items of a slicer."""

    root = "slicerCacheDefinition"

    def begin(self) -> None:
        """A record tells the root element."""

    def _definition(self, reader: Reader) -> None:
        name = reader.text()
        self.start(self.root, **NAMESPACES, name=name, sourceName=reader.text())

    def _tabular(self, reader: Reader) -> None:
        reader.take(4)
        self.start("tabular", pivotCacheId=str(reader.long()))

    def _numbers(self, reader: Reader) -> None:
        for _ in range(min(reader.long(), reader.left // _ITEM_BYTES)):
            number, flags = reader.long(), reader.byte()
            self.element("i", x=str(number), s=flag(flags & 0x01), nd=flag(flags & 0x02))

    def _level(self, reader: Reader) -> None:
        reader.take(5)
        name = reader.text()
        self.start("level", uniqueName=name, sourceCaption=reader.text() if reader.left else None)

    def _member(self, reader: Reader) -> None:
        flags, name = reader.byte(), reader.text()
        self.element("i", n=name, c=reader.text(), nd=flag(flags & 0x01))

    def _selected(self, reader: Reader) -> None:
        reader.take(4)
        self.element("selection", n=reader.text())

    readers: ClassVar[dict[int, RecordReader]] = {
        1077: _definition,
        1090: _level,
        1096: _member,
        1098: _selected,
        1100: _tabular,
        1102: _numbers,
    }
    groups: ClassVar[dict[int, str]] = {1086: "olap", 1088: "levels", 1092: "ranges", 1097: "selections"}
    ends: ClassVar[dict[int, str]] = {
        1076: "slicerCacheDefinition",
        1087: "olap",
        1089: "levels",
        1091: "level",
        1093: "ranges",
        1099: "selections",
        1101: "tabular",
    }
    quiet: ClassVar[frozenset[int]] = frozenset((1075, 1078, 1085, 1094, 1095, 2054, 2077, 2078, 2105))
    """Which pivot tables and tables it filters."""


class SlicersTeller(Teller):
    """Tells how slicers are captioned."""

    root = "slicers"

    def _slicer(self, reader: Reader) -> None:
        flags = reader.byte()
        reader.take(16)
        name, cache = reader.text(), reader.text()
        self.element("slicer", name=name, cache=cache, caption=reader.text() if flags & _HAS_CAPTION else None)

    readers: ClassVar[dict[int, RecordReader]] = {1083: _slicer}
    ends: ClassVar[dict[int, str]] = {1116: "slicers"}
    quiet: ClassVar[frozenset[int]] = frozenset((1084, 1115))
