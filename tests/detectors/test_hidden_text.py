from leakscan.detectors.hidden.hidden_text import hidden_text
from leakscan.findings import Access, Content
from leakscan.views.prose import PassageKind
from tests.detectors.prose import passage, prose_with


def test_there_is_one_hit_for_each_way_of_hiding() -> None:
    prose = prose_with(
        passage(PassageKind.HIDDEN, "alpha", why="text hidden by a style"),
        passage(PassageKind.HIDDEN, "beta", why="footnote that nothing refers to"),
        passage(PassageKind.HIDDEN, "gamma", why="text hidden by a style"),
    )
    hits = list(hidden_text(prose))
    assert [hit.message for hit in hits] == [
        "The document holds text hidden by a style.",
        "The document holds a footnote that nothing refers to.",
    ]
    assert [hit.access for hit in hits] == [Access.ONE_CLICK, Access.PACKAGE]
    assert hits[0].counts.values == 2


def test_hidden_blanks_are_empty() -> None:
    (hit,) = hidden_text(prose_with(passage(PassageKind.HIDDEN, " ")))
    assert hit.content is Content.EMPTY
