"""What is known around an element, and small readings: who signed a change, what a property says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.styles import TableUse
from leakscan.formats.docx.tints import Tint
from leakscan.views.side_texts import SideKind, SideText, says_much

if TYPE_CHECKING:
    from lxml.etree import _Element


_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
"""Beginnings of the name spaces that Word knows; it shows no choice that requires another."""
_GALLERIES = frozenset(
    {
        "AutoText", "Bibliographies", "Cover Pages", "Equations", "Footers", "Headers", "Page Numbers",
        "Quick Parts", "Table of Contents", "Tables", "Text Boxes", "Watermarks", "General", "Built-In",
    }
)  # fmt: skip
"""What Word calls its galleries of building blocks and their first categories (ECMA-376-1 §17.18.12)."""


class Where(NamedTuple):
    """What is known of a piece of text from what stands around it.

    Attributes:
        change: a tracked change that it belongs to: the element's name; empty for none.
        author: who made that change.
        date: when.
        hidden: why it does not show, other than by its own look; empty when it does.
        unseen: why it cannot be seen where it lies, such as a row without height.
        shape: why the shape it is in does not show.
        table: where in a table it stands.
        ground: the colour behind it; None where that is not known.
        has_ground: that is the colour of a box, whatever lies behind it.
        is_inside: it stands in a cell or box, whose own place on the page is not known.
        room: the height of that cell or box in points, where it does not grow.
    """

    change: str = ""
    author: str = ""
    date: str = ""
    hidden: str = ""
    unseen: str = ""
    shape: str = ""
    table: TableUse = TableUse()
    ground: Tint = None
    has_ground: bool = False
    is_inside: bool = False
    room: float | None = None


def signed(element: "_Element") -> tuple[str, str]:
    """Return author and time of a change."""
    return xmlsafe.attribute(element, "author") or "", xmlsafe.attribute(element, "date") or ""


def value_of(properties: "_Element", name: str) -> str:
    """Return the value of a property; empty when it is not there."""
    return next((xmlsafe.attribute(child, "val") or "" for child in xmlsafe.children(properties, name)), "")


def chosen(element: "_Element") -> "tuple[_Element | None, list[_Element]]":
    """Return the branch of an `AlternateContent` that shows, and the others (ECMA-376-3 §9.3).

    It is the first choice whose name spaces are known, which every program of the last ten years knows too.
    """
    branches = [child for child in element if xmlsafe.local_name(child) in ("Choice", "Fallback")]
    shown = next((branch for branch in branches if _is_understood(branch)), None)
    return shown, [branch for branch in branches if branch is not shown]


def _is_understood(branch: "_Element") -> bool:
    spaces = branch.nsmap
    return all(
        (spaces.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in (branch.get("Requires") or "").split()
    )


def unwrapped(element: "_Element", name: str) -> "Iterator[_Element]":
    """Yield rows or cells, also those inside controls and custom XML (ECMA-376-1 §17.5.1, §17.5.2)."""
    for child in element:
        found = xmlsafe.local_name(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"):
            yield from unwrapped(child, name)


def symbol(element: "_Element") -> str:
    """Return the character that a `sym` shows, empty when it is none."""
    try:
        number = int(xmlsafe.attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    font = (xmlsafe.attribute(element, "font") or "").casefold()
    if number in _PRIVATE and not any(word in font for word in _PICTURE_FONTS):
        number -= _PRIVATE.start - 0x20
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number <= 0xFFFF else ""


def control_texts(properties: "_Element", place: Place) -> Iterator[SideText]:
    """Yield what a content control is called and bound to, and its choices (ECMA-376-1 §17.5.2)."""
    for element in properties.iter("*"):
        match xmlsafe.local_name(element):
            case "tag" | "alias" as name:
                text = xmlsafe.attribute(element, "val") or ""
                if text.strip():
                    yield SideText(SideKind.CONTROL, f"{name} of a control", text, place, is_own=True)
            case "listItem":
                for key in ("displayText", "value"):
                    text = xmlsafe.attribute(element, key) or ""
                    if text.strip():
                        is_own = text.strip().casefold() in _OWN_CHOICES or _is_prompt(element, text)
                        yield SideText(SideKind.CONTROL, "choice of a list", text, place, is_own)
            case "docPartCategory" | "docPartGallery":
                text = xmlsafe.attribute(element, "val") or ""
                if text.strip() and text.partition(" (")[0] not in _GALLERIES:
                    yield SideText(SideKind.CONTROL, "building block of a control", text, place, is_own=True)
            case "sectionTitle":
                text = xmlsafe.attribute(element, "val") or ""
                if text.strip():
                    yield SideText(SideKind.CONTROL, "title of a repeated section", text, place)
            case "dataBinding":
                text = xmlsafe.attribute(element, "xpath") or ""
                if text.strip():
                    yield SideText(SideKind.CONTROL, "XML that a control shows", text, place, is_own=True)


def _is_prompt(choice: "_Element", text: str) -> bool:
    """Return whether a choice is the one that Word puts first, "Choose an item." in any language."""
    previous = choice.getprevious()
    is_first = previous is None or xmlsafe.local_name(previous) != "listItem"
    return is_first and text.strip().endswith(".") and not says_much(text, most_words=5)


def tag_texts(tag: "_Element", place: Place) -> Iterator[SideText]:
    """Yield what a smart tag or custom XML around a text says of it (ECMA-376-1 §17.5.1)."""
    is_smart = xmlsafe.local_name(tag) == "smartTag"
    name, space = xmlsafe.attribute(tag, "element") or "", xmlsafe.attribute(tag, "uri") or ""
    if space and not space.startswith(_TAG_SPACES):
        yield SideText(SideKind.MARKUP, "name space of custom XML", space, place, is_own=True)
    if name and not is_smart:
        yield SideText(SideKind.MARKUP, "name of custom XML", name, place, is_own=True)
    for properties in tag:
        if xmlsafe.local_name(properties) not in ("smartTagPr", "customXmlPr"):
            continue
        for element in xmlsafe.children(properties, "attr"):
            text = xmlsafe.attribute(element, "val") or ""
            if any(letter.isalpha() for letter in text) and text.casefold() not in ("true", "false", "trans"):
                what = "value of a smart tag" if is_smart else "value of custom XML"
                is_own = (xmlsafe.attribute(element, "name") or "") in _OWN_VALUES
                yield SideText(SideKind.MARKUP, what, text, place, is_own=is_own)


def link_texts(link: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the screen tip of a link, and where in another document it leads (ECMA-376-1 §17.16.22)."""
    for key, what in (("tooltip", "screen tip of a link"), ("docLocation", "place that a link leads to")):
        text = (xmlsafe.attribute(link, key) or "").strip()
        if text:
            yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, place)
    frame = (xmlsafe.attribute(link, "tgtFrame") or "").strip()
    if frame and not frame.startswith("_"):
        yield SideText(SideKind.MARKUP, "frame that a link leads to", frame, place, is_own=True)


def hides_in_formula(element: "_Element", name: str) -> bool:
    """Return whether a piece of a formula does not show (ECMA-376-1 §22.1.2.28, §22.1.2.81, §22.1.2.96)."""
    parent = element.getparent()
    if parent is None or name not in _HIDING:
        return False
    holder, switch, value = _HIDING[name]
    for properties in xmlsafe.children(parent, holder):
        for child in xmlsafe.children(properties, switch):
            return xmlsafe.is_true(xmlsafe.attribute(child, "val"), default=True) is value
    return False


_PRIVATE = range(0xF020, 0xF07F)
"""Where a `sym` may write letters of any font (ECMA-376-1 §17.3.3.30)."""
_PICTURE_FONTS = ("symbol", "dings", "marlett", "extra", "icon", "awesome")
"""Words in the names of fonts whose signs are no letters."""
_HIDING = {
    "e": ("phantPr", "show", False),
    "deg": ("radPr", "degHide", True),
    "sub": ("naryPr", "subHide", True),
    "sup": ("naryPr", "supHide", True),
}
"""Pieces of formulas: what hides them, and when."""
_OWN_CHOICES = frozenset({"yes", "no", "ja", "nein", "oui", "non", "n/a"})
"""Choices that say nothing about anybody."""
_OWN_VALUES = frozenset({"UnitName", "SourceValue", "HasSpace", "Negative", "NumberType", "TCSC"})
"""What the tags of measures note by themselves."""
_TAG_SPACES = ("urn:schemas-microsoft-com:office:smarttags", "urn:schemas:contacts", "urn:schemas-tilde-lv")
