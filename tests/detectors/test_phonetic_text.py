from leakscan.detectors.hidden.phonetic_text import phonetic_text
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import part_with, workbook_with


def test_a_reading_is_only_listed() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.PHONETIC, "\u30ab\u30f3\u30b8")]
    (hit,) = phonetic_text(workbook)
    assert hit.content is Content.OWN


def test_text_in_place_of_a_reading_is_data() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.PHONETIC, "\u30ab\u30f3\u30b8", "Ada Field")]
    (hit,) = phonetic_text(workbook)
    assert hit.content is Content.DATA
