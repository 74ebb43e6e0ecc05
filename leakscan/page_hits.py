"""Hits for text on pages that does not show, one for each page and case."""

from collections.abc import Callable, Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Place
from leakscan.views.pages import Cover, HiddenText, Pages
from leakscan.views.words import word_set

_EXAMPLES = 5


def page_hits(
    pages: Pages,
    message: Callable[[HiddenText], str | None],
    *,
    access: Access,
    content: Content = Content.DATA,
    confidence: Confidence = Confidence.CERTAIN,
) -> Iterator[Hit]:
    """Yield one hit for each page and cover of the texts for which there is a message."""
    groups: dict[tuple[int, Cover], list[HiddenText]] = {}
    for item in pages.hidden:
        if message(item) is not None:
            groups.setdefault((item.page, item.cover), []).append(item)
    for (page, cover), items in groups.items():
        values = word_set(item.text for item in items)
        yield Hit(
            Place(page=page),
            message(items[0]) or "",
            evidence=tuple(Evidence("text", item.text) for item in items[:_EXAMPLES]),
            counts=Counts(
                values=len(items),
                distinct_values=len(values),
                not_visible=values.missing_from(pages.visible),
            ),
            table=pages.table(cover, page),
            access=access,
            confidence=confidence,
            content=content,
        )
