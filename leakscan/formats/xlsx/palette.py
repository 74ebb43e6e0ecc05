"""The colours of a workbook: its theme, its indexed palette, and what a `color` element means."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.colours import BLACK, WHITE, Colour, read_rgb, tinted
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.builtin import INDEXED_COLOURS
from leakscan.formats.xlsx.cells import decimal, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEME = (
    "lt1", "dk1", "lt2", "dk2",
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
"""Theme colours by number as cells refer to them: light and dark change places (ECMA-376-1 §18.8.3, §20.1.6.2)."""

_OFFICE = (
    "FFFFFF", "000000", "EEECE1", "1F497D",
    "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080",
)  # fmt: skip
"""The theme of Office 2007 to 2010, in the same order: for workbooks without a theme part."""

_SYSTEM = {"window": WHITE, "windowText": BLACK}
_FOREGROUND, _BACKGROUND = 64, 65
_INDEXED = {number: read_rgb(text) or BLACK for number, text in enumerate(INDEXED_COLOURS)}
_USUAL_THEME = {name: read_rgb(usual) for name, usual in zip(_SCHEME, _OFFICE, strict=True)}


class Palette:
    """Says what colour the attributes of a `color` element mean (ECMA-376-1 §18.8.3)."""

    def __init__(self, theme: Mapping[str, Colour], indexed: Mapping[int, Colour]) -> None:
        self._theme = [theme.get(name, usual) for name, usual in _USUAL_THEME.items()]
        self._indexed = indexed

    def colour(self, attributes: Mapping[str, str]) -> Colour | None:
        """Return the colour, or None when it is automatic or nonsense."""
        if xmlsafe.is_true(attributes.get("auto")):
            return None
        found = None
        theme, index = whole(attributes.get("theme")), whole(attributes.get("indexed"))
        if "rgb" in attributes:
            found = read_rgb(attributes["rgb"])
        elif theme is not None:
            found = self._theme[theme] if 0 <= theme < len(self._theme) else None
        elif index is not None:
            found = self.indexed(index)
        return None if found is None else tinted(found, decimal(attributes.get("tint")) or 0.0)

    def indexed(self, index: int) -> Colour | None:
        """Return a colour of the palette; the system's own for 64 and 65 (ECMA-376-1 §18.8.27)."""
        if index == _FOREGROUND:
            return BLACK
        if index == _BACKGROUND:
            return WHITE
        return self._indexed.get(index)

    def child(self, element: "_Element | None", name: str) -> Colour | None:
        """Return the colour that a child element of that name gives, or None."""
        for found in xmlsafe.children(element, name) if element is not None else ():
            return self.colour({str(key): str(value) for key, value in found.attrib.items()})
        return None


def palette_of(theme: Mapping[str, Colour], styles: "_Element | None") -> Palette:
    """Return the palette of a workbook, from the colours of its theme and its styles."""
    indexed = dict(_INDEXED)
    if styles is not None:
        for group in xmlsafe.descendants(styles, "indexedColors"):
            for number, element in enumerate(xmlsafe.children(group, "rgbColor")):
                colour = read_rgb(element.get("rgb"))
                if colour is not None:
                    indexed[number] = colour
    return Palette(theme, indexed)


def theme_colours(package: Package, main_part: str) -> Mapping[str, Colour]:
    """Return the colours of the theme of a document, by the names of their slots."""
    for relationship in package.related(main_part, "theme"):
        lost = "the colours of the theme"
        colours = package.examined(relationship.target, "theme", _slots, None, lost=lost)
        if colours is not None:
            return colours
    return {}


def _slots(root: "_Element", _: None) -> tuple[dict[str, Colour] | None, bool]:
    for scheme in xmlsafe.descendants(root, "clrScheme"):
        return {xmlsafe.local_name(slot): colour for slot in scheme if (colour := _scheme_colour(slot))}, True
    return None, False


def _scheme_colour(slot: "_Element") -> Colour | None:
    for element in slot:
        if xmlsafe.local_name(element) == "sysClr":
            return read_rgb(element.get("lastClr")) or _SYSTEM.get(element.get("val", ""))
        return read_rgb(element.get("val"))
    return None
