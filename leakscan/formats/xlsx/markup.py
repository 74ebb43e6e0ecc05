"""Texts in the markup of a workbook that show nowhere: all that is not on the lists of the format."""

from collections.abc import Collection, Iterator

from leakscan.findings import Place
from leakscan.formats.ooxml.markup import say_unknown, stray_texts, walked
from leakscan.formats.ooxml.package import Package
from leakscan.formats.unseen_letters import LETTERS, MARKS
from leakscan.formats.xlsx.outside import Outside
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Workbook

_BINARY = ".bin"
"""Parts of records come as elements of our own making; what is not read of them is said where they are read."""


def markup_texts(
    package: Package, workbook: Workbook, outsides: dict[int, Outside], known: Collection[SideText]
) -> Iterator[SideText]:
    """Yield the texts in the markup of every part, and in formulas of hidden sheets.

    Args:
        package: the workbook's package; it has the walkers of the parts that were read with one.
        workbook: its sheets, and the parts whose text is gathered as a whole.
        outsides: what stands outside the cells, by the number of the sheet.
        known: texts that were found before; what they tell of is not told twice.
    """
    whole = {part.place.part for part in workbook.text_parts if part.kind is not SideKind.PHONETIC}
    places = {sheet.part: sheet.place() for sheet in reversed(workbook.sheets) if sheet.part}
    seen = {(item.place.part, item.text) for item in known}
    for part in sorted(package.entries):
        place = places.get(part, Place(part=part))
        if part.casefold().endswith(_BINARY):
            if part in package.strays:
                found = stray_texts(package, package.strays[part], place)
                yield from (item for item in found if item.what in (LETTERS, MARKS))
            continue
        walker = package.walkers.get(part) or (None if part in whole else walked(package, part, "spreadsheet"))
        if walker is not None:
            if not walker.root:
                say_unknown(package, place)
                continue
            for item in stray_texts(package, walker.strays, place):
                if (part, item.text) not in seen:
                    yield item
    told: set[str] = set()
    for number, place in sorted((sheet.number, sheet.place()) for sheet in workbook.sheets):
        outside = outsides.get(number)
        if outside is not None and place.part not in told:
            told.add(place.part)
            yield from stray_texts(package, outside.literals, place, SideKind.FORMULA)
