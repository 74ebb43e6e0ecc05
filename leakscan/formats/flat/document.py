"""FlatDocument: a document in one XML file: a flat package (`pkg:package`), or Word 2003 XML."""

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from leakscan import xmlsafe
from leakscan.containers.zip_writing import zip_archive
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context, SingleFile
from leakscan.formats.flat.wordml import wordml_parts
from leakscan.formats.texts import root_tag
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.embedded import Embedded

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "package"
_NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_WORDML = "http://schemas.microsoft.com/office/word/2003/wordml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MOST_PARTS = 60_000


def is_flat(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a flat package."""
    return _NAMESPACE.encode() in head or _NAMESPACE.encode("utf-16-le") in head


def is_wordml(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a document of Word 2003."""
    return root_tag(head) == f"{{{_WORDML}}}wordDocument"


class FlatDocument(SingleFile):
    """One document, which is read as the package that it stands for."""

    def __init__(self, source: Source, context: Context, *, is_wordml: bool = False) -> None:
        self.format = "wordml" if is_wordml else "flat package"
        self._source = source
        self._context = context

    def extract(self, name: str) -> Store:
        """Return the same package as an archive.

        Raises:
            FileError: the name is not that of the package, or the file is damaged.
        """
        if name != NAME:
            raise MalformedFileError("the part does not exist", code="part-missing")
        return BytesStore(zip_archive(self._parts()))

    def views(self) -> Iterator[object]:
        """Yield the package, which is examined as if it had come as an archive."""
        source, ledger = self._source, self._context.ledger
        store = None
        with ledger.recording(source.trail, Place(), lost="everything in the file"):
            store = self.extract(NAME)
        state = PartState.UNREADABLE if store is None else PartState.EXAMINED
        ledger.enter(source.trail, "", kind=self.format, size=source.size, state=state, start=0, end=source.size)
        if store is not None:
            inner = source.child(NAME, store, is_uncompressed=True, has_own_name=False)
            yield Embedded(inner, Place(name=NAME), is_meant_to_be_read=True)

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the parts: their content types first, as archives have them."""
        most = self._source.budget.limits.tree_bytes
        with self._source.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise LimitReachedError("the file is too large to be read as one tree", code="limit-tree-bytes")
        root = xmlsafe.parse(data)
        if self.format == "wordml":
            yield from wordml_parts(root)
            return
        parts = list(xmlsafe.children(root, "part"))
        if len(parts) > _MOST_PARTS:
            raise LimitReachedError("the package has too many parts", code="limit-parts")
        overrides = "".join(
            f"<Override PartName={quoteattr(xmlsafe.attribute(part, 'name') or '')}"
            f" ContentType={quoteattr(xmlsafe.attribute(part, 'contentType') or '')}/>"
            for part in parts
        )
        remarks = "".join(f"<!--{text}-->" for text in _remarks(root, parts))
        types = f'<Types xmlns="{_TYPES}">{overrides}{remarks}</Types>'
        yield "[Content_Types].xml", types.encode("utf-8", "replace")
        for part in parts:
            yield (xmlsafe.attribute(part, "name") or "").lstrip("/"), _content(part)


def _remarks(root: "_Element", parts: "list[_Element]") -> Iterator[str]:
    """Yield the remarks and stray texts around the parts, which are kept with the content types."""
    inside = [node for part in parts for node in part]
    for node in (*root.itersiblings(preceding=True), *root.itersiblings(), *root, *inside):
        for text in (node.text if xmlsafe.is_remark(node) else "", node.tail):
            if text and not text.isspace():
                yield str(text).replace("--", "- -").removesuffix("-")


def _content(part: "_Element") -> bytes:
    for holder in part:
        name = xmlsafe.local_name(holder)
        if name == "xmlData":
            return b"".join(xmlsafe.serialised(element) for element in holder)
        if name == "binaryData":
            try:
                return base64.b64decode("".join((holder.text or "").split()), validate=True)
            except (binascii.Error, ValueError) as error:
                raise MalformedFileError("a part is no Base64", code="damaged-data") from error
    return b""
