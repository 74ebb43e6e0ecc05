"""Names that somebody gave to shapes, styles, fonts and themes, told from those that programs give."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.roots import parts_of
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText, says_much, telling_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERED = late_pattern(r".*\d\s*|\W*|_x0000_\w*", re.DOTALL)
"""Names that programs give by themselves end in a number, as "Picture 3" in any language."""
_PROGRAM_WORDS = """
    arrow background box button caption chart clip connector content control date diagram down footer frame
    freeform graphic graphical group header heading holder icon image left line list logo media notes number object
    oval page picture placeholder presentation rectangle right round rounded shape slide straight subtitle table
    text textbox title up vertical horizontal
    """
_PROGRAMS = frozenset(_PROGRAM_WORDS.split())
"""Words of which programs and templates make the names of shapes that bear no number."""
_WORD = late_pattern(r"[^\W\d_]+")
_THEME_NAMES = ("theme", "clrScheme", "fontScheme", "fmtScheme")
_MOST_FONT_WORDS = 6
_MOST_STYLE_WORDS = 4


def is_given(name: str) -> bool:
    """Return whether the name of a shape is hardly one that a program gives: it has two words of its own."""
    if not name or _NUMBERED.fullmatch(name) is not None:
        return False
    words = {word.casefold() for word in _WORD.findall(name)}
    return len(words) > 1 and not words <= _PROGRAMS


def given_names(properties: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the name that somebody gave a shape, or that of the file a picture came from."""
    name = properties.get("name", "").strip()
    if is_given(name):
        yield named_text(SideKind.ALTERNATIVE_TEXT, "name of a shape or of a picture's file", name, place)


def named_formats(package: Package, *, styles: str, content_type: str = "") -> Iterator[SideText]:
    """Yield the names of styles, fonts and themes that hold the words of a sentence.

    Args:
        package: the package.
        styles: the root of the parts that hold styles.
        content_type: last word of their content type; the root's name when empty.
    """
    for part in parts_of(package, root=styles, content_type=content_type):
        for name in _common_names(package, part, _style_names):
            yield named_text(SideKind.MARKUP, "name of a style", name, Place(part=part))
    for part in parts_of(package, root="fonts", content_type="fontTable"):
        for name in _common_names(package, part, _font_names):
            yield named_text(SideKind.MARKUP, "name of a font", name, Place(part=part))
    for part in parts_of(package, root="theme", content_type="theme"):
        for name in _common_names(package, part, _theme_names):
            yield named_text(SideKind.MARKUP, "name of a theme", name, Place(part=part))


def _common_names(
    package: Package, part: str, read: "Callable[[_Element, None], tuple[tuple[str, ...], bool]]"
) -> tuple[str, ...]:
    """Return the names in a part that say much; whoever examines it says what is wrong with it."""
    try:
        return package.common(part, read, None)
    except FileError:
        return ()


def _style_names(root: "_Element", _: None) -> tuple[tuple[str, ...], bool]:
    found = []
    for style in root.iter("{*}style", "{*}tblStyle"):
        inner = (xmlsafe.attribute(item, "val") or "" for item in xmlsafe.children(style, "name"))
        name = style.get("styleName") or next(inner, "")
        if says_much(name, most_words=_MOST_STYLE_WORDS):
            found.append(name)
    return tuple(found), not found


def _font_names(root: "_Element", _: None) -> tuple[tuple[str, ...], bool]:
    names = (xmlsafe.attribute(font, "name") or "" for font in xmlsafe.children(root, "font"))
    found = tuple(name for name in names if says_much(name, most_words=_MOST_FONT_WORDS))
    return found, not found


def _theme_names(root: "_Element", _: None) -> tuple[tuple[str, ...], bool]:
    names = (element.get("name", "") for element in root.iter(*("{*}" + name for name in _THEME_NAMES)))
    found = tuple(name for name in names if says_much(name))
    return found, not found


def named_text(kind: SideKind, what: str, name: str, place: Place) -> SideText:
    """Return a name as a text beside what shows; it is the software's own unless it tells of somebody."""
    return SideText(kind, what, name, place, is_own=not any(True for _ in telling_in(name)))
