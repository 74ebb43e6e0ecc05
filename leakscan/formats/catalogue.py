"""Which format a file is of: written by hand, for the order carries meaning."""

from contextlib import ExitStack

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import UnsupportedFormatError
from leakscan.formats.document import Context, Document
from leakscan.formats.ooxml.package import is_package
from leakscan.formats.xlsx.document import XlsxDocument
from leakscan.source import Source

_HEAD_BYTES = 8192
_KNOWN_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf", b"PK")
"""How compound files, PDF, RTF and archives begin: documents, whether or not they are examined."""


def open_document(source: Source, context: Context) -> Document:
    """Return the opened document of a file, whatever its name says.

    Raises:
        UnsupportedFormatError: it is of no format leakscan reads.
        FileError: it cannot be opened.
    """
    head = source.head(_HEAD_BYTES)
    if head.startswith(b"PK"):
        with ExitStack() as stack:
            container = ZipContainer(source)
            stack.callback(container.close)
            if is_package(container):
                document = XlsxDocument(container, context)
                stack.pop_all()  # from here on the document closes it
                return document
    if head.startswith(_KNOWN_STARTS):
        raise UnsupportedFormatError("the file is of a format that is not examined", code="format-not-examined")
    raise UnsupportedFormatError("the file is of no known format")
