"""Reader of the cells of a sheet that are not seen: it reads the workbook again, for `Table.rows`."""

from collections.abc import Iterator
from contextlib import closing

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.drawings import has_drawings
from leakscan.formats.xlsx.facts import Usage, read_facts
from leakscan.formats.xlsx.looks import read_looks
from leakscan.formats.xlsx.seeing import SeeingHandler
from leakscan.formats.xlsx.strings import SharedStrings, read_strings
from leakscan.formats.xlsx.styles import read_dates
from leakscan.formats.xlsx.tables import opened_package, typed
from leakscan.formats.xlsx.veils import veil_of
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.unseen import Unseen


def unseen_rows(source: Source, *, part: str, name: str, why: str) -> Iterator[Row]:
    """Yield the cells of a sheet that are not seen for one reason: each cell's reference and its value.

    Args:
        source: the workbook.
        part: the sheet's part.
        name: the sheet's name.
        why: name of the reason.
    """
    with opened_package(source) as package, closing(SharedStrings()) as strings:
        workbook_part = package.main_part() or ""
        looks = read_looks(package, workbook_part)
        for relationship in package.related(workbook_part, "sharedStrings"):
            found = package.name(relationship.target)
            if found is not None:
                with package.recording(Place(part=found), lost="text of the cells"), package.open(found) as stream:
                    read_strings(stream, strings, looks)
            break
        yield from _cells(package, part, name, Unseen[why], Usage(strings, looks))


def _cells(package: Package, part: str, name: str, why: Unseen, usage: Usage) -> Iterator[Row]:
    with package.open(part) as stream:
        first = read_facts(stream, usage, shows=True, is_drawn_over=has_drawings(package, part))
    roots = (package.tree(item.target, "table") for item in package.related(part, "table"))
    veil = veil_of(package, part, name, first, usage, [root for root in roots if root is not None])
    if veil is None:
        return
    dates = read_dates(package, package.main_part() or "")
    handler = SeeingHandler(usage.apart(), veil, first.filters)
    handler.wanted = why
    damage = None
    with package.open(part) as stream:
        try:
            for _ in xmlsafe.steps(stream, handler):
                ready, handler.ready = handler.ready, []
                for reference, kind, text, style in ready:
                    yield reference, typed(kind, text, style, usage.strings, dates) if kind else text
        except FileError as error:
            damage = error
    for reference, kind, text, style in handler.ready:
        yield reference, typed(kind, text, style, usage.strings, dates) if kind else text
    if damage is not None:
        raise damage
