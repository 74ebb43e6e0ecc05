"""Texts in the markup of a workbook that show nowhere: all that is not on the lists of the format."""

from collections.abc import Collection, Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.texts import is_xml
from leakscan.formats.xlsx.outside import Outside
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Workbook

_HEAD_BYTES = 256
_BINARY = ".bin"
"""Parts of records come as elements of our own making; what is not read of them is said where they are read."""


class _Watched(xmlsafe.Handler):
    """Takes nothing of a part itself."""

    takes_qualified = False

    def __init__(self, walker: Walker) -> None:
        self._walker = walker

    def watcher(self) -> Walker:
        return self._walker


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
        if part.casefold().endswith(_BINARY):
            continue
        place = places.get(part, Place(part=part))
        walker = package.walkers.get(part) or (None if part in whole else _walked(package, part))
        if walker is not None:
            if not walker.root:
                _say_unknown(package, place)
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


def stray_texts(
    package: Package, strays: Strays, place: Place, kind: SideKind = SideKind.MARKUP
) -> Iterator[SideText]:
    """Yield what stands in the markup of a part, and say when more does than is kept."""
    if strays.is_cut:
        package.problem(
            "limit-tree-bytes", place, "too many texts stand in markup or formulas", lost="the rest of them"
        )
    yield from strays.side_texts(place, kind)


def _walked(package: Package, part: str) -> Walker | None:
    """Return what walked over a part; None for one that no reader took, or that is no XML of this format."""
    if package.state(part) in (PartState.UNREADABLE, PartState.SKIPPED):
        return None
    walker = Walker(vocabulary("spreadsheet"), Strays())
    try:
        with package.open(part) as stream:
            if not is_xml(stream.read(_HEAD_BYTES)):
                return None
        with package.open(part) as stream:
            xmlsafe.stream(stream, _Watched(walker))
    except FileError:
        return None  # its own reader has told of its damage
    if walker.root or (walker.is_of_format and package.state(part) is PartState.EXAMINED):
        return walker
    return None


def _say_unknown(package: Package, place: Place) -> None:
    message = "the part begins with an element that no part of a workbook begins with"
    package.problem("elements-not-examined", place, message, lost="what it holds")
    package.mark(place.part, PartState.UNKNOWN)
