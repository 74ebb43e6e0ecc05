"""Which format a file is of: written by hand, for the order carries meaning."""

from leakscan.containers.cfb import SIGNATURE, CfbContainer
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import UnsupportedFormatError
from leakscan.formats.compound.document import ObjectDocument
from leakscan.formats.document import Context, Document
from leakscan.formats.encrypted.document import EncryptedDocument, is_encrypted
from leakscan.formats.ooxml.package import is_package
from leakscan.formats.xlsx.document import XlsxDocument
from leakscan.source import Source

_HEAD_BYTES = 8192


def open_document(source: Source, context: Context) -> Document:
    """Return the opened document of a file, whatever its name says.

    Raises:
        UnsupportedFormatError: it is of no format leakscan reads.
        FileError: it cannot be opened.
    """
    head = source.head(_HEAD_BYTES)
    if head.startswith(b"PK"):
        container = ZipContainer(source)
        if is_package(container):
            return XlsxDocument(container, context)
    if head.startswith(SIGNATURE):
        return _compound(CfbContainer(source), context)
    raise UnsupportedFormatError("the file is of no format that is examined")


def _compound(container: CfbContainer, context: Context) -> Document:
    """Return the document of a compound file, told by its streams."""
    if is_encrypted(container):
        return EncryptedDocument(container, context)
    return ObjectDocument(container, context)
