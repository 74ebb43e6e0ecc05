"""Earlier states of a document."""

from leakscan.detectors.review.earlier_revision import RULE, earlier_revision
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.revisions import Loss, LossKind, Revision, Revisions
from leakscan.views.words import word_set

PLACE = Place(name="revision 1", start=0, end=900)


def test_a_state_that_holds_what_is_gone_is_found() -> None:
    losses = [Loss(LossKind.PAGE, "", 2), Loss(LossKind.TEXT, "Ada was there", 2)]
    revision = Revision(1, PLACE, 2, losses, word_set(["Ada"]), 1)
    [hit] = earlier_revision(Revisions([revision]))
    assert hit.message == "An earlier state of the document holds what is gone: page, text."
    assert judge(RULE, hit) is Severity.MEDIUM


def test_words_that_only_moved_make_a_redundant_copy() -> None:
    revision = Revision(1, PLACE, 1, [Loss(LossKind.PROPERTY, "Ada")], word_set(["Ada"]), 0)
    [hit] = earlier_revision(Revisions([revision]))
    assert judge(RULE, hit) is Severity.LOW


def test_a_state_that_lost_nothing_is_ordinary() -> None:
    [hit] = earlier_revision(Revisions([Revision(1, PLACE, 1)]))
    assert judge(RULE, hit) is Severity.INFO


def test_a_state_that_cannot_be_read_is_said_to_be_one() -> None:
    [hit] = earlier_revision(Revisions([Revision(1, PLACE, None)]))
    assert "cannot be read" in hit.message
