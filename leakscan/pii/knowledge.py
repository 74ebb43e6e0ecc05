"""What users know themselves: names and numbers to look for, words and patterns of their own."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.headings import without_accents
from leakscan.pii.matches import PLAIN, Context, Match, Recogniser, by_pattern
from leakscan.pii.vocabulary import HeaderWords, header_words

_WORD = late_pattern(r"[^\W_]+")
_LONGEST = 6


def _folded(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_accents(text))]


class KnownThings:
    """Names and numbers from a user's list; finds them in any order, case and grouping."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._names: set[tuple[str, ...]] = set()
        self._codes: set[str] = set()
        for entry in entries:
            words = _folded(entry.partition("#")[0])
            if not words:
                continue
            if any(char.isdigit() for word in words for char in word):
                self._codes.add("".join(words))
            else:
                self._names.add(tuple(sorted(words[:_LONGEST])))
        self._words = {word for name in self._names for word in name}

    def __len__(self) -> int:
        """Return how many names and numbers are known."""
        return len(self._names) + len(self._codes)

    def __repr__(self) -> str:
        """Return how many; never which."""
        return f"<KnownThings: {len(self)}>"

    def find(self, text: str, context: Context) -> Iterator[Match]:  # noqa: ARG002 - a list needs no context
        """Yield what of the list stands in *text*."""
        words = list(_WORD.finditer(text))
        folded = [without_accents(word[0]).lower() for word in words]
        place = 0
        while place < len(words):
            size = self._size_at(folded, place)
            if size:
                end = words[place + size - 1].end()
                yield Match(
                    Category.KNOWN, words[place].start(), end, Confidence.CERTAIN, "it is on the list given"
                )
            place += size or 1

    def _size_at(self, folded: list[str], place: int) -> int:
        for size in range(min(_LONGEST, len(folded) - place), 0, -1):
            window = folded[place : place + size]
            if "".join(window) in self._codes:
                return size
            if window[0] in self._words and tuple(sorted(window)) in self._names:
                return size
        return 0

    @property
    def recogniser(self) -> Recogniser:
        """Return the list as a recogniser."""
        return Recogniser(Category.KNOWN, self.find)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The user's words of headers and recognisers beside the shipped ones, and the countries they deal with."""

    headers: HeaderWords | None = None
    recognisers: tuple[Recogniser, ...] = ()
    regions: frozenset[str] = PLAIN.regions

    @classmethod
    def read(
        cls, *, identifiers: str | None = None, words: str | None = None, presidio: bool = False
    ) -> "Knowledge":
        """Return the knowledge in two texts, and that of Presidio.

        Args:
            identifiers: Names and numbers, one a line; what follows ``#`` is left out.
            words: TOML with ``[columns]``, each category's own headers, ``[[patterns]]``, each with a
                ``pattern``, a ``category`` and, where they are needed, ``words`` that must stand beside it, and
                ``regions``, the countries besides the United Kingdom whose personal numbers are looked for.
            presidio: Ask Microsoft Presidio as well.

        Raises:
            ValueError: The TOML, a category, a pattern or a region is wrong, or Presidio is not installed; the
                message says which.
        """
        found: list[Recogniser] = []
        headers: HeaderWords | None = None
        regions = PLAIN.regions
        if identifiers is not None:
            found.append(KnownThings(identifiers.splitlines()).recogniser)
        if words is not None:
            data = tomllib.loads(words)
            columns = {_category(name): texts for name, texts in data.get("columns", {}).items()}
            headers = header_words().with_words(columns) if columns else None
            found += [_pattern(entry) for entry in data.get("patterns", ())]
            regions = _regions(data.get("regions", []))
        if presidio:
            from leakscan.pii.presidio import presidio as recogniser

            found.append(recogniser())
        return cls(headers, tuple(found), regions)


def _regions(names: object) -> frozenset[str]:
    from leakscan.pii.documents.national_identifier import REGIONS

    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("'regions' is a list of country codes")
    unknown = sorted({name.upper() for name in names} - REGIONS - PLAIN.regions)
    if unknown:
        raise ValueError(
            f"no personal numbers are known of {unknown[0]!r}; there are {', '.join(sorted(REGIONS))}"
        )
    return PLAIN.regions | {name.upper() for name in names}


def _category(name: str) -> Category:
    try:
        return Category(name)
    except ValueError:
        known = ", ".join(sorted(category.value for category in Category))
        raise ValueError(f"no category {name!r}; there are {known}") from None


def _pattern(entry: dict[str, object]) -> Recogniser:
    pattern, words = entry.get("pattern"), entry.get("words", ())
    if not isinstance(pattern, str) or not isinstance(words, list | tuple):
        raise ValueError("each of [[patterns]] has a text 'pattern' and may have a list 'words'")
    beside = "|".join(rf"\b{re.escape(str(word).lower())}\b" for word in words)
    value = rf"(?<!\w)(?P<value>{pattern})(?!\w)"
    try:
        re.compile(value)  # or it would be found out at its first use
    except re.error as error:
        raise ValueError(f"the pattern {pattern!r} is not a regular expression: {error}") from None
    found = by_pattern(
        _category(str(entry.get("category", Category.KNOWN.value))),
        value,
        form="a pattern of your own",
        words=beside,
        alone=None if words else Confidence.CERTAIN,
    )
    return replace(found, proposals=())  # one of the user's may look for what is not there
