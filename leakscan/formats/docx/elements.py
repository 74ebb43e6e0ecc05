"""What is known around an element, and small readings: who signed a change, what a property says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.styles import TableUse
from leakscan.formats.docx.tints import Tint
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of a piece of text from what stands around it.

    Attributes:
        change: a tracked change that it belongs to: the element's name; empty for none.
        author: who made that change.
        date: when.
        hidden: why it does not show, other than by its own look; empty when it does.
        shape: why the shape it is in does not show.
        table: where in a table it stands.
        ground: the colour behind it; None where that is not known.
    """

    change: str = ""
    author: str = ""
    date: str = ""
    hidden: str = ""
    shape: str = ""
    table: TableUse = field(default_factory=TableUse)
    ground: Tint = None


def signed(element: "_Element") -> tuple[str, str]:
    """Return author and time of a change."""
    return xmlsafe.attribute(element, "author") or "", xmlsafe.attribute(element, "date") or ""


def value_of(properties: "_Element", name: str) -> str:
    """Return the value of a property; empty when it is not there."""
    return next((xmlsafe.attribute(child, "val") or "" for child in xmlsafe.children(properties, name)), "")


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
                        yield SideText(SideKind.CONTROL, "choice of a list", text, place)
            case "dataBinding":
                text = xmlsafe.attribute(element, "xpath") or ""
                if text.strip():
                    yield SideText(SideKind.CONTROL, "XML that a control shows", text, place, is_own=True)
