"""What stands around the cells of a binary sheet, told as elements of an XML workbook ([MS-XLS] 2.1.7.20.5)."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls import smart_tags
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.conditions import GROUP, GROUP12, MORE, RULE, RULE12, Conditions, area_of, read_areas
from leakscan.formats.xls.filters import FILTER, FILTER12, MORE12, Filters
from leakscan.formats.xls.globals import PivotSource, take_source
from leakscan.formats.xls.publishing import PUBLISHED, published
from leakscan.formats.xls.records import Group
from leakscan.formats.xls.telling import Teller
from leakscan.formats.xls.text import Reader, guid_text
from leakscan.formats.xlsb.conditions import tell_validation
from leakscan.formats.xlsb.descriptors import descriptor_text
from leakscan.formats.xlsb.numbers import areas_text, origin_of
from leakscan.formats.xlsx.cells import CellHandler
from leakscan.views.spreadsheet import column_letters

_MERGES, _VALIDATION, _SCENARIO, _BACKGROUND = 0x00E5, 0x01BE, 0x00AF, 0x00E9
_PROTECT, _FEATURE, _PROTECTION = 0x0012, 0x0868, b"\2\0"
_VIEW_BEGIN, _VIEW_END, _MORE_HEADERS = 0x01AA, 0x01AB, 0x089C
_HEADERS = {0x0014: "oddHeader", 0x0015: "oddFooter"}
_SECTIONS = ("evenHeader", "evenFooter", "firstHeader", "firstFooter")
_FILTERS = frozenset((FILTER, FILTER12, MORE12))
_STATES = (None, "hidden", "veryHidden")
_CONDITIONS = frozenset((GROUP, RULE, GROUP12, RULE12, MORE))
_BUILT_IN_SOURCE = 0x01B5
_SOURCES = frozenset((0x0051, 0x0052, _BUILT_IN_SOURCE))
_MESSAGES = 4
_GUID_BYTES = 16


def without_views(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the records of a sheet without those that stand in saved views of it ([MS-XLS] 2.4.334)."""
    is_within = False
    for group in groups:
        if group.type == _VIEW_BEGIN:
            is_within = True
        elif group.type == _VIEW_END:
            is_within = False
        elif not is_within:
            yield group


@dataclass(slots=True)
class Surroundings:
    """Tells a handler what stands around the cells of one sheet.

    Attributes:
        book: the workbook.
        handler: what takes the elements.
        filtered: the range of the sheet's filter, with the sheet before it.
        damage: what is wrong with single records.
        is_within_view: the record is one of a saved view.
    """

    book: BinaryBook
    handler: CellHandler
    filtered: str = ""
    damage: list[MalformedFileError] = field(default_factory=list)
    is_within_view: bool = False
    _conditions: Conditions = field(init=False)
    _filters: Filters = field(init=False)
    _teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self._conditions = Conditions(self.book.found, self._formula)
        self._filters = Filters(self.book.found)
        self._teller = Teller(self.handler)
        if not self.handler.root:
            self._teller.start("worksheet")

    def told(self, groups: Iterable[Group]) -> Iterator[Group]:
        """Yield the records once what they say of surroundings was told; end with what waits for all of them."""
        try:
            for group in groups:
                self.take(group)
                yield group
        finally:
            if self.is_within_view:
                self._teller.end("customSheetView")
                self._teller.end("customSheetViews")
            self._conditions.tell(self._teller)

    def take(self, group: Group) -> None:
        """Take a record; what is wrong with it is kept."""
        try:
            self._take(group)
        except MalformedFileError as error:
            self.damage.append(error)

    def _take(self, group: Group) -> None:
        reader = self.book.found.reader(group)
        match group.type:
            case k if k == _MERGES:
                for _ in range(reader.short()):
                    self._teller.element("mergeCell", ref=area_of(reader.take(8)))
            case k if k == _PROTECT:
                if reader.short() == 1:
                    self._teller.element("sheetProtection", sheet="1")
            case k if k in _CONDITIONS:
                self._conditions.take(group)
            case k if k == _VALIDATION:
                self._validation(reader)
            case k if k in _FILTERS:
                self._criteria(group)
            case k if k == _SCENARIO:
                self._scenario(reader)
            case k if k == _BACKGROUND:
                self._teller.element("picture")
            case k if k in _HEADERS or k == _MORE_HEADERS:
                self._headers(group.type, reader)
            case k if k == _FEATURE:
                self._feature(group, reader)
            case k if k in _SOURCES:
                self._source(group, reader)
            case k if k == PUBLISHED:
                self._teller.start("webPublishItems")
                self._teller.element("webPublishItem", **published(reader))
                self._teller.end("webPublishItems")
            case _:
                self._take_view(group, reader)

    def _source(self, group: Group, reader: Reader) -> None:
        """Tell a source of the sheet's consolidation ([MS-XLS] 2.4.82)."""
        source = PivotSource(0)
        take_source(source, group, reader, self.book.found)
        name = "" if group.type == _BUILT_IN_SOURCE else source.name
        said = {"sheet": source.sheet, "name": name, "ref": source.range, "path": source.path}
        self._teller.start("dataConsolidate")
        self._teller.element("dataRef", **{key: text or None for key, text in said.items()})
        self._teller.end("dataConsolidate")

    def _feature(self, group: Group, reader: Reader) -> None:
        """Take what several kinds of features share ([MS-XLS] 2.4.112)."""
        kind = group.data[12:14]
        if kind == _PROTECTION:
            self._protected_range(reader)
        elif kind == smart_tags.KIND:
            smart_tags.tell_tags(self._teller, reader, self.book.found.tags)

    def _take_view(self, group: Group, reader: Reader) -> None:
        """Take a record of a saved view of the sheet."""
        if group.type == _VIEW_BEGIN:
            self._view(reader)
        elif group.type == _VIEW_END and self.is_within_view:
            self.is_within_view = False
            self._teller.end("customSheetView")
            self._teller.end("customSheetViews")

    def _validation(self, reader: Reader) -> None:
        flags = reader.long()
        texts = [reader.unicode(2).strip("\0") for _ in range(_MESSAGES)]
        tokens = []
        for _ in range(2):
            size = reader.short()
            reader.skip(2)
            tokens.append(reader.take(size))
        cells = read_areas(reader)
        origin = origin_of(cells)
        # A list's choices stand between zeros in the text of its formula ([MS-XLS] 2.4.103).
        formulas = [self._formula(item, origin).replace("\0", ",") if item else "" for item in tokens]
        prompt_title, error_title, prompt, error = texts
        self._teller.start("dataValidations")
        tell_validation(self._teller, flags, cells, [error_title, error, prompt_title, prompt], formulas)
        self._teller.end("dataValidations")

    def _scenario(self, reader: Reader) -> None:
        found = self.book.found
        count, locked, hidden = reader.short(), reader.byte(), reader.byte()
        lengths = [reader.byte() for _ in range(3)]
        name_length, comment_length, user_length = lengths
        if found.version >= 8:
            name = reader.unicode_of(name_length)
            user = reader.unicode(2) if user_length else ""
            comment = reader.unicode(2) if comment_length else ""
        else:
            name = reader.bytes_text(name_length)
            user = reader.string(1) if user_length else ""
            comment = reader.string(1) if comment_length else ""
        cells = [struct.unpack("<2H", reader.take(4)) for _ in range(count)]
        values = [found.text(reader, 2 if found.version >= 8 else 1) for _ in cells]
        self._teller.start("scenarios")
        self._teller.start(
            "scenario",
            name=name,
            user=user,
            comment=comment,
            locked="1" if locked else None,
            hidden="1" if hidden else None,
        )
        for (row, column), value in zip(cells, values, strict=True):
            self._teller.element("inputCells", r=f"{column_letters(column + 1)}{row + 1}", val=value)
        self._teller.end("scenario")
        self._teller.end("scenarios")

    def _view(self, reader: Reader) -> None:
        """Take the beginning of a saved view of the sheet ([MS-XLS] 2.4.334)."""
        guid = guid_text(reader.take(_GUID_BYTES))
        reader.skip(16)
        state = reader.long() >> 22 & 0x03
        self.is_within_view = True
        self._teller.start("customSheetViews")
        self._teller.start("customSheetView", guid=guid, state=_STATES[state] if state < len(_STATES) else None)

    def _criteria(self, group: Group) -> None:
        """Tell the texts that a filter looks for; of the sheet's own to what keeps what stands outside its cells.

        Which rows that one hides follows from its records and range, told with the rows.
        """
        texts, outside = self._filters.texts(group), self.handler.outside
        teller = self._teller
        if not self.is_within_view:
            if outside is None or not texts:
                return
            teller = Teller(outside)
        cells = self._filters.cells or self.filtered.rpartition("!")[2].replace("$", "")
        teller.start("autoFilter", ref=None if self.is_within_view else cells)
        for text in texts:
            teller.element("filter", val=text)
        teller.end("autoFilter")

    def _headers(self, kind: int, reader: Reader) -> None:
        found = self.book.found
        if kind == _MORE_HEADERS:
            self._more_headers(reader)
        elif reader.left:
            text = found.text(reader, 2 if found.version >= 8 else 1)
            self._teller.start("headerFooter")
            self._teller.element(_HEADERS[kind], text)
            self._teller.end("headerFooter")

    def _more_headers(self, reader: Reader) -> None:
        reader.skip(12 + _GUID_BYTES)
        flags = reader.short()
        lengths = [reader.short() for _ in _SECTIONS]
        texts = [reader.unicode(2) if length else "" for length in lengths]
        self._teller.start(
            "headerFooter",
            differentOddEven="1" if flags & 0x01 else None,
            differentFirst="1" if flags & 0x02 else None,
        )
        for section, text in zip(_SECTIONS, texts, strict=True):
            if text:
                self._teller.element(section, text)
        self._teller.end("headerFooter")

    def _protected_range(self, reader: Reader) -> None:
        """Tell a range that some may change though the sheet is protected ([MS-XLS] 2.4.112, 2.5.117)."""
        reader.skip(19)
        count = reader.short()
        reader.skip(6)
        cells = [struct.unpack("<4H", reader.take(8)) for _ in range(count)]
        has_descriptor = reader.long()
        reader.skip(4)
        name = reader.unicode(2)
        descriptor = None
        if has_descriptor:
            descriptor = descriptor_text(reader.take(reader.long()))
        self._teller.start("protectedRanges")
        self._teller.element("protectedRange", name=name, sqref=areas_text(cells), securityDescriptor=descriptor)
        self._teller.end("protectedRanges")

    def _formula(self, tokens: bytes, origin: tuple[int, int]) -> str:
        """Return a formula written for a cell; one that cannot be read is kept as damage."""
        try:
            return self.book.formula(tokens, origin=origin)
        except MalformedFileError as error:
            self.damage.append(error)
            return ""
