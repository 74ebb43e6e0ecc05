from leakscan.detectors.embedded.sheet_property import sheet_property
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import part_with, workbook_with


def test_the_data_of_a_property_are_data() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.SHEET_PROPERTY, "alpha"), part_with(SideKind.CUSTOM_XML, "beta")]
    (hit,) = sheet_property(workbook)
    assert hit.content is Content.DATA
    assert [item.reveal() for item in hit.evidence] == ["alpha"]


def test_a_property_without_data_is_empty() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.SHEET_PROPERTY)]
    (hit,) = sheet_property(workbook)
    assert hit.content is Content.EMPTY
