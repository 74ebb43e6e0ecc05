"""What identifies a person, brought to one form and made a keyed number that tells nothing.

A key is eight bytes of BLAKE2b under a secret of the run: equal values give equal keys within the run,
and without the secret no guess of a name or a birth date can be tried against it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from leakscan.blocks import Coded
from leakscan.pii.dates import read_date
from leakscan.pii.headings import without_accents
from leakscan.pii.names import family_of, given_of, taken_apart
from leakscan.pii.plain_names import plain_names
from leakscan.pii.shapes import is_missing

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

Keys = tuple[int, int, int]
NOBODY: Keys = (0, 0, 0)
Many = Callable[[Sequence[str]], "Iterable[tuple[NDArray[int64], NDArray[uint64]]]"]
_PLAIN = re.compile(r"[\W_]+")
_REMEMBERED = 50_000
_OF_AGE = 18


class Keyer:
    """Makes keys from values, all under one secret."""

    def __init__(self, secret: bytes) -> None:
        self._begun = blake2b(digest_size=8, key=secret)
        self._known: dict[tuple[str, str], int] = {}

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

    def _words(self, words: Sequence[bytes]) -> "NDArray[uint64]":
        """Return the keys of folded words as parts of names; of single letters, as initials."""
        from leakscan.arrays import numpy

        begun = {is_long: self._begun.copy() for is_long in (False, True)}
        begun[False].update(b"initial\0")
        begun[True].update(b"name\0")
        told = bytearray()
        for word in words:
            digest = begun[len(word) > 1].copy()
            digest.update(word)
            told += digest.digest()
        keys = numpy.frombuffer(told, dtype="<u8").astype(numpy.uint64)
        return numpy.maximum(keys, numpy.uint64(1))

    def name_parts(self, family: Sequence[str], given: str, initial: str) -> Keys:
        """Return keys of the family name (its parts in any order), the given name and the initial."""
        total = sum([self._part("name", part) for part in family]) & 0xFFFF_FFFF_FFFF_FFFF
        return total, self._part("name", given) if len(given) > 1 else 0, self._part("initial", initial)

    def full_name(self, text: str, *, family_first: bool = False) -> Keys:
        """Return the keys of a name in one cell."""
        name = taken_apart(text, family_first=family_first)
        if name is None or not name.family:
            return NOBODY
        return self.name_parts(name.family, name.given, name.initial)

    def plain_names(
        self, texts: Sequence[str], *, family_first: bool = False
    ) -> "Iterator[tuple[NDArray[int64], NDArray[uint64]]]":
        """Yield places of texts that are names of two words of which nothing has to be asked, and their keys."""
        columns = [0, 1, 3] if family_first else [1, 0, 2]
        for places, keys in plain_names(texts, self._words):
            yield places, keys[:, columns]

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


def _age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class KeyColumn:
    """Turns one column, block after block, into keys; each distinct value is understood once."""

    def __init__(self, make: Callable[[str], Keys], *, many: Many | None = None) -> None:
        """Make keys of a column.

        Args:
            make: Gives the keys of a value that says something.
            many: Gives the same for many values at once: places among them and their keys; *make* is asked of
                the others.
        """
        self._make = make
        self._many = many
        self._items: tuple[Sequence[str | None], NDArray[uint64]] | None = None
        self._forget()

    def _forget(self) -> None:
        self._memory: dict[str | None, int] = {}
        self._known: NDArray[uint64] | None = None

    def read(self, column: "Sequence[str | None] | Coded[str | None]") -> "NDArray[uint64]":
        """Return three keys for each row."""
        from leakscan.arrays import numpy

        if not isinstance(column, Coded):
            return self._keys(column)[:-1]
        if self._items is None or self._items[0] is not column.items:  # the blocks of a column may share them
            self._items = column.items, self._keys(column.items)
        found: NDArray[uint64] = self._items[1][numpy.where(column.codes < 0, len(column.items), column.codes)]
        return found

    def _keys(self, items: "Sequence[str | None]") -> "NDArray[uint64]":
        """Return the keys of each item, then those of no value."""
        from leakscan.arrays import numpy

        if len(items) > _REMEMBERED:  # nearly all of them differ: they are not compared
            return self._understood([*items, None])
        if len(self._memory) > _REMEMBERED:
            self._forget()
        memory = self._memory
        new = [value for value in dict.fromkeys((*items, None)) if value not in memory]
        if new or self._known is None:
            memory.update(zip(new, range(len(memory), len(memory) + len(new)), strict=True))
            told = self._understood(new)
            self._known = told if self._known is None else numpy.concatenate((self._known, told))
        numbers = numpy.fromiter(map(memory.__getitem__, (*items, None)), dtype=numpy.int64, count=len(items) + 1)
        found: NDArray[uint64] = self._known[numbers]
        return found

    def _understood(self, values: "Sequence[str | None]") -> "NDArray[uint64]":
        """Return the keys of each value."""
        from leakscan.arrays import numpy

        keys = numpy.zeros((len(values), 3), dtype=numpy.uint64)
        is_left = numpy.ones(len(values), dtype=numpy.bool_)
        if self._many is not None:
            for places, told in self._many([value or "" for value in values]):
                keys[places] = told
                is_left[places] = False
        for place in numpy.flatnonzero(is_left).tolist():
            text = (values[place] or "").strip()
            if not is_missing(text):
                keys[place] = self._make(text)
        return keys
