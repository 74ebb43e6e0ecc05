from leakscan.detectors.identity.document_identifier import document_identifier
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_random_identifiers_are_only_listed() -> None:
    item = text(SideKind.IDENTIFIER, "{710515AF-8A92-46C5-9E81-C3C3596E1BAC}", is_own=True)
    (hit,) = document_identifier(workbook_with(item))
    assert hit.content is Content.OWN


def test_an_identifier_of_time_and_address_names_a_machine() -> None:
    item = text(SideKind.IDENTIFIER, "{2A5B6F60-0F3C-11EE-BE56-00163E123456}", is_own=True)
    (hit,) = document_identifier(workbook_with(item))
    assert hit.content is Content.OTHER_PEOPLE
    assert hit.evidence[0].reveal() == "00:16:3E:12:34:56"


def test_an_address_that_was_made_up_names_no_machine() -> None:
    item = text(SideKind.IDENTIFIER, "{2A5B6F60-0F3C-11EE-BE56-01163E123456}", is_own=True)
    (hit,) = document_identifier(workbook_with(item))
    assert hit.content is Content.OWN
