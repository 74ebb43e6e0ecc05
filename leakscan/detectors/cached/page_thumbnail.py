"""Thumbnails of pages that show something else than the page."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.thumbnails import Thumbnail, Thumbnails

RULE = Rule(
    id="page-thumbnail",
    title="Thumbnail that differs from its page",
    severity=Severity.MEDIUM,
    finds="Thumbnails kept beside the pages whose picture differs from the page as it shows.",
    why="A thumbnail made before a page was blacked out still shows the page as it was.",
    see="Acrobat: the Page Thumbnails pane; or take the picture out of the object named here.",
    remedy="Acrobat: Optimized PDF, Discard Objects, Discard embedded page thumbnails.",
    references=("ISO 32000-2 §12.3.4",),
    since="0.1",
)


@detector(RULE, on=Thumbnails)
def page_thumbnail(thumbnails: Thumbnails) -> Iterator[Hit]:
    """Yield one hit for each thumbnail that differs, and one for all others."""
    others: list[Thumbnail] = []
    for item in thumbnails.items:
        if not item.is_different:
            others.append(item)
            continue
        yield Hit(
            item.place,
            "A thumbnail shows something else than its page.",
            counts=Counts(values=1),
            access=Access.IN_APP,
            confidence=Confidence.LIKELY,
        )
    if others:
        yield Hit(
            Place(),
            "Pages keep thumbnails.",
            counts=Counts(values=len(others)),
            access=Access.IN_APP,
            content=Content.OWN,
        )
