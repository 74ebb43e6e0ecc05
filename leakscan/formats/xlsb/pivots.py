"""Pivot caches and pivot tables ([MS-XLSB] 2.1.7.38, 2.1.7.39, 2.1.7.40)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xlsb import cubes
from leakscan.formats.xlsb.numbers import area, area_text, flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.tables import style_info
from leakscan.formats.xlsb.telling import NAMESPACES, RecordReader, Teller

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book

_SOURCES = ("worksheet", "external", "consolidation", "scenario")
_GROUPINGS = ("range", "seconds", "minutes", "hours", "days", "months", "quarters", "years")
_HAS_USER, _HAS_RECORDS = 0x01, 0x02
_HAS_RELATIONSHIP, _HAS_SHEET = 0x01, 0x02
_IS_STORED, _HAS_CAPTION, _HAS_FORMULA = 0x0004, 0x0008, 0x0100
HAS_DATE, HAS_TEXT, IS_NUMERIC = 0x0004, 0x0008, 0x0040
_HAS_BOUNDS = 0x0100
_IS_CALCULATED, _HAS_ITEM_CAPTION = 0x02, 0x04
_RUN_NUMBERS, _RUN_TEXTS, _RUN_ERRORS, _RUN_DATES = 0x01, 0x02, 0x10, 0x20
_ENABLES_DRILL = 0x20
_PLAIN = {20: "m", 21: "n", 22: "b", 23: "e", 24: "s", 25: "d", 26: "x"}
_WITH_MORE = {27: "m", 28: "n", 29: "b", 30: "e", 31: "s", 32: "d"}
_MOST_MEMBERS = 10_000


def item(kind: str, reader: Reader) -> str:
    """Return the value of an item of a kind as XML writes it."""
    match kind:
        case "n":
            return number_text(reader.double())
        case "b":
            return "1" if reader.byte() else "0"
        case "e":
            return ERRORS.get(reader.byte(), "#N/A")
        case "s":
            return reader.text()
        case "d":
            return _date(reader)
        case "x":
            return str(reader.long())
    return ""


def _date(reader: Reader) -> str:
    """Return a date; day 0 of January 1900 is a time alone ([MS-XLSB] 2.5.106)."""
    year, month = reader.short(), reader.short()
    day, hour, minute, second = reader.take(4)
    if day == 0:
        year, month, day = 1899, 12, 31
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


class _ItemTeller(Teller):
    """Tells items, each with its value."""

    def take(self, kind: int, data: bytes) -> None:
        """Take one record: items at once, since there are many of them."""
        if kind in _PLAIN:
            name = _PLAIN[kind]
            self.element(name, v=item(name, Reader(data)) if name != "m" else None)
        elif kind in _WITH_MORE:
            self._item_with_more(_WITH_MORE[kind], Reader(data))
        else:
            super().take(kind, data)

    def _item_with_more(self, name: str, reader: Reader) -> None:
        value = item(name, reader) if name != "m" else None
        flags = reader.short()
        caption = reader.nullable_text() if flags & _HAS_ITEM_CAPTION else None
        self.element(name, v=value, c=caption, f=flag(flags & _IS_CALCULATED))

    def run(self, reader: Reader) -> None:
        """Tell a run of items of one kind ([MS-XLSB] 2.4.147)."""
        kind = {_RUN_NUMBERS: "n", _RUN_TEXTS: "s", _RUN_ERRORS: "e", _RUN_DATES: "d"}.get(reader.short())
        if kind is None:
            raise MalformedFileError("a run of items is of an unknown kind", code="short-record")
        for _ in range(reader.long()):
            self.element(kind, v=item(kind, reader))


class CacheTeller(_ItemTeller):
    """Tells the definition of a cache."""

    root = "pivotCacheDefinition"

    def begin(self) -> None:
        """The first record tells the root element."""

    def _definition(self, reader: Reader) -> None:
        reader.take(3)
        flags = reader.byte()
        reader.take(4)
        refreshed = reader.double()
        more, count = reader.byte(), reader.long()
        user = reader.text() if more & _HAS_USER else None
        records = reader.text() if more & _HAS_RECORDS else None
        self.start_root(
            refreshedBy=user,
            refreshedDate=number_text(refreshed),
            recordCount=str(count),
            saveData=None if flags & 0x01 else "0",
            r_id=records,
        )

    def _source(self, reader: Reader) -> None:
        kind = reader.long()
        self.start("cacheSource", type=_SOURCES[kind] if kind < len(_SOURCES) else None)

    def _range(self, reader: Reader) -> None:
        self.start("worksheetSource", **self._place(reader))

    def _set(self, reader: Reader) -> None:
        reader.take(16)
        self.element("rangeSet", **self._place(reader))

    def _place(self, reader: Reader) -> dict[str, str | None]:
        is_name, is_built_in, flags = reader.byte(), reader.byte(), reader.byte()
        sheet = reader.text() if flags & _HAS_SHEET else None
        relationship = reader.text() if flags & _HAS_RELATIONSHIP else None
        place: dict[str, str | None] = {"sheet": sheet, "r_id": relationship}
        if is_name:
            name = reader.text()
            place["name"] = f"_xlnm.{name}" if is_built_in else name
        else:
            place["ref"] = area_text(area(reader))
        return place

    def _page_item(self, reader: Reader) -> None:
        self.element("pageItem", name=reader.text())

    def _field(self, reader: Reader) -> None:
        flags = reader.short()
        reader.take(14)
        members = reader.long()
        name = reader.text()
        caption = reader.text() if flags & _HAS_CAPTION else None
        formula = None
        if flags & _HAS_FORMULA:
            formula = self.formula(reader) or "="
        self.start(
            "cacheField",
            name=name,
            caption=caption,
            databaseField=None if flags & _IS_STORED else "0",
            formula=formula,
            mappingCount=str(members) if members else None,
        )

    def _shared(self, reader: Reader) -> None:
        flags, count = reader.short(), reader.long()
        bounds = {}
        if flags & _HAS_BOUNDS:
            names = ("minDate", "maxDate") if flags & HAS_DATE else ("minValue", "maxValue")
            for name in names:
                value = reader.double()
                bounds[name] = _serial_text(value) if flags & HAS_DATE else number_text(value)
        self.start("sharedItems", count=str(count), **bounds)

    def _group(self, reader: Reader) -> None:
        parent, base = reader.signed(), reader.signed()
        self.start("fieldGroup", par=None if parent < 0 else str(parent), base=None if base < 0 else str(base))

    def _grouping(self, reader: Reader) -> None:
        kind = reader.byte()
        self.start("rangePr", groupBy=_GROUPINGS[kind] if kind < len(_GROUPINGS) else None)

    def _identifier(self, reader: Reader) -> None:
        """Tell the number by which slicers know the cache."""
        reader.take(4)
        self.start("extLst")
        self.element("pivotCacheDefinition", pivotCacheId=str(reader.long()))
        self.end("extLst")

    def start_root(self, **attributes: str | None) -> None:
        """Tell the root element with its attributes."""
        self.start(self.root, **NAMESPACES, **attributes)

    readers: ClassVar[dict[int, RecordReader]] = {
        179: _definition,
        183: _field,
        185: _source,
        187: _range,
        189: _shared,
        191: _ItemTeller.run,
        213: _page_item,
        217: _set,
        219: _group,
        223: _grouping,
        1066: _identifier,
        **cubes.READERS,
    }
    groups: ClassVar[dict[int, str]] = {
        181: "cacheFields",
        207: "consolidation",
        209: "pages",
        211: "page",
        215: "rangeSets",
        221: "groupItems",
        225: "discretePr",
        **cubes.GROUPS,
    }
    ends: ClassVar[dict[int, str]] = {
        180: "pivotCacheDefinition",
        182: "cacheFields",
        184: "cacheField",
        186: "cacheSource",
        188: "worksheetSource",
        190: "sharedItems",
        208: "consolidation",
        210: "pages",
        212: "page",
        216: "rangeSets",
        220: "fieldGroup",
        222: "groupItems",
        224: "rangePr",
        226: "discretePr",
        **cubes.ENDS,
    }
    quiet: ClassVar[frozenset[int]] = frozenset((192, 214, 218, 1067, 1141, 1182, 2135)) | cubes.QUIET
    """Ends of what is told whole, and names of connections that the list of connections gives too."""


def _serial_text(serial: float) -> str:
    """Return a serial number of a date as XML writes it; the number itself when it is none."""
    from openpyxl.utils.datetime import from_excel

    try:
        found = from_excel(serial)
    except (ValueError, OverflowError):
        return number_text(serial)
    return number_text(serial) if found is None or not hasattr(found, "year") else found.isoformat()


class RecordsTeller(_ItemTeller):
    """Tells the records of a cache; how their values are packed only the definition tells."""

    root = "pivotCacheRecords"

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self._kinds = book.record_kinds(part)

    def _record(self, reader: Reader) -> None:
        self.end("r")
        if self._kinds is None:
            raise MalformedFileError("the definition of the records does not exist", code="part-missing")
        self.start("r")
        for kind in self._kinds:
            self.element(kind, v=item(kind, reader))
        self.end("r")

    def _loose_record(self, reader: Reader) -> None:  # noqa: ARG002  # a reader's signature
        """Begin a record whose values follow as records of their own."""
        self.end("r")
        self.start("r")

    readers: ClassVar[dict[int, RecordReader]] = {33: _record, 34: _loose_record, 191: _ItemTeller.run}
    ends: ClassVar[dict[int, str]] = {194: "pivotCacheRecords"}
    quiet: ClassVar[frozenset[int]] = frozenset((192, 193))


def field_kinds(found: Iterator[tuple[int, bytes]]) -> list[str]:
    """Return how records hold the value of each field, as the records of a definition say: `x` for an index."""
    kinds: list[str] = []
    is_stored = False
    for kind, data in found:
        reader = Reader(data)
        if kind == 183:
            is_stored = bool(reader.short() & _IS_STORED)
            if is_stored:
                kinds.append("s")
        elif kind == 189 and is_stored and kinds:
            flags, count = reader.short(), reader.long()
            if count:
                kinds[-1] = "x"
            elif flags & IS_NUMERIC:
                kinds[-1] = "n"
            elif flags & HAS_DATE and not flags & HAS_TEXT:
                kinds[-1] = "d"
    return kinds


class PivotTableTeller(Teller):
    """Tells the head of a pivot table: its name, its cache, where it is, and whether it gives details."""

    root = "pivotTableDefinition"

    def begin(self) -> None:
        """The first record tells the root element."""

    def _view(self, reader: Reader) -> None:
        reader.take(4)
        flags = reader.long()
        reader.take(20)
        cache = reader.long()
        self.start(
            self.root,
            **NAMESPACES,
            name=reader.text(),
            cacheId=str(cache),
            enableDrill=None if flags & _ENABLES_DRILL else "0",
        )

    def _location(self, reader: Reader) -> None:
        """Tell where it stands; its rows count from the top of the sheet, in XML from that of the table."""
        cells = area(reader)
        reader.take(4)
        first = reader.long()
        reader.take(4)
        rows, columns = reader.long(), reader.long()
        self.element(
            "location",
            ref=area_text(cells),
            firstDataRow=str(first - cells[0]),
            rowPageCount=str(rows) if rows else None,
            colPageCount=str(columns) if columns else None,
        )

    def _style(self, reader: Reader) -> None:
        self.element("pivotTableStyleInfo", **style_info(reader, columns="showColStripes"))

    readers: ClassVar[dict[int, RecordReader]] = {280: _view, 314: _location, 513: _style}
    ends: ClassVar[dict[int, str]] = {315: "pivotTableDefinition"}
    quiet: ClassVar[frozenset[int]] = frozenset(
        {
            *range(161, 176), *range(247, 261), *range(281, 332), 382, 383, 388, 389, *range(459, 461),
            *range(481, 485), *range(558, 562), *range(599, 603), 641, 642, 668, *range(1026, 1036), 1040,
            1044, 1061, 1062, 1063, *range(1118, 1127), *range(1147, 1151), *range(1159, 1169), 2055, 2056,
            2057, 2058, 2072, 2073, 2079, 2134, 2136,
        }
    )  # fmt: skip
    """How the table is laid out, sorted, filtered and drawn, by numbers of fields and items of its cache."""
