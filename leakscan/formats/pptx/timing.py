"""What the animations of a slide have taken away when they are over (ECMA-376-1 §19.5)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.pptx.shapes import Shape, non_visual

if TYPE_CHECKING:
    from lxml.etree import _Element

Range = tuple[int, int]
"""The first and the last of some paragraphs, from 0."""

_VISIBILITY = "style.visibility"


def taken_away(root: "_Element") -> dict[str, list[Range]]:
    """Return the shapes that an exit effect takes away and no later effect brings back.

    Only what runs in the course of the slide counts; effects that wait for a click on a certain shape may never
    come. A shape as a whole has no ranges; else they are those of its paragraphs.
    """
    gone: dict[str, dict[Range | None, bool]] = {}
    for effect in _effects(root):
        is_hidden = _hides(effect)
        target = next(xmlsafe.descendants(effect, "spTgt"), None)
        if is_hidden is None or target is None:
            continue
        states = gone.setdefault(target.get("spid", ""), {})
        for part in _paragraphs(target):
            if part is None:
                states.clear()
            states[part] = is_hidden
    found = {}
    for shape, states in gone.items():
        ranges = [part for part, is_hidden in states.items() if is_hidden and part is not None]
        # Paragraphs that come back one by one bring the shape back with them.
        if ranges or (states.get(None) and len(states) == 1):
            found[shape] = ranges
    return found


def _effects(root: "_Element") -> "Iterator[_Element]":
    """Yield what sets an attribute in the course of a slide; the order of the file is that of the show."""
    # Newer effects stand in a choice beside a fallback (ECMA-376-3 §7.5); the choice comes first.
    timing = next(xmlsafe.descendants(root, "timing"), None)
    for node in () if timing is None else timing.iter("{*}cTn"):
        if node.get("nodeType") == "mainSeq":
            yield from node.iter("{*}set")


def _hides(effect: "_Element") -> bool | None:
    """Return whether an effect hides its target; None when it changes something else."""
    names = [xmlsafe.text_of(item).strip() for item in xmlsafe.descendants(effect, "attrName")]
    if names != [_VISIBILITY]:
        return None
    for value in xmlsafe.descendants(effect, "strVal"):
        return value.get("val") == "hidden"
    return None


def _paragraphs(target: "_Element") -> list[Range | None]:
    """Return which paragraphs a target is; nothing when it is a part of a chart, or letters."""
    inner = next((child for child in target if xmlsafe.local_name(child)), None)
    if inner is None:
        return [None]
    if xmlsafe.local_name(inner) != "txEl":
        return []
    try:
        return [(int(item.get("st", "")), int(item.get("end", ""))) for item in xmlsafe.children(inner, "pRg")]
    except ValueError:
        return []


def texts_taken(shape: Shape, gone: dict[str, list[Range]]) -> list[str] | None:
    """Return the texts of a shape that go, by itself or with a group around it; None when it stays."""
    for element in (shape.element, *shape.element.iterancestors("{*}grpSp")):
        properties = non_visual(element)
        ranges = None if properties is None else gone.get(properties.get("id", ""))
        if ranges is None:
            continue
        if element is not shape.element or not ranges:
            return shape.texts
        found: list[str] = []
        paragraphs = [text for body in xmlsafe.children(element, "txBody") for text in _texts(body)]
        for first, last in ranges:
            found.extend(text for text in paragraphs[max(first, 0) : max(last, 0) + 1] if text)
        return list(dict.fromkeys(found))
    return None


def _texts(body: "_Element") -> Iterator[str]:
    """Yield every paragraph of a text, empty ones too, for they are counted."""
    for paragraph in xmlsafe.children(body, "p"):
        yield "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
