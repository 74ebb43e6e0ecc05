from leakscan.detectors.hidden.header_footer import header_footer
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_a_header_that_prints_is_only_listed() -> None:
    (hit,) = header_footer(workbook_with(text(SideKind.HEADER_FOOTER, "Report", is_shown=True)))
    assert hit.content is Content.OWN


def test_a_header_that_is_not_in_use_is_data() -> None:
    texts = [text(SideKind.HEADER_FOOTER, "Report", is_shown=True), text(SideKind.HEADER_FOOTER, "old")]
    shown, unused = header_footer(workbook_with(*texts))
    assert shown.content is Content.OWN
    assert unused.content is Content.DATA
    assert "neither" in unused.message


def test_a_folder_in_a_header_tells_of_people() -> None:
    (hit,) = header_footer(workbook_with(text(SideKind.HEADER_FOOTER, r"\\files\team\pay.xlsx", is_shown=True)))
    assert hit.content is Content.OTHER_PEOPLE
