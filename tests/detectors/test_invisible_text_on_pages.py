"""Text that leaves no mark by itself."""

from leakscan.detectors.hidden.invisible_text import RULE, invisible_text_on_pages
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.pages import Cover, HiddenText, Pages

BOX = (0.0, 0.0, 10.0, 10.0)


def severities(*hidden: HiddenText) -> list[Severity]:
    return [judge(RULE, hit) for hit in invisible_text_on_pages(Pages(1, list(hidden)))]


def test_invisible_text_is_said_by_page() -> None:
    assert severities(HiddenText(1, "Ada", Cover.MODE, BOX), HiddenText(2, "Ada", Cover.MODE, BOX)) == [
        Severity.MEDIUM,
        Severity.MEDIUM,
    ]


def test_recognised_text_behind_scans_is_ordinary_and_said_once() -> None:
    scans = [HiddenText(page, "Ada", Cover.RECOGNISED, BOX) for page in range(1, 9)]
    assert severities(*scans) == [Severity.INFO]


def test_the_mark_of_a_program_is_its_own() -> None:
    assert severities(HiddenText(1, "Powered by TCPDF (www.tcpdf.org)", Cover.MODE, BOX)) == [Severity.INFO]
    assert severities(HiddenText(1, "Powered by Ada", Cover.MODE, BOX)) == [Severity.MEDIUM]


def test_glyphs_that_paint_nothing_are_a_matter_of_the_font() -> None:
    assert severities(HiddenText(1, "Ada", Cover.UNPAINTED, BOX)) == [Severity.INFO]


def test_text_that_another_page_goes_on_with_is_listed_only() -> None:
    assert severities(HiddenText(1, "Ada", Cover.CUT, BOX)) == [Severity.INFO]


def test_covered_text_is_left_to_its_own_rule() -> None:
    assert severities(HiddenText(1, "Ada", Cover.SHAPE, BOX)) == []
