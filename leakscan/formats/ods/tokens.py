"""Plain rows told apart by one regular expression, which is their proof as well.

A block is plain when it is whole rows of cells that hold at most one paragraph of words: every byte of it is
accounted for, and there is neither white space nor anything else between the tags. What a tag says is looked at
once for each different one (`Shape`), values and formulas left aside.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from leakscan.formats.ods.content import ContentHandler
from leakscan.formats.ods.nodes import squeezed
from leakscan.patterns import late_pattern

_PIECE = late_pattern(
    r"(?:<table:table-row([^<>]*)>)?<table:table-cell"
    r'(?:((?: table:style-name="[^"]*")? office:value-type="[a-z]*" office:(?:date-|time-)?value=)"([^"]*)")?'
    r"([^>]*)>(?:<text:p>([^<]++)</text:p></table:table-cell>)?(</table:table-row>)?"
)
"""A cell: what its row's tag says where it begins a row; what stands before its value, where that comes early; the
value; the rest of its tag; its words; the end of the row where it ends one."""
_PARTS = 7
_ROW, _CELL = "table:table-row", "table:table-cell"
_TAG = late_pattern(r'(?: (?!xmlns)[a-z]+:[a-z-]+="[^"<&]*")*/?')
"""What a plain tag says: attributes with a prefix, of which none is a declaration and none has references."""
_ATTRIBUTE = late_pattern(r' ([^= ]+)="([^"]*)"')
_VARIABLE = late_pattern(r' (table:formula|office:(?:date-|time-)?value)="([^"]*)"')
"""Attributes that most cells have of their own."""
_FORMULA = "table:formula"
_SAMPLES = {
    _FORMULA: "of:=0",
    "office:value": "0",
    "office:date-value": "2000-01-01",
    "office:time-value": "PT0S",
}
"""What stands for them where a shape is looked at."""
_REFERENCE = late_pattern(r"&(?:(amp|lt|gt|quot|apos);)?")
_MEANT = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CONTROLS = bytes(range(32))
_LONGEST_WORDS = 1 << 12
"""Longer texts come from the parser in pieces."""
_MOST_SHAPES = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What tags have in common, values and formulas left aside.

    Attributes:
        attributes: those of the format, by their local names; values and formulas are samples.
        is_closed: the tag ends the element.
        is_quiet: nothing in it is left over, if the value is what its attribute says.
        value: name of the attribute of `office` with the value; empty for none.
        has_formula: there is a formula.
    """

    attributes: dict[str, str]
    is_closed: bool
    is_quiet: bool
    value: str = ""
    has_formula: bool = False


class Shapes:
    """Knows the tags that came by.

    Args:
        handler: says what names mean where the tags stand.

    Attributes:
        cells: the shapes of cells, by number; the list grows, and is another one once `renew` forgets.
        numbers: the number of a shape by what stands before its value, None for no value there, and behind it.
    """

    def __init__(self, handler: ContentHandler) -> None:
        self._handler = handler
        self._meaning: object = None
        self.renew()

    def renew(self) -> None:
        """Forget what may mean something else by now, or is too much."""
        is_same = self._meaning is self._handler.meaning
        if is_same and max(len(self.cells), len(self.numbers), len(self._rows)) < _MOST_SHAPES:
            return
        self._meaning = self._handler.meaning
        self.cells: list[Shape] = []
        self.numbers: dict[tuple[str | None, str], int] = {}
        self._rows: dict[str, Shape | None] = {}
        self._by_text: dict[str, int] = {}

    def row(self, tag: str) -> Shape | None:
        """Return the shape of a row's tag, or None when it is not plain."""
        if tag not in self._rows:
            shape = self._shape(_ROW, tag, {})
            self._rows[tag] = None if shape is None or shape.is_closed else shape
        return self._rows[tag]

    def cell(self, head: str | None, value: str | None, rest: str) -> tuple[int, str | None, str | None] | None:
        """Return the number of the shape of a cell's tag, its value and its formula; None when it is not plain."""
        tag = _tag(head, value, rest)
        found = _VARIABLE.findall(tag)
        own = dict(found)
        if _TAG.fullmatch(tag) is None or len(own) != len(found):
            return None
        text = _VARIABLE.sub(r" \1", tag) if own else tag
        number = self._by_text.get(text)
        if number is None:
            shape = self._shape(_CELL, tag, own)
            if shape is None:
                return None
            number = len(self.cells)
            self.cells.append(shape)
            self._by_text[text] = number
        formula = own.pop(_FORMULA, None)
        if formula is None and len(own) == (head is not None):
            self.numbers[head, rest] = number
        return number, next(iter(own.values()), None), formula

    def _shape(self, name: str, tag: str, own: dict[str, str]) -> Shape | None:
        """Return the shape of a tag, or None when it is not plain; `own` are its values and formulas."""
        pairs = _attributes(tag)
        attributes = dict(pairs)
        if _TAG.fullmatch(tag) is None or len(attributes) != len(pairs):
            return None
        attributes.update((key, _SAMPLES[key]) for key in own)
        passed, is_quiet = self._handler.looked_through(name, attributes)
        values = [key.partition(":")[2] for key in own if key != _FORMULA]
        return Shape(passed, tag.endswith("/"), is_quiet and len(values) < 2, "".join(values[:1]), _FORMULA in own)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The rows and cells of a plain block.

    Attributes:
        data: the block.
        rows: the shape of each row.
        row_tags: what its tag says.
        firsts: the number of the first cell of each row, and last how many cells there are.
        shapes: shapes of cells, some of them of other blocks.
        codes: for each cell, which of them it has.
        values: its value, see `Shape`; None for none.
        words: its words, white space squeezed; None for none.
        formulas: the formulas of those that have one.
        heads: what stands before the value in its tag; None where that comes late, or there is none.
        early: that value.
        rests: the rest of its tag.
    """

    data: bytes
    rows: list[Shape]
    row_tags: list[str]
    firsts: list[int]
    shapes: list[Shape]
    codes: list[int]
    values: list[str | None]
    words: list[str | None]
    formulas: dict[int, str]
    heads: list[str | None]
    early: list[str | None]
    rests: list[str]

    def tell(self, handler: ContentHandler, row: int) -> None:
        """Tell a row as the events of its elements would tell it."""
        handler.start(_ROW, dict(_attributes(self.row_tags[row])))
        for cell in range(self.firsts[row], self.firsts[row + 1]):
            tag = _tag(self.heads[cell], self.early[cell], self.rests[cell])
            handler.plain_cell(dict(_attributes(tag)), self.words[cell] or "")
        handler.end(_ROW)


class RowTaker(ABC):
    """Takes plain rows as a whole."""

    @abstractmethod
    def take_rows(self, tokens: Tokens) -> None:
        """Take rows."""

    def passes_over(self, data: bytes, shapes: Shapes) -> bool:  # noqa: ARG002  # for who need not look at all
        """Take a block without telling its rows apart, if that is enough; return whether it was taken."""
        return False


def read_tokens(data: bytes, shapes: Shapes) -> Tokens | None:
    """Return the rows and cells of a block, or None when it is not plain."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    # Where a tag may not end, each that begins would be followed to the end of the block.
    if not text.endswith(">") or ("]" in text and "]]>" in text) or _holds_controls(data):
        return None
    parts: list[Any] = _PIECE.split(text)
    if any(parts[::_PARTS]):
        return None
    shapes.renew()
    starts, heads, early, rests, words, ends = (parts[number::_PARTS] for number in range(1, _PARTS))
    count = len(rests)
    firsts = [place for place, start in enumerate(starts) if start is not None]
    closed = [place for place, end in enumerate(ends, start=1) if end is not None]
    tags = [starts[place] for place in firsts]
    rows = [shape for tag in tags if (shape := shapes.row(tag)) is not None]
    if not firsts or firsts[0] or [*firsts[1:], count] != closed or len(rows) < len(tags):
        return None
    texts = count - words.count(None)
    if text.count("<") != count + 2 * len(rows) + 3 * texts or not _have_plain_words(text, early, words):
        return None
    found = _codes(shapes, heads, early, rests)
    if found is None:
        return None
    codes, values, formulas = found
    closings = [shape.is_closed for shape in shapes.cells]
    if sum(map(closings.__getitem__, codes)) != count - texts:
        return None
    firsts.append(count)
    return Tokens(data, rows, tags, firsts, shapes.cells, codes, values, words, formulas, heads, early, rests)


def _codes(
    shapes: Shapes, heads: list[str | None], early: list[str | None], rests: list[str]
) -> tuple[list[int], list[str | None], dict[int, str]] | None:
    """Return the shapes, values and formulas of cells, or None when one is not plain."""
    formulas: dict[int, str] = {}
    codes: list[Any] = list(map(shapes.numbers.get, zip(heads, rests, strict=True)))
    if None not in codes:
        return codes, early, formulas
    values = early.copy()
    for cell in [place for place, code in enumerate(codes) if code is None]:
        found = shapes.cell(heads[cell], early[cell], rests[cell])
        if found is None:
            return None
        codes[cell], values[cell], formula = found
        if formula is not None:
            formulas[cell] = formula
    return codes, values, formulas


def _holds_controls(data: bytes) -> bool:
    """Return whether a block holds white space other than blanks, or signs that XML does not have."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return not data.isascii() and (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data)


def _have_plain_words(text: str, values: list[str | None], words: list[str | None]) -> bool:
    """Return whether values and words are plain, putting words as they are meant in their place."""
    if max(map(len, filter(None, words)), default=0) > _LONGEST_WORDS:
        return False
    if "&" in text:
        if any("&" in value for value in values if value is not None):
            return False
        for place, word in enumerate(words):
            if word is not None and "&" in word:
                if None in {*_REFERENCE.findall(word)} or "" in {*_REFERENCE.findall(word)}:
                    return False
                words[place] = _REFERENCE.sub(lambda found: _MEANT[found[1]], word)
    if "  " in text:
        words[:] = [word if word is None else squeezed(word) for word in words]
    return True


def _tag(head: str | None, value: str | None, rest: str) -> str:
    return rest if head is None else f'{head}"{value}"{rest}'


def _attributes(tag: str) -> list[tuple[str, str]]:
    return _ATTRIBUTE.findall(tag)
