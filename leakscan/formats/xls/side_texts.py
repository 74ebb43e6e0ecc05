"""What a binary workbook says beside its cells: headers and footers, protection, the thumbnail."""

from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.mentions import gather_mentions, shown_keys
from leakscan.formats.ole.properties import SUMMARY_STREAM, thumbnail_of
from leakscan.formats.ole.property_sets import read_property_sets
from leakscan.formats.ooxml.drawings import drawing_texts
from leakscan.formats.rereading import side_text_table
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.charts import chart_texts
from leakscan.formats.xls.publishing import published
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsb.telling import xml_text
from leakscan.formats.xlsx.criteria import texts_of_no_cell
from leakscan.formats.xlsx.sheet_texts import outside_texts, publish_texts
from leakscan.views.side_texts import SideKind, SideText, grouped
from leakscan.views.spreadsheet import Workbook


def read_side_texts(
    book: BinaryBook, sheets: list[ReadSheet], container: CfbContainer | None, workbook: Workbook
) -> None:
    """Read what stands beside the cells into `workbook`, and who and what it names."""
    texts: list[SideText] = []
    for read in sheets:
        sheet = read.sheet
        texts.extend(outside_texts(sheet, read.outside))
        texts.extend(texts_of_no_cell(sheet, read.outside, workbook.visible))
        texts.extend(read.outside.literals.side_texts(sheet.place(), SideKind.FORMULA))
        for tree in read.trees:
            place = Place(part=book.part, sheet=sheet.name)
            texts.extend(drawing_texts(tree, place, sheet_shows=sheet.is_visible))
        for start in read.charts if not sheet.is_visible else ():
            for text in filter(str.strip, chart_texts(book, start)):
                texts.append(
                    SideText(SideKind.HIDDEN_SHAPE, "chart on a hidden sheet", text.strip(), sheet.place())
                )
    for guid, _, _ in book.found.views:
        what = "identifier customWorkbookView/guid"
        texts.append(SideText(SideKind.IDENTIFIER, what, guid, Place(part=book.part), is_own=True))
    texts.extend(_published(book))
    if container is not None:
        texts.extend(_thumbnail(container))
    workbook.visible.update(shown_keys(texts))
    workbook.side_texts.extend(grouped(texts))
    for group in workbook.side_texts:
        group.table = side_text_table(group)
    gather_mentions(texts, workbook)


def _published(book: BinaryBook) -> Iterator[SideText]:
    """Yield what was published of the workbook as a whole."""
    from lxml import etree

    for group in book.found.published:
        try:
            said = published(book.found.reader(group))
        except MalformedFileError as error:
            book.found.damage.append(error)
            continue
        item = etree.Element("webPublishObject", {key: xml_text(value) for key, value in said.items() if value})
        yield from publish_texts(item, Place(part=book.part))


def _thumbnail(container: CfbContainer) -> Iterator[SideText]:
    """Yield the picture of the first page that the summary keeps; what is damaged is said with the properties."""
    try:
        found = read_property_sets(container.read(SUMMARY_STREAM)) if container.has(SUMMARY_STREAM) else []
    except FileError:
        return
    for section in found:
        size = len(thumbnail_of(section))
        if size:
            place = Place(part=SUMMARY_STREAM)
            yield SideText(SideKind.THUMBNAIL, "picture of the first page", f"{size} bytes", place, is_own=True)
