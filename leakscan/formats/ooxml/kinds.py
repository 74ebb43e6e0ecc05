"""The closed list of part kinds that carry no user content (docs/coverage.md), each verified before belief."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.patterns import late_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMERIC = late_pattern(r"[\s\d.,+-]*")
_NOTE_WORDS = late_pattern(
    r"[\s\d.,+-]*|true|false|t|f|left|center|right|top|bottom|justify|distributed", re.IGNORECASE
)
_GEOMETRY = ("style", "path", "points", "adj")
_LONGEST_NAME = 128
"""No name of a font, a colour or a style is longer in any application; text that is hidden would be."""
_LONGEST_FORMAT = 255


class PartKind(NamedTuple):
    """A kind of XML part that carries no user content.

    Attributes:
        name: what it is called in the ledger.
        namespaces: beginnings of the namespaces its root may have.
        has_no_content: whether a part of that root indeed carries none.
    """

    name: str
    namespaces: tuple[str, ...]
    has_no_content: "Callable[[_Element], bool]"


def recognised(root: "_Element") -> str:
    """Return the name of the kind a part is recognised as, or an empty string."""
    kind = _KINDS.get(xmlsafe.local_name(root))
    if kind is None:
        return ""
    namespace = str(root.tag).rpartition("}")[0].lstrip("{")
    if not namespace.startswith(kind.namespaces):
        return ""
    return kind.name if kind.has_no_content(root) else ""


def shows_its_text(root: "_Element") -> bool:
    """Return whether a drawing holds text, and all of it is text that its page shows."""
    return _is_drawing(root) and _hides_nothing(root)


def _is_drawing(root: "_Element") -> bool:
    return xmlsafe.local_name(root) in ("wsDr", "userShapes")


def _holds_text(root: "_Element") -> bool:
    elements = sum(1 for _ in root.iter("*"))
    if elements != sum(1 for _ in root.iter()):
        return True  # comments and processing instructions hold text too
    return any(_is_unexpected(element.text or "") or _is_unexpected(element.tail or "") for element in root.iter())


def _is_unexpected(text: str) -> bool:
    return _NUMERIC.fullmatch(text) is None


def _is_terse(root: "_Element") -> bool:
    """True when there is no text, no comment, and no attribute long enough to hold a text."""
    return not _holds_text(root) and all(
        len(str(value)) <= _LONGEST_NAME for element in root.iter("*") for value in element.attrib.values()
    )


def _is_without_frames(root: "_Element") -> bool:
    """True when settings for the web name no other files, as those of a page of frames do."""
    return _is_terse(root) and not any(xmlsafe.local_name(element) == "frame" for element in root.iter("*"))


def _is_style_table(root: "_Element") -> bool:
    """True when the styles hold no more than formats; a number format may be 255 characters long."""
    if _holds_text(root):
        return False
    return all(
        len(str(value)) <= (_LONGEST_FORMAT if key == "formatCode" else _LONGEST_NAME)
        for element in root.iter("*")
        for key, value in element.attrib.items()
    )


def _has_only(*names: str) -> "Callable[[_Element], bool]":
    def check(root: "_Element") -> bool:
        return _is_terse(root) and all(xmlsafe.local_name(element) in names for element in root.iter("*"))

    return check


def _is_dynamic_array_metadata(root: "_Element") -> bool:
    """True when cell metadata only mark dynamic arrays; other metadata hold names of servers and cubes."""
    names = {xmlsafe.local_name(element) for element in root.iter("*")}
    return _is_terse(root) and not names & {"metadataStrings", "s", "mdxMetadata", "mdx"}


def _is_quiet_drawing(root: "_Element") -> bool:
    return _is_terse(root) and _hides_nothing(root)


def _hides_nothing(root: "_Element") -> bool:
    """True when a drawing has no hidden shape, no alternative text and no comment."""
    for element in root.iter():
        attributes = element.attrib
        if not xmlsafe.local_name(element):
            return False  # a comment
        if xmlsafe.is_true(str(attributes.get("hidden", ""))):
            return False
        if any(str(attributes.get(name, "")).strip() for name in ("descr", "title")):
            return False
    return True


def _is_note_shape(root: "_Element") -> bool:
    """True when legacy drawing markup only places the boxes of notes."""
    for element in root.iter():
        name = xmlsafe.local_name(element)
        if not name or name in ("imagedata", "FmlaMacro", "FmlaPict", "FmlaRange"):
            return False
        if name == "ClientData" and element.get("ObjectType") != "Note":
            return False
        if any(_NOTE_WORDS.fullmatch(text or "") is None for text in (element.text, element.tail)):
            return False
        if any(xmlsafe.attribute(element, key) for key in ("alt", "title", "href")):
            return False
        if any(len(str(value)) > _LONGEST_NAME and key not in _GEOMETRY for key, value in element.attrib.items()):
            return False
    return True


_DRAWINGML = ("http://schemas.openxmlformats.org/drawingml/", "http://purl.oclc.org/ooxml/drawingml/")
_SPREADSHEETML = (
    "http://schemas.openxmlformats.org/spreadsheetml/",
    "http://purl.oclc.org/ooxml/spreadsheetml/",
    "http://schemas.microsoft.com/office/excel/",
)
_CHART_STYLE = ("http://schemas.microsoft.com/office/drawing/2012/chartStyle",)
_OFFICE_RICH = ("http://schemas.microsoft.com/office/spreadsheetml/",)

_WORDPROCESSINGML = (
    "http://schemas.openxmlformats.org/wordprocessingml/",
    "http://purl.oclc.org/ooxml/wordprocessingml/",
)

_PRESENTATIONML = (
    "http://schemas.openxmlformats.org/presentationml/",
    "http://purl.oclc.org/ooxml/presentationml/",
    "http://schemas.microsoft.com/office/powerpoint/",
)

_KINDS = {
    "presentationPr": PartKind("settings of a show", _PRESENTATIONML, _is_terse),
    "viewPr": PartKind("settings of windows", _PRESENTATIONML, _is_terse),
    "tblStyleLst": PartKind("styles of tables", _DRAWINGML, _is_terse),
    "revInfo": PartKind("identifiers of revisions", _PRESENTATIONML, _is_terse),
    "fonts": PartKind("names of fonts", _WORDPROCESSINGML, _is_terse),
    "webSettings": PartKind("settings for the web", _WORDPROCESSINGML, _is_without_frames),
    "styles": PartKind("styles of a document", _WORDPROCESSINGML, _is_terse),
    "numbering": PartKind("numbering", _WORDPROCESSINGML, _is_terse),
    "theme": PartKind("theme", _DRAWINGML, _is_terse),
    "themeOverride": PartKind("theme override", _DRAWINGML, _is_terse),
    "styleSheet": PartKind("styles", _SPREADSHEETML, _is_style_table),
    "rowIndex": PartKind("index of rows", _SPREADSHEETML, _has_only("rowIndex")),
    "calcChain": PartKind("calculation chain", _SPREADSHEETML, _has_only("calcChain", "c", "extLst")),
    "metadata": PartKind("cell metadata", _SPREADSHEETML, _is_dynamic_array_metadata),
    "wsDr": PartKind("drawing without text", _DRAWINGML, _is_quiet_drawing),
    "formControlPr": PartKind(
        "form control without text", _OFFICE_RICH, _has_only("formControlPr", "extLst", "ext")
    ),
    "xml": PartKind("boxes of notes", ("",), _is_note_shape),
    "chartStyle": PartKind("chart style", _CHART_STYLE, _is_terse),
    "colorStyle": PartKind("chart colours", _CHART_STYLE, _is_terse),
    "colorsDef": PartKind("diagram colours", _DRAWINGML, _is_terse),
    "styleDef": PartKind("diagram style", _DRAWINGML, _is_terse),
    "layoutDef": PartKind("diagram layout", _DRAWINGML, _is_terse),
    "rvTypesInfo": PartKind("types of rich values", _OFFICE_RICH, _is_terse),
    "rvStructures": PartKind("structures of rich values", _OFFICE_RICH, _is_terse),
    "FeaturePropertyBags": PartKind("feature property bags", _OFFICE_RICH, _is_terse),
}
