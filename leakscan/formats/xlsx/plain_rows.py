"""Rows of small sheets that need no XML parser: one regular expression finds their tags and is their proof.

Below the size at which arrays pay (`begun.py`), calls for each tag are most of what a sheet costs.
"""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ooxml.vocabulary import Walker
from leakscan.formats.xlsx.cells import KNOWN_COLUMNS, MAX_ROWS, CellHandler, column_of
from leakscan.formats.xlsx.cutting import steps
from leakscan.formats.xlsx.plain_texts import is_plain_text, resolved

ROW, _ROWS_END = b"<row ", b"</sheetData>"
"""How a row begins, and what follows the last one."""
_BETWEEN_ROWS = 2
"""How deep the parser stands between two rows."""
_BLOCK_BYTES = 1 << 16

_FORMULA = (
    r'<f(?: t="(?:array|shared)")?(?: aca="[01]")?(?: ref="[A-Z0-9:]+")?(?: ca="[01]")?(?: si="[0-9]+")?'
    r"(?:/>|>([^<]*)</f>)"
)
_TEXT = r'<is>(?:<t(?: xml:space="preserve")?>([^<]*)</t>)?</is>'
_STYLE = r'(?: s="([0-9]{1,9})")?'
_METADATA = r'(?: cm="[0-9]{1,9}")?(?: vm="[0-9]{1,9}")?'
"""Which of its metadata a cell has, which are read for themselves (ECMA-376-1 §18.3.1.4)."""
_TAGS = re.compile(
    rf'(<c r="([A-Z]{{1,3}})[0-9]{{1,7}}"{_STYLE}(?: t="(b|d|e|inlineStr|n|s|str)")?{_STYLE}{_METADATA}'
    rf'(?:/>|>((?:{_FORMULA})?)(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>|{_TEXT})?</c>)'
    r'|<row r="([0-9]{1,7})"([^<>]*)>|</row>)'
)
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9]+(?::[A-Za-z0-9]+)?)="([^"&\t\n]*)"')
_NO_CHARACTERS = bytes(code for code in range(0x20) if code not in b"\t\n")
_ATTRIBUTE_MARKUP = len(' =""')


_Cell = tuple[int, str | None, str, bool, str, str]
"""Of a cell that holds something: column, style, type, whether it has a formula, the formula, and the text."""
_Rows = list[tuple[dict[str, str], list[_Cell], int]]


class PlainRows(CellHandler):
    """Takes whole blocks of rows where they are plain; to be put before a handler of cells.

    Attributes:
        walker: what gathers all that is not on the list of the format; None where nobody does.
    """

    walker: Walker | None = None
    _depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        super().start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        super().end(name)

    def steps(self, source: xmlsafe.Readable, block_bytes: int = _BLOCK_BYTES) -> Iterator[None]:
        """Read a part to its end, yielding after each piece.

        Raises:
            FileError: the part is damaged; the handler has what came before the damage.
        """
        return steps(source, self, self, start=ROW, end=_ROWS_END, block_bytes=block_bytes)

    def feed(self, source: xmlsafe.Readable, block_bytes: int = _BLOCK_BYTES) -> None:
        """Read a part to its end.

        Raises:
            FileError: the part is damaged; the handler has what came before the damage.
        """
        for _ in self.steps(source, block_bytes):
            pass

    @property
    def is_between(self) -> bool:
        """True when the parser has come to the cells and stands in no row."""
        if not self._in_data or self._depth != _BETWEEN_ROWS or self._phonetic:
            return False
        return self.walker is None or self.walker.stands_in("x:sheetData", "x:row")

    def take(self, data: bytes) -> bool:
        """Take a block; return whether it was plain. If not, it has left no trace."""
        rows = self._rows_of(data) if is_plain_text(data) else None
        if rows is None:
            return False
        for attributes, cells, last in rows:
            self._start_row(attributes)
            for column, self.style, kind, self.has_formula, formula, text in cells:
                if self.has_formula:
                    self.formula = [formula] if formula else []
                self.cell(column, kind, text)
            self._column = last
            self.row_end()
            self._row = {}
        self._into = None
        self._value, self._inline = [], []
        return True

    def _rows_of(self, data: bytes) -> _Rows | None:
        """Return the rows of a block: attributes, the cells that hold something, and the last column of each."""
        text = data.decode()
        tags = _TAGS.findall(text)
        is_whole = sum([len(tag[0]) for tag in tags]) == len(text)
        if not is_whole or len(data.translate(None, _NO_CHARACTERS)) != len(data):
            return None
        has_references = "&" in text
        rows: _Rows = []
        known: dict[str, dict[str, str] | None] = {}
        number, last = self.row_number, -1  # of no row that is open
        cells: list[_Cell] = []
        columns = KNOWN_COLUMNS
        for tag, letters, style, kind, late_style, formula_tag, formula, value, inline, row, rest in tags:
            if letters:
                column = columns.get(letters) or column_of(letters) or 0
                if not 0 <= last < column or (late_style and style) or (inline if kind != "inlineStr" else value):
                    return None
                last = column
                content = inline or value
                if content or formula_tag:
                    if has_references:
                        content, formula = resolved(content), resolved(formula)
                    style = style or late_style or None
                    cells.append((column, style, kind or "n", bool(formula_tag), formula, content))
            elif row:
                if rest not in known:
                    known[rest] = self._plain_attributes(rest)
                attributes = known[rest]
                if last >= 0 or attributes is None or not number < int(row) <= MAX_ROWS:
                    return None
                number, last, cells = int(row), 0, []
                rows.append(({"r": row, **attributes}, cells, 0))
                if tag.endswith("/>"):
                    last = -1
            else:
                if last < 0:
                    return None
                rows[-1] = (*rows[-1][:2], last)
                last = -1
        return rows if last < 0 else None

    def _plain_attributes(self, written: str) -> dict[str, str] | None:
        """Return the attributes of a row behind its number; None when they are not plain."""
        found = _ATTRIBUTE.findall(written)
        attributes = dict(found)
        length = sum(len(name) + len(value) + _ATTRIBUTE_MARKUP for name, value in found)
        is_plain = length == len(written.removesuffix("/")) and len(attributes) == len(found)
        if not is_plain or "r" in attributes or any(name.startswith("xmlns") for name in attributes):
            return None
        is_known = self.walker is None or self.walker.is_plain("x:row", attributes)
        return attributes if is_known else None
