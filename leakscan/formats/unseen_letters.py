"""Letters of Unicode that show nothing and still spell something, in texts of every format."""

from collections.abc import Iterator

from leakscan.patterns import late_pattern

_TAGS = late_pattern("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007e]{2,}")
"""Tags; after a black flag they make the flag of a country (Unicode TR 51)."""
_SELECTORS = late_pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
"""Selectors of variants: a letter takes one (Unicode §23.4), and a row of them stands for bytes."""
_NO_WIDTH = late_pattern("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{8,}")
"""Marks without width; so many in a row spell something."""
_FIRST_TAG, _FIRST_SELECTOR, _FIRST_FURTHER = 0xE0000, 0xFE00, 0xE0100
_FIRST_SELECTORS = 16


def unseen_letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text spells in letters that show nothing: why it does not show, and what it says."""
    if text.isascii():
        return
    for found in _TAGS.findall(text):
        yield "text in letters that show nothing", "".join(chr(ord(letter) - _FIRST_TAG) for letter in found)
    for found in _SELECTORS.findall(text):
        spelled = bytes(map(_byte, found)).decode("utf-8", errors="replace")
        yield "text in letters that show nothing", spelled if spelled.isprintable() else _numbers(found)
    for found in _NO_WIDTH.findall(text):
        if len(set(found)) > 1:
            yield "a row of marks without width", _numbers(found)


def _byte(selector: str) -> int:
    """Return which of the 256 selectors a letter is."""
    number = ord(selector)
    return number - _FIRST_FURTHER + _FIRST_SELECTORS if number >= _FIRST_FURTHER else number - _FIRST_SELECTOR


def _numbers(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters)
