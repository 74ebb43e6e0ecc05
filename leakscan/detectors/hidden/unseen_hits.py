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
_MARKED = frozenset({Unseen.COLOUR, Unseen.NEAR_COLOUR, Unseen.FORMAT})
"""Ways in which the paint of a cell is left to stand for its value, as in the bars of a plan."""
_FEWEST_MARKS = 3


def unseen_hits(workbook: Workbook, messages: Mapping[Unseen, str]) -> Iterator[Hit]:
    """Yield a hit for each sheet and each of these reasons."""
    for sheet in workbook.sheets:
        for cells in sheet.facts.unseen if sheet.is_listed and sheet.facts is not None else ():
            if cells.why in messages:
                yield _hit(workbook, sheet, cells, messages[cells.why])


def _are_marks(cells: UnseenCells) -> bool:
    """Return whether all the values are noughts, signs, an x, or ones in several cells."""
    if cells.why not in _MARKED or len(cells.values) > len(cells.examples):
        return False
    others = {text.strip() for text in cells.examples} - {"0", "1"}
    has_ones = "1" in cells.examples
    return all((len(text) <= 1 and not text.isalnum()) or text in {"x", "X"} for text in others) and (
        not has_ones or cells.cells >= _FEWEST_MARKS
    )


def _hit(workbook: Workbook, sheet: Sheet, cells: UnseenCells, message: str) -> Hit:
    is_open = cells.why.is_seen and cells.why is not Unseen.FAR
    content = Content.OWN if is_open or _are_marks(cells) else Content.DATA
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
