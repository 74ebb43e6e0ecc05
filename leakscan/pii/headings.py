"""Header texts taken apart into plain words, whatever their style."""

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "Ae",
        "đ": "d",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "’": "'",
    }
)


def without_accents(text: str) -> str:
    """Return *text* with its letters reduced to the basic ones."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def words_of(header: str) -> tuple[str, ...]:
    """Return the words of a header: ``Vic_Surname``, ``vicSurname`` and ``VIC SURNAME`` alike."""
    if header.isascii() and header.islower() and header.replace(" ", "").isalpha():
        return tuple(header.split())  # as nearly all the words of the lists are written
    text = without_accents(header.replace("\n", " ").strip())
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text + " ")
    text = text.replace("E-mail", "Email").replace("e-mail", "email").replace("E-MAIL", "EMAIL")
    return tuple(word.lower() for word in _WORDS.findall(_CAMEL.sub(" ", text)))


def plain_words(header: str) -> str:
    """Return the words of a header, lower case, one space between them."""
    return " ".join(words_of(header))
