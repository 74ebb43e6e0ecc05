from leakscan.detectors.embedded.embedded_file import embedded_file
from leakscan.findings import Access, Place
from leakscan.views.embedded import EmbeddedFile

PLACE = Place(part="xl/embeddings/a.pdf")


def test_a_file_behind_a_page_is_a_click_away_and_a_stray_one_is_not() -> None:
    (shown,) = embedded_file(EmbeddedFile(PLACE, "pdf", 9, is_reachable=True, has_workbook=False))
    (stray,) = embedded_file(EmbeddedFile(PLACE, "pdf", 9, is_reachable=False, has_workbook=False))
    assert (shown.access, stray.access) == (Access.ONE_CLICK, Access.PACKAGE)


def test_workbooks_and_nothing_at_all_are_left_out() -> None:
    assert list(embedded_file(EmbeddedFile(PLACE, "xlsx", 9, is_reachable=True, has_workbook=True))) == []
    assert list(embedded_file(EmbeddedFile(PLACE, "", 0, is_reachable=True, has_workbook=False))) == []
