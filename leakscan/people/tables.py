"""The exposure of one recovered table, whatever shape it came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from leakscan.blocks import Block, regrouped
from leakscan.people.reading import (
    ROWS_SEARCHED,
    Texts,
    find_header,
    rows_judged,
    samples_of,
    text_of,
)
from leakscan.people.summaries import Labels, Tallies
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


@dataclass(slots=True)
class Examined:
    """What was read of one table.

    Attributes:
        exposure: who is exposed.
        nominations: the records that may be visible as well; None when nothing is visible, or it was not asked.
        tallies: how many records bear which labels.
    """

    exposure: Exposure
    nominations: Nominations | None = None
    tallies: Tallies = field(default_factory=Tallies)


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
        return _Records(table.columns, secret, knowledge, workbook).read(blocks_of(table))
    if table.columns == _ITEMS:
        return Examined(_items(rows_of(table), secret, knowledge))
    return Examined(_texts(table, rows_of, secret, knowledge))


def _sheet(
    table: Table, blocks_of: Blocks, secret: bytes, knowledge: Knowledge, workbook: Workbook | None
) -> Examined:
    around = table.around
    is_part_of_columns = around is not None and len(around.columns) > len(table.columns)
    source = around if around is not None and is_part_of_columns else table
    blocks = blocks_of(source)
    first, searched = _begun(blocks, ROWS_SEARCHED, len(source.columns))
    if around is not None and source is table:
        searched = _begun(blocks_of(around), ROWS_SEARCHED, len(around.columns))[1]
    header = find_header(searched, source.columns)
    wanted = set(table.columns) if is_part_of_columns else None
    hidden = None if wanted is None else [name in wanted for name in source.columns[1:]]
    records = _Records(header.names, secret, knowledge, workbook, hidden=hidden)
    return records.read(block.below(header.number) for block in chain(first, blocks))


def _begun(blocks: Iterator[Block], count: int, width: int) -> tuple[list[Block], list[Row]]:
    """Return the first blocks of a table, enough for so many rows, and those rows."""
    first: list[Block] = []
    rows: list[Row] = []
    while len(rows) < count and (block := next(blocks, None)) is not None:
        first.append(block)
        rows += block.rows(width, count - len(rows))
    return first, rows


class _Records:
    """Reads a list of records once: its people, and which of them may be visible."""

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

    def read(self, blocks: Iterable[Block]) -> Examined:
        """Read the rows to their end."""
        width = len(self._names)
        if self._hidden is not None:
            hidden = [number for number, is_hidden in enumerate(self._hidden) if is_hidden]
            blocks = (block.holding(hidden) for block in blocks)
        waiting = regrouped(blocks, _BLOCK_ROWS, width)
        first = next(waiting, None)
        rows = [] if first is None else first.rows(width, rows_judged(width))
        samples = samples_of(rows, width)
        watch = TableExposure(self._names, samples, self._secret, knowledge=self._knowledge)
        personal = personal_columns(watch.judgements)
        if not personal or first is None:
            return Examined(watch.close())
        nominations = Nominations(self._workbook, personal) if self._workbook is not None else None
        labels = Labels(rows)
        texts = Texts(watch.columns_read, width)
        for block in chain([first], waiting):
            watch.feed_columns(texts.of(block))
            labels.feed(block)
            if nominations is not None:
                nominations.feed(block)
        return Examined(self._of_hidden_columns(watch.close()), nominations, labels.tallies)

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
