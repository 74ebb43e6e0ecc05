"""Names of places in a document."""

from leakscan.detectors.hidden.destination_name import RULE, destination_name
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.asides import Aside, AsideKind, Asides


def asides(kind: AsideKind, text: str, *missing: str, can_compare: bool = True) -> Asides:
    return Asides([Aside(kind, text, Place(page=3), missing)], can_compare)


def test_a_name_in_words_is_found() -> None:
    for kind in (AsideKind.DESTINATION, AsideKind.PAGE_LABEL, AsideKind.THREAD):
        [hit] = destination_name(asides(kind, "Dismissal of Ada", "dismissal", "ada"))
        assert judge(RULE, hit) is Severity.LOW


def test_a_name_that_a_program_made_up_is_ordinary() -> None:
    [hit] = destination_name(asides(AsideKind.DESTINATION, "section.1", "section.1"))
    assert judge(RULE, hit) is Severity.INFO


def test_a_name_whose_words_show_is_no_finding() -> None:
    assert list(destination_name(asides(AsideKind.DESTINATION, "Annual report"))) == []
