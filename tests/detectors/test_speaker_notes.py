from leakscan.detectors.review.speaker_notes import speaker_notes
from leakscan.findings import Access
from leakscan.views.prose import PassageKind
from tests.detectors.decks import deck_with, passage


def test_the_notes_of_each_slide_are_one_hit() -> None:
    deck = deck_with(
        passage(PassageKind.NOTES, "alpha beta gamma delta", 1, "ppt/notesSlides/notesSlide1.xml"),
        passage(PassageKind.NOTES, "shown anyhow", 1, "ppt/notesSlides/notesSlide1.xml"),
        passage(PassageKind.NOTES, "epsilon", 2, "ppt/notesSlides/notesSlide2.xml"),
        passage(PassageKind.SLIDE, "zeta"),
        shown="it is shown anyhow",
    )
    first, second = speaker_notes(deck)
    assert (first.counts.values, first.counts.not_visible, first.place.page) == (2, 1, 1)
    assert (second.counts.values, second.access) == (1, Access.ONE_CLICK)
