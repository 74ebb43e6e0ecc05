"""Scenarios and saved views of a binary workbook ([MS-XLS] 2.4.244, 2.4.333)."""

from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsb.telling import xml_text
from leakscan.formats.xlsx.history import read_saved
from leakscan.views.spreadsheet import Workbook


def read_history(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook) -> None:
    """Read scenarios and saved views into `workbook`."""
    from lxml import etree

    root = etree.Element("workbook")
    for guid, name, is_personal in book.found.views:
        etree.SubElement(
            root, "customWorkbookView", guid=guid, name=xml_text(name), personalView=str(int(is_personal))
        )
    read_saved(root, book.part, workbook, {read.sheet.number: read.outside for read in sheets})
