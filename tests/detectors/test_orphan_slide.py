from leakscan.detectors.package.orphan_slide import orphan_slide
from leakscan.findings import Access, Content
from leakscan.views.prose import PassageKind
from tests.detectors.decks import deck_with, passage, slide


def test_text_of_an_unlisted_slide_is_told_once() -> None:
    deck = deck_with(passage(PassageKind.ORPHAN, "alpha", None))
    deck.slides.append(slide(None, texts=1))
    (hit,) = orphan_slide(deck)
    assert (hit.counts.not_visible, hit.access, hit.content) == (1, Access.PACKAGE, Content.DATA)


def test_an_unlisted_slide_without_text_counts_for_its_pictures() -> None:
    deck = deck_with()
    deck.slides.extend([slide(None, pictures=2), slide(2, pictures=1)])
    (hit,) = orphan_slide(deck)
    assert (hit.counts.values, hit.content) == (2, Content.DATA)
    bare = deck_with()
    bare.slides.append(slide(None))
    assert [hit.content for hit in orphan_slide(bare)] == [Content.EMPTY]
