"""Kinds of characters: what a long text must have for a form of number to stand in it.

Of thirty forms a long text holds few. Every digit becomes a nought and every letter an A once for all of them, and
a form whose shape stands nowhere in that is not sought in the text itself, which takes far longer.
"""

import re
from functools import lru_cache

from leakscan.patterns import late_pattern

LONG = 2_000
"""Texts of more characters are asked once whether words or shapes stand in them at all, and not at each value."""
_KEPT = ".,/-:\\"
_OTHERS = late_pattern(r"[^\x00-\x7f]+")


def _kind(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isalpha() or character == "_":
        return "A"
    return character if character in _KEPT else " "


_KINDS = {code: _kind(chr(code)) for code in range(128)}


def shape_of(text: str) -> str | None:
    r"""Return the kinds of the characters of a text, behind a blank: 0, A, one of `.,/-:\\`, or a blank.

    Characters beyond ASCII are blanks, for no form has any. None for texts with some that pass for others.
    """
    if not text.isascii():
        if any(map(_passes_for_another, set("".join(_OTHERS.findall(text))))):
            return None
        text = text.encode("ascii", "replace").decode("ascii")
    return " " + text.translate(_KINDS)


def _passes_for_another(character: str) -> bool:
    """Return whether a pattern may take a character for a digit, or for a letter of ASCII in the other case."""
    return character.isdecimal() or character.upper()[0].isascii() or character.lower()[0].isascii()


_held_shape = lru_cache(maxsize=4)(shape_of)


def may_stand(shape: re.Pattern[str] | None, text: str) -> bool:
    """Return whether a shape may stand in a text; short texts are not asked."""
    if shape is None or len(text) <= LONG:
        return True
    kinds = _held_shape(text)
    return kinds is None or shape.search(kinds) is not None
