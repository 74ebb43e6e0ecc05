"""What the values of a column look like: one test a category, on one value."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import ceil

from leakscan.pii.catalogue import find_all, recognisers
from leakscan.pii.categories import Category, Confidence, Kind
from leakscan.pii.contacts import address, postcode
from leakscan.pii.dates import read_date
from leakscan.pii.headings import plain_words
from leakscan.pii.matches import PLAIN, Context
from leakscan.pii.names import (
    has_name_shape,
    is_family_name,
    is_given_name,
    is_ordinary_word,
    is_organisation,
)
from leakscan.pii.vocabulary import cell_values, word_set

_NAMES_TOO = frozenset({"Na", "Nan", "Nil"})
_CODE = re.compile(r"(?=.*\d)[A-Za-z]{0,6}[\w./-]{1,24}")
_NUMBER = re.compile(r"[£$€]?\s?-?\d[\d,. ]*\s?[%£$€]?(?:k|pa)?", re.IGNORECASE)
_AGE = re.compile(
    r"(?:1[01]\d|\d{1,2})(?:\.0)?(?: ?(?:years?|yrs?|y|months?|mths?|weeks?))?|\d{1,2} ?(?:-|"
    r"to) ?\d{1,2}|\d\d\+|(?:under|over) \d\d",
    re.IGNORECASE,
)
_POSTCODE_ABROAD = re.compile(
    r"\d{4,5}|\d\d-\d{3}|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z0-9] ?[A-Z0-9]{4}|"
    r"[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}|[A-Z]{1,2}\d{1,2}[A-Z]?",
    re.IGNORECASE,
)
_PLAIN_PHONE = re.compile(r"\+?[\d ()./-]{5,20}(?: ?(?:ext|x)\.? ?\d+)?", re.IGNORECASE)
_JOBS = re.compile(
    r"\b(?:officer|manager|assistant|constable|sergeant|inspector|superintendent|director|head|lead|"
    r"worker|nurse|teacher|"
    r"engineer|analyst|administrator|clerk|driver|consultant|doctor|adviser|advisor|coordinator|"
    r"supervisor|technician|"
    r"detective|pcso|staff|cleaner|cook|chief|secretary|accountant|solicitor|surveyor|apprentice|"
    r"trainee|leiter|"
    r"sachbearbeiter|directeur|agent|jefe|medewerker|kierownik|specjalista|swyddog|rheolwr|grade|band|"
    r"so\d|po\d|pc|ps|dc|ds)\w*"
)
_OF_ADDRESSES = (address.RECOGNISER, postcode.RECOGNISER)
_ACCOUNT = re.compile(r"[\w.\\@-]{2,40}")


def is_missing(value: str) -> bool:
    """Return whether a cell says that nothing is known."""
    text = value.strip()
    return text.lower() in word_set("missing") and text not in _NAMES_TOO


def _is_words(value: str) -> bool:
    return any(char.isalpha() for char in value) and not _NUMBER.fullmatch(value) and read_date(value) is None


def _is_short_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value.strip())) and read_date(value) is None


def _is_birth_date(value: str) -> bool:
    day = read_date(value, serials=True)
    return (day is not None and 1880 <= day.year <= 2035) or bool(re.fullmatch(r"(?:19|20)\d\d", value.strip()))


def _is_name_part(value: str) -> bool:
    # Hall, Park, Wood and Church are family names where they stand alone.
    return has_name_shape(value) and (" " not in value.strip() or not is_organisation(value))


def _is_full_name(value: str) -> bool:
    if not has_name_shape(value) or len(value) < 3:
        return False
    words = value.replace(",", " ").split()
    is_pair = len(words) == 2 and any(map(is_given_name, words))
    return is_pair or not is_organisation(value)


def _is_job(value: str) -> bool:
    return _is_words(value) and not _is_short_code(value)


def _is_place(value: str) -> bool:
    return _is_words(value) and len(value) < 50


def _is_address(value: str) -> bool:
    if value.strip().isdigit():
        return True
    return _is_words(value) and len(value) > 2 and any(char.isupper() or char.isdigit() for char in value)


def _is_one_of(name: str) -> Callable[[str], bool]:
    return lambda value: plain_words(value) in cell_values()[name]


def _is_money(value: str) -> bool:
    return bool(_NUMBER.fullmatch(value.strip())) or any(char.isdigit() for char in value)


def _is_special(value: str) -> bool:
    return _is_words(value) or len(value.strip()) <= 2


def _is_prose(value: str) -> bool:
    return _is_words(value) and " " in value.strip()


SHAPES: Mapping[Category, Callable[[str], bool]] = {
    Category.NAME: _is_full_name,
    Category.GIVEN_NAME: _is_name_part,
    Category.FAMILY_NAME: _is_name_part,
    Category.TITLE: _is_one_of("title"),
    Category.ROLE: _is_one_of("role"),
    Category.JOB: _is_job,
    Category.STAFF_NUMBER: _is_short_code,
    Category.PERSON_REFERENCE: _is_short_code,
    Category.DATE_OF_BIRTH: _is_birth_date,
    Category.AGE: lambda value: bool(_AGE.fullmatch(value.strip())),
    Category.SEX: _is_one_of("sex"),
    Category.NATIONALITY: _is_place,
    Category.PAY: _is_money,
    Category.POSTCODE: lambda value: bool(_POSTCODE_ABROAD.fullmatch(value.strip())),
    Category.ADDRESS: _is_address,
    Category.PLACE: _is_place,
    Category.FREE_TEXT: _is_prose,
    Category.TELEPHONE: lambda value: bool(_PLAIN_PHONE.fullmatch(value.strip())) and read_date(value) is None,
    Category.USER_NAME: lambda value: (
        bool(_ACCOUNT.fullmatch(value.strip())) and not value.replace(".", "").isdigit()
    ),
    Category.SECRET: lambda value: " " not in value.strip() and len(value.strip()) >= 4,
}


@lru_cache(maxsize=64)
def recogniser_context(header: str, regions: frozenset[str] = PLAIN.regions) -> Context:
    """Return the context for values under *header*."""
    return Context(header=header, regions=regions)


def is_recognised(category: Category, value: str, context: Context) -> Confidence | None:
    """Return how surely *value* as a whole is of *category* for its recogniser, or None."""
    text = value.strip()
    best: Confidence | None = None
    for recogniser in recognisers():
        if recogniser.category is not category:
            continue
        for match in recogniser.find(text, context):
            covers = match.end - match.start >= 0.8 * len(text)
            if covers and (best is None or match.confidence.rank > best.rank):
                best = match.confidence
    return best


def shape_of(category: Category, context: Context) -> Callable[[str], bool]:
    """Return the test whether a value fits *category* under a header."""
    if category in SHAPES:
        return SHAPES[category]
    if category.kind in (Kind.SPECIAL, Kind.OFFENCE):
        return _is_special
    return lambda value: is_recognised(category, value, context) is not None


def recognised_as(value: str, context: Context) -> tuple[Category, Confidence] | None:
    """Return what *value* as a whole is taken for by the recognisers, the surest of all."""
    text = value.strip()
    for match in find_all(text, context):
        if match.end - match.start >= 0.8 * len(text):
            return match.category, match.confidence
    return None


def is_share(share: float, test: Callable[[str], bool], values: Sequence[str]) -> bool:
    """Return whether that share of *values* passes a test; they are asked until it is certain that it does not."""
    spare = len(values) - ceil(share * len(values))
    for value in values:
        if not test(value):
            spare -= 1
            if spare < 0:
                return False
    return True


def holds_addresses(values: Sequence[str]) -> bool:
    """Return whether most of *values* are short and have a street or a postcode among other words."""
    if len(values) < 3:
        return False
    return is_share(0.6, _holds_address, values)


def _holds_address(value: str) -> bool:
    if not (8 <= len(value) <= 120 and " " in value and any(map(str.isdigit, value))):
        return False
    text = value.replace("\n", ", ")
    if not find_all(text, least=Confidence.LIKELY, among=_OF_ADDRESSES):
        return False
    found = find_all(text, least=Confidence.LIKELY)  # others may have a better claim to the text
    return any(match.category in (Category.ADDRESS, Category.POSTCODE) for match in found)


def vocabulary_share(category: Category, plain: Sequence[str]) -> float:
    """Return the share of values, in plain words, that are known values of a special category."""
    known = cell_values().get(category.value, frozenset())
    return sum(value in known for value in plain) / len(plain) if plain else 0.0


def job_share(values: list[str]) -> float:
    """Return the share of *values* with a word that jobs and ranks have."""
    return sum(bool(_JOBS.search(value.lower())) for value in values) / len(values) if values else 0.0


def is_listed_full_name(value: str) -> bool:
    """Return whether *value* is two or more words of which the list knows a given and a family name."""
    if not _is_full_name(value) or is_organisation(value):
        return False
    words = [word for word in re.split(r"[ ,]+", value) if len(word) > 1]
    return len(words) >= 2 and any(map(is_given_name, words)) and any(map(is_family_name, words))


def listed_share(values: Sequence[str]) -> float:
    """Return the share of *values* with a word that the list knows as a name and English does not."""
    known = 0
    for value in values:
        words = [word for word in re.split(r"[ ,]+", value) if len(word) > 1]
        known += any((is_given_name(w) or is_family_name(w)) and not is_ordinary_word(w) for w in words)
    return known / len(values) if values else 0.0


def is_capitalised_pair(value: str) -> bool:
    """Return whether *value* is two to five words, each of them capitalised, as names are."""
    words = [word for word in re.split(r"[ ,]+", value.strip()) if word]
    return (
        2 <= len(words) <= 5
        and _is_full_name(value)
        and all(word[0].isupper() or len(word) <= 3 for word in words)
    )
