"""Tints: annotations that colour what lies beneath them and cover nothing, as highlights do (ISO 32000-2 11.3.5).

What is multiplied with a bright colour leaves dark text on bright ground as it is. An appearance that does more
than fill shapes in this way is no tint.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leakscan.formats.pdf.geometry import Box
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.values import Stream, Value

Tint = tuple[float, float, float]
"""Which share of red, green and blue is left."""

_CLEAR = (1.0, 1.0, 1.0)
_END = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_PATHS = re.compile(rb"(?:[\0\t\n\f\r 0-9.+-]*+(?:[mlcvyhn]|re)" + _END + rb")*[\0\t\n\f\r ]*+")
_TOKEN = re.compile(
    rb"(?:/([^\0\t\n\f\r ()<>\[\]{}/%]++)|([A-Za-z]++\*?)|([0-9.+-]++))" + _END + rb"|\[[\0\t\n\f\r 0-9.+-]*+\]"
)
_FILLS = frozenset({b"f", b"F", b"f*"})
_PAINTLESS = frozenset({b"W", b"W*", b"cm", b"w", b"J", b"j", b"M", b"d", b"i", b"ri", b"RG", b"G"})
_MOST_BYTES = 1 << 16
_MOST_FORMS = 8


class Overlay(NamedTuple):
    """An annotation that may be painted over its page.

    Attributes:
        box: its bounds.
        tint: what it leaves of the colours beneath; None where it may cover them.
    """

    box: Box
    tint: Tint | None = None


def tint_of(objects: Objects, annotation: dict[str, Value]) -> Tint | None:
    """Return what an annotation leaves of the colours beneath it; None where it may cover them."""
    kind = objects.text(annotation.get("Subtype"))
    if kind == "Widget":  # PDFium paints no fields; those that fill something are laid on a copy of the page
        return _CLEAR
    if "BM" in annotation:
        return None
    if "AP" not in annotation:  # PDFium fills the bounds, as other viewers do
        colour = objects.numbers(annotation.get("C"))
        return _tint(colour) if kind == "Highlight" and len(colour) == 3 else None
    look = objects.resolve(objects.dictionary(annotation["AP"]).get("N"))
    if not isinstance(look, Stream):
        return None
    try:
        return product(_Reading(objects).tints(look, _State()))
    except ValueError:
        return None


class _State(NamedTuple):
    """What is painted with.

    Attributes:
        fill: the colour of shapes.
        is_multiplied: colours are multiplied with those beneath.
    """

    fill: Tint = (0.0, 0.0, 0.0)
    is_multiplied: bool = False


class _Reading:
    """Reads the operators of an appearance, as long as they only tint."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._forms = 0

    def tints(self, form: Stream, state: _State) -> Iterator[Tint]:
        """Yield the colour of each shape that a form fills.

        Raises:
            ValueError: it does something else besides.
        """
        objects = self._objects
        data = objects.data(form) or b""
        self._forms += 1
        # What is multiplied within a group is so with the group alone.
        is_apart = "Group" in form.dictionary and not state.is_multiplied
        if is_apart or len(data) > _MOST_BYTES or self._forms > _MOST_FORMS:
            raise ValueError("a form that may cover")
        resources = objects.dictionary(form.dictionary.get("Resources"))
        forms, states = (objects.dictionary(resources.get(key)) for key in ("XObject", "ExtGState"))
        kept: list[_State] = []
        for operator, name, numbers in _operators(data):
            if operator in _FILLS and state.is_multiplied:
                yield state.fill
            elif operator == b"Do":
                held = objects.resolve(forms.get(name))
                if not isinstance(held, Stream) or objects.text(held.dictionary.get("Subtype")) != "Form":
                    raise ValueError("a picture")
                yield from self.tints(held, state)
            elif operator == b"q":
                kept.append(state)
            elif operator == b"Q":
                state = kept.pop() if kept else state
            elif operator not in _PAINTLESS:
                state = self._changed(state, operator, numbers, states.get(name))

    def _changed(self, state: _State, operator: bytes, numbers: list[float], named: Value) -> _State:
        """Return the state that an operator leaves."""
        objects = self._objects
        if operator == b"rg" and len(numbers) == 3:
            return state._replace(fill=_tint(numbers))
        if operator == b"g" and len(numbers) == 1:
            return state._replace(fill=_tint(numbers * 3))
        entries = objects.dictionary(named)
        if operator != b"gs" or not entries or isinstance(objects.resolve(entries.get("SMask")), dict):
            raise ValueError("an operator that may cover")
        return (
            state._replace(is_multiplied=objects.text(entries["BM"]) == "Multiply") if "BM" in entries else state
        )


def _operators(data: bytes) -> Iterator[tuple[bytes, str, list[float]]]:
    """Yield the operators that make no path, each with a name and the numbers before it.

    Raises:
        ValueError: there is something else.
    """
    name, numbers = "", list[float]()
    position = _behind_paths(data, 0)
    while position < len(data):
        token = _TOKEN.match(data, position)
        if token is None:
            raise ValueError("what is no operator")
        named, operator, number = token.groups()
        if named is not None:
            name = named.decode("latin-1")
        elif number is not None:
            numbers.append(float(number))
        elif operator is not None:
            yield operator, name, numbers
            name, numbers = "", []
        position = _behind_paths(data, token.end())


def _behind_paths(data: bytes, position: int) -> int:
    paths = _PATHS.match(data, position)
    return position if paths is None else paths.end()


def _tint(numbers: list[float]) -> Tint:
    red, green, blue = (min(1.0, max(0.0, number)) for number in numbers)
    return red, green, blue


def product(tints: Iterable[Tint]) -> Tint:
    """Return what some tints leave together."""
    red, green, blue = _CLEAR
    for tint in tints:
        red, green, blue = red * tint[0], green * tint[1], blue * tint[2]
    return red, green, blue


def light_of(tint: Tint) -> float:
    """Return how much of light a tint leaves (ITU-R BT.601 2.5.1)."""
    return 0.299 * tint[0] + 0.587 * tint[1] + 0.114 * tint[2]
