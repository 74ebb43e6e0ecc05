from leakscan.detectors.identity.protection import protection
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_protection_alone_is_only_listed() -> None:
    (hit,) = protection(workbook_with(text(SideKind.PROTECTION, "sheetProtection", is_own=True)))
    assert hit.content is Content.OWN


def test_the_number_of_an_account_tells_of_a_person() -> None:
    descriptor = "O:WDG:WDD:(A;;CC;;;S-1-5-21-1-2-3-1105)(A;;CC;;;S-1-5-32-544)"
    (hit,) = protection(workbook_with(text(SideKind.PROTECTION, descriptor)))
    assert hit.content is Content.OTHER_PEOPLE
    assert [item.reveal() for item in hit.evidence] == ["S-1-5-21-1-2-3-1105"]
