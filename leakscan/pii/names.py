"""Names of people: the shipped list, and a name taken apart whatever its order."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from leakscan.patterns import late_pattern
from leakscan.pii.headings import without_accents
from leakscan.pii.vocabulary import word_set

_ORGANISATION = late_pattern(
    r"\b(?:ltd|limited|plc|llp|inc|gmbh|bv|sa|sarl|sp z o o|co|company|group|council|trust|school|"
    r"college|university|"
    r"hospital|surgery|church|street|road|lane|avenue|close|drive|house|court|hall|park|farm|arms|inn|"
    r"hotel|club|"
    r"station|centre|center|services?|department|team|office|association|society|sons|bros|partners|"
    r"solicitors|"
    r"wood|bridge|castle|market|square|terrace|constabulary|police|the|and sons|gardens|green|heath|common|"
    r"committee|report|sheet|total|primary|academy|international|airlines?|airport|holdings?|systems?|foundation|"
    r"institute|bank|insurance|corp|corporation|consulting|studios?|software|technolog\w+|industries|press|"
    r"books|records|cafe|restaurante?|cellars|comercial|stores?|energy|motors|foods?|estates?|agency|authority|ministry|board|intl|islands?|springs|beach|valley)\b"
)
_WORD = late_pattern(r"[^\W\d_](?:[\w'’.-]*[^\W\d_])?\.?|[^\W\d_]")
_NAME_SHAPE = late_pattern(r"[^\W\d_][^\W\d_'’.\- ]*(?:[,'’.\- ]{1,2}[^\W\d_]+)*\.?(?: ?\([^\W\d_ '-]+\))?")


@lru_cache(maxsize=1)
def listed_names() -> Mapping[str, str]:
    """Return the shipped names, folded, with what each is: ``g`` given, ``s`` family, ``w`` also a word."""
    packed = Path(__file__).with_name("words").joinpath("names.txt.gz").read_bytes()
    words = gzip.decompress(packed).decode("ascii").split()
    return dict(zip(words[::2], words[1::2], strict=True))


def fold(word: str) -> str:
    """Return a word as the name list spells it."""
    return without_accents(word).lower()


def is_given_name(word: str) -> bool:
    """Return whether the list has *word*, or each part of a double one, as a given name."""
    return _is_listed(word, "g")


def is_family_name(word: str) -> bool:
    """Return whether the list has *word*, or each part of a double one, as a family name."""
    return _is_listed(word, "s")


def _is_listed(word: str, mark: str) -> bool:
    names, folded = listed_names(), fold(word)
    if mark in names.get(folded, ""):
        return True
    parts = folded.split("-")
    return len(parts) > 1 and all(mark in names.get(part, "") for part in parts)


def is_ordinary_word(word: str) -> bool:
    """Return whether a listed name is an English word as well."""
    return "w" in listed_names().get(fold(word), "")


def is_organisation(text: str) -> bool:
    """Return whether *text* has a word that organisations and places have in their names."""
    return bool(_ORGANISATION.search(text.lower()))


def has_name_shape(value: str) -> bool:
    """Return whether *value* could be a name or a part of one: a few words of letters only."""
    return len(value) <= 60 and value.count(" ") < 6 and bool(_NAME_SHAPE.fullmatch(value.strip()))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; all parts folded, titles and suffixes dropped."""

    given: str
    family: tuple[str, ...]

    @property
    def initial(self) -> str:
        """Return the first letter of the given name, or nothing."""
        return self.given[:1]


def _tokens(text: str) -> list[str]:
    """Return the words of a name without titles before it and distinctions after it."""
    pieces = text.replace("’", "'").split()
    words: list[str] = []
    for number, piece in enumerate(pieces):
        word = piece.strip(".,;:()[]\"'")
        folded = word.replace(".", "").lower()
        is_last = number == len(pieces) - 1
        if not folded or (words and folded in word_set("distinctions")):
            continue
        # A title leads, and is none where nothing follows: "Grace Lord" is a name. "M" may be an initial.
        is_title = folded in word_set("titles") if not words else folded in word_set("common titles")
        if is_title and not is_last and len(folded) > 1:
            continue
        words.append(word)
    return words


def _initials(word: str) -> bool:
    bare = word.replace(".", "")
    return len(bare) == 1 or (len(bare) <= 3 and "." in word)


def _fold_part(words: list[str]) -> tuple[str, ...]:
    return tuple(part for word in words for part in re.split(r"[-\s.]+", fold(word).replace("'", "")) if part)


def given_of(text: str) -> str:
    """Return the first given name in a cell of given names, folded, or the initial alone."""
    words = _tokens(text)
    return _first_given(words)


def family_of(text: str) -> tuple[str, ...]:
    """Return the parts of a family name, folded; particles joined to nothing, order kept."""
    return _fold_part(_tokens(text))


def taken_apart(text: str, *, family_first: bool = False) -> PersonName | None:
    """Return the given and family name in *text*, or None where there is no family name.

    A comma or capitals decide which word is the family name, else *family_first* does.
    """
    before, comma, after = text.partition(",")
    if comma and after.strip():
        families, givens = _tokens(before), _tokens(after)
        if families:
            return PersonName(_first_given(givens), _fold_part(families))
    words = _tokens(before if comma else text)
    if not words:
        return None
    if len(words) == 1:
        return PersonName("", _fold_part(words))
    capitals = [
        word for word in words if len(word.replace(".", "")) > 1 and word.isupper() and not _initials(word)
    ]
    rest = [word for word in words if word not in capitals]
    if capitals and rest and any(not _initials(word) for word in rest):
        return PersonName(_first_given(rest), _fold_part(capitals))
    if family_first or (_initials(words[-1]) and not _initials(words[0])):
        return PersonName(_first_given(words[1:]), _fold_part(words[:1]))
    particles = (number for number in range(1, len(words) - 1) if fold(words[number]) in word_set("particles"))
    start = next(particles, len(words) - 1)
    return PersonName(_first_given(words[:start]), _fold_part(words[start:]))


@lru_cache(maxsize=1)
def words_beside_names() -> frozenset[bytes]:
    """Return the words that stand beside names, and those that begin what says that none is known."""
    words = (*word_set("titles"), *word_set("distinctions"), "no", "not")
    return frozenset(word.encode() for word in words)


def _first_given(words: list[str]) -> str:
    if not words:
        return ""
    first = fold(words[0])
    return first[:1] if _initials(words[0]) else first.replace("'", "").replace(".", "")


def has_family_first(values: list[str]) -> bool:
    """Return whether full names without comma or capitals put the family name first, judged together."""
    first = last = 0
    for value in values:
        words = _tokens(value)
        if "," in value or len(words) < 2 or any(len(word) < 2 or not word.isalpha() for word in words):
            continue
        first += is_given_name(words[-1]) and not is_given_name(words[0])
        last += is_given_name(words[0]) and not is_given_name(words[-1])
    return first > 2 * last and first >= 3
