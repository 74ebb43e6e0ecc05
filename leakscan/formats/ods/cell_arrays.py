"""The cells of plain rows as arrays: where each stands, what it holds, and the key of that.

A cell is odd when somebody has to look at it by itself: for what it says beside its text, for its length, or for a
value that is not written as most are. Rows with an odd cell are told element by element.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from leakscan.formats.ods.content import ERROR, SAID, VALUES, kind_of, repeated
from leakscan.formats.ods.facts import key_of
from leakscan.formats.ods.sieve import is_plain
from leakscan.formats.ods.tokens import Shape, Tokens
from leakscan.formats.xlsx.cells import MAX_COLUMNS
from leakscan.formats.xlsx.clipping import FEWEST_CUT
from leakscan.views.values import keys_of_numbers, keys_of_texts

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Integers = NDArray[numpy.int64]
    Keys = NDArray[numpy.uint64]
    Flags = NDArray[numpy.bool_]

_EMPTY, _NUMBER, _TEXT, _OTHER, _ODD = range(5)
_DIGIT = re.compile(r"\d")
_LONGEST = 99
_is_number = re.compile(rf"(?=.{{1,{_LONGEST}}}$)[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII).fullmatch


class Traits:
    """What the arrays need to know of the shapes of cells, by their number.

    Attributes:
        shapes: the shapes.
        styles: the names of styles, by the numbers given here; the first stands for none.
    """

    def __init__(self, shapes: list[Shape]) -> None:
        self.shapes = shapes
        self.styles: list[str] = [""]
        self._style_numbers: dict[str | None, int] = {None: 0}
        self._known: list[tuple[int, int, int]] = []
        self._array: Integers | None = None

    def array(self) -> "Integers":
        """Return kind, repetition and the number of the style of each shape, one row for each of the three."""
        from leakscan.arrays import numpy as np

        if self._array is None or len(self._known) < len(self.shapes):
            for shape in self.shapes[len(self._known) :]:
                name = shape.attributes.get("style-name")
                style = self._style_numbers.setdefault(name, len(self.styles))
                if style == len(self.styles):
                    self.styles.append(name or "")
                self._known.append((_kind(shape), repeated(shape.attributes, "number-columns-repeated"), style))
            self._array = np.array(self._known, dtype=np.int64).reshape(-1, 3).T.copy()
        return self._array


def _kind(shape: Shape) -> int:
    """Return what cells of a shape hold if they hold something."""
    attributes = shape.attributes
    kind = kind_of(attributes)
    said = SAID.intersection(attributes)
    is_known = said == (set() if kind == "str" else {VALUES[kind]})
    if not shape.is_quiet or not is_known or shape.has_formula != ("formula" in attributes):
        return _ODD
    if kind == "b":
        return _ODD if shape.value or not attributes["boolean-value"] else _OTHER
    if shape.value != ("" if kind == "str" else VALUES[kind]):
        return _ODD
    return {"str": _TEXT, "n": _NUMBER}.get(kind, _OTHER)


@dataclass(frozen=True, slots=True)
class CellArrays:
    """The cells of a block.

    Attributes:
        tokens: the block.
        rows: for each cell, the index of its row.
        columns: its column.
        repeats: how many are like it.
        styles: the number of its own style, 0 for none.
        is_odd: it is to be looked at by itself.
        held: the cells that hold something and are not odd.
        keys: the key of what each of those holds.
    """

    tokens: Tokens
    rows: "Integers"
    columns: "Integers"
    repeats: "Integers"
    styles: "Integers"
    is_odd: "Flags"
    held: "Integers"
    keys: "Keys"

    def text(self, cell: int) -> str:
        """Return the value of a cell as written."""
        tokens = self.tokens
        value, shape = tokens.values[cell], tokens.shapes[tokens.codes[cell]]
        if shape.value:
            return value or ""
        return shape.attributes.get("boolean-value") or tokens.words[cell] or ""


def cell_arrays(tokens: Tokens, traits: Traits, *, are_clipped: bool) -> CellArrays:
    """Return the cells of a block.

    Args:
        tokens: the block.
        traits: what is known of its shapes.
        are_clipped: texts may be too long for their cells.
    """
    from leakscan.arrays import numpy as np

    codes = np.array(tokens.codes, dtype=np.int64)
    kinds, repeats, styles = traits.array().take(codes, axis=1)
    firsts = np.array(tokens.firsts, dtype=np.int64)
    rows = np.arange(len(firsts) - 1).repeat(np.diff(firsts))
    before = repeats.cumsum() - repeats
    columns = before - before.take(firsts[:-1]).take(rows) + 1
    is_odd = (kinds == _ODD) | (columns + repeats - 1 > MAX_COLUMNS)
    keys: Keys = np.zeros(len(codes), dtype=np.uint64)
    reader = _Values(tokens, keys, is_odd)
    reader.numbers(np.flatnonzero(kinds == _NUMBER).tolist())
    is_empty = reader.texts(np.flatnonzero(kinds == _TEXT).tolist(), are_clipped=are_clipped)
    reader.others(np.flatnonzero(kinds == _OTHER).tolist())
    reader.formulas()
    holds = ~is_odd
    holds[is_empty] = False
    held = np.flatnonzero(holds)
    return CellArrays(tokens, rows, columns, repeats, styles, is_odd, held, keys.take(held))


class _Values:
    """Reads the values of cells into keys, and marks cells that are odd."""

    def __init__(self, tokens: Tokens, keys: "Keys", is_odd: "Flags") -> None:
        self._tokens = tokens
        self._keys = keys
        self._is_odd = is_odd

    def numbers(self, cells: list[int]) -> None:
        """Read cells that hold numbers."""
        words, values = self._tokens.words, self._tokens.values
        self._mark(cell for cell in cells if words[cell] != values[cell] and not self._shows_number(cell))
        texts = [values[cell] or "" for cell in cells]
        try:
            keys = keys_of_numbers(texts)
        except ValueError:
            keys = None
        if keys is None or max(map(len, texts), default=0) > _LONGEST or _holds_other_signs(texts):
            self._mark(cell for cell, text in zip(cells, texts, strict=True) if not _is_number(text))
            cells = [cell for cell, text in zip(cells, texts, strict=True) if _is_number(text)]
            keys = keys_of_numbers([values[cell] or "" for cell in cells])
        self._keys[cells] = keys

    def _shows_number(self, cell: int) -> bool:
        """Return whether what a cell shows may stand for its number: nothing, digits, signs, no or yes."""
        words, value = self._tokens.words[cell], self._tokens.values[cell] or ""
        if words is None or _DIGIT.search(words) is not None:
            return True
        if words.isspace():
            return False
        is_yes = value == "1" and cell in self._tokens.formulas
        return is_yes or value.strip("+-0.") == "" or not any(map(str.isalpha, words))

    def texts(self, cells: list[int], *, are_clipped: bool) -> list[int]:
        """Read cells that hold texts; return those that hold nothing."""
        words = self._tokens.words
        filled = [(cell, text) for cell in cells if (text := words[cell]) is not None]
        longest = FEWEST_CUT if are_clipped else sys.maxsize
        self._mark(cell for cell, text in filled if len(text) >= longest or text.isspace())
        filled = [(cell, text) for cell, text in filled if not text.isspace()]
        self._keys[[cell for cell, _ in filled]] = keys_of_texts([text for _, text in filled])
        return [cell for cell in cells if words[cell] is None]

    def others(self, cells: list[int]) -> None:
        """Read cells that hold dates, times and booleans."""
        tokens = self._tokens
        for cell in cells:
            shape, value, words = tokens.shapes[tokens.codes[cell]], tokens.values[cell], tokens.words[cell]
            kind = kind_of(shape.attributes)
            key, is_own = _known(kind, (value or "") if shape.value else shape.attributes["boolean-value"])
            if key is None or not is_own or (words is not None and words.isspace()):
                self._is_odd[cell] = True
            else:
                self._keys[cell] = key

    def formulas(self) -> None:
        """Look at cells with a formula: those that name other files, and errors, are odd."""
        tokens = self._tokens
        for cell, formula in tokens.formulas.items():
            words = tokens.words[cell]
            is_text = kind_of(tokens.shapes[tokens.codes[cell]].attributes) == "str"
            if "'#" in formula or (is_text and (words is None or ERROR.fullmatch(words))):
                self._is_odd[cell] = True

    def _mark(self, cells: Iterable[int]) -> None:
        self._is_odd[list(cells)] = True


def _holds_other_signs(texts: Iterable[str]) -> bool:
    return bool("".join(texts).encode().translate(None, b"0123456789+-.eE"))


@lru_cache(maxsize=4096)
def _known(kind: str, text: str) -> tuple[int | None, bool]:
    """Return the key of a value, and whether it is no more than such values are."""
    return key_of(kind, text), is_plain(text)
