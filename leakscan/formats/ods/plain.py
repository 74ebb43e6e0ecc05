"""The fast reader of rows: blocks of nothing but plain rows need no XML parser (`tokens.py`).

What else comes goes to the parser, which is the exact reader.
"""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.tokens import RowTaker, Shapes, read_tokens
from leakscan.formats.xlsx import cutting

BLOCK_BYTES = 1 << 16
LARGE_BLOCK_BYTES = 1 << 19
FINEST_BYTES = 1 << 12
"""Down to this size a block that is not plain is cut smaller, so that one odd row costs its neighbours alone."""
ROW, ROWS_END = b"<table:table-row", b"</table:table>"


def steps(source: xmlsafe.Readable, handler: ContentHandler) -> Iterator[None]:
    """Read a document to its end, yielding after each piece.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    size = LARGE_BLOCK_BYTES if isinstance(handler, RowTaker) else BLOCK_BYTES
    rows = PlainRows(handler)
    return cutting.steps(
        source, handler, rows, start=ROW, end=ROWS_END, block_bytes=size, finest_bytes=FINEST_BYTES
    )


class PlainRows:
    """Gives whole blocks of plain rows to a handler."""

    def __init__(self, handler: ContentHandler) -> None:
        self._handler = handler
        self._shapes = Shapes(handler)

    @property
    def is_between(self) -> bool:
        """True when the parser stands where a row may begin."""
        return self._handler.is_between_rows

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        handler = self._handler
        if isinstance(handler, RowTaker) and handler.passes_over(data, self._shapes):
            return True
        tokens = read_tokens(data, self._shapes)
        if tokens is None:
            return False
        if isinstance(handler, RowTaker):
            handler.take_rows(tokens)
        else:
            for row in range(len(tokens.rows)):
                tokens.tell(handler, row)
        return True
