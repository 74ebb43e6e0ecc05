"""What a binary workbook says beside its cells: headers and footers, protection, the thumbnail."""

from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ole.properties import SUMMARY_STREAM, thumbnail_of
from leakscan.formats.ole.property_sets import read_property_sets
from leakscan.formats.rereading import side_text_table
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsx.escapes import escaped
from leakscan.formats.xlsx.sheet_texts import header_words
from leakscan.views.paths import PathMention
from leakscan.views.people import PersonMention, Role
from leakscan.views.side_texts import SideKind, SideText, grouped, telling_in
from leakscan.views.spreadsheet import Workbook

_MENTIONED = {SideKind.HEADER_FOOTER}


def read_side_texts(sheets: list[ReadSheet], container: CfbContainer | None, workbook: Workbook) -> None:
    """Read what stands beside the cells into `workbook`, and who and what it names."""
    texts = [text for read in sheets for text in _of_sheet(read)]
    if container is not None:
        texts.extend(_thumbnail(container))
    workbook.side_texts.extend(grouped(texts))
    for group in workbook.side_texts:
        group.table = side_text_table(group)
    for item in texts:
        if item.kind not in _MENTIONED:
            continue
        for what, text in telling_in(item.text):
            if what == "e-mail":
                workbook.mentions.append(PersonMention(text, Role.OTHER, item.place))
            elif what == "path":
                workbook.paths.append(PathMention(text, item.what, item.place))


def _of_sheet(read: ReadSheet) -> Iterator[SideText]:
    sheet = read.sheet
    for what, text in read.trimmings.headers:
        words = header_words(escaped(text))
        if words:
            yield SideText(SideKind.HEADER_FOOTER, what, words, sheet.place(), is_shown=sheet.is_visible)
    if sheet.is_protected:
        yield SideText(SideKind.PROTECTION, "protection of a sheet", "sheetProtection", sheet.place(), is_own=True)


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
