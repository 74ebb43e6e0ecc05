"""The rows of one sheet, read again."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ods import plain
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.facts import MOST_WRITTEN_CELLS, written
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import hiding_of
from leakscan.formats.ods.typed import typed
from leakscan.tables import Row, Value
from leakscan.views.spreadsheet import Hiding


class SheetRows(ContentHandler):
    """Collects finished rows of one table.

    Attributes:
        ready: the rows.
        is_over: the table has ended.
    """

    def __init__(self, table: int, columns: tuple[int, ...], hiding: Hiding | None, styles: Styles) -> None:
        super().__init__()
        self._wanted_table = table
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._width = len(columns) + 1
        self._hiding = hiding
        self._styles = styles
        self._is_wanted = False
        self._values: list[Value] | None = None
        self._cells = 0
        self.ready: list[Row] = []
        self.is_over = False

    def rows(self, stream: xmlsafe.Readable) -> Iterator[Row]:
        """Yield the rows, to the end of the table.

        Raises:
            FileError: the document is damaged; raised after what came before the damage.
        """
        damage = None
        try:
            for _ in plain.steps(stream, self):
                yield from self.ready
                self.ready.clear()
                if self.is_over:
                    break
        except FileError as error:
            damage = error
        yield from self.ready
        if damage is not None and not self.is_over:
            raise damage

    def table_end(self) -> None:
        """Take the end of a table."""
        self.is_over = self.is_over or self.table == self._wanted_table

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        """Take an element that is handed on as a whole."""
        if node.name in ("styles", "automatic-styles"):
            self._styles.add(node)

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:
        """Take the start of a row."""
        self._is_wanted = self.table == self._wanted_table
        self._values, self._cells = None, 0
        if self._is_wanted and self._hiding is not None:
            self._is_wanted = self._why(attributes, is_grouped=is_grouped) is self._hiding

    def _why(self, attributes: dict[str, str], *, is_grouped: bool) -> Hiding | None:
        """Return why a row does not show, or None."""
        why = hiding_of(attributes, is_grouped=is_grouped)
        return self._styles.row_size(attributes.get("style-name", "")) if why is None else why

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        """Take a cell."""
        if not self._is_wanted:
            return
        self._cells += repeat
        value = typed(kind, text)
        for number in range(column, column + repeat):
            position = self._positions.get(number)
            if position is None:
                continue
            if self._values is None:
                self._values = [None] * self._width
            if number - column < MOST_WRITTEN_CELLS:
                self._values[position] = value

    def row_end(self) -> None:
        """Take the end of a row."""
        if self._values is not None:
            for number in range(self.row_number, self.row_number + written(self.row_repeat, self._cells)):
                self._values[0] = number
                self.ready.append(tuple(self._values))
        self._values = None
