from leakscan.detectors.review.document_comment import document_comment
from leakscan.findings import Access, Content, Place
from leakscan.views.prose import Prose, Remark


def remark(number: int, text: str, *, is_reply: bool = False, is_anchored: bool = True) -> Remark:
    place = Place(part="word/comments.xml", name=f"comment {number}")
    return Remark(place, "Ada Field", "", text, is_reply=is_reply, is_anchored=is_anchored)


def test_comments_and_replies_are_one_hit() -> None:
    prose = Prose(remarks=[remark(0, "alpha"), remark(1, "beta", is_reply=True, is_anchored=False)])
    (hit,) = document_comment(prose)
    assert hit.counts.values == 2
    assert hit.access is Access.ONE_CLICK


def test_comments_that_nothing_refers_to_stand_apart() -> None:
    shown, lost = document_comment(Prose(remarks=[remark(0, "alpha"), remark(1, "beta", is_anchored=False)]))
    assert shown.place.name == "comment 0"
    assert lost.access is Access.PACKAGE


def test_a_comment_without_words_is_empty() -> None:
    (hit,) = document_comment(Prose(remarks=[remark(0, " ")]))
    assert hit.content is Content.EMPTY
