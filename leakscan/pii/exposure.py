"""Who is exposed: people with bounds, their roles, records, and which kinds of data speak of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from leakscan.pii.batches import batches
from leakscan.pii.catalogue import recognisers
from leakscan.pii.categories import Category, Confidence, Kind, Role
from leakscan.pii.columns import ColumnJudgement, judge_table
from leakscan.pii.dates import read_date
from leakscan.pii.knowledge import Knowledge
from leakscan.pii.matches import Context, Recogniser
from leakscan.pii.people import Column, PeopleCounter
from leakscan.pii.person_keys import Estimate, PersonKeys
from leakscan.pii.prose import find_in_prose, sensitive_in

PROSE_READ = 400
"""How many texts of a column of free text are read for what they say."""
CHARACTERS_READ = 100_000
"""How much of one text is read: three times what a cell of Excel can hold."""
_NOT_READ = f"what stands after the first {CHARACTERS_READ:,} characters of a text"

_ROLE_PLURALS: Mapping[Role, str] = {
    Role.WITNESS: "witnesses",
    Role.CONTACT: "next of kin or contacts",
    Role.OTHER: "people in no stated role",
}


@dataclass(frozen=True, slots=True)
class Indication:
    """One category of data and the columns or texts that indicate it; whose it is, is not counted."""

    category: Category
    columns: tuple[str, ...] = ()
    in_texts: int = 0

    def __str__(self) -> str:
        """Return the category and what indicates it."""
        parts = []
        if self.columns:
            names = ", ".join(name.removeprefix("column ") for name in self.columns)
            parts.append(f"column{'s' if len(self.columns) > 1 else ''} {names}")
        if self.in_texts:
            parts.append(f"{self.in_texts:,} place{'s' if self.in_texts > 1 else ''} in text")
        return f"{self.category}, indicated by {' and '.join(parts)}" if parts else str(self.category)


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is known of the people behind one or more tables and texts.

    Attributes:
        people: how many distinct people, without those who only worked on a record.
        roles: how many in each role.
        children: how many of them are children.
        records: records that name or identify somebody.
        unnamed: records of somebody whom nothing names.
        indications: the kinds of data, and what indicates each.
        not_counted: what the numbers leave out.
        not_visible: records whose personal values no visible row carries together; None where nothing is visible
            or it was not asked.
        reidentified: small numbers of a visible summary that the records explain one by one.
        is_by_record: columns of records tell of the people, not merely texts that name them.
        keys: the people as keyed numbers, for counting across tables and files; printed nowhere.
    """

    people: Estimate = field(default_factory=lambda: Estimate(0, 0, 0, "no record names a person"))
    roles: Mapping[Role, Estimate] = field(default_factory=dict)
    children: Estimate = field(default_factory=lambda: Estimate(0, 0, 0, "no birth date of a child"))
    records: int = 0
    unnamed: int = 0
    indications: tuple[Indication, ...] = ()
    not_counted: tuple[str, ...] = ()
    not_visible: int | None = None
    reidentified: int = 0
    is_by_record: bool = False
    keys: PersonKeys = field(default_factory=PersonKeys, repr=False, compare=False)

    @property
    def categories(self) -> frozenset[Category]:
        """Return every category indicated."""
        return frozenset(indication.category for indication in self.indications)

    def _has(self, *kinds: Kind) -> bool:
        return any(category.kind in kinds for category in self.categories)

    @property
    def has_special_categories(self) -> bool:
        """Return whether data of Article 9 of the UK GDPR is indicated."""
        return self._has(Kind.SPECIAL)

    @property
    def has_offences(self) -> bool:
        """Return whether criminal-offence data is indicated (Article 10)."""
        return self._has(Kind.OFFENCE)

    @property
    def has_children(self) -> bool:
        """Return whether children are among the people."""
        return self.children.estimate > 0

    @property
    def has_secrets(self) -> bool:
        """Return whether passwords or keys are indicated."""
        return self._has(Kind.SECRET)

    @property
    def enables_fraud(self) -> bool:
        """Return whether identifiers are indicated by which somebody can pass for another."""
        return self._has(Kind.FRAUD)

    def __str__(self) -> str:
        """Return the answer to the first questions, in one sentence and without a value."""
        if not self.people.estimate and not self.indications:
            return "no personal data was recognised"
        subjects = [role for role in self.roles if not role.is_acting] or list(self.roles)
        roles = [_plural(role) for role in subjects if role is not Role.OTHER]
        plain = [
            str(i.category)
            for i in self.indications
            if i.category.kind not in (Kind.SPECIAL, Kind.OFFENCE, Kind.OTHER)
        ]
        grave = [str(i) for i in self.indications if i.category.kind in (Kind.SPECIAL, Kind.OFFENCE)]
        noun = "person" if str(self.people) == "1" else "people"
        counted = f"{self.people} {noun} in {self.records:,} record{'s' * (self.records != 1)}"
        text = counted if self.people.estimate else "nobody to be counted"
        text += f", as {', '.join(roles)}" if roles else ""
        text += f": {', '.join(plain)}" if plain else ""
        text = f"{text}; {'; '.join(grave)}" if grave else text
        return f"{text}; {said}" if (said := self.visibility) else text

    @property
    def visibility(self) -> str:
        """Return how many of the records are visible as well, in words; empty when it is not known."""
        if self.not_visible is None or not self.records:
            return ""
        shown = self.records - self.not_visible
        if not shown:
            said = "none of the records is visible in the workbook"
        else:
            said = f"{shown:,} of the records {'is' if shown == 1 else 'are'} visible in the workbook too"
        if self.reidentified:
            said += (
                f"; {self.reidentified:,} small number{'s' if self.reidentified > 1 else ''} of a visible "
                "summary can be traced to single records"
            )
        return said

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers and names of columns as plain values; no key and no value of a cell."""
        return {
            "people": _plain(self.people),
            "roles": {role.value: _plain(estimate) for role, estimate in self.roles.items()},
            "children": _plain(self.children),
            "records": self.records,
            "records_without_name": self.unnamed,
            "categories": [
                {
                    "category": i.category.value,
                    "kind": i.category.kind.value,
                    "columns": list(i.columns),
                    "in_texts": i.in_texts,
                }
                for i in self.indications
            ],
            "records_not_visible": self.not_visible,
            "small_numbers_explained": self.reidentified,
            "not_counted": list(self.not_counted),
        }


def _plural(role: Role) -> str:
    return _ROLE_PLURALS.get(role, f"{role.value}s")


def _plain(estimate: Estimate) -> dict[str, Any]:
    return {
        "estimate": estimate.estimate,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "basis": estimate.basis,
    }


def _made(keys: PersonKeys, indications: Iterable[Indication], not_counted: Iterable[str]) -> Exposure:
    columns: dict[Category, dict[str, None]] = {}
    texts: Counter[Category] = Counter()
    for indication in indications:
        columns.setdefault(indication.category, {}).update(dict.fromkeys(indication.columns))
        texts[indication.category] += indication.in_texts
    order = sorted(columns, key=list(Category).index) if len(columns) > 1 else list(columns)
    return Exposure(
        people=keys.count(),
        roles={role: keys.count(role) for role in keys.roles},
        children=keys.count_children(),
        records=keys.records,
        unnamed=keys.unnamed,
        indications=tuple(Indication(c, tuple(columns[c]), texts[c]) for c in order),
        not_counted=tuple(dict.fromkeys(not_counted)),
        keys=keys,
    )


def together(exposures: Iterable[Exposure]) -> Exposure:
    """Return the exposure of all together; a person of several is one. All must share one secret."""
    keys = PersonKeys()
    indications: list[Indication] = []
    not_counted: list[str] = []
    hidden: list[int | None] = []
    reidentified, is_by_record = 0, False
    for exposure in exposures:
        keys.merge(exposure.keys)
        indications += exposure.indications
        not_counted += exposure.not_counted
        if exposure.records:
            hidden.append(exposure.not_visible)
        reidentified += exposure.reidentified
        is_by_record = is_by_record or exposure.is_by_record
    known = [number for number in hidden if number is not None]
    return replace(
        _made(keys, indications, not_counted),
        not_visible=sum(known) if known and len(known) == len(hidden) else None,
        reidentified=reidentified,
        is_by_record=is_by_record,
    )


def newest_date(judgements: Sequence[ColumnJudgement], samples: Sequence[Iterable[str]]) -> date | None:
    """Return the newest day in columns that hold no birth dates, as far as the samples show."""
    days = [
        day
        for judgement, values in zip(judgements, samples, strict=True)
        if judgement.category is not Category.DATE_OF_BIRTH
        for value in islice(values, 200)
        if (day := read_date(value)) is not None and day.year < 2100
    ]
    return max(days, default=None)


class TableExposure:
    """Watches one table being read: blocks of columns in, an exposure out."""

    def __init__(
        self,
        headers: Sequence[str],
        samples: Sequence[Sequence[str]],
        secret: bytes,
        *,
        knowledge: Knowledge | None = None,
        newest: date | None = None,
        is_1904: bool = False,
    ) -> None:
        """Judge the columns of a table.

        Args:
            headers: The name of each column.
            samples: Some values of each column, in any order; a few hundred are enough.
            secret: The run's secret, 16 to 64 bytes.
            knowledge: The user's own words and patterns.
            newest: The newest day that the file knows of; None for that of the samples.
            is_1904: Numbers of days count from 1904.
        """
        self._knowledge = knowledge or Knowledge()
        self._is_cut = any(len(value) > CHARACTERS_READ for values in samples for value in values)
        if self._is_cut:
            samples = [[value[:CHARACTERS_READ] for value in values] for values in samples]
        self.judgements = judge_table(
            headers, samples, known=self._knowledge.headers, regions=self._knowledge.regions
        )
        if newest is None and any(item.category is Category.DATE_OF_BIRTH for item in self.judgements):
            newest = newest_date(self.judgements, samples)
        self._counter = PeopleCounter(self.judgements, secret, samples=samples, newest=newest, is_1904=is_1904)
        self._indications = self._indicated(samples)

    def _indicated(self, samples: Sequence[Sequence[str]]) -> list[Indication]:
        found: list[Indication] = []
        silent = (Category.NOTHING, Category.FREE_TEXT, Category.ROLE, Category.PLACE)
        among = _with_own(self._knowledge)
        for judgement, values in zip(self.judgements, samples, strict=True):
            # A column without values exposes nobody, whatever it was meant for.
            if judgement.category not in silent and judgement.confidence is not Confidence.POSSIBLE:
                found.append(Indication(judgement.category, (judgement.header,)))
            texts = list(dict.fromkeys(islice(values, PROSE_READ)))
            if judgement.category is Category.FREE_TEXT:
                context = Context(header=judgement.header, regions=self._knowledge.regions)
                said = _said(texts, context, among)
                found += [
                    Indication(c, (judgement.header,)) for c, times in said.items() if times * 200 >= len(texts)
                ]
            elif self._knowledge.recognisers and _is_known(texts, self._knowledge):
                found.append(Indication(Category.KNOWN, (judgement.header,)))
        return found

    @property
    def columns_read(self) -> frozenset[int]:
        """The numbers of the columns whose values are counted; the others need not be there."""
        return self._counter.columns_read

    def feed_columns(self, columns: Sequence[Column]) -> None:
        """Take in a block of rows as columns of equal height."""
        self._counter.feed_columns(columns)

    def feed(self, rows: Iterable[Sequence[str | None]]) -> None:
        """Take in rows."""
        self._counter.feed(rows)

    def close(self) -> Exposure:
        """Return what was seen."""
        keys = self._counter.close()
        columns_of_names = (Category.NAME, Category.FAMILY_NAME, Category.GIVEN_NAME)
        not_counted = [
            f"names inside the text of column {judgement.header.removeprefix('column ')}"
            for judgement in self.judgements
            if judgement.category is Category.FREE_TEXT
        ]
        if self._is_cut:
            not_counted.append(_NOT_READ)
        if keys.unnamed and not any(j.category in columns_of_names for j in self.judgements):
            not_counted.append("people of records without a name or an identifier")
        return replace(_made(keys, self._indications, not_counted), is_by_record=keys.records > 0)


def _with_own(knowledge: Knowledge) -> Sequence[Recogniser] | None:
    """Return the recognisers that are asked; None for those of the package alone."""
    return (*recognisers(), *knowledge.recognisers) if knowledge.recognisers else None


def _said(texts: Iterable[str], context: Context, among: Sequence[Recogniser] | None) -> Counter[Category]:
    said: Counter[Category] = Counter()
    for text in texts:
        said.update({match.category for match in find_in_prose(text, context, among=among)})
        said.update(set(sensitive_in(text)))
    return said


def _is_known(texts: Iterable[str], knowledge: Knowledge) -> bool:
    own = [recogniser for recogniser in knowledge.recognisers if not recogniser.for_sentences]
    return any(next(recogniser.find(text, Context()), None) is not None for text in texts for recogniser in own)


def examine_table(
    headers: Sequence[str],
    columns: Sequence[Sequence[str]],
    secret: bytes,
    *,
    knowledge: Knowledge | None = None,
    newest: date | None = None,
) -> Exposure:
    """Return the exposure of a table that is in memory."""
    table = TableExposure(headers, columns, secret, knowledge=knowledge, newest=newest)
    table.feed_columns(columns)
    return table.close()


def examine_texts(texts: Iterable[str], secret: bytes, *, knowledge: Knowledge | None = None) -> Exposure:
    """Return the exposure of texts: what they say, and the people they name."""
    knowledge = knowledge or Knowledge()
    among, context = _with_own(knowledge), Context(regions=knowledge.regions)
    counts: Counter[Category] = Counter()
    rows: list[tuple[str, str]] = []
    naming = 0
    is_cut = False

    def cut() -> Iterator[str]:
        nonlocal is_cut
        for text in texts:
            is_cut = is_cut or len(text) > CHARACTERS_READ
            yield text[:CHARACTERS_READ]

    for batch in batches(cut(), context, among):
        for text in batch.texts:
            if batch.may_be_sensitive:
                counts.update(sensitive_in(text))
            matches = find_in_prose(text, context, among=batch.among)
            if matches:
                counts.update(match.category for match in matches)
                names = [(text[m.start : m.end], "") for m in matches if m.category is Category.NAME]
                naming += bool(names)
                rows += names
                rows += [("", text[m.start : m.end]) for m in matches if m.category is Category.NATIONAL_INSURANCE]
    judged = [ColumnJudgement(Category.NAME), ColumnJudgement(Category.NATIONAL_INSURANCE)]
    counter = PeopleCounter(judged, secret)
    counter.feed(rows)
    keys = counter.close()
    keys.records = naming
    found = [Indication(category, (), times) for category, times in counts.items()]
    return _made(keys, found, [_NOT_READ] if is_cut else [])
