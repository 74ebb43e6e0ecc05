"""Which mentions are of one person: components over keys, and how many people they can be.

Mentions that share an identifier, or a name and a birth date, are one person. Mentions with less join
those with more where the name and a contact agree. Mentions with a name alone prove nobody new.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from leakscan.pii.sorting import counted, first_of_each, numbered, starts_of

if TYPE_CHECKING:
    from numpy import bool_, float64, int32, int64, uint64
    from numpy.typing import NDArray

    Keys = NDArray[uint64]
    Labels = NDArray[int64]
    Mask = NDArray[bool_]

IDENTIFIER_FIELDS = ("health", "state", "learner", "reference")
FIELDS = (*IDENTIFIER_FIELDS, "born", "electronic", "place", "family", "given", "initial")
# More than so many family names, birth dates or other numbers under one number: it is a default or a household's.
_OTHERS_OF_ONE = 3
# The share of people told apart by names alone who may be another spelling of one counted already.
_SPELLINGS = 0.01
# So many draws, by how many names there are, that what chance adds is far below two people in a hundred.
_LEAST_DRAWS, _DRAWS_A_NAME, _MOST_DRAWS = 4_000, 100, 40_000
_ODD = 0x9E37_79B9_7F4A_7C15


def mixed(*columns: "Keys") -> "Keys":
    """Return one key for each row from several, their order mattering; nought where any is nought."""
    from leakscan.arrays import numpy

    total = numpy.zeros_like(columns[0])
    present = numpy.ones(len(total), dtype=bool)
    for column in columns:
        present &= column != 0
        total = (total ^ column) * numpy.uint64(_ODD)
        total ^= total >> numpy.uint64(29)
    total[~present] = 0
    return total


def _grouped(key: "Keys | Labels") -> "tuple[Labels, Labels]":
    """Return the rows that share a key with others, in the order of their keys, and where each key begins."""
    from leakscan.arrays import numpy

    is_known = key != 0
    if key.dtype == numpy.int64:  # labels, which are small: those that stand alone are told without sorting
        is_known &= numpy.bincount(key)[key] > 1
    rows = numpy.flatnonzero(is_known)
    order = rows[numpy.argsort(key[rows])]
    if not len(order):
        return order, order
    starts = starts_of(key[order])
    sizes = numpy.diff(starts, append=len(order))
    is_shared = sizes > 1
    shared = sizes[is_shared]
    return order[numpy.repeat(is_shared, sizes)], numpy.cumsum(shared) - shared


def joined(labels: "Labels", keys: "Sequence[Keys | Labels]") -> "Labels":
    """Return labels such that rows that share any non-zero key have the same one, the smallest."""
    from leakscan.arrays import numpy

    groups = [group for group in map(_grouped, keys) if len(group[0])]
    labels = labels.copy()
    while True:
        before = labels.copy()
        for order, starts in groups:
            least = numpy.minimum.reduceat(labels[order], starts)
            sizes = numpy.diff(numpy.append(starts, len(order)))
            labels[order] = numpy.minimum(labels[order], numpy.repeat(least, sizes))
        labels = labels[labels]
        if numpy.array_equal(labels, before):
            return labels


def _attached(labels: "Labels", key: "Keys", *, weak: "Mask", strong: "Mask") -> "Mask":
    """Give each weak row the label of a strong row with its key; return which rows found one."""
    from leakscan.arrays import numpy

    found = numpy.zeros(len(labels), dtype=bool)
    hosts, rows = (numpy.flatnonzero(which & (key != 0)) for which in (strong, weak))
    if not len(hosts) or not len(rows):
        return found
    values, first = first_of_each(key[hosts])
    at = numpy.minimum(numpy.searchsorted(values, key[rows]), len(values) - 1)
    hit = values[at] == key[rows]
    labels[rows[hit]] = labels[hosts[first[at[hit]]]]
    found[rows[hit]] = True
    return found


class Census(NamedTuple):
    """Numbers of people, and by what they were told apart."""

    estimate: float
    lower: float
    upper: float
    bases: tuple[str, ...]


class Resolution:
    """The people behind a set of mentions."""

    def __init__(self, fields: "Mapping[str, Keys]", counts: "Labels") -> None:
        self._fields = dict(fields)
        self._counts = counts
        self._counted: dict[bytes, Census] = {}
        self._drop_shared_identifiers()
        self._name = self._names()
        self.labels = self._components()
        self.people = self._people()

    def _drop_shared_identifiers(self) -> None:
        """Drop numbers that stand beside many family names, birth dates or numbers of another kind: fillers."""
        from leakscan.arrays import numpy

        known = dict(self._fields)
        for name in IDENTIFIER_FIELDS:
            key = known[name]
            for other in (
                "family",
                "born",
                *(field for field in IDENTIFIER_FIELDS if field not in (name, "reference")),
            ):
                rows = numpy.flatnonzero((key != 0) & (known[other] != 0))
                if not len(rows):
                    continue
                _, pairs = first_of_each(mixed(key[rows], known[other][rows]))
                values, times = counted(key[rows][pairs])
                shared = values[times > _OTHERS_OF_ONE]
                if len(shared):
                    here = self._fields[name]
                    self._fields[name] = numpy.where(numpy.isin(here, shared), numpy.uint64(0), here)

    def _names(self) -> "Keys":
        from leakscan.arrays import numpy

        family, given, initial = (self._fields[name] for name in ("family", "given", "initial"))
        # Adding, not mixing: "Smith John" in a table and "John Smith" in another are one name.
        both = mixed(family + given)
        short = mixed(family, initial)
        alone = mixed(family, numpy.where(family != 0, numpy.uint64(3), family))
        name = numpy.where(given != 0, both, numpy.where(initial != 0, short, alone))
        return numpy.where(family != 0, name, numpy.uint64(0))

    def _components(self) -> "Labels":
        from leakscan.arrays import numpy

        fields, name = self._fields, self._name
        family, given, initial, born = (fields[n] for n in ("family", "given", "initial", "born"))
        has_identifier = numpy.zeros(len(name), dtype=bool)
        for kind in IDENTIFIER_FIELDS:
            has_identifier |= fields[kind] != 0
        is_full = given != 0
        with_birth = numpy.where(is_full, mixed(name, born), numpy.uint64(0))
        labels = joined(numpy.arange(len(name)), [*(fields[kind] for kind in IDENTIFIER_FIELDS), with_birth])
        strong = has_identifier | (with_birth != 0)
        short_birth = mixed(family, initial, born)
        weak = ~strong
        _attached(labels, short_birth, weak=weak, strong=strong & is_full)
        placed = labels != numpy.arange(len(name))
        rest = numpy.where(weak & ~placed, short_birth, numpy.uint64(0))
        contacts = [mixed(name, fields["electronic"]), mixed(name, fields["place"])]
        for key in contacts:
            _attached(labels, key, weak=weak & ~placed, strong=strong)
            placed = labels != numpy.arange(len(name))
        loose = weak & ~placed
        bare = loose & (born == 0) & (fields["electronic"] == 0) & (fields["place"] == 0)
        keys = [rest, *(numpy.where(loose, key, numpy.uint64(0)) for key in contacts)]
        keys.append(numpy.where(bare, name, numpy.uint64(0)))
        return joined(labels, keys)

    def _people(self) -> "Labels":
        """Return a label for each row such that mentions which may be one person share it."""
        from leakscan.arrays import numpy

        fields, name = self._fields, self._name
        people = joined(numpy.arange(len(name)), [self.labels + 1, name])
        people = joined(people, [people + 1])
        is_short = (fields["family"] != 0) & (fields["given"] == 0)
        short = mixed(fields["family"], fields["initial"])
        found = _attached(people, short, weak=is_short, strong=~is_short & (fields["family"] != 0))
        only_family = is_short & ~found & (fields["initial"] == 0)
        _attached(people, fields["family"], weak=only_family, strong=~is_short & (fields["family"] != 0))
        return joined(people, [people + 1, self.labels + 1])

    def count(self, rows: "Mask") -> Census:
        """Return how many people the mentions in *rows* are; often all roles are one."""
        from leakscan.arrays import numpy

        asked = numpy.packbits(rows).tobytes()
        if asked not in self._counted:
            self._counted[asked] = self._census(rows)
        return self._counted[asked]

    def _census(self, rows: "Mask") -> Census:
        from leakscan.arrays import numpy

        labels, people = self.labels[rows], self.people[rows]
        if not len(labels):
            return Census(0, 0, 0, ())
        components, where = numbered(labels)
        groups, group_of_row = numbered(people)
        group_of = numpy.zeros(components, dtype=numpy.int64)
        group_of[where] = group_of_row
        most, surely = numpy.ones(groups, dtype=numpy.int64), numpy.ones(groups, dtype=numpy.int64)
        bases: dict[str, int] = {}
        told = numpy.zeros(groups, dtype=bool)
        for kind in (*IDENTIFIER_FIELDS, "born", "electronic", "place"):
            if not self._fields[kind].any():
                bases[kind] = 0
                continue
            has = numpy.zeros(components, dtype=bool)
            has[where[self._fields[kind][rows] != 0]] = True
            times = numpy.bincount(group_of[has], minlength=groups)
            bases[kind] = int(numpy.count_nonzero(times))
            told |= times > 0
            most = numpy.maximum(most, times)
            if kind not in ("electronic", "place"):
                surely = numpy.maximum(surely, times)
        upper = float(numpy.bincount(group_of, minlength=groups).sum())
        likely, margin = self._namesakes(rows, group_of_row, told)
        nameless = int(numpy.count_nonzero(~told))
        used = [kind for kind, times in bases.items() if times >= 0.05 * groups]
        if nameless >= 0.05 * groups:
            used.append("name")
        estimate = float(most.sum())
        fewer = self._spelled_otherwise(rows, group_of_row) + _SPELLINGS * float((~told | (surely < most)).sum())
        lower = max(float(surely.sum()) - math.ceil(fewer), 1.0)
        return Census(estimate + likely, min(lower, estimate), max(upper, estimate) + margin, tuple(used))

    def _spelled_otherwise(self, rows: "Mask", group_of_row: "Labels") -> int:
        """Return how many fewer people there are if a birth date with half a name is enough to be one.

        So are found a name changed by marriage, a family name cut short, a slip of the pen, and twins.
        """
        from leakscan.arrays import numpy

        born = self._fields["born"][rows]
        if not born.any():
            return 0
        halves = [mixed(self._fields[part][rows], born) for part in ("given", "family")]
        united = joined(numpy.arange(len(born)), [group_of_row + 1, *halves])
        return numbered(group_of_row)[0] - numbered(united)[0]

    def _namesakes(self, rows: "Mask", group_of_row: "Labels", told: "Mask") -> tuple[float, float]:
        """Return how many people more than names there are likely to be, and at most.

        Of names alone, two people of one name are one. How often that happens follows from how common the
        given and family names of this very file are.
        """
        full = (self._fields["given"][rows] != 0) & ~told[group_of_row]
        mentions = float(self._counts[rows][full].sum())
        names, first = first_of_each(self._name[rows][full])
        distinct = len(names)
        if distinct < 2 or mentions <= distinct:
            return 0.0, 0.0
        family, given = (self._fields[part][rows][full][first] for part in ("family", "given"))
        more = min(namesakes(family, given), mentions - distinct)
        return more, min(mentions - distinct, 2 * more + 3 * math.sqrt(more) + 2)


class _Alike:
    """The rows that share a key."""

    def __init__(self, key: "Keys") -> None:
        from leakscan.arrays import numpy

        # Short numbers, of which more are at hand: there are never more rows than fit.
        self._order = numpy.argsort(key).astype(numpy.int32)
        starts = starts_of(key[self._order])
        sizes = numpy.diff(starts, append=len(key))
        self._place = numpy.empty_like(self._order)
        self._place[self._order] = numpy.arange(len(key), dtype=numpy.int32)
        self._start, self._others = numpy.empty_like(self._order), numpy.empty_like(self._order)
        self._start[self._order] = numpy.repeat(starts, sizes)
        self._others[self._order] = numpy.repeat(sizes - 1, sizes)

    def others(self) -> "NDArray[int32]":
        """Return, for each row, how many others have its key."""
        return self._others

    def another(self, at: "Labels", draws: "_Draws") -> "Labels":
        """Return, for each of some rows, another row of its key at random; the row itself where there is none."""
        from leakscan.arrays import numpy

        others, start = self._others[at], self._start[at]
        step = (draws.next(len(at)) * others).astype(numpy.int32) + (others > 0)
        place = self._place[at] + step
        place -= numpy.where(place > start + others, others + 1, 0)
        other: Labels = self._order[place]
        return other


class _Draws:
    """Numbers from nought to below one as if at random: SplitMix64 (Steele, Lea and Flood 2014, figure 16).

    It is a few lines; numpy's own generators take as long to load as all that is drawn.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed << 32

    def next(self, count: int) -> "NDArray[float64]":
        """Return so many more."""
        from leakscan.arrays import numpy

        drawn = numpy.arange(self._state + 1, self._state + count + 1, dtype=numpy.uint64) * numpy.uint64(_ODD)
        self._state += count
        drawn = (drawn ^ (drawn >> numpy.uint64(30))) * numpy.uint64(0xBF58_476D_1CE4_E5B9)
        drawn = (drawn ^ (drawn >> numpy.uint64(27))) * numpy.uint64(0x94D0_49BB_1331_11EB)
        drawn ^= drawn >> numpy.uint64(31)
        return (drawn >> numpy.uint64(11)).astype(numpy.float64) * 2.0**-53


def namesakes(family: "Keys", given: "Keys") -> float:
    """Return how many people more than distinct names there are likely to be.

    Given and family names go together, and a file of several peoples has more namesakes than all its names
    mixed would have: the given names that a family name goes with are taken from its neighbours, from
    family names that share a given name with it. The draws are seeded, so that a count can be repeated.
    """
    from leakscan.arrays import numpy

    distinct = len(family)
    draws = min(_MOST_DRAWS, max(_LEAST_DRAWS, _DRAWS_A_NAME * distinct))
    relatives, sharers = _Alike(family), _Alike(given)
    others = relatives.others()
    same_family = float(others.sum()) / (distinct * (distinct - 1))
    if same_family == 0:
        return 0.0
    # Two different people of one family name, drawn as often as two people have it.
    random = _Draws(distinct)
    chances = numpy.cumsum(others.astype(float))
    one = numpy.searchsorted(chances, numpy.sort(random.next(draws)) * chances[-1], side="right")
    drawn, is_sound = [], numpy.ones(draws, dtype=bool)
    for start in (one, relatives.another(one, random)):
        neighbour = sharers.another(start, random)
        relative = relatives.another(neighbour, random)
        # A given name that stands alone is rare: whoever has it shares it with nobody drawn.
        is_sound &= (neighbour != start) & (relative != neighbour)
        drawn.append(given[relative])
    pairs = same_family * float((is_sound & (drawn[0] == drawn[1])).mean())
    low, high = float(distinct), 1.6 * distinct
    for _ in range(60):
        middle = (low + high) / 2
        # Names are not equally common, which makes three of one name likelier than chance squared.
        names = middle - middle**2 / 2 * pairs + middle**3 / 2 * pairs**2
        low, high = (middle, high) if names < distinct else (low, middle)
    return low - distinct
