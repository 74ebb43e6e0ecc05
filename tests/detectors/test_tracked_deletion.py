from leakscan.detectors.review.tracked_deletion import tracked_deletion
from leakscan.findings import Content, Place
from leakscan.views.prose import PassageKind
from tests.detectors.prose import passage, prose_with


def test_deletions_of_a_part_are_one_hit() -> None:
    header = Place(part="word/header1.xml", name="paragraph 1")
    prose = prose_with(
        passage(PassageKind.DELETED, "alpha"),
        passage(PassageKind.DELETED, "beta"),
        passage(PassageKind.DELETED, "gamma", place=header),
        passage(PassageKind.CHANGED, "delta"),
    )
    hits = list(tracked_deletion(prose))
    assert [hit.counts.values for hit in hits] == [2, 1]
    assert [item.reveal() for item in hits[0].evidence] == ["alpha", "beta"]
    assert hits[1].place == header
    assert {hit.content for hit in hits} == {Content.DATA}


def test_words_that_stand_together_on_a_page_are_visible() -> None:
    moved = passage(PassageKind.DELETED, "they saw the bank")
    (hit,) = tracked_deletion(prose_with(moved, shown=("Then they saw the bank again.",)))
    assert hit.counts.not_visible == 0


def test_the_same_words_in_another_order_are_not_visible() -> None:
    moved = passage(PassageKind.DELETED, "the bank saw them all")
    (hit,) = tracked_deletion(prose_with(moved, shown=("They all saw the bank, and them.",)))
    assert hit.counts.not_visible == 1
