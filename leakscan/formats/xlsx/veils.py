"""What lies over and under the cells of a sheet, from everything that its part and its neighbours say."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.colours import WHITE
from leakscan.formats.ooxml.package import Package
from leakscan.formats.pictures.opacity import main_colour
from leakscan.formats.xlsx.areas import Area, Areas, Blocks, Occupancy, read_area
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS
from leakscan.formats.xlsx.clipping import CLIPPED_BYTES, Clips, FixedSizes, may_clip
from leakscan.formats.xlsx.covering import PartCover, joined
from leakscan.formats.xlsx.drawings import Cover, read_covers, root_of
from leakscan.formats.xlsx.facts import SheetPass, Usage
from leakscan.formats.xlsx.looks import UNKNOWN, Background
from leakscan.formats.xlsx.pivot_tables import pivot_tables
from leakscan.formats.xlsx.table_styles import TableArea, pivot_areas, read_table_area
from leakscan.formats.xlsx.unseen import Veil
from leakscan.views.references import references
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

FAR_ROWS = 1000
FAR_COLUMNS = 100
"""Gaps of about twenty screens: nobody scrolls that far by chance."""


def veil_of(
    package: Package, part: str, name: str, found: SheetPass, usage: Usage, tables: Sequence["_Element"]
) -> Veil | None:
    """Return the veil of a sheet after its first pass, or None when every cell that shows is seen.

    Args:
        package: the package.
        part: the sheet's part.
        name: the sheet's name.
        found: what the first pass found.
        usage: what the first pass of this sheet used and showed.
        tables: the sheet's tables.
    """
    areas = [area for item in tables if (area := read_table_area(item, usage.looks)) is not None]
    for _, pivot in pivot_tables(package, part, name):
        areas.extend(pivot_areas(pivot.location, pivot.style, usage.looks))
    covers = [] if found.sizes is None or not found.occupancy.rows else read_covers(package, part, found.sizes)
    clips = None
    if package.entries[part].size <= CLIPPED_BYTES and may_clip(found, usage):
        clips = Clips(FixedSizes(), found.occupancy)
    ground = _ground(package, part) if found.afterwards.has_picture else (WHITE,)
    return veil_over(
        found, usage, covers, areas, lambda: _charted(package, covers, name), clips=clips, ground=ground
    )


def _ground(package: Package, part: str) -> Background:
    """Return the colour of the picture behind the cells, where nearly all of it has one."""
    found: Background = UNKNOWN
    for relationship in package.related(part, "image"):
        name = package.name(relationship.target)
        with package.recording(Place(part=name or part), lost="the colour of the picture behind the cells"):
            colour = main_colour(package.read(name)) if name else None
            found = UNKNOWN if colour is None else (colour,)
    return found


def veil_over(
    found: SheetPass,
    usage: Usage,
    covers: Sequence[Cover],
    areas: Sequence[TableArea],
    charted: Callable[[], Iterable[Area]],
    *,
    clips: Clips[FixedSizes] | None = None,
    ground: Background = (WHITE,),
) -> Veil | None:
    """Return the veil of a sheet of any format, or None when every cell that shows is seen.

    Args:
        found: what the first pass found.
        usage: what the first pass of this sheet used and showed.
        covers: what stands over its cells.
        areas: its tables and how their styles paint.
        charted: gives the cells that the charts over them draw.
        clips: judges whether texts are too long for their cells, where some may be.
        ground: what shows where no cell is filled.
    """
    occupancy, afterwards = found.occupancy, found.afterwards
    if not occupancy.rows:
        return None
    merges = tuple(dict.fromkeys(afterwards.merges))
    for condition in afterwards.conditions:
        condition.finish(usage.looks)
    conditions = [item for item in afterwards.conditions if item.paint is not None or item.hides_value]
    solid, partly = _cells_under(covers, found, occupancy)
    far = _far(occupancy)
    shown = usage.shown
    is_needed = (
        found.has_suspects
        or any(shown[number] for number in usage.strings.suspects if number < len(shown))
        or any(_swallows(occupancy, merge) for merge in merges)
        or any(occupancy.meets(area) for item in conditions for area in item.areas)
        or bool(solid or partly or far)
        or any(_paints(item) for item in areas)
        or ground not in ((WHITE,), UNKNOWN)
    )
    if not is_needed and clips is None:
        return None
    drawn = list(charted()) if solid or partly else []
    return Veil(
        usage.looks,
        merges=Areas((area, None) for area in merges),
        conditions=Areas((area, item) for item in conditions for area in item.areas),
        covers=Areas((area, cover.why) for cover, area in solid),
        partly=Areas(partly),
        charted=Areas((area, None) for area in drawn),
        tables=Areas((item.area, item) for item in areas),
        far=Areas((area, None) for area in far),
        clips=clips,
        only_clips=not is_needed,
        ground=ground,
    )


def _swallows(occupancy: Occupancy, merge: Area) -> bool:
    """Return whether a merged cell holds anything beside its first cell."""
    rest = Area(merge.top, merge.left + 1, merge.top, merge.right)
    below = Area(merge.top + 1, merge.left, merge.bottom, merge.right)
    return (merge.right > merge.left and occupancy.meets(rest)) or (
        merge.bottom > merge.top and occupancy.meets(below)
    )


def _cells_under(
    covers: Iterable[Cover], found: SheetPass, occupancy: Occupancy
) -> tuple[list[tuple[Cover, Area]], list[tuple[Area, PartCover]]]:
    """Return what covers cells that hold something, and what covers some in part."""
    solid: list[tuple[Cover, Area]] = []
    partly: list[tuple[Area, PartCover]] = []
    if found.sizes is None:
        return solid, partly
    opaque = [cover for cover in covers if cover.is_opaque]
    for cover in [*opaque, *joined(opaque)]:
        area = found.sizes.covered(cover.box)
        if area is not None and occupancy.meets(area):
            solid.append((cover, area))
        part = PartCover(cover.why, cover.box, found.sizes)
        around = None if cover.why is Unseen.CHART else part.area
        if around is not None and around != area and occupancy.meets(around):
            partly.append((around, part))
    return solid, partly


def _far(occupancy: Occupancy) -> list[Area]:
    rows, columns = Blocks(gap=FAR_ROWS), Blocks(gap=FAR_COLUMNS)
    if not occupancy.is_exact or not occupancy.is_ordered:
        return []
    for first, last, cells in occupancy.runs_of_rows():
        rows.add_run(first, last, cells)
    for column, cells in occupancy.columns():
        columns.add(column, cells)
    return [
        *(Area(first, 1, last, MAX_COLUMNS) for first, last in rows.far()),
        *(Area(1, first, MAX_ROWS, last) for first, last in columns.far()),
    ]


def _paints(table: TableArea) -> bool:
    """Return whether a style of the workbook's own gives a table's texts a colour."""
    return table.elements is not None and any(paint.colour for paint in table.elements.values())


def _charted(package: Package, covers: Iterable[Cover], sheet: str) -> Iterable[Area]:
    """Yield the cells of a sheet that the charts on it draw, with their headings, and those that shapes show."""
    folded = sheet.casefold()
    for cover in covers:
        where, _, cells = cover.shown.rpartition("!")
        area = read_area(cells) if where.strip("'").casefold() in ("", folded) else None
        if area is not None:
            yield area
    for part in {cover.chart for cover in covers if cover.chart}:
        root = root_of(package, part)
        for element in xmlsafe.descendants(root, "f") if root is not None else ():
            yield from drawn_by(xmlsafe.text_of(element), sheet)


def drawn_by(formula: str, sheet: str) -> Iterable[Area]:
    """Yield the cells of a sheet that the formula of a chart's points names, and the headings beside them."""
    for reference in references(formula):
        area = read_area(reference.cells) if reference.sheet.casefold() == sheet.casefold() else None
        if area is not None:
            yield Area(max(1, area.top - 1), max(1, area.left - 1), area.bottom, area.right)
