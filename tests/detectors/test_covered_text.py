"""Text under something painted over it."""

import pytest

from leakscan.detectors.hidden.covered_text import RULE, covered_text
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.pages import Cover, HiddenText, Pages
from leakscan.views.words import word_set

BOX = (0.0, 0.0, 10.0, 10.0)


def pages(*hidden: HiddenText, visible: str = "") -> Pages:
    return Pages(2, list(hidden), word_set([visible]))


@pytest.mark.parametrize("cover", [cover for cover in Cover if cover.is_covering])
def test_everything_that_lies_over_text_is_said(cover: Cover) -> None:
    [hit] = covered_text(pages(HiddenText(2, "Ada Lovelace", cover, BOX)))
    assert (hit.place.page, hit.counts.not_visible) == (2, 2)
    assert [item.reveal() for item in hit.evidence] == ["Ada Lovelace"]
    assert judge(RULE, hit) is Severity.MEDIUM


@pytest.mark.parametrize("cover", [cover for cover in Cover if not cover.is_covering])
def test_text_that_nothing_covers_is_left_to_other_rules(cover: Cover) -> None:
    assert list(covered_text(pages(HiddenText(1, "Ada", cover, BOX)))) == []


def test_there_is_one_hit_for_each_page_and_cover() -> None:
    found = covered_text(
        pages(
            HiddenText(1, "one", Cover.SHAPE, BOX),
            HiddenText(1, "two", Cover.SHAPE, BOX),
            HiddenText(1, "three", Cover.IMAGE, BOX),
            HiddenText(2, "four", Cover.SHAPE, BOX),
        )
    )
    assert [(hit.place.page, hit.counts.values) for hit in found] == [(1, 2), (1, 1), (2, 1)]


def test_words_that_also_show_make_a_redundant_copy() -> None:
    [hit] = covered_text(pages(HiddenText(1, "Ada", Cover.SHAPE, BOX), visible="dear ADA,"))
    assert judge(RULE, hit) is Severity.LOW
