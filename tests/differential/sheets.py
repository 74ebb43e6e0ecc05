"""A sheet part through the exact reader and through the fast one, and all that came of it."""

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from lxml import etree

from leakscan import xmlsafe
from leakscan.blocks import Block
from leakscan.errors import FileError
from leakscan.formats.xlsx.blocks import BlockHandler, feed_blocks
from leakscan.formats.xlsx.cutting import BLOCK_BYTES
from leakscan.formats.xlsx.facts import FactsHandler, PlainFacts, SheetPass, Usage
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.looks import Looks
from leakscan.formats.xlsx.palette import Palette
from leakscan.formats.xlsx.row_columns import SheetColumns, SmallRows
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.formats.xlsx.styles import Dates
from leakscan.formats.xlsx.tables import SheetRows
from leakscan.tables import Row
from leakscan.views.values import ValueSet

DATES = Dates({1: "dd/mm/yyyy", 3: "hh:mm"}, is_1904=False)
RANGES = ((3, 9), (20, 400))
FILTERS = (FilterRange(3, 9, is_active=True), FilterRange(20, 400))


class CountingSmall(PlainFacts):
    """Counts what the parser did not see."""

    taken = 0

    def take(self, data: bytes) -> bool:
        is_taken = super().take(data)
        self.taken += is_taken
        return is_taken


class CountingHandler(BlockHandler):
    """Counts what went which way."""

    taken = 0
    refused = 0

    def take(self, data: bytes) -> bool:
        is_taken = super().take(data)
        self.taken += is_taken
        self.refused += not is_taken
        return is_taken


def strings_of(texts: Sequence[str]) -> SharedStrings:
    strings = SharedStrings()
    for text in texts:
        strings.append(text)
    strings.finish()
    return strings


class Both:
    """What came of one part, read both ways.

    Attributes:
        exact: all that the exact reader tells.
        fast: all that the fast one tells.
        is_damaged: the exact reader met with damage.
        taken: how many blocks the fast one read as arrays.
        refused: how many it gave to the parser.
        taken_small: how many blocks the reader of small sheets took.
    """

    def __init__(
        self, part: bytes, strings: SharedStrings, *, shows: bool = True, block_bytes: int = BLOCK_BYTES
    ) -> None:
        suspects = frozenset((None, "1", "3"))
        exact_usage, fast_usage = _usage(strings, suspects), _usage(strings, suspects)
        exact = FactsHandler(exact_usage, FILTERS, shows=shows)
        fast = CountingHandler(fast_usage, FILTERS, shows=shows)
        for handler in (exact, fast):
            handler.sizes = Sizes()
        self.is_damaged = False
        damage: FileError | None = None
        try:
            xmlsafe.stream(io.BytesIO(part), exact)
        except FileError as error:
            self.is_damaged, damage = True, error
        self.exact = _told(exact.finish(damage), exact_usage)
        self.exact |= {f"small {name}": told for name, told in self.exact.items()}
        small_usage = _usage(strings, suspects)
        small = CountingSmall(small_usage, FILTERS, shows=shows)
        small.sizes = Sizes()
        damage = None
        try:
            small.feed(io.BytesIO(part), block_bytes)
        except FileError as error:
            damage = error
        self.taken_small = small.taken
        told_small = _told(small.finish(damage), small_usage)
        damage = None
        try:
            feed_blocks(io.BytesIO(part), fast, block_bytes)
        except FileError as error:
            damage = error
        self.fast = _told(fast.finish(damage), fast_usage)
        self.fast |= {f"small {name}": told for name, told in told_small.items()}
        self._add_rows(part, strings, block_bytes)
        self.taken, self.refused = fast.taken, fast.refused

    def _add_rows(self, part: bytes, strings: SharedStrings, block_bytes: int) -> None:
        """Add the rows of tables: one by one, and as blocks of columns."""
        wanted = ((1, 2, 3, 4, 5, 26), ""), ((1, 2), "BY_HAND"), ((2, 1), "FILTERED"), ((1, 3), "FROZEN")
        for (columns, hiding), is_whole in itertools.product(wanted, {False, not self.is_damaged}):
            arguments = strings, DATES, columns, hiding, RANGES
            exact, fast = SheetRows(*arguments), SheetColumns(*arguments, is_whole=is_whole)
            name = f"rows {hiding} {is_whole}"
            self.exact[name] = told_rows(exact.collected(xmlsafe.steps(io.BytesIO(part), exact)))
            blocks = fast.blocks(io.BytesIO(part), block_bytes)
            self.fast[name] = told_rows(rows_of(blocks, len(columns) + 1))
            small = SmallRows(*arguments)
            self.exact[f"small {name}"] = self.exact[name]
            self.fast[f"small {name}"] = told_rows(small.collected(small.steps(io.BytesIO(part), block_bytes)))

    @property
    def different(self) -> list[str]:
        """Names of what the two tell differently."""
        return [name for name in self.exact if self.exact[name] != self.fast[name]]


def rows_of(blocks: Iterator[Block], width: int) -> Iterator[Row]:
    """Yield the rows of blocks as they would be read one by one."""
    for block in blocks:
        yield from block.rows(width, block.height)


def told_rows(rows: Iterator[Row]) -> list[object]:
    """Return rows to their end or to the damage; True is not 1, nor is 1.0."""
    told: list[object] = []
    try:
        told.extend([repr(value) for value in row] for row in rows)
    except FileError as error:
        told.append(error.code)
    return told


def _usage(strings: SharedStrings, suspects: frozenset[str | None]) -> Usage:
    looks = Looks(Palette({}, {}))
    looks.suspects = suspects
    return Usage(strings, looks)


def keys_of(values: ValueSet) -> list[int]:
    if values._plain is not None:
        return sorted(values._plain)
    values._settle()
    return [int(key) for bucket in values._buckets for key in bucket]


def _told(found: SheetPass, usage: Usage) -> dict[str, object]:
    facts = found.facts
    told: dict[str, object] = {
        "damage": None if found.damage is None else found.damage.code,
        "counts": (facts.rows, facts.cells, facts.last_row, facts.last_column),
        "values": keys_of(facts.values),
        "examples": facts.examples,
        "root": found.root,
        "outside": [etree.tostring(element) for element in found.outside.elements],
        "strays": (list(found.strays.texts), found.is_disordered),
        "readings": (found.readings.rows, found.readings.examples),
        "is_protected": found.is_protected,
        "hidden_columns": found.hidden_columns,
        "filters": (found.filters, found.unforeseen),
        "occupancy": (found.occupancy.rows, found.occupancy._lasts, found.occupancy._numbers),
        "patterns": found.occupancy._patterns,
        "order": (found.occupancy.is_ordered, found.occupancy.is_exact),
        "sizes": found.sizes and (found.sizes._rows, list(found.sizes._columns)),
        "usual sizes": found.sizes and (found.sizes._row, found.sizes._column),
        "afterwards": (
            found.afterwards.merges,
            [repr(asdict(condition)) for condition in found.afterwards.conditions],
            found.afterwards.has_picture,
        ),
        "has_suspects": found.has_suspects,
        "has_long_texts": found.has_long_texts,
        "used": bytes(usage.used),
        "shown": bytes(usage.shown),
        "visible": keys_of(usage.visible),
    }
    for number, region in enumerate(facts.regions):
        told[f"region {number}"] = (
            region.axis,
            region.hiding,
            region.spans,
            region.spans_left_out,
            (region.count, region.lines, region.rows, region.cells),
            keys_of(region.values),
            region.examples,
        )
    told["regions"] = len(facts.regions)
    return told
