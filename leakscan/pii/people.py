"""How many distinct people tables are about, counted while they are read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from math import prod
from typing import TYPE_CHECKING, Any

from leakscan.blocks import Coded
from leakscan.pii.categories import Category, Role
from leakscan.pii.columns import ColumnJudgement, sample_of
from leakscan.pii.dates import is_month_first
from leakscan.pii.groups import PersonGroup, person_groups
from leakscan.pii.headings import plain_words
from leakscan.pii.identity import KeyColumn, Keyer
from leakscan.pii.names import has_family_first
from leakscan.pii.person_keys import CHILD, ROLES, PersonKeys
from leakscan.pii.resolution import FIELDS, IDENTIFIER_FIELDS
from leakscan.pii.sorting import counted

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

Column = Sequence[str | None] | Coded[str | None]
_BLOCK = 60_000
_ALIKE_ROWS = 170_000
_MOST_PLACES = 1 << 62
_WEAK = 0.002


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
        is_1904: bool = False,
    ) -> None:
        """Make a counter for a table.

        Args:
            judgements: What each column holds.
            secret: The run's secret, 16 to 64 bytes.
            samples: Some values of each column; they decide the order of names and of day and month.
            keys: Where the people go; new keys when None.
            newest: The newest day that the file knows of; who is a child is judged against it.
            is_1904: Numbers of days count from 1904.
        """
        self.keys = keys if keys is not None else PersonKeys()
        self.groups = person_groups(judgements)
        self._judgements = judgements
        self._newest = newest
        self._is_1904 = is_1904
        self._keyer = Keyer(secret)
        self.keys.run = self._keyer.key("run", "run")
        self._samples = samples
        self._scope = " ".join(plain_words(judgement.header) for judgement in judgements)
        self._columns = {
            number: self._key_column(group, number) for group in self.groups for number in _numbers(group)
        }
        self._alike: list[dict[int, Coded[str | None]]] = []
        self._alike_rows = 0
        self._pending: list[dict[str, NDArray[Any]]] = []
        self._waiting = 0
        self._records = 0
        self._unnamed = 0

    @cached_property
    def columns_read(self) -> frozenset[int]:
        """The numbers of the columns that tell of people; the others are never looked at."""
        roles = (group.role_column for group in self.groups)
        return frozenset((*self._columns, *(number for number in roles if number is not None)))

    def _sample(self, number: int) -> list[str]:
        return sample_of(self._samples[number], size=400) if self._samples is not None else []

    def _key_column(self, group: PersonGroup, number: int) -> KeyColumn:
        keyer = self._keyer
        category = self._judgements[number].category
        if number == group.full:
            order = has_family_first(self._sample(number))
            many = partial(keyer.plain_names, family_first=order)
            return KeyColumn(partial(keyer.full_name, family_first=order), many=many)
        if number == group.family:
            return KeyColumn(keyer.family_name)
        if number == group.given:
            return KeyColumn(keyer.given_name if group.family is not None else keyer.only_given_name)
        if number == group.born:
            order = is_month_first(self._sample(number))
            return KeyColumn(
                partial(keyer.birth_date, month_first=order, newest=self._newest, is_1904=self._is_1904)
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
        if not self.groups or not columns:
            return
        read = {number: columns[number] for number in self.columns_read}
        coded = {number: column for number, column in read.items() if isinstance(column, Coded)}
        if len(coded) < len(read):
            self._take(read)
            return
        # The blocks of a table may share their items: then rows that are alike are understood once.
        if self._alike and any(coded[number].items is not old.items for number, old in self._alike[0].items()):
            self._take_alike()
        self._alike.append(coded)
        self._alike_rows += _height(columns[0])
        if self._alike_rows >= _ALIKE_ROWS:
            self._take_alike()

    def _take_alike(self) -> None:
        """Take in the rows that are waiting to be told apart."""
        from leakscan.arrays import numpy

        blocks, self._alike, self._alike_rows = self._alike, [], 0
        if not blocks:
            return
        whole = {
            number: Coded(column.items, numpy.concatenate([block[number].codes for block in blocks]))
            for number, column in blocks[0].items()
        }
        self._take(*_without_repetition(whole))

    def _take(self, columns: Mapping[int, Column], times: "NDArray[int64] | None" = None) -> None:
        from leakscan.arrays import numpy

        size = _height(next(iter(columns.values())))
        counts = numpy.ones(size, dtype=numpy.int64) if times is None else times
        named = numpy.zeros(size, dtype=bool)
        vague = numpy.zeros(size, dtype=bool)
        for group in self.groups:
            fields = self._fields(group, columns, size)
            fields["roles"] = (
                self._roles(group, columns, size) | fields.pop("is_child").astype(numpy.uint32) << CHILD
            )
            fields["counts"] = counts
            known = fields["family"] != 0
            for name in (*IDENTIFIER_FIELDS, "electronic"):
                known |= fields[name] != 0
            vague |= ~known & ((fields["born"] != 0) | (fields["place"] != 0))
            named |= known
            block = {name: values[known] for name, values in fields.items() if values.any()}
            self._pending.append(block)
            self._waiting += len(block["roles"])
        self._records += int(counts[named].sum())
        self._unnamed += int(counts[vague & ~named].sum())
        if self._waiting >= _BLOCK:
            self._add()

    def close(self) -> PersonKeys:
        """Take in what is waiting and return the keys; more may be fed afterwards."""
        self._take_alike()
        self._add()
        return self.keys

    def _add(self) -> None:
        self.keys.add(self._pending, records=self._records, unnamed=self._unnamed)
        self._pending, self._waiting, self._records, self._unnamed = [], 0, 0, 0

    def _fields(self, group: PersonGroup, columns: Mapping[int, Column], size: int) -> "dict[str, NDArray[Any]]":
        from leakscan.arrays import numpy

        nothing = numpy.zeros(size, dtype=numpy.uint64)

        def read(number: int | None) -> "NDArray[uint64]":
            if number is None:
                return numpy.zeros((size, 3), dtype=numpy.uint64)
            return self._columns[number].read(columns[number])

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
        # Addresses and telephone numbers cost most and differ most; where nearly all rows have something
        # better, only the others' are understood.
        is_weak = (fields["born"] == 0) | (fields["given"] == 0)
        for kind in group.identifiers:
            is_weak &= fields[kind] == 0
        is_weak |= (fields["family"] == 0) | (float(is_weak.mean()) > _WEAK)
        rows = numpy.flatnonzero(is_weak)
        fields["electronic"] = self._contact(group.electronic, group.telephone, columns, rows, size)
        fields["place"] = self._contact(group.postcode, group.address, columns, rows, size)
        return fields

    def _contact(
        self,
        first: int | None,
        second: int | None,
        columns: Mapping[int, Column],
        rows: "NDArray[int64]",
        size: int,
    ) -> "NDArray[Any]":
        """Return the keys of one of two columns, in *rows* alone; the second stands in for the first."""
        from leakscan.arrays import numpy

        keys = numpy.zeros(size, dtype=numpy.uint64)
        for number in (first, second):
            if number is not None and len(rows):
                keys[rows] = self._columns[number].read(_picked(columns[number], rows))[:, 0]
                rows = rows[keys[rows] == 0]
        return keys

    def _roles(self, group: PersonGroup, columns: Mapping[int, Column], size: int) -> "NDArray[Any]":
        from leakscan.arrays import numpy

        fixed = numpy.full(size, 1 << ROLES.index(group.role), dtype=numpy.uint32)
        if group.role_column is None:
            return fixed
        column = columns[group.role_column]
        if isinstance(column, Coded):
            bits = numpy.array([*map(_role_bits, column.items), 1 << ROLES.index(Role.OTHER)], dtype=numpy.uint32)
            found: NDArray[Any] = bits[numpy.where(column.codes < 0, len(column.items), column.codes)]
            return found
        known: dict[str | None, int] = {value: _role_bits(value) for value in set(column)}
        return numpy.fromiter(map(known.__getitem__, column), dtype=numpy.uint32, count=size)


def _without_repetition(
    columns: Mapping[int, Coded[str | None]],
) -> "tuple[dict[int, Column], NDArray[int64] | None]":
    """Return the rows that differ and how often each occurs; all rows and None where numbers get too large."""
    from leakscan.arrays import numpy

    sizes = {number: len(column.items) + 1 for number, column in columns.items()}
    most = prod(sizes.values())
    if most > _MOST_PLACES:
        return dict(columns), None
    places = numpy.zeros(_height(next(iter(columns.values()))), dtype=numpy.int64)
    for number, column in columns.items():
        places = places * sizes[number] + numpy.maximum(column.codes, -1) + 1
    if most <= 4 * len(places):
        counts = numpy.bincount(places, minlength=most)
        used = numpy.flatnonzero(counts)
        counts = counts[used]
    else:
        used, counts = counted(places)
    found: dict[int, Column] = {}
    for number, column in reversed([*columns.items()]):
        found[number] = Coded(column.items, used % sizes[number] - 1)
        used = used // sizes[number]
    return found, counts


def _role_bits(value: str | None) -> int:
    from leakscan.pii.headers import read_header

    role = read_header(value).role if value else None
    return 1 << ROLES.index(role or Role.OTHER)


def _picked(column: Column, rows: "NDArray[int64]") -> Column:
    from leakscan.arrays import numpy

    if isinstance(column, Coded):
        # Only the items of these rows are understood.
        used, codes = numpy.unique(column.codes[rows], return_inverse=True)
        return Coded([None if code < 0 else column.items[code] for code in used.tolist()], codes)
    return column if len(rows) == len(column) else [column[row] for row in rows.tolist()]


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
