"""Parts of pictures under boxes."""

from leakscan.detectors.hidden.covered_picture import RULE, covered_picture
from leakscan.findings import Confidence, Severity
from leakscan.judging import judge
from leakscan.views.pages import HiddenPixels, Pages

BOX = (60.0, 195.0, 150.0, 211.0)


def test_each_page_with_boxes_on_its_pictures_is_one_hit() -> None:
    hits = list(covered_picture(Pages(3, hidden_pixels=[HiddenPixels(page, BOX) for page in (2, 3, 2)])))
    assert [(hit.place.page, hit.counts.values) for hit in hits] == [(2, 2), (3, 1)]
    assert {judge(RULE, hit) for hit in hits} == {Severity.MEDIUM}
    assert {hit.confidence for hit in hits} == {Confidence.LIKELY}


def test_pages_without_are_no_finding() -> None:
    assert list(covered_picture(Pages(3))) == []
