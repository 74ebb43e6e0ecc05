"""Kinds of characters: what a long text must have for a form of number to stand in it.

Of thirty forms a long text holds few. Every digit becomes a nought and every letter an A once for all of them, and
a form whose shape stands nowhere in that is not sought in the text itself, which takes far longer.
"""

import re
from functools import lru_cache

LONG = 2_000
"""Texts of more characters are asked once whether words or shapes stand in them at all, and not at each value."""
_KEPT = ".,/-:\\"


def _kind(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isalpha() or character == "_":
        return "A"
    return character if character in _KEPT else " "


_KINDS = {code: _kind(chr(code)) for code in range(128)}


def shape_of(text: str) -> str:
    r"""Return the kinds of the characters of a text, behind a blank: 0, A, one of `.,/-:\`, or a blank."""
    return " " + text.translate(_KINDS)


_held_shape = lru_cache(maxsize=4)(shape_of)


def may_stand(shape: re.Pattern[str] | None, text: str) -> bool:
    """Return whether a shape may stand in a text; short texts, and letters beyond ASCII, are not asked."""
    if shape is None or len(text) <= LONG or not text.isascii():
        return True
    return shape.search(_held_shape(text)) is not None
