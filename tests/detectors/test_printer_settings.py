from leakscan.detectors.identity.printer_settings import printer_settings
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import part_with, workbook_with


def test_a_device_is_only_listed() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.PRINTER, "Reception", "Letter")]
    (hit,) = printer_settings(workbook)
    assert hit.content is Content.OWN


def test_a_server_tells_of_an_organisation() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.PRINTER, r"\\print01\floor2")]
    (hit,) = printer_settings(workbook)
    assert hit.content is Content.OTHER_PEOPLE


def test_the_folder_of_a_program_tells_nothing() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.PRINTER, r"C:\Program Files\Office\EXCEL.EXE")]
    (hit,) = printer_settings(workbook)
    assert hit.content is Content.OWN
