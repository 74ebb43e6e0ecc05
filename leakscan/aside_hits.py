"""Hits for texts beside the pages whose words no page shows."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit
from leakscan.views.asides import AsideKind, Asides, missing_values


def aside_hit(
    asides: Asides,
    kinds: tuple[AsideKind, ...],
    message: str,
    *,
    access: Access,
    content: Content = Content.DATA,
) -> Iterator[Hit]:
    """Yield a hit for all texts of some kinds that hold a word which no page shows.

    Where most pages are pictures without text, there is nothing to compare with: the hit is then listed as the
    document's own.
    """
    for kind in kinds:
        items = asides.of(kind)
        if not items:
            continue
        values = missing_values(items)
        yield Hit(
            items[0].place,
            message if asides.can_compare else message.replace("no page shows", "no page holds as text"),
            evidence=tuple(Evidence(kind.value, item.text) for item in items[:5]),
            counts=Counts(values=len(items), distinct_values=len(values), not_visible=len(values)),
            table=asides.tables.get(kind),
            access=access,
            confidence=Confidence.LIKELY if asides.can_compare else Confidence.POSSIBLE,
            content=content if asides.can_compare else Content.OWN,
        )
