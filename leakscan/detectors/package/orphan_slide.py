"""Slides that the presentation does not list."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Hit, Severity
from leakscan.prose_hits import passage_hits
from leakscan.rules import Rule, detector
from leakscan.views.prose import PassageKind
from leakscan.views.slides import Deck

RULE = Rule(
    id="orphan-slide",
    title="Slide that nothing lists",
    severity=Severity.MEDIUM,
    finds="Slides and pages of notes that lie in the package but not in the list of slides.",
    why="Some tools delete a slide by taking it off the list; its text and pictures stay behind in the package.",
    see="Rename a copy of the file to end in .zip and look in ppt/slides and ppt/notesSlides.",
    remedy="Open the file in PowerPoint and save it under a new name; slides that are not listed are left out.",
    references=("ECMA-376-1 §19.2.1.34",),
    since="0.1",
)


@detector(RULE, on=Deck)
def orphan_slide(deck: Deck) -> Iterator[Hit]:
    """Yield one hit for each part that nothing lists."""
    passages = deck.of(PassageKind.ORPHAN)
    yield from passage_hits(deck, passages, "A slide or its notes lie unlisted.", access=Access.PACKAGE)
    told = {item.place.part for item in passages}
    for slide in deck.slides:
        if slide.place.page is None and slide.place.part not in told:
            yield Hit(
                slide.place,
                "A slide without text lies unlisted.",
                counts=Counts(values=slide.pictures),
                access=Access.PACKAGE,
                content=Content.DATA if slide.pictures else Content.EMPTY,
            )
