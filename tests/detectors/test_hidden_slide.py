from leakscan.detectors.hidden.hidden_slide import hidden_slide
from leakscan.findings import Access, Content
from leakscan.views.prose import PassageKind
from tests.detectors.decks import deck_with, passage, slide


def test_a_hidden_slide_is_told_with_what_stands_on_it() -> None:
    deck = deck_with(passage(PassageKind.SLIDE, "alpha beta"), passage(PassageKind.SLIDE, "gamma"), shown="gamma")
    deck.slides.extend([slide(1, is_visible=True, texts=1), slide(2, texts=2)])
    (hit,) = hidden_slide(deck)
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (2, 2, 1)
    assert (hit.place.page, hit.access, hit.content) == (2, Access.ONE_CLICK, Content.DATA)
    assert [item.reveal() for item in hit.evidence] == ["alpha beta", "gamma"]


def test_a_picture_is_never_taken_for_a_copy_and_nothing_is_empty() -> None:
    deck = deck_with(passage(PassageKind.SLIDE, "gamma"), shown="gamma")
    deck.slides.extend([slide(2, texts=1, pictures=1), slide(3)])
    with_picture, empty = hidden_slide(deck)
    assert (with_picture.counts.not_visible, with_picture.content) == (1, Content.DATA)
    assert (empty.message, empty.content) == ("An empty slide is hidden.", Content.EMPTY)


def test_an_unlisted_slide_is_no_hidden_one() -> None:
    deck = deck_with()
    deck.slides.append(slide(None, pictures=1))
    assert list(hidden_slide(deck)) == []


def test_a_slide_that_the_show_is_set_past_is_not_called_hidden() -> None:
    deck = deck_with()
    deck.slides.append(slide(2, texts=1)._replace(is_left_out=True))
    (hit,) = hidden_slide(deck)
    assert hit.message == "The show is set to other slides than this one."
