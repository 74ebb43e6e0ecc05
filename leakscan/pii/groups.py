"""Which columns of a table describe the same person: one group for each person of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leakscan.pii.categories import Category, Role
from leakscan.pii.columns import ColumnJudgement

IDENTIFIERS: Mapping[str, tuple[Category, ...]] = {
    "health": (Category.NHS_NUMBER, Category.CHI_NUMBER),
    "state": (
        Category.NATIONAL_INSURANCE,
        Category.TAX_REFERENCE,
        Category.NATIONAL_IDENTIFIER,
        Category.PNC_ID,
        Category.CRO_NUMBER,
        Category.PASSPORT,
        Category.DRIVING_LICENCE,
    ),
    "learner": (Category.PUPIL_NUMBER, Category.LEARNER_NUMBER),
    "reference": (
        Category.PERSON_REFERENCE,
        Category.STAFF_NUMBER,
        Category.COLLAR_NUMBER,
        Category.USER_NAME,
    ),
}
"""Kinds of identifier, each with the categories that serve as it, the best first."""

_ROLE_HINTS: Mapping[Category, Role] = {
    Category.PUPIL_NUMBER: Role.PUPIL,
    Category.LEARNER_NUMBER: Role.PUPIL,
    Category.STAFF_NUMBER: Role.EMPLOYEE,
    Category.JOB: Role.EMPLOYEE,
    Category.PAY: Role.EMPLOYEE,
    Category.NHS_NUMBER: Role.PATIENT,
    Category.CHI_NUMBER: Role.PATIENT,
    Category.TENANCY_REFERENCE: Role.TENANT,
}


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """The columns, by number, that describe one person of each record."""

    name: str
    role: Role
    full: int | None = None
    family: int | None = None
    given: int | None = None
    born: int | None = None
    identifiers: Mapping[str, int] = field(default_factory=dict)
    electronic: int | None = None
    telephone: int | None = None
    postcode: int | None = None
    address: int | None = None
    role_column: int | None = None

    @property
    def has_name(self) -> bool:
        """Return whether a column of names belongs to the group."""
        return self.full is not None or self.family is not None or self.given is not None


def _table_role(judgements: Sequence[ColumnJudgement]) -> Role:
    for judgement in judgements:
        if judgement.implied is not None and judgement.role is None and not judgement.implied.is_acting:
            return judgement.implied
    for judgement in judgements:
        if judgement.category in _ROLE_HINTS and judgement.role is None:
            return _ROLE_HINTS[judgement.category]
    return Role.OTHER


def _columns(group: str, judgements: Sequence[ColumnJudgement]) -> dict[Category, int]:
    found: dict[Category, int] = {}
    for number, judgement in enumerate(judgements):
        if judgement.group == group:
            found.setdefault(judgement.category, number)
    return found


def _made(group: str, columns: Mapping[Category, int], role: Role, role_column: int | None) -> PersonGroup:
    identifiers = {
        kind: next(columns[category] for category in categories if category in columns)
        for kind, categories in IDENTIFIERS.items()
        if any(category in columns for category in categories)
    }
    given, family, full = (columns.get(c) for c in (Category.GIVEN_NAME, Category.FAMILY_NAME, Category.NAME))
    if family is not None and given is not None:
        full = None
    elif full is not None:
        given = family = None
    return PersonGroup(
        name=group,
        role=role,
        full=full,
        family=family,
        given=given,
        born=columns.get(Category.DATE_OF_BIRTH),
        identifiers=identifiers,
        electronic=columns.get(Category.EMAIL),
        telephone=columns.get(Category.TELEPHONE),
        postcode=columns.get(Category.POSTCODE),
        address=columns.get(Category.ADDRESS),
        role_column=role_column,
    )


def _names_somebody(columns: Mapping[Category, int]) -> bool:
    names = (Category.NAME, Category.FAMILY_NAME, Category.GIVEN_NAME)
    return any(category in columns for category in (*names, *sum(IDENTIFIERS.values(), ()), Category.EMAIL))


def person_groups(judgements: Sequence[ColumnJudgement]) -> tuple[PersonGroup, ...]:
    """Return the persons that each record of a table with these columns describes."""
    by_group = {group: _columns(group, judgements) for group in dict.fromkeys(j.group for j in judgements)}
    table_role = _table_role(judgements)
    plain = by_group.pop("", {})
    role_column = plain.pop(Category.ROLE, None)
    named = {group: columns for group, columns in by_group.items() if _names_somebody(columns)}
    # "Dioddefwr" over names and a bare "DOB" beside it: with one person in a record, all is about that one.
    subjects = [group for group in named if not _role_of(group, judgements).is_acting]
    has_own_name = any(c in plain for c in (Category.NAME, Category.FAMILY_NAME, Category.GIVEN_NAME))
    if len(subjects) == 1 and not has_own_name:
        named[subjects[0]] = {**plain, **named[subjects[0]]}
        plain = {}
    groups = [_made(group, columns, _role_of(group, judgements), None) for group, columns in named.items()]
    if _names_somebody(plain) and (has_own_name or not subjects):
        groups.insert(0, _made("", plain, table_role, role_column))
    return tuple(groups)


def _role_of(group: str, judgements: Sequence[ColumnJudgement]) -> Role:
    return next((j.role for j in judgements if j.group == group and j.role is not None), Role.OTHER)
