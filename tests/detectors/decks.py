"""Presentations as views, written tersely."""

from leakscan.findings import Place
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.slides import Deck, Slide


def deck_with(*passages: Passage, shown: str = "") -> Deck:
    deck = Deck(passages=list(passages))
    if shown:
        deck.show(shown)
    return deck


def passage(kind: PassageKind, text: str, page: int | None = 2, part: str = "ppt/slides/slide2.xml") -> Passage:
    return Passage(kind, kind.value, text, Place(part=part, page=page))


def slide(page: int | None = 2, *, is_visible: bool = False, texts: int = 0, pictures: int = 0) -> Slide:
    return Slide(Place(part="ppt/slides/slide2.xml", page=page), is_visible, texts, pictures)
