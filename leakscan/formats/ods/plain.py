"""The fast reader of rows: blocks of nothing but plain rows need no XML parser.

A block is plain when it is whole rows of cells that hold at most one paragraph of words, without entities, white
space between elements, or anything else; every byte of it is accounted for. What else comes goes to the parser,
which is the exact reader.
"""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.xlsx import cutting

BLOCK_BYTES = 1 << 16
ROW, ROWS_END = b"<table:table-row", b"</table:table>"
_ATTRIBUTES = r'((?: (?!xmlns)[a-z]+:[a-z-]+="[^"<&\x00-\x1f\ufffe\uffff]*")*)'
_WORDS = r"([^<&>\x00-\x1f\ufffe\uffff]++)"
_PIECE = re.compile(
    rf"(<table:table-cell{_ATTRIBUTES}(?:/>|><text:p>{_WORDS}</text:p></table:table-cell>)"
    rf"|<table:table-row{_ATTRIBUTES}>|</table:table-row>)"
)
"""A cell, the start of a row or its end; each as a whole, the attributes of a cell, its words, those of a row."""
_ATTRIBUTE = re.compile(r' ([^=]+)="([^"]*)"')
_ROW_ENDS = "</table:table-row>"
_CELL = "<table:table-c"
_LONGEST_WORDS = 1 << 12
"""Longer texts come from the parser in pieces."""

_Piece = tuple[dict[str, str] | None, str, bool]
"""The attributes of what starts, None where a row ends; its words; whether it is a cell."""


def steps(source: xmlsafe.Readable, handler: ContentHandler) -> Iterator[None]:
    """Read a document to its end, yielding after each piece.

    Raises:
        FileError: the part is damaged; the handler has what came before the damage.
    """
    return cutting.steps(source, handler, PlainRows(handler), start=ROW, end=ROWS_END, block_bytes=BLOCK_BYTES)


class PlainRows:
    """Gives whole blocks of plain rows to a handler."""

    def __init__(self, handler: ContentHandler) -> None:
        self._handler = handler

    @property
    def is_between(self) -> bool:
        """True when the parser stands where a row may begin."""
        return self._handler.is_between_rows

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        pieces = _pieces(data)
        if pieces is None:
            return False
        handler = self._handler
        for attributes, words, is_cell in pieces:
            if attributes is None:
                handler.end("table:table-row")
            elif is_cell:
                handler.plain_cell(attributes, words)
            else:
                handler.start("table:table-row", attributes)
        return True


def _pieces(data: bytes) -> list[_Piece] | None:
    """Return what a block is made of; None where it is not plain."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    pieces: list[_Piece] = []
    left, is_in_row = len(text), False
    for whole, of_cell, words, of_row in _PIECE.findall(text):
        left -= len(whole)
        if whole == _ROW_ENDS:
            if not is_in_row:
                return None
            is_in_row = False
            pieces.append((None, "", False))
            continue
        is_cell = whole.startswith(_CELL)
        found = _ATTRIBUTE.findall(of_cell if is_cell else of_row)
        attributes = dict(found)
        if is_cell is not is_in_row or len(attributes) != len(found) or len(words) > _LONGEST_WORDS:
            return None
        is_in_row = True
        pieces.append((attributes, words, is_cell))
    return pieces if not left and not is_in_row else None
