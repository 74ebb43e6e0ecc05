"""OpenPackage: the files of an OpenDocument package and what its manifest says of them (ODF 1.3 part 2)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.ooxml.package import Package, folded
from leakscan.parts import PartState

if TYPE_CHECKING:
    from lxml.etree import _Element

MANIFEST = "META-INF/manifest.xml"
MIMETYPE = "mimetype"
_META_INF = "meta-inf/"
_URN = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def manifest_of(media_type: str, kinds: Mapping[str, str]) -> str:
    """Return the manifest of a package of that media type, with the media type of each of its files."""
    lines = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type={quoteattr(kind)}/>"
        for name, kind in {"/": media_type, **kinds}.items()
    )
    return f'<manifest:manifest xmlns:manifest="{_URN}">{lines}</manifest:manifest>'


class OpenPackage(Package):
    """An opened package. It has no relationships: the manifest lists the files that belong to it.

    Attributes:
        media_types: media type of each file and folder that the manifest lists, by its name in one letter case.
        encrypted: the files that are encrypted.
        ciphers: how each of them is.
    """

    def __init__(self, container: ZipContainer, context: Context) -> None:
        super().__init__(container, context)
        self.media_types: dict[str, str] = {}
        self.encrypted: list[str] = []
        self.ciphers: dict[str, _Element] = {}
        self._missing: list[str] = []
        root = self.tree(MANIFEST, "manifest", lost="which files belong to the document")
        if root is not None:
            for element in xmlsafe.descendants(root, "file-entry"):
                self._take(element)
        if self.name(MIMETYPE) is not None:
            self.mark(self.name(MIMETYPE) or MIMETYPE, PartState.RECOGNISED, "media type")

    def _take(self, element: "_Element") -> None:
        path = xmlsafe.attribute(element, "full-path") or ""
        self.media_types[folded(path)] = xmlsafe.attribute(element, "media-type") or ""
        name = self.name(path)
        cipher = next(xmlsafe.descendants(element, "encryption-data"), None)
        if name is not None and cipher is not None:
            self.encrypted.append(name)
            self.ciphers[name] = cipher
        elif name is None and path.strip("/") and not path.endswith("/"):
            self._missing.append(path)

    def content_type(self, part: str) -> str:
        """Return the media type of a file; empty when the manifest gives none."""
        return self.media_types.get(folded(part), "")

    def reachable(self) -> frozenset[str]:
        """Return the files that the manifest lists, and those that it never lists (ODF 1.3 part 2, §3.2)."""
        return frozenset(
            name
            for name in self.entries
            if folded(name) in self.media_types
            or folded(name) == MIMETYPE
            or folded(name).startswith(_META_INF)
            or name.endswith("/")
        )

    def read_all_relationships(self) -> None:
        """Say which files the manifest lists and the package does not hold, where they would hold content."""
        for path in self._missing:
            if not path.startswith(("Configurations", "Thumbnails/", "ObjectReplacements/", "layout-cache")):
                place = Place(part=self.name(MANIFEST) or MANIFEST, name=path[:200])
                message = "the manifest lists a file that does not exist"
                self.problem("part-missing", place, message, lost="what the missing file held")
