"""Hits about the texts that parts keep for slicers, query tables, models and linked data."""

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit
from leakscan.views.queries import Kept, values_of
from leakscan.views.spreadsheet import Workbook


def kept_hit(
    workbook: Workbook,
    kept: Kept,
    message: str,
    *,
    access: Access = Access.PACKAGE,
    confidence: Confidence = Confidence.CERTAIN,
) -> Hit:
    """Return the hit of one part: what people wrote in it, and how much of that shows nowhere."""
    telling = kept.telling()
    values = values_of(telling)
    content = Content.DATA if telling else Content.OWN
    if telling and all(item.is_covered for item in telling):
        content = Content.COVERED
    examples = dict.fromkeys(item.text[:200] for item in telling)
    return Hit(
        kept.place,
        message,
        evidence=tuple(Evidence("text", text) for text in list(examples)[:5]),
        counts=Counts(
            values=len(kept.items), distinct_values=len(values), not_visible=workbook.not_visible(values)
        ),
        table=kept.table,
        access=access,
        confidence=confidence,
        content=content,
    )
