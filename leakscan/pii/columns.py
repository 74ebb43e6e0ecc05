"""What each column of a table holds: its header and the shape of its values decide together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from leakscan.pii.categories import Category, Confidence, Kind, Role
from leakscan.pii.headers import Heading, read_header
from leakscan.pii.headings import plain_words
from leakscan.pii.matches import PLAIN, Context
from leakscan.pii.shapes import (
    SHAPES,
    holds_addresses,
    is_capitalised_pair,
    is_listed_full_name,
    is_missing,
    is_share,
    job_share,
    listed_share,
    recognised_as,
    recogniser_context,
    shape_of,
    vocabulary_share,
)
from leakscan.pii.vocabulary import HeaderWords, word_set

SAMPLE = 64
"""How many distinct values of a column are judged; more change no judgement worth its time."""

_MOST_OF = 0.6
_READ = 1_000  # characters of a value: what it is shows long before
_SPECIAL = tuple(c for c in Category if c.kind in (Kind.SPECIAL, Kind.OFFENCE))
_TELL_TOGETHER = (Category.NHS_NUMBER, Category.VEHICLE_REGISTRATION, Category.TELEPHONE)
_PERSONAL_NAMES = (Category.NAME, Category.GIVEN_NAME, Category.FAMILY_NAME)


@dataclass(frozen=True, slots=True)
class ColumnJudgement:
    """What one column holds, whose it is, how sure that is and why."""

    category: Category
    role: Role | None = None
    confidence: Confidence = Confidence.POSSIBLE
    why: str = ""
    group: str = ""
    implied: Role | None = None
    header: str = ""

    @property
    def is_personal(self) -> bool:
        """Return whether the column says something about a person."""
        return self.category is not Category.NOTHING


def sample_of(values: Iterable[str], *, size: int = SAMPLE) -> list[str]:
    """Return up to *size* distinct values that say something, in their order."""
    kept: dict[str, None] = {}
    for value in values:
        text = value[:_READ].strip()
        if text not in kept and not is_missing(text):
            kept[text] = None
            if len(kept) >= size:
                break
    return list(kept)


def _fit(category: Category, context: Context, sample: Sequence[str]) -> float:
    test = shape_of(category, context)
    return sum(map(test, sample)) / len(sample)


def judge_column(
    header: str,
    values: Iterable[str],
    *,
    known: HeaderWords | None = None,
    regions: frozenset[str] = PLAIN.regions,
) -> ColumnJudgement:
    """Return what the column under *header* holds; *values* are read up to a bounded sample."""
    context = recogniser_context(header, regions)
    sample = sample_of(values)
    heading = read_header(header, known)
    judged = _by_header(heading, context, sample)
    if judged is None and sample:
        judged = _by_values(heading, context, sample)
    if judged is None:
        return ColumnJudgement(Category.NOTHING, heading.role, header=header)
    group = _group(heading, judged.category)
    return replace(judged, role=heading.role, implied=heading.implied, group=group, header=header)


def _by_header(heading: Heading, context: Context, sample: Sequence[str]) -> ColumnJudgement | None:
    if not sample:
        if heading.exact:
            return ColumnJudgement(heading.exact[0], confidence=Confidence.POSSIBLE, why="the header; no values")
        return None
    for category in heading.exact:
        fit = _fit(category, context, sample)
        if fit >= 0.6 and _is_borne_out(heading, category, sample):
            confidence = Confidence.CERTAIN if fit >= 0.85 else Confidence.LIKELY
            return ColumnJudgement(category, confidence=confidence, why="the header, and values that agree")
        if _is_code_column(heading, category, sample):
            return ColumnJudgement(
                category, confidence=Confidence.LIKELY, why="the header; the check digits disagree"
            )
    for category in heading.part:
        if _fit(category, context, sample) >= 0.8 and _is_borne_out(heading, category, sample):
            return ColumnJudgement(
                category, confidence=Confidence.LIKELY, why="a part of the header, and values that agree"
            )
    if heading.is_role_only and not heading.is_tally and _are_names(sample):
        return ColumnJudgement(
            Category.NAME, confidence=Confidence.LIKELY, why="a role as header, and values like names"
        )
    return None


def _is_code_column(heading: Heading, category: Category, sample: Sequence[str]) -> bool:
    """Return whether an identifier's header stands over codes that merely fail its check."""
    if category in SHAPES or category.kind in (Kind.SPECIAL, Kind.OFFENCE, Kind.OTHER):
        return False
    if heading.phrase in word_set("need a recogniser"):
        return False
    codes = sum(SHAPES[Category.STAFF_NUMBER](value) and any(map(str.isdigit, value)) for value in sample)
    lengths = {len(value) for value in sample}
    return codes >= 0.8 * len(sample) and min(lengths) >= 5 and max(lengths) <= 30


def _is_borne_out(heading: Heading, category: Category, sample: Sequence[str]) -> bool:
    if category is Category.NAME and heading.role is Role.CUSTOMER:
        return _are_names(sample) or listed_share(sample) >= 0.5  # customers are as often firms
    if category in _PERSONAL_NAMES and heading.phrase in word_set("need names"):
        return _are_names(sample) or (heading.role is not None and listed_share(sample) >= 0.3)
    if category.kind in (Kind.SPECIAL, Kind.OFFENCE) and heading.phrase in word_set("need known values"):
        return vocabulary_share(category, [*map(plain_words, sample)]) >= 0.15
    if category is Category.JOB and heading.phrase in word_set("need jobs"):
        return job_share(list(sample)) >= 0.2
    if category is Category.DATE_OF_BIRTH and heading.part:
        return heading.phrase not in ("born", "birthday")
    return True


def _are_names(sample: Sequence[str]) -> bool:
    listed = sum(map(is_listed_full_name, sample)) / len(sample)
    paired = sum(map(is_capitalised_pair, sample)) / len(sample)
    return paired >= 0.7 and (listed >= 0.2 or listed_share(sample) >= 0.6 or len(sample) >= 8)


def _by_values(heading: Heading, context: Context, sample: Sequence[str]) -> ColumnJudgement | None:
    if heading.is_tally:
        return _by_words(heading, sample)
    found = _recognised(context, sample)
    sure = Counter(
        entry[0]
        for entry in found
        # A date is of birth because something says so; the header was asked before.
        if entry is not None and entry[1] is not Confidence.POSSIBLE and entry[0] is not Category.DATE_OF_BIRTH
    )
    unsure = Counter(entry[0] for entry in found if entry is not None)
    is_enough = len(sample) >= 3 or all(e is not None and e[1] is Confidence.CERTAIN for e in found)
    if sure and is_enough:
        surest, count = sure.most_common(1)[0]
        if count >= _MOST_OF * len(sample):
            return ColumnJudgement(surest, confidence=Confidence.LIKELY, why="the form of the values")
    if unsure and len(sample) >= 8:
        commonest, count = unsure.most_common(1)[0]
        # Ten figures pass the check of an NHS number once in eleven times; a whole column does not by chance.
        if commonest in _TELL_TOGETHER and count >= 0.9 * len(sample):
            return ColumnJudgement(commonest, confidence=Confidence.LIKELY, why="the form of all values")
    if holds_addresses(sample):
        return ColumnJudgement(Category.ADDRESS, confidence=Confidence.LIKELY, why="streets and postcodes")
    return _by_words(heading, sample)


def _recognised(context: Context, sample: Sequence[str]) -> list[tuple[Category, Confidence] | None]:
    """Return what each value is taken for, until too few can be left for most of them to be of one category."""
    found: list[tuple[Category, Confidence] | None] = []
    spare = len(sample) - ceil(_MOST_OF * len(sample))
    for value in sample:
        found.append(recognised_as(value, context))
        spare -= found[-1] is None
        if spare < 0:
            break
    return found


def _by_words(heading: Heading, sample: Sequence[str]) -> ColumnJudgement | None:
    if len(sample) >= 3 and is_share(0.6, is_listed_full_name, sample):
        return ColumnJudgement(Category.NAME, confidence=Confidence.LIKELY, why="values that the name list knows")
    plain = [*map(plain_words, sample)]
    for special in _SPECIAL:
        if len(sample) >= 3 and vocabulary_share(special, plain) >= 0.75:
            why = "known values of the category"
            return ColumnJudgement(special, confidence=Confidence.LIKELY, why=why)
    long = sum(value.count(" ") >= 6 for value in sample)
    if long >= 0.5 * len(sample) and not heading.is_tally:
        return ColumnJudgement(Category.FREE_TEXT, confidence=Confidence.LIKELY, why="sentences")
    return None


def _group(heading: Heading, category: Category) -> str:
    number = heading.number
    if (
        category in (Category.ADDRESS, Category.TELEPHONE, Category.FREE_TEXT, Category.EMAIL)
        and heading.role is None
    ):
        number = ""  # "Address 2" is the second line of one address
    if category is Category.ADDRESS:
        number = ""
    return " ".join(part for part in (heading.role.value if heading.role else "", number) if part)


def judge_table(
    headers: Sequence[str],
    columns: Sequence[Iterable[str]],
    *,
    known: HeaderWords | None = None,
    regions: frozenset[str] = PLAIN.regions,
) -> list[ColumnJudgement]:
    """Return the judgement of every column; prefixes that several columns share make groups of their own."""
    judged = [
        judge_column(header, values, known=known, regions=regions)
        for header, values in zip(headers, columns, strict=True)
    ]
    groups = {judgement.group for judgement in judged}
    judged = [
        replace(judgement, group=judgement.implied.value)
        if judgement.implied is not None and not judgement.group and judgement.implied.value in groups
        else judgement
        for judgement in judged
    ]
    prefixes = [read_header(header, known).prefix for header in headers]
    shared = {
        prefix
        for prefix, count in Counter(filter(None, prefixes)).items()
        if count >= 2
        and any(j.category in _PERSONAL_NAMES for j, p in zip(judged, prefixes, strict=True) if p == prefix)
    }
    if len(shared) >= 2:
        judged = [
            replace(judgement, group=f"{prefix} {judgement.group}".strip())
            if prefix in shared and judgement.role is None
            else judgement
            for judgement, prefix in zip(judged, prefixes, strict=True)
        ]
    return judged
