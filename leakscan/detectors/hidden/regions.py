"""What the rules about hidden rows and columns have in common: a hit for a region of a sheet."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit
from leakscan.views.spreadsheet import Axis, Hiding, Region, Sheet, Workbook

_UNSURE = (Hiding.TINY, Hiding.DEFAULT)
"""Reasons that a person may have meant for spacing, or that a program may read another way."""


def region_hits(workbook: Workbook, axis: Axis, *hidings: Hiding) -> Iterator[Hit]:
    """Yield a hit for each region on an axis that is hidden for one of these reasons."""
    for sheet in workbook.sheets:
        for region in sheet.facts.regions if sheet.is_listed and sheet.facts is not None else ():
            if region.axis is axis and region.hiding in hidings:
                yield _hit(workbook, sheet, region)


def _hit(workbook: Workbook, sheet: Sheet, region: Region) -> Hit:
    is_rows = region.axis is Axis.ROWS
    message = f"{'Rows' if is_rows else 'Columns'} are {region.hiding.value}"
    content = Content.DATA
    if region.cells == 0:
        message += " and hold nothing"
        content = Content.EMPTY
    elif not sheet.is_visible:
        message += ", on a sheet that does not show itself"
        content = Content.COVERED
    is_counted = sheet.is_visible
    return Hit(
        sheet.place(region.cells_text),
        message + ".",
        evidence=tuple(Evidence("cell", text) for text in region.examples),
        counts=Counts(
            rows=region.count if is_rows else None,
            columns=None if is_rows else region.count,
            cells=region.cells,
            distinct_values=len(region.values) if is_counted else None,
            not_visible=workbook.not_visible(region.values) if is_counted else None,
        ),
        table=region.table,
        access=Access.ONE_CLICK,
        confidence=Confidence.LIKELY if region.hiding in _UNSURE else Confidence.CERTAIN,
        content=content,
    )
