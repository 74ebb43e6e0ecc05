"""What identifies a person, brought to one form and made a keyed number that tells nothing.

A key is eight bytes of BLAKE2b under a secret of the run: equal values give equal keys within the run,
and without the secret no guess of a name or a birth date can be tried against it.
"""

import re
from array import array
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from leakscan.blocks import Coded
from leakscan.pii.dates import read_date
from leakscan.pii.headings import without_accents
from leakscan.pii.names import family_of, given_of, is_plain_word, taken_apart
from leakscan.pii.shapes import is_missing

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

Keys = tuple[int, int, int]
NOBODY: Keys = (0, 0, 0)
_PLAIN = re.compile(r"[\W_]+")
_REMEMBERED = 50_000
_OF_AGE = 18


class Keyer:
    """Makes keys from values, all under one secret."""

    def __init__(self, secret: bytes) -> None:
        self._begun = blake2b(digest_size=8, key=secret)
        self._known: dict[tuple[str, str], int] = {}
        self._words = _Words(self)

    def key(self, kind: str, text: str) -> int:
        """Return the key of *text* among things of *kind*; nought for no text."""
        if not text:
            return 0
        digest = self._begun.copy()
        digest.update(f"{kind}\0{text}".encode("utf-8", "surrogatepass"))
        return int.from_bytes(digest.digest(), "little") or 1

    def _part(self, kind: str, text: str) -> int:
        """Return the key of a part of a name; many people share them."""
        known = self._known.get((kind, text))
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[kind, text] = self.key(kind, text)
        return known

    def word(self, folded: str) -> tuple[int, int]:
        """Return the keys of a word as a part of a name, and of its initial."""
        return self.key("name", folded), self._part("initial", folded[:1])

    def name_parts(self, family: Sequence[str], given: str, initial: str) -> Keys:
        """Return keys of the family name (its parts in any order), the given name and the initial."""
        total = sum([self._part("name", part) for part in family]) & 0xFFFF_FFFF_FFFF_FFFF
        return total, self._part("name", given) if len(given) > 1 else 0, self._part("initial", initial)

    def full_name(self, text: str, *, family_first: bool = False) -> Keys:
        """Return the keys of a name in one cell."""
        return self.plain_name(text, family_first=family_first) or self._read_name(text, family_first=family_first)

    def plain_name(self, text: str, *, family_first: bool = False) -> Keys | None:
        """Return the keys of a name of two words of which nothing has to be asked; None for any other text."""
        before, _, after = text.partition(" ")
        first, second = self._words[before], self._words[after]
        if first is None or second is None:
            return None
        given, family = (second, first) if family_first else (first, second)
        return family[0], given[0], given[1]

    def _read_name(self, text: str, *, family_first: bool) -> Keys:
        name = taken_apart(text, family_first=family_first)
        if name is None or not name.family:
            return NOBODY
        return self.name_parts(name.family, name.given, name.initial)

    def family_name(self, text: str) -> Keys:
        """Return the keys of a cell of family names."""
        return self.name_parts(family_of(text), "", "")

    def given_name(self, text: str) -> Keys:
        """Return the keys of a cell of given names."""
        given = given_of(text)
        return self.name_parts((), given, given[:1])

    def only_given_name(self, text: str) -> Keys:
        """Return keys for a person of whom a table says the given name alone."""
        return self.name_parts((given_of(text),), "", "")

    def birth_date(
        self, text: str, *, month_first: bool = False, newest: date | None = None, is_1904: bool = False
    ) -> Keys:
        """Return the key of a date of birth in any of its forms, and 1 for a child's.

        A child is somebody under eighteen on the *newest* day that the file knows of, never today.
        """
        day = read_date(text, month_first=month_first, serials=True, is_1904=is_1904)
        if day is None:
            return NOBODY
        is_child = newest is not None and day <= newest and _age_on(newest, day) < _OF_AGE
        return self.key("born", day.isoformat()), int(is_child), 0

    def code(self, kind: str, text: str) -> Keys:
        """Return the key of an identifier without its spaces and strokes."""
        return self.key(kind, _PLAIN.sub("", without_accents(text)).upper()), 0, 0

    def telephone(self, text: str) -> Keys:
        """Return the key of a telephone number, with or without the country's code."""
        figures = re.sub(r"\D", "", text)
        return (self.key("telephone", figures[-9:]) if len(figures) >= 6 else 0), 0, 0

    def plain(self, kind: str, text: str) -> Keys:
        """Return the key of an address, a postcode or an e-mail address."""
        return self.key(kind, _PLAIN.sub("", without_accents(text)).lower()), 0, 0


class _Words(dict[str, tuple[int, int] | None]):
    """The keys of words that are a part of a name as they stand: as one, and as its initial. None for others."""

    def __init__(self, keyer: Keyer) -> None:
        super().__init__()
        self._keyer = keyer

    def __missing__(self, word: str) -> tuple[int, int] | None:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = found = self._keyer.word(word.lower()) if is_plain_word(word) else None
        return found


def _age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class _Memory(dict[str | None, int]):
    """Numbers distinct values as they come and keeps the keys of each."""

    def __init__(self, understand: Callable[[str | None], Keys]) -> None:
        super().__init__()
        self._understand = understand
        self.keys_of = array("Q")

    def __missing__(self, value: str | None) -> int:
        number = len(self)
        self.keys_of.extend(self._understand(value))
        self[value] = number
        return number


class KeyColumn:
    """Turns one column, block after block, into keys; each distinct value is understood once."""

    def __init__(self, make: Callable[[str], Keys], *, quick: Callable[[str], Keys | None] | None = None) -> None:
        """Make keys of a column.

        Args:
            make: Gives the keys of a value that says something.
            quick: Gives the same for most values, and None for those that *make* has to be asked of.
        """
        self._make = make
        self._quick = quick
        self._items: tuple[Sequence[str | None], NDArray[uint64]] | None = None
        self._forget()

    def _forget(self) -> None:
        self._memory = _Memory(self._understood)
        self._table: NDArray[uint64] | None = None

    def read(self, column: "Sequence[str | None] | Coded[str | None]") -> "NDArray[uint64]":
        """Return three keys for each row."""
        import numpy

        if not isinstance(column, Coded):
            return self._keys(column)[:-1]
        if self._items is None or self._items[0] is not column.items:  # the blocks of a column may share them
            self._items = column.items, self._keys(column.items)
        found: NDArray[uint64] = self._items[1][numpy.where(column.codes < 0, len(column.items), column.codes)]
        return found

    def _understood(self, value: str | None) -> Keys:
        if value is None:
            return NOBODY
        if self._quick is not None and (keys := self._quick(value)) is not None:
            return keys
        text = value.strip()
        return NOBODY if is_missing(text) else self._make(text)

    def _keys(self, items: "Sequence[str | None]") -> "NDArray[uint64]":
        """Return the keys of each item, then those of no value."""
        import numpy

        if len(items) > _REMEMBERED:  # nearly all of them differ: they are not compared
            told = array("Q")
            for keys in map(self._understood, items):
                told.extend(keys)
            told.extend(NOBODY)
            return numpy.array(told, dtype=numpy.uint64).reshape(-1, 3)
        if len(self._memory) > _REMEMBERED:
            self._forget()
        numbers = numpy.empty(len(items) + 1, dtype=numpy.int64)
        numbers[:-1] = numpy.fromiter(map(self._memory.__getitem__, items), dtype=numpy.int64, count=len(items))
        numbers[-1] = self._memory[None]
        found: NDArray[uint64] = self._known()[numbers]
        return found

    def _known(self) -> "NDArray[uint64]":
        import numpy

        known = 0 if self._table is None else len(self._table)
        if self._table is None or known < len(self._memory):
            # A copy: an array may not grow while a view of it lives.
            self._table = numpy.array(self._memory.keys_of, dtype=numpy.uint64).reshape(-1, 3)
        return self._table
