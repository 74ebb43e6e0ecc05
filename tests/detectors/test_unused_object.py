"""Objects a document does not use."""

import pytest

from leakscan.detectors.package.unused_object import RULE, unused_object
from leakscan.findings import Access, Place, Severity
from leakscan.judging import judge
from leakscan.views.leftovers import Disuse, Leftover, Leftovers
from leakscan.views.words import word_set

PLACE = Place(part="object 7")


@pytest.mark.parametrize("disuse", list(Disuse))
def test_text_out_of_use_is_found(disuse: Disuse) -> None:
    [hit] = unused_object(Leftovers([Leftover(PLACE, "page content", disuse, 50, "Ada")]))
    assert judge(RULE, hit) is Severity.MEDIUM
    assert hit.access is (Access.CARVING if disuse is Disuse.UNLISTED else Access.PACKAGE)


def test_a_font_out_of_use_is_ordinary() -> None:
    [hit] = unused_object(Leftovers([Leftover(PLACE, "font program", Disuse.UNREFERENCED, 50)]))
    assert judge(RULE, hit) is Severity.INFO


def test_a_picture_out_of_use_has_no_copy_on_a_page() -> None:
    [hit] = unused_object(Leftovers([Leftover(PLACE, "picture", Disuse.UNUSED, 50)]))
    assert judge(RULE, hit) is Severity.MEDIUM


def test_text_that_shows_all_the_same_is_a_redundant_copy() -> None:
    items = [Leftover(PLACE, "page content", Disuse.UNREFERENCED, 50, "Ada")]
    [hit] = unused_object(Leftovers(items, visible=word_set(["ada"])))
    assert judge(RULE, hit) is Severity.LOW
