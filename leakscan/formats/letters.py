"""Letters of Unicode that show nothing, and what they spell."""

import re
from collections.abc import Iterator

_TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007e]{2,}")
"""Letters that show nothing; after a black flag they make the flag of a country (Unicode TR 51)."""
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
"""Each letter has one selector of its form at most (Unicode §23.4); several in a row are bytes of something."""
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{8,}")
"""Marks without width; so many in a row spell something."""


def unseen_letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield what such letters in a text are, and what they spell."""
    if text.isascii():
        return
    for found in _TAGS.findall(text):
        yield "text in letters that show nothing", "".join(chr(ord(letter) - 0xE0000) for letter in found)
    for found in _SELECTORS.findall(text):
        spelled = bytes(ord(letter) - (0xFE00 if letter < "\uff00" else 0xE00F0) for letter in found)
        yield "text in letters that show nothing", spelled.decode("utf-8", "replace")
    for found in _NO_WIDTH.findall(text):
        if len(set(found)) > 1:
            yield "a row of marks without width", " ".join(f"U+{ord(letter):04X}" for letter in found)
