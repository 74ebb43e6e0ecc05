"""Words of a text, for one question: which of them stand nowhere on the visible pages?"""

import unicodedata
from collections.abc import Iterable, Iterator

from leakscan.patterns import late_pattern
from leakscan.views.values import ValueSet, value_key

_WORD = late_pattern(r"\w+(?:[.,:/@'\u2019-]\w+)*")
_BROKEN = late_pattern(r"[-\ufffe\x02\u00ad](?:(?:(?<!-)|(?<=\w-))\s*\n\s*|(?<!-))")
"""Begins with a set of signs, for which much is searched the fastest."""
_PIECE = late_pattern(r"\w+")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in one spelling: compatible characters, case and hyphens at line ends aside."""
    for found in _WORD.finditer(_plain(text)):
        yield found[0]


def _plain(text: str) -> str:
    return _BROKEN.sub("", unicodedata.normalize("NFKC", text).casefold().replace("\r", "\n"))


def pieces(text: str) -> list[str]:
    """Return the runs of letters and digits of a text, as `words` spells them, those joined by a sign apart."""
    return _PIECE.findall(_plain(text))


def word_set(texts: Iterable[str]) -> ValueSet:
    """Return the set of the runs of letters and digits in some texts."""
    found = ValueSet()
    for text in texts:
        for piece in pieces(text):
            found.add(value_key(piece))
    return found


def missing_words(text: str, visible: ValueSet) -> list[str]:
    """Return the words of a text of which some part, more than one character long, stands nowhere visible."""
    return [
        word
        for word in words(text)
        if any(_is_missing(piece, visible) for piece in _PIECE.findall(word) if len(piece) > 1)
    ]


def _is_missing(piece: str, visible: ValueSet) -> bool:
    key = value_key(piece)
    return key is not None and key not in visible
