"""Slides that the show leaves out."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.prose import PassageKind
from leakscan.views.slides import Deck

RULE = Rule(
    id="hidden-slide",
    title="Hidden slide",
    severity=Severity.MEDIUM,
    finds="Slides marked as hidden: the show passes over them, and prints and exports often leave them out.",
    why="A hidden slide stands in the file with all its text, pictures and charts; anyone can show it again.",
    see="PowerPoint: the pane of slides on the left shows hidden ones in grey; right-click, Unhide Slide.",
    remedy="Delete the slide, or send a copy that holds only the slides of the show.",
    references=("ECMA-376-1 §19.3.1.38",),
    since="0.1",
)


@detector(RULE, on=Deck)
def hidden_slide(deck: Deck) -> Iterator[Hit]:
    """Yield one hit for each hidden slide."""
    hidden = deck.of(PassageKind.SLIDE)
    for slide in deck.slides:
        if slide.is_visible or slide.place.page is None:
            continue
        texts = list(dict.fromkeys(item.text for item in hidden if item.place.page == slide.place.page))
        missing = [text for text in texts if not deck.shows(text)]
        is_empty = not texts and not slide.pictures
        # What a picture shows is not read, so it is never taken for a copy of what another slide shows.
        values, not_visible = slide.texts + slide.pictures, len(missing) + slide.pictures
        yield Hit(
            slide.place,
            "A slide is hidden." if not is_empty else "An empty slide is hidden.",
            evidence=tuple(Evidence("text", text[:200]) for text in list(dict.fromkeys([*missing, *texts]))[:5]),
            counts=Counts(values=values, distinct_values=len(texts), not_visible=not_visible),
            table=deck.tables.get(PassageKind.SLIDE.value) if texts else None,
            access=Access.ONE_CLICK,
            content=Content.EMPTY if is_empty else Content.DATA,
        )
