"""Who is exposed: people with bounds, their roles, records, and which kinds of data speak of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leakscan.pii.categories import Category, Kind, Role
from leakscan.pii.person_keys import Estimate, PersonKeys

_ROLE_PLURALS: Mapping[Role, str] = {
    Role.WITNESS: "witnesses",
    Role.CONTACT: "next of kin or contacts",
    Role.OTHER: "people in no stated role",
}
NOT_COUNTED = "an unknown number: data of people are indicated, and nothing read names anybody to be counted"
"""Why a number of people is nought where data of people are indicated."""


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
    roles: Mapping[Role, Estimate] = field(default_factory=dict, hash=False)
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

    @property
    def is_uncounted(self) -> bool:
        """Return whether data of people are indicated and nothing names anybody who could be counted."""
        return not self.people.estimate and bool(self.indications)

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
        text = "an unknown number of people" if self.is_uncounted else counted
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
            "people": _plain(replace(self.people, basis=NOT_COUNTED) if self.is_uncounted else self.people),
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


def made(keys: PersonKeys, indications: Iterable[Indication], not_counted: Iterable[str]) -> Exposure:
    """Return the exposure of some people, by what indicates which data."""
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
        made(keys, indications, not_counted),
        not_visible=sum(known) if known and len(known) == len(hidden) else None,
        reidentified=reidentified,
        is_by_record=is_by_record,
    )
