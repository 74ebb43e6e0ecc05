"""The exposure of one recovered table, whatever shape it came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from leakscan.blocks import Block, regrouped
from leakscan.people.reading import ROWS_SEARCHED, Header, Texts, rows_judged, samples_of, text_of
from leakscan.people.sections import Headers, KnownHeaders, first_header, sides
from leakscan.people.summaries import Labels, Tallies, may_explain
from leakscan.people.visibility import Nominations, Rows, personal_columns
from leakscan.pii.exposure import Exposure, TableExposure, examine_table, examine_texts, together
from leakscan.pii.knowledge import Knowledge
from leakscan.tables import Row, Table
from leakscan.views.spreadsheet import Workbook

TEXTS_READ = 20_000
"""How many texts of one table that is no list of records are read for what they say."""

_ITEMS = ("Field", "Item", "Caption", "Kept as")
_TELLING = ("Text", "Value", "Item", "Title", "Refers to")
_ITEMS_JUDGED = 100_000
_ROWS_AROUND = 8_000
"""Among how many of a sheet's first rows the headers are sought that stand over hidden rows."""

_MOST_TABLES = 40
_FURTHER_DOWN = f"other tables further down a hidden part whose first {_ROWS_AROUND:,} rows are about nobody"


@dataclass(slots=True)
class Examined:
    """What was read of one table.

    Attributes:
        exposure: who is exposed.
        nominations: the records that may be visible as well; None when nothing is visible, or it was not asked.
        tallies: how many records bear which labels.
        is_cut_short: nobody was found in many rows, and those below were not read.
    """

    exposure: Exposure
    nominations: Nominations | None = None
    tallies: Tallies = field(default_factory=Tallies)
    is_cut_short: bool = False


Blocks = Callable[[Table], Iterator[Block]]
_BLOCK_ROWS = 8_000


def examine(
    table: Table,
    rows_of: Rows,
    blocks_of: Blocks,
    secret: bytes,
    knowledge: Knowledge,
    workbook: Workbook | None,
    *,
    is_records: bool,
) -> Examined:
    """Return who is exposed by a table.

    Args:
        table: the recovered rows.
        rows_of: reads the rows of a table.
        blocks_of: reads them as blocks of columns.
        secret: the secret of the run.
        knowledge: the user's own words and patterns.
        workbook: the workbook it lies in, if it lies in one.
        is_records: each row is a record and each column is named.
    """
    if table.columns[:1] == ("Row",):
        return _sheet(table, blocks_of, secret, knowledge, workbook)
    if is_records:
        records = _Records(table.columns, secret, knowledge, workbook)
        for block in blocks_of(table):
            records.feed(block)
            if records.is_about_nobody:
                break
        return records.close()
    if table.columns == _ITEMS:
        return Examined(_items(rows_of(table), secret, knowledge))
    return Examined(_texts(table, rows_of, secret, knowledge))


def _sheet(
    table: Table, blocks_of: Blocks, secret: bytes, knowledge: Knowledge, workbook: Workbook | None
) -> Examined:
    around = table.around
    is_part_of_columns = around is not None and len(around.columns) > len(table.columns)
    source = around if around is not None and is_part_of_columns else table
    columns = source.columns
    blocks = blocks_of(source)
    first = _begun(blocks, ROWS_SEARCHED)
    above = first if around is None or source is around else _begun(blocks_of(around), _ROWS_AROUND)
    searched = _rows(above, ROWS_SEARCHED, len((around or source).columns))
    finding = Headers((around or source).columns)
    found = [cut.header for block in above for cut in finding.cuts(block)]
    headers = Headers(columns) if above is first else KnownHeaders(found)
    wanted = set(table.columns) if is_part_of_columns else None
    hidden = None if wanted is None else [name in wanted for name in columns[1:]]

    def begun(header: Header, rows: Sequence[Row]) -> list[_Side]:
        return [
            _Side(_Records(own.names, secret, knowledge, workbook, hidden=hidden), own.number, places)
            for places, own in sides(header, rows, columns)
        ]

    header = first_header(searched, found, columns)
    readers, done = begun(header, searched), list[Examined]()
    for block in chain(first, blocks):
        start = 0
        for cut in headers.cuts(block) if len(done) < _MOST_TABLES else ():
            for reader in readers:
                reader.feed(block.between(start, cut.end))
            start = cut.start
            if cut.header.names != header.names:  # a long list may repeat its header
                done += [reader.close() for reader in readers]
                header, readers = cut.header, begun(cut.header, ())
        for reader in readers:
            reader.feed(block.between(start, block.height))
        if not done and all(reader.is_about_nobody for reader in readers):
            # Many rows, and none of their columns is about anybody.
            if next(blocks, None) is None:
                break
            return Examined(Exposure(not_counted=(_FURTHER_DOWN,)), is_cut_short=True)
    return _as_one([*done, *(reader.close() for reader in readers)])


def _begun(blocks: Iterator[Block], count: int) -> list[Block]:
    """Return the first blocks of a table, enough for so many rows."""
    first: list[Block] = []
    while sum(block.height for block in first) < count and (block := next(blocks, None)) is not None:
        first.append(block)
    return first


def _rows(blocks: Iterable[Block], count: int, width: int) -> list[Row]:
    rows: list[Row] = []
    for block in blocks:
        if len(rows) < count:
            rows += block.rows(width, count - len(rows))
    return rows


class _Records:
    """Reads a list of records once, block by block: its people, and which of them may be visible."""

    def __init__(
        self,
        names: Sequence[str],
        secret: bytes,
        knowledge: Knowledge,
        workbook: Workbook | None,
        *,
        hidden: Sequence[bool] | None = None,
    ) -> None:
        self._names = names
        self._secret = secret
        self._knowledge = knowledge
        self._workbook = workbook
        self._hidden = hidden
        self._waiting: list[Block] = []
        self._rows = 0
        self._reading: _Reading | None = None

    def feed(self, block: Block) -> None:
        """Take in rows."""
        if self._hidden is not None:
            block = block.holding([number for number, is_hidden in enumerate(self._hidden) if is_hidden])
        if block.height:
            self._waiting.append(block)
            self._rows += block.height
        if self._rows >= _BLOCK_ROWS:
            self._settle()

    @property
    def is_about_nobody(self) -> bool:
        """True when enough rows were read to say that none of their columns tells of anybody."""
        return self._reading is not None and not self._reading.is_personal

    def _settle(self) -> None:
        width, rows = len(self._names), self._rows
        waiting, self._waiting, self._rows = self._waiting, [], 0
        if self._reading is None and rows:
            some = _rows(waiting, rows_judged(width), width)
            watch = TableExposure(
                self._names,
                samples_of(some, width),
                self._secret,
                knowledge=self._knowledge,
                is_1904=self._workbook is not None and self._workbook.is_1904,
            )
            self._reading = _Reading(watch, self._workbook, some)
        if self._reading is not None and self._reading.is_personal:
            for block in regrouped(waiting, _BLOCK_ROWS, width):
                self._reading.feed(block)

    def close(self) -> Examined:
        """Return what was seen."""
        self._settle()
        if self._reading is None:
            return Examined(Exposure())
        examined = self._reading.close()
        return replace(examined, exposure=self._of_hidden_columns(examined.exposure))

    def _of_hidden_columns(self, exposure: Exposure) -> Exposure:
        """Leave out what the visible columns beside the hidden ones indicate."""
        if self._hidden is None:
            return exposure
        names = {name for name, hidden in zip(self._names, self._hidden, strict=True) if hidden}
        told = tuple(
            replace(item, columns=columns)
            for item in exposure.indications
            if (columns := tuple(name for name in item.columns if name in names))
        )
        if not told:  # names that show, beside hidden things that are not personal
            return Exposure()
        return replace(exposure, indications=told)


class _Reading:
    """What is gathered of records once it is known what their columns hold."""

    def __init__(self, watch: TableExposure, workbook: Workbook | None, rows: Sequence[Row]) -> None:
        self._watch = watch
        personal = personal_columns(watch.judgements)
        self.is_personal = bool(personal)
        self._nominations = Nominations(workbook, personal) if personal and workbook is not None else None
        is_summary = workbook is not None and may_explain(workbook.visible)
        self._labels = Labels(rows if is_summary else ())
        self._texts = Texts(watch.columns_read, len(watch.judgements))

    def feed(self, block: Block) -> None:
        """Take in rows."""
        self._watch.feed_columns(self._texts.of(block))
        self._labels.feed(block)
        if self._nominations is not None:
            self._nominations.feed(block)

    def close(self) -> Examined:
        """Return what was seen."""
        if not self.is_personal:
            return Examined(self._watch.close())
        return Examined(self._watch.close(), self._nominations, self._labels.tallies)


class _Side:
    """A reader of some columns of a sheet, below their header."""

    def __init__(self, records: _Records, below: int | None, places: range | None) -> None:
        self._records = records
        self._below = below
        self._places = places

    def feed(self, block: Block) -> None:
        """Take in rows of the sheet, the number of each first."""
        below = block.below(self._below)
        self._records.feed(below if self._places is None else below.only(self._places))

    @property
    def is_about_nobody(self) -> bool:
        """True when enough rows were read to say that none of their columns tells of anybody."""
        return self._records.is_about_nobody

    def close(self) -> Examined:
        """Return what was seen."""
        return self._records.close()


def _as_one(tables: Sequence[Examined]) -> Examined:
    """Return the tables of one sheet as one."""
    told = [item for item in tables if item.exposure.indications or item.exposure.people.estimate]
    if len(told) < 2:
        return told[0] if told else tables[0]
    seen = [item.nominations for item in told if item.nominations is not None]
    for other in seen[1:]:
        seen[0].records.update(other.records)
    tallies = Tallies(
        [counts for item in told for counts in item.tallies.single],
        [counts for item in told for counts in item.tallies.crossed],
    )
    return Examined(together(item.exposure for item in told), seen[0] if seen else None, tallies)


def _items(rows: Iterator[Row], secret: bytes, knowledge: Knowledge) -> Exposure:
    """Return the exposure of items without records: each field is a list of its own, and no row joins them."""
    fields: dict[str, list[str]] = {}
    for name, item, caption, kept_as in islice(rows, _ITEMS_JUDGED):
        text = text_of(caption if caption is not None else item)
        if text is not None and kept_as == "item":
            fields.setdefault(str(name), []).append(text)
    exposures = [examine_table([name], [items], secret, knowledge=knowledge) for name, items in fields.items()]
    if not exposures:
        return Exposure()
    most = max(exposures, key=lambda exposure: exposure.people.estimate)
    others = [
        replace(Exposure(), indications=exposure.indications) for exposure in exposures if exposure is not most
    ]
    exposure = together([most, *others])
    if not exposure.indications:
        return exposure
    return replace(exposure, not_counted=(*exposure.not_counted, "how items without records belong together"))


def _texts(table: Table, rows_of: Rows, secret: bytes, knowledge: Knowledge) -> Exposure:
    columns = [number for number, name in enumerate(table.columns) if name in _TELLING]
    rows = islice(rows_of(table), TEXTS_READ)
    texts = (row[column] for row in rows for column in columns)
    exposure = examine_texts((text for text in texts if isinstance(text, str)), secret, knowledge=knowledge)
    if len(table) <= TEXTS_READ:
        return exposure
    return replace(exposure, not_counted=(*exposure.not_counted, f"texts after the first {TEXTS_READ:,}"))
