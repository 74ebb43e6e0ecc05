"""Texts in the markup of a workbook that show nowhere: remarks, instructions, texts of elements unknown."""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.strays import REMARK, STRAY, Strays
from leakscan.formats.texts import is_xml
from leakscan.formats.xlsx.outside import Outside
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Workbook

STRINGS = 0
"""In place of the number of a sheet: what stands outside the shared strings."""

_LARGEST_BYTES = 1 << 20
"""Parts that are not streamed are looked through up to this size; the workbook part always."""
_MARKS = re.compile(rb"<!--|<\?(?!xml\s)|\A(?:\xff\xfe|\xfe\xff|<\0|\0<)")
_TEXTED = frozenset({"definedName", "argumentDescription", "f", "formula"})
"""Elements of the workbook part with a text that others read or that only refers to cells."""


def markup_texts(
    package: Package, workbook_part: str, workbook: Workbook, outsides: dict[int, Outside], known: list[SideText]
) -> Iterator[SideText]:
    """Yield the texts in the markup of sheets, shared strings and small parts, and in formulas of hidden sheets.

    Args:
        package: the workbook's package.
        workbook_part: its main part.
        workbook: its sheets, and the parts whose text is gathered as a whole.
        outsides: what stands outside the cells, by the number of the sheet, and outside the shared strings.
        known: texts that were found before; what they tell of is not told twice.
    """
    told = {part.place.part for part in workbook.text_parts}
    places = {sheet.number: sheet.place() for sheet in reversed(workbook.sheets) if sheet.part}
    for relationship in package.related(workbook_part, "sharedStrings"):
        places[STRINGS] = Place(part=package.name(relationship.target) or "")
    streamed: set[str] = set()
    for number, place in sorted(places.items()):
        outside = outsides.get(number)
        if outside is not None and place.part not in streamed:
            streamed.add(place.part)
            yield from _side_texts(package, outside.strays, place)
            yield from _side_texts(package, outside.literals, place, SideKind.FORMULA)
    told |= streamed
    seen = {(item.place.part, item.text) for item in known}
    for part in sorted(package.entries):
        is_main = part == workbook_part
        if part in told or package.state(part) is not PartState.EXAMINED:
            continue
        if is_main or package.entries[part].size <= _LARGEST_BYTES:
            for item in _side_texts(package, _strays(package, part, is_main=is_main), Place(part=part)):
                if (part, item.text) not in seen:
                    yield item


def _side_texts(
    package: Package, strays: Strays, place: Place, kind: SideKind = SideKind.MARKUP
) -> Iterator[SideText]:
    if strays.is_cut:
        package.problem(
            "limit-tree-bytes", place, "too many texts stand in markup or formulas", lost="the rest of them"
        )
    for what, text in strays.texts:
        yield SideText(kind, what, text, place)


def _strays(package: Package, part: str, *, is_main: bool) -> Strays:
    """Return what stands in the markup of a part that is small; its own reader has told of its damage."""
    strays = Strays()
    try:
        data = package.read(part)
        if not is_xml(data[:64]) or not (is_main or _MARKS.search(data)):
            return strays
        root = xmlsafe.parse(data.replace(b"<br>", b"<br/>"))
    except FileError:
        return strays
    for target, text in xmlsafe.remarks(root):
        if target:
            strays.add_instruction(target, text)
        else:
            strays.add(REMARK, text)
    for element in root.iter("*") if is_main else ():
        name = xmlsafe.local_name(element)
        if name not in _TEXTED:
            for piece in (element.text, *(node.tail for node in element)):
                strays.add(STRAY, piece or "")
    return strays
