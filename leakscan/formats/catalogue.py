"""Which format a file is of: written by hand, for the order carries meaning."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError, MalformedFileError, UnsupportedFormatError
from leakscan.formats.document import Context, Document
from leakscan.formats.listed import ListedDocument
from leakscan.formats.magic import PACKED, PICTURES, file_format, is_tar
from leakscan.formats.texts import is_xml, root_name, root_tag
from leakscan.patterns import late_pattern
from leakscan.source import Source

if TYPE_CHECKING:
    from leakscan.containers.cfb import CfbContainer

_HEAD_BYTES = 8192
_STORING = frozenset({"compound file", "7z", "tnef"})
_TAIL_BYTES = (1 << 16) + 22
_END_OF_ARCHIVE = b"PK\x05\x06"
_ENDS_OF_PDF = (b"endobj", b"startxref", b"%%EOF")
"""What follows the last file within a PDF file (ISO 32000-2 7.3.10 and 7.5.5)."""
_WORKBOOKS = frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlam"})
_TEXTS = frozenset({"docx", "docm", "dotx", "dotm"})
_BOOK_NAMES = frozenset({"xls", "xlt", "xlsx", "xlsm", "xlsb"})
_SOUGHT_BYTES = 1 << 20
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
    if found == "zip" or (found not in _STORING and not is_tar(head) and _ends_as_archive(source, head)):
        document = _archive(source, context, is_certain=found == "zip")
        if document is not None:
            return document
    if found == "compound file":
        return _compound(source, context)
    if found == "pdf" or (not found and _has_pdf_header(head)):
        from leakscan.formats.pdf.document import PdfDocument

        return PdfDocument(source, context)
    return _signed(source, context, found) if found else _unsigned(source, context, head)


def _has_pdf_header(head: bytes) -> bool:
    from leakscan.formats.pdf.layout import header_position

    return header_position(head) is not None


def _signed(source: Source, context: Context, found: str) -> Document:
    """Return the document of a file that begins with the signature of a format."""
    if found in PICTURES:
        from leakscan.formats.pictures.document import PictureDocument

        return PictureDocument(source, context, found)
    if found == "rtf":
        from leakscan.formats.rtf.document import RtfDocument

        return RtfDocument(source, context)
    if found == "tnef":
        from leakscan.formats.tnef.document import TnefDocument

        return TnefDocument(source, context)
    if found == "7z":
        from leakscan.formats.archive.seven_zip import SevenZipDocument

        return SevenZipDocument(source, context)
    if found in PACKED:
        from leakscan.formats.archive.packed import PackedDocument

        return PackedDocument(source, context, found)
    return ListedDocument(source, context, found)


def _unsigned(source: Source, context: Context, head: bytes) -> Document:
    """Return the document of a file that is told by more than its first bytes."""
    from leakscan.formats.flat.document import FlatDocument, is_flat
    from leakscan.formats.mail.message import is_message
    from leakscan.formats.mail.signed import is_signed_message
    from leakscan.formats.pictures.reading import is_picture
    from leakscan.formats.xls.book import is_bare

    if is_flat(head):
        return FlatDocument(source, context)
    if is_bare(head):
        from leakscan.formats.xls.document import XlsDocument

        return XlsDocument(source, None, context)
    if is_picture(head):
        from leakscan.formats.pictures.document import PictureDocument

        return PictureDocument(source, context, "picture")
    if is_tar(head):
        from leakscan.formats.archive.tar import TarDocument

        return TarDocument(source, context)
    if is_message(head) or is_signed_message(head):
        return _message(source, context, head)
    document = _markup(source, context, head)
    if document is not None:
        return document
    raise UnsupportedFormatError("the file is of no known format")


def is_pdf(source: Source) -> bool:
    """Return whether a file begins as a PDF file does, and does not end as an archive."""
    head = source.head(_HEAD_BYTES)
    return file_format(head) == "pdf" and not _ends_as_archive(source, head)


def _markup(source: Source, context: Context, head: bytes) -> Document | None:
    """Return the document of a file that is text throughout, or None when it is none of a known kind."""
    from leakscan.formats.flat.document import FlatDocument, is_wordml
    from leakscan.formats.spreadsheetml.opening import ROOT

    if is_wordml(head):
        return FlatDocument(source, context, is_wordml=True)
    if root_tag(head) == ROOT:
        from leakscan.formats.spreadsheetml.document import XmlSpreadsheetDocument

        return XmlSpreadsheetDocument(source, context)
    flat = flat_format(head)
    if flat:
        return _flat(source, context, flat)
    if is_page(head):
        return _page(source, context, head)
    from leakscan.formats.plain import PlainDocument, plain_format

    plain = plain_format(source) if len(source.trail) > 1 else ""  # a text by itself is no file of an office
    return PlainDocument(source, context, plain) if plain else None


def _flat(source: Source, context: Context, name: str) -> Document:
    """Return the document of an OpenDocument format that is one XML file."""
    if name == "fods":
        from leakscan.formats.ods.document import FlatSpreadsheet

        return FlatSpreadsheet(source, context)
    if name == "fodt":
        from leakscan.formats.odt.document import FlatText

        return FlatText(source, context)
    if name in ("fodp", "fodg"):
        from leakscan.formats.odp.document import FlatDrawing, FlatPresentation

        return (FlatPresentation if name == "fodp" else FlatDrawing)(source, context)
    return ListedDocument(source, context, name)


def _page(source: Source, context: Context, head: bytes) -> Document:
    """Return the document of a web page, or of the workbook that it was saved from."""
    from leakscan.formats.html.document import HtmlDocument
    from leakscan.formats.webbook.document import WebBookDocument
    from leakscan.formats.webbook.pages import names_excel

    if names_excel(head) or (source.extension in _BOOK_NAMES and _has_table(source)):
        return WebBookDocument(source, context, "html")
    return HtmlDocument(source, context)


def _message(source: Source, context: Context, head: bytes) -> Document:
    """Return the document of a message, or of a web page that was saved as one."""
    from leakscan.formats.html.archive import WebArchiveDocument
    from leakscan.formats.mail.document import MailDocument
    from leakscan.formats.mail.mailbox import MailboxDocument, is_mailbox
    from leakscan.formats.mail.message import is_web_archive
    from leakscan.formats.mail.signed import SignedDocument, is_signed_message
    from leakscan.formats.webbook.document import WebBookDocument
    from leakscan.formats.webbook.pages import is_excel_archive

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


def _ends_as_archive(source: Source, head: bytes) -> bool:
    """Return whether the end of an archive is the end of a file, and not of one that a PDF file holds as it is."""
    with source.open() as stream:
        stream.seek(max(0, source.size - _TAIL_BYTES))
        tail = stream.read()
    last = tail.rfind(_END_OF_ARCHIVE)
    if last < 0 or not _has_pdf_header(head):
        return last >= 0
    if last > max(tail.rfind(word) for word in _ENDS_OF_PDF):
        return True
    # What follows may still be the archive's own, as its comment (APPNOTE.TXT 6.3.10 §4.3.16).
    ends = (found.end() for found in re.finditer(re.escape(_END_OF_ARCHIVE), tail))
    return any(end + 18 + int.from_bytes(tail[end + 16 : end + 18], "little") == len(tail) for end in ends)


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
        from leakscan.formats.ooxml.package import is_package

        if is_package(container):
            return _package(container, context)
        name = open_document_format(container)
        if name:
            return _open_document(container, source, context, name)
        from leakscan.formats.archive.document import ArchiveDocument

        return ArchiveDocument(container, context)


def _package(container: ZipContainer, context: Context) -> Document:
    """Return the document of a package of Office Open XML, told by the type of its main part."""
    from leakscan.formats.ooxml.document import PackageDocument, format_of
    from leakscan.formats.ooxml.package import Package

    package = Package(container, context)
    main = package.main_part()
    name = "" if main is None else format_of(package.content_type(main), main)
    if name in _WORKBOOKS:
        from leakscan.formats.xlsx.document import XlsxDocument

        return XlsxDocument(container, context, package)
    if name == "xlsb":
        from leakscan.formats.xlsb.document import XlsbDocument

        return XlsbDocument(container, context)
    if name in _TEXTS:
        from leakscan.formats.docx.document import DocxDocument

        return DocxDocument(container, context, package)
    if name in _DECKS:
        from leakscan.formats.pptx.document import PptxDocument

        return PptxDocument(container, context, package)
    return PackageDocument(container, context, package)


def _open_document(container: ZipContainer, source: Source, context: Context, name: str) -> Document:
    """Return the document of an OpenDocument package."""
    if name == "ods":
        from leakscan.formats.ods.document import OdsDocument

        return OdsDocument(container, context)
    if name == "odt":
        from leakscan.formats.odt.document import OdtDocument

        return OdtDocument(container, context)
    if name in ("odp", "odg"):
        from leakscan.formats.odp.document import OdgDocument, OdpDocument

        return (OdpDocument if name == "odp" else OdgDocument)(container, context)
    container.close()
    return ListedDocument(source, context, name)


@contextmanager
def _closed_on_failure(container: "ZipContainer | CfbContainer") -> Iterator[None]:
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


_PAGE = late_pattern(
    rb"\s*(?:<\?xml[^>]*>\s*<(?:!doctype\s+html|html)\b|(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body"
    rb"|title|meta|style|script|base|link|table|div|p|span|font|center|h[1-6]|a|b|br|ul|ol|pre)[\s>/])",
    re.IGNORECASE,
)


def is_page(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a web page."""
    return _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


_FLAT_TYPE = late_pattern(rb"mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.([a-z]+)")


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
    from leakscan.containers.cfb import CfbContainer
    from leakscan.formats.compound.document import ObjectDocument, wraps_file
    from leakscan.formats.compound.listed import ListedCompound
    from leakscan.formats.encrypted.document import EncryptedDocument, is_encrypted

    container = CfbContainer(source)
    with _closed_on_failure(container):
        if is_encrypted(container):
            return EncryptedDocument(container, context)
        if wraps_file(container):
            return ObjectDocument(container, context)
        if any(entry.name.casefold() in _WORKBOOK_STREAMS for entry in container.entries()):
            from leakscan.formats.xls.document import XlsDocument

            return XlsDocument(source, container, context)
        from leakscan.formats.msg.document import MsgDocument, is_item

        if is_item(container):
            return MsgDocument(container, context)
        name = next((name for stream, name in _STREAMS.items() if container.has(stream)), "compound file")
        return ListedCompound(container, context, name)
