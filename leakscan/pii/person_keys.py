"""The people of tables as keys: exact up to a million mentions that differ, sampled beyond.

What is kept of a mention are keyed numbers (:mod:`leakscan.pii.identity`), at most eighty bytes of them.
When more mentions differ than the limit, half of the names are given up, chosen by their keys so that every
table gives up the same ones, and the count is scaled; the error that brings is in the bounds.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leakscan.pii.categories import Role
from leakscan.pii.resolution import FIELDS, IDENTIFIER_FIELDS, Resolution, mixed
from leakscan.pii.sorting import starts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mentions = dict[str, NDArray[Any]]

MENTIONS_KEPT = 1_250_000
ROLES = tuple(Role)
CHILD = 31
"""The bit of the roles that says a birth date is a child's."""

_BASES = {
    "health": "health-service number",
    "state": "number given by the state",
    "learner": "pupil or learner number",
    "reference": "reference or staff number",
    "born": "name and date of birth",
    "electronic": "name and telephone or e-mail",
    "place": "name and address",
    "name": "name alone",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of people with its bounds, and what they were told apart by."""

    estimate: int
    lower: int
    upper: int
    basis: str

    def __str__(self) -> str:
        """Return the number as a sentence has it."""
        if self.lower == self.upper:
            return f"{self.estimate:,}"
        return f"{self.estimate:,} ({self.lower:,}–{self.upper:,})"


class PersonKeys:
    """The people of one or more tables as keys: to be merged, pickled and counted, not to be read."""

    def __init__(self, *, limit: int = MENTIONS_KEPT) -> None:
        self._limit = limit
        self.share = 0  # halvings: keys with so many leading noughts are kept
        self.mentions: dict[str, NDArray[Any]] = {}
        self.records = 0
        self.unnamed = 0
        self.run = 0  # tells runs apart, and nothing else: keys of two secrets cannot be put together

    def __repr__(self) -> str:
        """Return the number of mentions; never a key."""
        return f"<PersonKeys of {len(self)} mentions>"

    def __len__(self) -> int:
        """Return how many mentions that differ are kept."""
        return len(self.mentions["roles"]) if self.mentions else 0

    def __getstate__(self) -> dict[str, object]:
        """Return what pickle keeps: everything but what can be worked out again."""
        return {name: value for name, value in self.__dict__.items() if name != "_resolution"}

    def __eq__(self, other: object) -> bool:
        """Return whether two sets count the same mentions."""
        if not isinstance(other, PersonKeys):
            return NotImplemented
        from leakscan.arrays import numpy

        counted = [(keys.share, keys.records, keys.unnamed, keys.mentions.keys()) for keys in (self, other)]
        return counted[0] == counted[1] and all(
            numpy.array_equal(self.mentions[name], other.mentions[name]) for name in self.mentions
        )

    __hash__ = None  # type: ignore[assignment]  # it changes as it is merged into

    def add(self, blocks: "Iterable[Mapping[str, NDArray[Any]]]", *, records: int = 0, unnamed: int = 0) -> None:
        """Take in blocks of mentions, each a column of keys by field; a field that is left out is nought."""
        self.records += records
        self.unnamed += unnamed
        parts = [part for part in blocks if part and len(part["roles"])]
        if not parts:
            return
        self.__dict__.pop("_resolution", None)
        self.mentions = _distinct([self.mentions, *parts] if self.mentions else parts)
        if self.share:
            self.mentions = self._kept()
        while len(self) > self._limit:
            self.share += 1
            self.mentions = self._kept()

    def _kept(self) -> "Mentions":
        from leakscan.arrays import numpy

        rows, nothing = self.mentions, numpy.zeros(len(self), dtype=numpy.uint64)
        anchor = rows.get("family", nothing) + rows.get("given", nothing)
        for name in (*IDENTIFIER_FIELDS, "electronic"):
            anchor = numpy.where(anchor == 0, rows.get(name, nothing), anchor)
        keep = mixed(anchor) >> numpy.uint64(64 - self.share) == 0
        return {name: values[keep] for name, values in rows.items()}

    def merge(self, other: "PersonKeys") -> None:
        """Take in the people of *other*, made under the same secret; a person of both is one.

        Raises:
            ValueError: they were made under another secret.
        """
        if self.run and other.run and self.run != other.run:
            raise ValueError("people of two runs, counted under different secrets, cannot be put together")
        self.run = self.run or other.run
        if not self.mentions and self.share <= other.share and len(other) <= self._limit:
            # The people of the other alone, who may have been counted already.
            kept = ("share", "mentions", "_resolution")
            self.__dict__.update({name: value for name, value in other.__dict__.items() if name in kept})
            self.add((), records=other.records, unnamed=other.unnamed)
            return
        if other.share > self.share:
            self.__dict__.pop("_resolution", None)
            self.share = other.share
            self.mentions = self._kept()
        self.add([other.mentions], records=other.records, unnamed=other.unnamed)

    @cached_property
    def _resolution(self) -> Resolution:
        from leakscan.arrays import numpy

        nothing = numpy.zeros(len(self), dtype=numpy.uint64)
        fields = {name: self.mentions.get(name, nothing) for name in FIELDS}
        return Resolution(fields, self.mentions["counts"])

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that people have here, in the order of :class:`Role`."""
        if not len(self):
            return ()
        from leakscan.arrays import numpy

        seen = int(numpy.bitwise_or.reduce(self.mentions["roles"]))
        return tuple(role for number, role in enumerate(ROLES) if seen >> number & 1)

    def count_children(self) -> Estimate:
        """Return how many people are children by birth date, or by a header of pupils or children."""
        return self._count(1 << CHILD | 1 << ROLES.index(Role.PUPIL))

    def count(self, role: Role | None = None) -> Estimate:
        """Return how many people there are, or how many in *role*.

        Those who only worked on a record are counted under their role, and among all people only where
        there is nobody else.
        """
        chosen = [role] if role is not None else [r for r in self.roles if not r.is_acting] or list(self.roles)
        return self._count(sum(1 << ROLES.index(r) for r in chosen))

    def _count(self, bits: int) -> Estimate:
        if not len(self):
            return Estimate(0, 0, 0, "no record names a person")
        from leakscan.arrays import numpy

        census = self._resolution.count(self.mentions["roles"] & numpy.uint32(bits) != 0)
        basis = ", ".join(_BASES[kind] for kind in census.bases)
        scale = 2**self.share
        if scale == 1:
            return Estimate(round(census.estimate), math.floor(census.lower), math.ceil(census.upper), basis)
        error = 3 * math.sqrt(max(census.estimate, 1) * (1 - 1 / scale)) * scale
        basis += f"; from a sample of one name in {scale}"
        estimate = round(census.estimate * scale)
        lower, upper = census.lower * scale - error, census.upper * scale + error
        return Estimate(estimate, max(0, math.floor(lower)), math.ceil(upper), basis)


def _column(parts: "list[Mapping[str, NDArray[Any]]]", name: str) -> "NDArray[Any]":
    from leakscan.arrays import numpy

    return numpy.concatenate(
        [part[name] if name in part else numpy.zeros(len(part["roles"]), dtype=numpy.uint64) for part in parts]
    )


def _distinct(parts: "list[Mapping[str, NDArray[Any]]]") -> "Mentions":
    """Return rows without repetition, their roles united and their counts added, in the order of a digest.

    One column at a time is put together, so that no more than one is in memory twice.
    """
    from leakscan.arrays import numpy

    used = [name for name in FIELDS if any(name in part and part[name].any() for part in parts)]
    digest = numpy.zeros(sum(len(part["roles"]) for part in parts), dtype=numpy.uint64)
    for name in used:
        digest = (digest ^ _column(parts, name)) * numpy.uint64(0x9E37_79B9_7F4A_7C15 + 2 * FIELDS.index(name))
        digest ^= digest >> numpy.uint64(31)
    order = numpy.argsort(digest)
    starts = starts_of(digest[order])
    first = order[starts]
    merged: Mentions = {name: _column(parts, name)[first] for name in used}
    merged["roles"] = numpy.bitwise_or.reduceat(_column(parts, "roles")[order], starts).astype(numpy.uint32)
    merged["counts"] = numpy.add.reduceat(_column(parts, "counts")[order], starts)
    return merged
