"""Rows of a large document as a scan keeps them, packed, for whoever asks for people while it runs.

Kept are the rows that do not show, and the first rows of their sheets, among which headers are sought. Where a row
went through the parser, or there are too many, the sheet is read again instead.
"""

import zlib
from collections.abc import Callable, Iterator
from functools import partial

from leakscan.blocks import Block
from leakscan.formats.ods import plain
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.row_columns import SheetColumns
from leakscan.formats.ods.tokens import Shape, Shapes, Tokens, read_tokens
from leakscan.limits import Budget
from leakscan.source import Source
from leakscan.tables import Table
from leakscan.views.spreadsheet import Axis, Hiding, Sheet

_FIRST_ROWS = 8_000
_MOST_BYTES = 1 << 23
"""Of one sheet so many packed bytes are kept."""
_LEVEL = 1

_Piece = tuple[bytes, list[int], bool]
"""Rows, packed; the number of each; whether they are in a group."""


class KeptRows:
    """Rows of one sheet."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._bytes = 0
        self._first_rows = 0
        self._first: list[_Piece] = []
        self._hidden: dict[Hiding, list[_Piece]] = {}
        self._has_given_up = False

    def give_up(self) -> None:
        """Keep nothing: rows went another way."""
        self._has_given_up = True
        self._first.clear()
        self._hidden.clear()

    def take(
        self, tokens: Tokens, numbers: list[int], why: Callable[[Shape], Hiding | None], *, is_grouped: bool
    ) -> None:
        """Take rows that stand in a block.

        Args:
            tokens: the block.
            numbers: the number of each row.
            why: says why the rows of a shape do not show.
            is_grouped: they are in a group.
        """
        if self._has_given_up:
            return
        if self._first_rows < _FIRST_ROWS:
            self._first.append((self._packed(tokens.data), numbers, is_grouped))
            self._first_rows += len(numbers)
        whys = {shape: why(shape) for shape in dict.fromkeys(tokens.rows)}
        for reason in {*whys.values()} - {None}:
            places = [place for place, shape in enumerate(tokens.rows) if whys[shape] is reason]
            pieces = tokens.data.split(plain.ROW)
            data = b"".join(plain.ROW + pieces[place + 1] for place in places)
            kept = self._hidden.setdefault(reason, [])  # type: ignore[arg-type]  # None is taken away
            kept.append((self._packed(data), [numbers[place] for place in places], is_grouped))
        if self._bytes > _MOST_BYTES:
            self.give_up()

    def _packed(self, data: bytes) -> bytes:
        packed = zlib.compress(data, _LEVEL)
        self._bytes += len(packed)
        return packed

    def lend(self, sheet: Sheet, table: int, styles: Styles, prefixes: dict[str, str]) -> None:
        """Lend the rows to the tables of a sheet that has been read.

        Args:
            sheet: the sheet.
            table: number of its table.
            styles: the styles of the document.
            prefixes: the namespaces that prefixes stand for in it.
        """
        facts = sheet.facts
        regions = [item for item in facts.regions if item.axis is Axis.ROWS] if facts is not None else []
        is_known = {item.hiding for item in regions if item.table is not None} == {*self._hidden}
        if facts is None or facts.table is None or not regions or self._has_given_up or not is_known:
            return
        if not self._budget.hold(self._bytes):
            return

        columns = tuple(range(1, facts.last_column + 1))

        def blocks(pieces: list[_Piece], hiding: Hiding | None, _: Source | None = None) -> Iterator[Block]:
            reader = SheetColumns(table, columns, hiding, styles)
            reader.stand_in(table, prefixes)
            shapes = Shapes(reader)
            for packed, numbers, is_grouped in pieces:
                tokens = read_tokens(zlib.decompress(packed), shapes)
                assert tokens is not None  # noqa: S101  # it was plain before
                yield from reader.kept(tokens, numbers, is_grouped=is_grouped)

        for region in regions:
            if region.table is not None:
                region.table.lend_blocks(partial(blocks, self._hidden[region.hiding], region.hiding))
        facts.table.lend_blocks(partial(_beginning, facts.table, partial(blocks, self._first, None)))


def _beginning(table: Table, first: Callable[[], Iterator[Block]], source: Source) -> Iterator[Block]:
    """Yield the first rows of a table as they were kept, and then the others as they are read again."""
    height = 0
    for block in first():
        height += block.height
        yield block
    for block in table.read_blocks(source):
        if block.height > height:
            yield block.between(height, block.height) if height else block
        height = max(0, height - block.height)
