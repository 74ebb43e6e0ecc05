"""Letters with a glyph and without a text."""

from leakscan.detectors.hidden.unused_glyph import RULE, unused_glyph
from leakscan.findings import Confidence, Place, Severity
from leakscan.judging import judge
from leakscan.views.fonts import FontTrace, FontTraces

ITEMS = [FontTrace(Place(part="object 7"), "QZ"), FontTrace(Place(part="object 9"), "7Q")]


def test_letters_to_spare_are_listed_and_prove_nothing() -> None:
    [hit] = unused_glyph(FontTraces(ITEMS))
    assert judge(RULE, hit) is Severity.INFO
    assert hit.confidence is Confidence.POSSIBLE
    assert (hit.counts.values, hit.counts.distinct_values) == (2, 3)


def test_they_weigh_where_black_boxes_stand() -> None:
    [hit] = unused_glyph(FontTraces(ITEMS[:1], has_redaction=True))
    assert judge(RULE, hit) is Severity.LOW
    assert hit.place.part == "object 7"
    assert hit.confidence is Confidence.POSSIBLE


def test_fonts_without_letters_to_spare_are_no_finding() -> None:
    assert list(unused_glyph(FontTraces([], has_redaction=True))) == []
