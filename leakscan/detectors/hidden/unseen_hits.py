"""What the rules about cells that are not seen have in common: a hit for the cells of a sheet."""

from collections.abc import Iterator, Mapping

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.unseen import Unseen, UnseenCells

_CONFIDENCE = {
    Unseen.NEAR_COLOUR: Confidence.LIKELY,
    Unseen.MAYBE_CONDITIONAL: Confidence.POSSIBLE,
    Unseen.SHAPE: Confidence.LIKELY,
    Unseen.PICTURE: Confidence.LIKELY,
    Unseen.CHART: Confidence.LIKELY,
    Unseen.CHARTED: Confidence.LIKELY,
    Unseen.CLIPPED: Confidence.LIKELY,
    Unseen.SHRUNK: Confidence.LIKELY,
}
"""Reasons that depend on measures, colours or conditions as programs reckon them."""


def unseen_hits(workbook: Workbook, messages: Mapping[Unseen, str]) -> Iterator[Hit]:
    """Yield a hit for each sheet and each of these reasons."""
    for sheet in workbook.sheets:
        for cells in sheet.facts.unseen if sheet.is_listed and sheet.facts is not None else ():
            if cells.why in messages:
                yield _hit(workbook, sheet, cells, messages[cells.why])


def _hit(workbook: Workbook, sheet: Sheet, cells: UnseenCells, message: str) -> Hit:
    is_open = cells.why.is_seen and cells.why is not Unseen.FAR
    content = Content.OWN if is_open else Content.DATA
    if not len(cells.values):
        content = Content.EMPTY
    return Hit(
        sheet.place(cells.cells_text),
        message,
        evidence=tuple(Evidence("cell", text) for text in cells.examples),
        counts=Counts(
            cells=cells.cells,
            distinct_values=len(cells.values),
            not_visible=None if cells.why.is_seen else workbook.not_visible(cells.values),
        ),
        table=cells.table,
        access=Access.ONE_CLICK,
        confidence=_CONFIDENCE.get(cells.why, Confidence.CERTAIN),
        content=content,
    )
