from leakscan.detectors.review.tracked_change import tracked_change
from leakscan.findings import Content
from leakscan.views.prose import PassageKind
from tests.detectors.prose import passage, prose_with


def test_the_authors_of_changes_are_told() -> None:
    prose = prose_with(
        passage(PassageKind.CHANGED, "alpha", why="insertion", author="Ada Field"),
        passage(PassageKind.CHANGED, "", why="change of format", author="Grace Mill"),
    )
    (hit,) = tracked_change(prose)
    assert [item.reveal() for item in hit.evidence] == ["Ada Field", "Grace Mill"]
    assert hit.content is Content.OTHER_PEOPLE
    assert hit.counts.values == 2


def test_changes_without_an_author_are_the_softwares_own() -> None:
    (hit,) = tracked_change(prose_with(passage(PassageKind.CHANGED, "alpha")))
    assert hit.content is Content.OWN
