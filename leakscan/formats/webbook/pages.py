"""The pages of a workbook that is HTML or MHTML, and the sheets that they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.html.islands import parsed_island
from leakscan.formats.mail.message import MessageReader, is_message
from leakscan.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 64 << 20
_EXCEL = re.compile(r"urn:schemas-microsoft-com:office:excel|Excel\.Sheet", re.IGNORECASE)
ISLAND = re.compile(r"<xml\b[^>]*>(.*?)</xml>", re.DOTALL | re.IGNORECASE)
_HEAD_BYTES = 8192
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)


@dataclass(slots=True)
class SheetPage:
    """A sheet: its name, its state as Excel writes it, and its page; None when that is not in the file."""

    name: str
    state: str = ""
    text: str | None = None
    is_protected: bool = False


@dataclass(slots=True)
class Pages:
    """A workbook as pages.

    Attributes:
        sheets: its sheets.
        islands: data of Office: elements with their names and texts.
        styles: style sheets that lie beside the pages.
        texts: all pages.
        unread: names of data that are not examined.
    """

    sheets: list[SheetPage] = field(default_factory=list)
    islands: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def is_excel_archive(source: Source) -> bool:
    """Return whether a page of an MHTML file names Excel."""
    return source.size <= MOST_BYTES and any(_EXCEL.search(text) for text in read_pages(source).texts)


def read_pages(source: Source) -> Pages:
    """Return the pages of a source.

    Raises:
        LimitReachedError: it is too large to be held whole.
    """
    if source.size > MOST_BYTES:
        raise LimitReachedError("the page is too large to be read as a whole", code="limit-tree-bytes")
    with source.open() as stream:
        data = stream.read()
    pages = Pages()
    parts = list(_parts(data, pages))
    pages.texts = [text for _, text in parts]
    for text in pages.texts:
        pages.islands.extend(ISLAND.findall(text))
    for island in pages.islands:
        _read_sheets(island, pages)
    _assign(pages, parts)
    return pages


def _parts(data: bytes, pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield address and text of each page; style sheets go to `pages`."""
    if not is_message(data[:_HEAD_BYTES]):
        yield "", decoded_page(data)
        return
    for part in MessageReader(data).attachments(with_bodies=True):
        if part.kind == "text/html":
            yield part.location, decoded_page(part.content or b"", part.charset)
        elif part.kind == "text/css":
            pages.styles.append(decoded_page(part.content or b"", part.charset))


def _read_sheets(island: str, pages: Pages) -> None:
    """Take the list of sheets that an island holds."""
    if "ExcelWorksheet" not in island:
        return
    try:
        root = parsed_island(island)
    except MalformedFileError:
        pages.unread.add("data of Office that cannot be read")
        return
    for element in xmlsafe.descendants(root, "ExcelWorksheet"):
        sheet = SheetPage(_text(element, "Name"), _text(element, "Visible"))
        sheet.is_protected = _text(element, "ProtectContents").casefold() == "true"
        for item in xmlsafe.descendants(element, "WorksheetSource"):
            sheet.text = xmlsafe.attribute(item, "HRef")  # its address, until its page is found
        pages.sheets.append(sheet)


def _text(element: "_Element", name: str) -> str:
    return next((xmlsafe.text_of(item).strip() for item in xmlsafe.descendants(element, name)), "")


def _assign(pages: Pages, parts: list[tuple[str, str]]) -> None:
    """Give each sheet its page: by its address, else the first sheet the page that there is."""
    free = [text for _, text in parts if _FRAMES.search(text) is None]
    has_addresses = False
    for sheet in pages.sheets:
        address, sheet.text = sheet.text, None
        if address:
            has_addresses = True
            name = address.replace("\\", "/").rpartition("/")[2].casefold()
            sheet.text = next(
                (text for where, text in parts if where.replace("\\", "/").casefold().endswith(f"/{name}")), None
            )
    if not pages.sheets:
        pages.sheets = [SheetPage(f"Page {number}", text=text) for number, text in enumerate(free, start=1)]
    elif not has_addresses and free:
        pages.sheets[0].text = "\n".join(free)


def names_excel(head: bytes) -> bool:
    """Return whether the head of a page names Excel as its program."""
    return _EXCEL.search(head.replace(b"\0", b"").decode("latin-1")) is not None
