"""Texts beside the cells: validations, headers and footers, readings, and settings that hold a text.

The elements are those of the *XML Spreadsheet Reference* (Microsoft, Excel 2002).
"""

import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.ods.nodes import Node
from leakscan.formats.spreadsheetml.content import reference_text
from leakscan.formats.spreadsheetml.vocabulary import is_unusual
from leakscan.formats.xlsx.sheet_texts import header_words
from leakscan.views.side_texts import SideKind, SideText

_HINTS = {
    "InputTitle": "title of a hint",
    "InputMessage": "hint",
    "ErrorTitle": "title of a warning",
    "ErrorMessage": "warning",
}
_SETTINGS = frozenset(("WorksheetOptions", "OfficeDocumentSettings", "Sorting", "PageBreaks", "SmartTags"))
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


def node_texts(node: Node, place: Place, *, is_shown: bool) -> Iterator[SideText]:
    """Yield the texts of an element beside the cells.

    Args:
        node: the element.
        place: where it stands.
        is_shown: it belongs to a sheet that shows.
    """
    if node.name == "DataValidation":
        cells = reference_text(node.child_text("Range").strip()).replace("$", "")
        yield from _validation(node, place._replace(cells=cells))
    elif node.name == "PhoneticText" and node.text.strip():
        yield SideText(SideKind.PHONETIC, "reading of a text", node.text.strip(), place)
    elif node.name in _SETTINGS:
        for item in node.descendants("Header", "Footer"):
            text = header_words(item.get("Data"))
            if text:
                yield SideText(SideKind.HEADER_FOOTER, item.name.lower(), text, place, is_shown=is_shown)
        for item in (node, *node.descendants()):
            for text in _unusual(item):
                yield SideText(SideKind.MARKUP, "text of a setting", text, place)


def _validation(node: Node, place: Place) -> Iterator[SideText]:
    for item in node.children():
        text = item.text.strip()
        if not text:
            continue
        if item.name in _HINTS:
            yield SideText(SideKind.VALIDATION, _HINTS[item.name], text, place)
        for found in _LITERAL.finditer(text) if item.name in ("Value", "Min", "Max") else ():
            is_list = node.child_text("Type").strip() == "List"
            what = "choice of a list" if is_list else "text in a condition"
            for choice in found[1].replace('""', '"').split(",") if is_list else [found[1]]:
                if choice.strip():
                    yield SideText(SideKind.VALIDATION, what, choice.strip(), place)


def _unusual(node: Node) -> Iterator[str]:
    """Yield what of an element's own text and attributes is neither number nor word of the format."""
    texts = [item for item in node.inside if isinstance(item, str)]
    values = [value for key, value in node.attributes.items() if key not in ("Data", "xmlns", "namespaceuri")]
    yield from filter(is_unusual, map(str.strip, (*texts, *values)))
