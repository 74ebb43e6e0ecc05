from leakscan.detectors.identity.signature import signature
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_a_text_that_stands_nowhere_visible_is_data() -> None:
    (hit,) = signature(
        workbook_with(text(SideKind.SIGNATURE, "alpha"), text(SideKind.SIGNATURE, "beta"), shown=("beta",))
    )
    assert hit.content is Content.DATA
    assert hit.counts.not_visible == 1
    assert hit.evidence[0].reveal() == "alpha"


def test_a_text_that_also_stands_visibly_is_covered() -> None:
    (hit,) = signature(workbook_with(text(SideKind.SIGNATURE, "beta"), shown=("beta",)))
    assert hit.content is Content.COVERED


def test_what_the_software_writes_is_its_own() -> None:
    (hit,) = signature(workbook_with(text(SideKind.SIGNATURE, "beta", is_own=True)))
    assert hit.content is Content.OWN


def test_a_password_is_a_credential() -> None:
    (hit,) = signature(workbook_with(text(SideKind.SIGNATURE, "uid=ada;pwd=Hunter22")))
    assert hit.content is Content.CREDENTIALS
