"""Values in RTF that stand as text: numbers, code pages, bytes in hexadecimal, words of lists."""

import codecs

from leakscan.views.side_texts import says_much

BINARY = b"\\bin"
"""Stands before data that came as they are."""


def level_words(text: str) -> str:
    """Return the text of a level of a list, where it says more than a heading does."""
    words = "".join(letter if letter.isprintable() else " " for letter in text).strip().rstrip(";")
    return words if says_much(words, most_words=1) else ""


def whole(text: str) -> int:
    """Return a whole number, or 0 where there is none."""
    try:
        return int(text.strip())
    except ValueError:
        return 0


def codec(name: str) -> str | None:
    """Return the name of an encoding that is known, or None."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def bytes_of(pieces: list[bytes]) -> bytes:
    """Return the bytes of hexadecimal digits, or those that came as they are."""
    if BINARY in pieces:
        return pieces[pieces.index(BINARY) + 1]
    digits = b"".join(b"".join(pieces).split())
    try:
        return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
    except ValueError:  # also of bytes that are no ASCII
        return b""
