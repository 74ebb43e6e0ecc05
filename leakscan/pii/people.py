"""How many distinct people tables are about: exact up to a million mentions that differ, sampled beyond.

What is kept of a mention are keyed numbers (:mod:`leakscan.pii.identity`), eighty bytes of them. When
more mentions differ than the limit, half of the names are given up, chosen by their keys so that every
table gives up the same ones, and the count is scaled; the error that brings is in the bounds.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from leakscan.pii.categories import Category, Role
from leakscan.pii.columns import ColumnJudgement, sample_of
from leakscan.pii.dates import is_month_first
from leakscan.pii.groups import PersonGroup, person_groups
from leakscan.pii.headings import plain_words
from leakscan.pii.identity import Coded, KeyColumn, Keyer
from leakscan.pii.names import has_family_first
from leakscan.pii.resolution import FIELDS, IDENTIFIER_FIELDS, Resolution, mixed

if TYPE_CHECKING:
    from numpy import uint32, uint64
    from numpy.typing import NDArray

Column = Sequence[str | None] | Coded
MENTIONS_KEPT = 1_250_000
_BLOCK = 200_000
_ROLES = tuple(Role)
_CHILD = 31  # the bit of the roles that says a birth date is a child's
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
        import numpy

        same = (self.share, self.records, self.unnamed, len(self)) == (
            other.share,
            other.records,
            other.unnamed,
            len(other),
        )
        return same and all(numpy.array_equal(self.mentions[name], other.mentions[name]) for name in self.mentions)

    __hash__ = None  # type: ignore[assignment]  # it changes as it is merged into

    def add(self, blocks: "Iterable[Mapping[str, NDArray[Any]]]", *, records: int = 0, unnamed: int = 0) -> None:
        """Take in blocks of mentions, each a column of keys by field."""
        import numpy

        self.__dict__.pop("_resolution", None)
        self.records += records
        self.unnamed += unnamed
        parts = [self.mentions, *blocks] if self.mentions else list(blocks)
        if not parts:
            return
        rows: dict[str, NDArray[Any]] = {
            name: numpy.concatenate([part[name] for part in parts]) for name in parts[0]
        }
        self.mentions = self._within_limit(_distinct(rows))

    def _within_limit(self, rows: "dict[str, NDArray[Any]]") -> "dict[str, NDArray[Any]]":
        import numpy

        rows = self._kept(rows) if self.share else rows
        while len(rows["roles"]) > self._limit:
            self.share += 1
            rows = self._kept(rows)
        return {name: numpy.ascontiguousarray(values) for name, values in rows.items()}

    def _kept(self, rows: "dict[str, NDArray[Any]]") -> "dict[str, NDArray[Any]]":
        import numpy

        anchor = rows["family"] + rows["given"]
        for name in (*IDENTIFIER_FIELDS, "electronic"):
            anchor = numpy.where(anchor == 0, rows[name], anchor)
        keep = mixed(anchor) >> numpy.uint64(64 - self.share) == 0
        return {name: values[keep] for name, values in rows.items()}

    def merge(self, other: "PersonKeys") -> None:
        """Take in the people of *other*, made under the same secret; a person of both is one."""
        self.share = max(self.share, other.share)
        self.add([other.mentions] if other.mentions else [], records=other.records, unnamed=other.unnamed)

    @cached_property
    def _resolution(self) -> Resolution:
        fields = {name: self.mentions[name] for name in FIELDS}
        return Resolution(fields, self.mentions["counts"])

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that people have here, in the order of :class:`Role`."""
        import numpy

        if not len(self):
            return ()
        seen = int(numpy.bitwise_or.reduce(self.mentions["roles"]))
        return tuple(role for number, role in enumerate(_ROLES) if seen >> number & 1)

    def count_children(self) -> Estimate:
        """Return how many people are children by birth date, or by a header of pupils or children."""
        import numpy

        return self._count(numpy.uint32(1 << _CHILD | 1 << _ROLES.index(Role.PUPIL)))

    def count(self, role: Role | None = None) -> Estimate:
        """Return how many people there are, or how many in *role*.

        Those who only worked on a record are counted under their role, and among all people only where
        there is nobody else.
        """
        import numpy

        chosen = [role] if role is not None else [r for r in self.roles if not r.is_acting] or list(self.roles)
        return self._count(numpy.uint32(sum(1 << _ROLES.index(r) for r in chosen)))

    def _count(self, bits: "uint32") -> Estimate:
        if not len(self):
            return Estimate(0, 0, 0, "no record names a person")
        census = self._resolution.count(self.mentions["roles"] & bits != 0)
        basis = ", ".join(_BASES[kind] for kind in census.bases)
        scale = 2**self.share
        if scale == 1:
            return Estimate(round(census.estimate), math.floor(census.lower), math.ceil(census.upper), basis)
        error = 3 * math.sqrt(max(census.estimate, 1) * (1 - 1 / scale)) * scale
        basis += f"; from a sample of one name in {scale}"
        estimate = round(census.estimate * scale)
        lower, upper = census.lower * scale - error, census.upper * scale + error
        return Estimate(estimate, max(0, math.floor(lower)), math.ceil(upper), basis)


def _distinct(rows: "dict[str, NDArray[Any]]") -> "dict[str, NDArray[Any]]":
    """Return rows without repetition, their roles united and their counts added, in the order of a digest."""
    import numpy

    digest = numpy.zeros(len(rows["roles"]), dtype=numpy.uint64)
    for number, name in enumerate(FIELDS):
        digest = (digest ^ rows[name]) * numpy.uint64(0x9E37_79B9_7F4A_7C15) + numpy.uint64(number)
        digest ^= digest >> numpy.uint64(31)
    order = numpy.argsort(digest, kind="stable")
    ordered = digest[order]
    starts = numpy.flatnonzero(numpy.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else order
    first = order[starts]
    merged: dict[str, NDArray[Any]] = {name: rows[name][first] for name in FIELDS}
    merged["roles"] = numpy.bitwise_or.reduceat(rows["roles"][order], starts) if len(order) else rows["roles"]
    merged["counts"] = numpy.add.reduceat(rows["counts"][order], starts) if len(order) else rows["counts"]
    return merged


class PeopleCounter:
    """Counts the people of one table while it is read, block after block."""

    def __init__(
        self,
        judgements: Sequence[ColumnJudgement],
        secret: bytes,
        *,
        samples: Sequence[Iterable[str]] | None = None,
        keys: PersonKeys | None = None,
        newest: date | None = None,
    ) -> None:
        """Make a counter for a table.

        Args:
            judgements: What each column holds.
            secret: The run's secret, 16 to 64 bytes.
            samples: Some values of each column; they decide the order of names and of day and month.
            keys: Where the people go; new keys when None.
            newest: The newest day that the file knows of; who is a child is judged against it.
        """
        self.keys = keys if keys is not None else PersonKeys()
        self.groups = person_groups(judgements)
        self._judgements = judgements
        self._newest = newest
        self._keyer = Keyer(secret)
        self._samples = [sample_of(values, size=400) for values in samples] if samples is not None else None
        self._scope = " ".join(plain_words(judgement.header) for judgement in judgements)
        self._columns = {
            number: self._key_column(group, number) for group in self.groups for number in _numbers(group)
        }
        self._pending: list[dict[str, NDArray[Any]]] = []
        self._waiting = 0
        self._records = 0
        self._unnamed = 0

    def _sample(self, number: int) -> list[str]:
        return self._samples[number] if self._samples is not None else []

    def _key_column(self, group: PersonGroup, number: int) -> KeyColumn:
        keyer = self._keyer
        category = self._judgements[number].category
        if number == group.full:
            return KeyColumn(partial(keyer.full_name, family_first=has_family_first(self._sample(number))))
        if number == group.family:
            return KeyColumn(keyer.family_name)
        if number == group.given:
            return KeyColumn(keyer.given_name if group.family is not None else keyer.only_given_name)
        if number == group.born:
            return KeyColumn(
                partial(keyer.birth_date, month_first=is_month_first(self._sample(number)), newest=self._newest)
            )
        if number == group.telephone:
            return KeyColumn(keyer.telephone)
        if category in (
            Category.PERSON_REFERENCE,
            Category.COLLAR_NUMBER,
            Category.USER_NAME,
            Category.STAFF_NUMBER,
        ):
            return KeyColumn(
                partial(
                    _reference,
                    keyer,
                    category.value,
                    plain_words(self._judgements[number].header),
                    self._scope,
                )
            )
        if number in group.identifiers.values():
            return KeyColumn(partial(keyer.code, category.value))
        return KeyColumn(partial(keyer.plain, category.value))

    def feed(self, rows: Iterable[Sequence[str | None]]) -> None:
        """Take in rows of values."""
        block = list(rows)
        if block:
            self.feed_columns([list(column) for column in zip(*block, strict=True)])

    def feed_columns(self, columns: Sequence[Column]) -> None:
        """Take in a block of rows as columns, each a list of values or :class:`Coded`."""
        import numpy

        if not self.groups or not columns:
            return
        size = _height(columns[0])
        named = numpy.zeros(size, dtype=bool)
        vague = numpy.zeros(size, dtype=bool)
        for group in self.groups:
            fields = self._fields(group, columns, size)
            fields["roles"] = (
                self._roles(group, columns, size) | fields.pop("is_child").astype(numpy.uint32) << _CHILD
            )
            fields["counts"] = numpy.ones(size, dtype=numpy.int64)
            known = fields["family"] != 0
            for name in (*IDENTIFIER_FIELDS, "electronic"):
                known |= fields[name] != 0
            vague |= ~known & ((fields["born"] != 0) | (fields["place"] != 0))
            named |= known
            block: dict[str, NDArray[Any]] = {name: values[known] for name, values in fields.items()}
            self._pending.append(block)
            self._waiting += len(block["roles"])
        self._records += int(named.sum())
        self._unnamed += int((vague & ~named).sum())
        if self._waiting >= _BLOCK:
            self.close()

    def close(self) -> PersonKeys:
        """Take in what is waiting and return the keys; more may be fed afterwards."""
        self.keys.add(self._pending, records=self._records, unnamed=self._unnamed)
        self._pending, self._waiting, self._records, self._unnamed = [], 0, 0, 0
        return self.keys

    def _fields(self, group: PersonGroup, columns: Sequence[Column], size: int) -> "dict[str, NDArray[Any]]":
        import numpy

        nothing = numpy.zeros(size, dtype=numpy.uint64)

        def read(number: int | None) -> "NDArray[uint64]":
            return (
                self._columns[number].read(columns[number])
                if number is not None
                else numpy.zeros((size, 3), dtype=numpy.uint64)
            )

        fields: dict[str, NDArray[Any]] = dict.fromkeys(FIELDS, nothing)
        name = read(group.full)
        for number in (group.family, group.given):
            name = name + read(number)
        fields["family"], fields["given"], fields["initial"] = name[:, 0], name[:, 1], name[:, 2]
        if group.given is not None and group.family is not None:
            # A given name without its family name names nobody.
            lacking = name[:, 0] == 0
            fields["given"] = numpy.where(lacking, nothing, name[:, 1])
            fields["initial"] = numpy.where(lacking, nothing, name[:, 2])
        for kind, number in group.identifiers.items():
            fields[kind] = read(number)[:, 0]
        born = read(group.born)
        fields["born"], fields["is_child"] = born[:, 0], born[:, 1]
        fields["electronic"] = _first_of(read(group.electronic)[:, 0], read(group.telephone)[:, 0])
        fields["place"] = _first_of(read(group.postcode)[:, 0], read(group.address)[:, 0])
        return fields

    def _roles(self, group: PersonGroup, columns: Sequence[Column], size: int) -> "NDArray[Any]":
        import numpy

        fixed = numpy.full(size, 1 << _ROLES.index(group.role), dtype=numpy.uint32)
        if group.role_column is None:
            return fixed
        column = columns[group.role_column]
        if isinstance(column, Coded):
            bits = numpy.array([*map(_role_bits, column.items), 1 << _ROLES.index(Role.OTHER)], dtype=numpy.uint32)
            found: NDArray[Any] = bits[numpy.where(column.codes < 0, len(column.items), column.codes)]
            return found
        known: dict[str | None, int] = {value: _role_bits(value) for value in set(column)}
        return numpy.fromiter(map(known.__getitem__, column), dtype=numpy.uint32, count=size)


def _role_bits(value: str | None) -> int:
    from leakscan.pii.headers import read_header

    role = read_header(value).role if value else None
    return 1 << _ROLES.index(role or Role.OTHER)


def _first_of(first: "NDArray[uint64]", second: "NDArray[uint64]") -> "NDArray[uint64]":
    import numpy

    return numpy.where(first != 0, first, second)


def _height(column: Column) -> int:
    return len(column.codes) if isinstance(column, Coded) else len(column)


def _numbers(group: PersonGroup) -> list[int]:
    single = (
        group.full,
        group.family,
        group.given,
        group.born,
        group.electronic,
        group.telephone,
        group.postcode,
        group.address,
    )
    return [number for number in (*single, *group.identifiers.values()) if number is not None]


def _reference(keyer: Keyer, category: str, header: str, scope: str, text: str) -> tuple[int, int, int]:
    # Client 17 of one table is not customer 17 of another; a long number under one header is.
    return keyer.code(f"{category} {header} {scope if len(text) < 5 else ''}", text)
