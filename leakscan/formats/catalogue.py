"""Which format a file is of: written by hand, for the order carries meaning."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError, MalformedFileError, UnsupportedFormatError
from leakscan.formats.archive.document import ArchiveDocument
from leakscan.formats.archive.packed import PACKED, PackedDocument
from leakscan.formats.archive.seven_zip import SevenZipDocument
from leakscan.formats.archive.tar import TarDocument, is_tar
from leakscan.formats.compound.document import ObjectDocument, wraps_file
from leakscan.formats.document import Context, Document
from leakscan.formats.docx.document import DocxDocument
from leakscan.formats.encrypted.document import EncryptedDocument, is_encrypted
from leakscan.formats.flat.document import FlatDocument, is_flat, is_wordml
from leakscan.formats.html.archive import WebArchiveDocument
from leakscan.formats.html.document import HtmlDocument
from leakscan.formats.listed import ListedDocument
from leakscan.formats.magic import PICTURES, file_format
from leakscan.formats.mail.document import MailDocument
from leakscan.formats.mail.mailbox import MailboxDocument, is_mailbox
from leakscan.formats.mail.message import is_message, is_web_archive
from leakscan.formats.mail.signed import SignedDocument, is_signed_message
from leakscan.formats.msg.document import MsgDocument, is_item
from leakscan.formats.odp.document import FlatDrawing, FlatPresentation, OdgDocument, OdpDocument
from leakscan.formats.ods.document import FlatSpreadsheet, OdsDocument
from leakscan.formats.odt.document import FlatText, OdtDocument
from leakscan.formats.ooxml.document import PackageDocument, format_of
from leakscan.formats.ooxml.package import Package, is_package
from leakscan.formats.pdf.document import PdfDocument
from leakscan.formats.pdf.layout import header_position
from leakscan.formats.pictures.document import PictureDocument
from leakscan.formats.pictures.reading import is_picture
from leakscan.formats.plain import PlainDocument, plain_format
from leakscan.formats.pptx.document import PptxDocument
from leakscan.formats.rtf.document import RtfDocument
from leakscan.formats.spreadsheetml.document import XmlSpreadsheetDocument
from leakscan.formats.spreadsheetml.opening import ROOT
from leakscan.formats.texts import is_xml, root_name, root_tag
from leakscan.formats.tnef.document import TnefDocument
from leakscan.formats.webbook.document import WebBookDocument
from leakscan.formats.webbook.pages import EXCEL, is_excel_archive
from leakscan.formats.xls.book import is_bare
from leakscan.formats.xls.document import XlsDocument
from leakscan.formats.xlsb.document import XlsbDocument
from leakscan.formats.xlsx.document import XlsxDocument
from leakscan.source import Source

_HEAD_BYTES = 8192
_STORING = frozenset({"compound file", "7z", "tnef"})
_BY_SIGNATURE: dict[str, Callable[[Source, Context], Document]] = {
    "7z": SevenZipDocument,
    "rtf": RtfDocument,
    "tnef": TnefDocument,
}
_TAIL_BYTES = (1 << 16) + 22
_WORKBOOKS = frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlam"})
_TEXTS = frozenset({"docx", "docm", "dotx", "dotm"})
_BOOK_NAMES = frozenset({"xls", "xlt", "xlsx", "xlsm", "xlsb"})
_SOUGHT_BYTES = 1 << 20
_OPEN_PROSE: dict[str, Callable[[ZipContainer, Context], Document]] = {
    "odt": OdtDocument,
    "odp": OdpDocument,
    "odg": OdgDocument,
}
_FLAT_PROSE: dict[str, Callable[[Source, Context], Document]] = {
    "fodt": FlatText,
    "fodp": FlatPresentation,
    "fodg": FlatDrawing,
}
_DECKS = frozenset({"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"})


def open_document(source: Source, context: Context) -> Document:
    """Return the opened document of a file, whatever its name says.

    Raises:
        UnsupportedFormatError: it is of no format leakscan knows.
        FileError: it cannot be opened.
    """
    head = source.head(_HEAD_BYTES)
    found = file_format(head)
    # An archive is read from its end, so anything may stand before it, but for files that store others as they
    # are: an archive in one of them may end where they do.
    if found == "zip" or (found not in _STORING and not is_tar(head) and _ends_as_archive(source)):
        document = _archive(source, context, is_certain=found == "zip")
        if document is not None:
            return document
    if found == "compound file":
        return _compound(source, context)
    if found == "pdf" or (not found and header_position(head) is not None):
        return PdfDocument(source, context)
    if not found and is_flat(head):
        return FlatDocument(source, context)
    if not found and is_bare(head):
        return XlsDocument(source, None, context)
    if found in _BY_SIGNATURE:
        return _BY_SIGNATURE[found](source, context)
    if found in PACKED:
        return PackedDocument(source, context, found)
    if found in PICTURES or (not found and is_picture(head)):
        return PictureDocument(source, context, found or "picture")
    if not found and is_tar(head):
        return TarDocument(source, context)
    if not found and (is_message(head) or is_signed_message(head)):
        return _message(source, context, head)
    if found:
        return ListedDocument(source, context, found)
    document = _markup(source, context, head)
    if document is not None:
        return document
    raise UnsupportedFormatError("the file is of no known format")


def is_pdf(source: Source) -> bool:
    """Return whether a file begins as a PDF file does, and does not end as an archive."""
    return file_format(source.head(_HEAD_BYTES)) == "pdf" and not _ends_as_archive(source)


def _markup(source: Source, context: Context, head: bytes) -> Document | None:
    """Return the document of a file that is text throughout, or None when it is none of a known kind."""
    if is_wordml(head):
        return FlatDocument(source, context, is_wordml=True)
    if root_tag(head) == ROOT:
        return XmlSpreadsheetDocument(source, context)
    flat = flat_format(head)
    if flat == "fods":
        return FlatSpreadsheet(source, context)
    if flat in _FLAT_PROSE:
        return _FLAT_PROSE[flat](source, context)
    if is_page(head):
        if names_excel(head) or (source.extension in _BOOK_NAMES and _has_table(source)):
            return WebBookDocument(source, context, "html")
        return HtmlDocument(source, context)
    if flat:
        return ListedDocument(source, context, flat)
    plain = plain_format(source) if len(source.trail) > 1 else ""  # a text by itself is no file of an office
    return PlainDocument(source, context, plain) if plain else None


def _message(source: Source, context: Context, head: bytes) -> Document:
    """Return the document of a message, or of a web page that was saved as one."""
    if is_signed_message(head):
        return SignedDocument(source, context)
    if head.startswith(b"From ") and is_mailbox(source):
        return MailboxDocument(source, context)
    if not is_web_archive(head):
        return MailDocument(source, context)
    if source.extension in _BOOK_NAMES or is_excel_archive(source):
        return WebBookDocument(source, context, "mhtml")
    return WebArchiveDocument(source, context)


def _has_table(source: Source) -> bool:
    return b"<table" in source.head(_SOUGHT_BYTES).replace(b"\0", b"").lower()


def _ends_as_archive(source: Source) -> bool:
    with source.open() as stream:
        stream.seek(max(0, source.size - _TAIL_BYTES))
        return b"PK\x05\x06" in stream.read()


def _archive(source: Source, context: Context, *, is_certain: bool) -> Document | None:
    """Return the document of an archive, or None when a file that only might be one is none."""
    try:
        container = ZipContainer(source)
    except MalformedFileError:
        if is_certain:
            raise
        return None
    if container.facts.is_recovered and not is_certain:
        container.close()
        return None
    with _closed_on_failure(container):
        if not is_package(container):
            name = open_document_format(container)
            if name == "ods":
                return OdsDocument(container, context)
            if name in _OPEN_PROSE:
                return _OPEN_PROSE[name](container, context)
            if name:
                container.close()
                return ListedDocument(source, context, name)
            return ArchiveDocument(container, context)
        package = Package(container, context)
        main = package.main_part()
        name = "" if main is None else format_of(package.content_type(main), main)
        if name == "xlsb":
            return XlsbDocument(container, context)
        if name in _WORKBOOKS:
            return XlsxDocument(container, context, package)
        if name in _TEXTS:
            return DocxDocument(container, context, package)
        if name in _DECKS:
            return PptxDocument(container, context, package)
        return PackageDocument(container, context, package)


@contextmanager
def _closed_on_failure(container: ZipContainer | CfbContainer) -> Iterator[None]:
    """Close a container when the document that would close it cannot be made."""
    try:
        yield
    except BaseException:
        container.close()
        raise


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {"spreadsheet": "ods", "text": "odt", "presentation": "odp", "graphics": "odg"}


def open_document_format(container: ZipContainer) -> str:
    """Return the name of the OpenDocument format an archive is of, or an empty string (ODF 1.3 part 2, §3.3)."""
    if container.zip_entry("mimetype") is None:
        return ""
    try:
        with container.open("mimetype") as stream:
            kind = stream.read(256).decode("ascii", "replace").strip()
    except FileError:
        return ""
    if not kind.startswith(_OPEN_DOCUMENT):
        return ""
    return _OPEN_DOCUMENTS.get(kind.removeprefix(_OPEN_DOCUMENT).partition("-")[0], "odf")


_PAGE = re.compile(rb"urn:schemas-microsoft-com:office:excel|Excel\.Sheet", re.IGNORECASE)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*<(?:!doctype\s+html|html)\b|(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body"
    rb"|title|meta|style|script|base|link|table|div|p|span|font|center|h[1-6]|a|b|br|ul|ol|pre)[\s>/])",
    re.IGNORECASE,
)


def is_page(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a web page."""
    return _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def names_excel(head: bytes) -> bool:
    """Return whether the head of a page names Excel as its program."""
    return EXCEL.search(head.replace(b"\0", b"").decode("latin-1")) is not None


_FLAT_TYPE = re.compile(rb"mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.([a-z]+)")


def flat_format(head: bytes) -> str:
    """Return the name of the format of a flat OpenDocument file, or an empty string (ODF 1.3 part 3, §3.1.2)."""
    if not is_xml(head) or root_name(head) != "document":
        return ""
    found = _FLAT_TYPE.search(head.replace(b"\0", b""))
    if found is None:
        return ""
    return {"ods": "fods", "odt": "fodt", "odp": "fodp", "odg": "fodg"}.get(
        _OPEN_DOCUMENTS.get(found[1].decode("ascii"), ""), ""
    )


_STREAMS = {
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
}
"""The stream that tells which program's file a compound file is."""
_WORKBOOK_STREAMS = ("workbook", "book")


def _compound(source: Source, context: Context) -> Document:
    """Return the document of a compound file, told by its streams."""
    container = CfbContainer(source)
    with _closed_on_failure(container):
        if is_encrypted(container):
            return EncryptedDocument(container, context)
        if wraps_file(container):
            return ObjectDocument(container, context)
        if any(entry.name.casefold() in _WORKBOOK_STREAMS for entry in container.entries()):
            return XlsDocument(source, container, context)
        if is_item(container):
            return MsgDocument(container, context)
        name = next((name for stream, name in _STREAMS.items() if container.has(stream)), "compound file")
    container.close()
    return ListedDocument(source, context, name)
