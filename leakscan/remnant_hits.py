"""How hits tell of content that is not in use."""

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit
from leakscan.views.archive import Remnant, RemnantKind

_CONTENT = {RemnantKind.OWN: Content.OWN, RemnantKind.BLANK: Content.EMPTY}


def remnant_hit(
    remnant: Remnant, message: str, *, access: Access = Access.PACKAGE, content: Content | None = None
) -> Hit:
    """Return the hit for a remnant: what it holds, how much of it, and its table."""
    is_sheet = remnant.kind is RemnantKind.SHEET
    if content is None:
        content = _CONTENT.get(remnant.kind, Content.DATA)
        if is_sheet and not remnant.cells:
            content = Content.EMPTY
    return Hit(
        remnant.place,
        message,
        evidence=tuple(Evidence("cell" if is_sheet else "text", text) for text in remnant.examples),
        counts=Counts(
            sheets=1 if is_sheet else None,
            rows=remnant.rows if is_sheet else None,
            cells=remnant.cells,
            values=None if is_sheet or not remnant.rows else remnant.rows,
            distinct_values=len(remnant.values) or None,
            not_visible=remnant.not_visible,
        ),
        table=remnant.table,
        access=access,
        confidence=Confidence.POSSIBLE if remnant.kind is RemnantKind.UNREADABLE else Confidence.CERTAIN,
        content=content,
    )
