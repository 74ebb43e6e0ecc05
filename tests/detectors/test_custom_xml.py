from leakscan.detectors.embedded.custom_xml import custom_xml
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import part_with, workbook_with


def test_data_of_another_program_are_data() -> None:
    workbook = workbook_with(shown=("beta",))
    workbook.text_parts = [part_with(SideKind.CUSTOM_XML, "alpha", "beta")]
    (hit,) = custom_xml(workbook)
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.not_visible) == (2, 1)


def test_what_document_management_writes_is_its_own() -> None:
    workbook = workbook_with()
    workbook.text_parts = [
        part_with(SideKind.CUSTOM_XML, "alpha", is_own=True),
        part_with(SideKind.CUSTOM_XML, "ben@example.org", is_own=True),
        part_with(SideKind.CUSTOM_XML),
    ]
    assert [hit.content for hit in custom_xml(workbook)] == [Content.OWN, Content.OTHER_PEOPLE, Content.EMPTY]


def test_a_password_is_a_credential() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.CUSTOM_XML, "server=x;password=Hunter22")]
    (hit,) = custom_xml(workbook)
    assert hit.content is Content.CREDENTIALS
