"""OpenPackage: the files of an OpenDocument package and what its manifest says of them (ODF 1.3 part 2)."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.part_names import Relationship, folded
from leakscan.parts import PartState

if TYPE_CHECKING:
    from lxml.etree import _Element

MANIFEST = "META-INF/manifest.xml"
MIMETYPE = "mimetype"
_META_INF = "meta-inf/"
_PICTURES = "pictures/"
_SHOWING = frozenset({"content.xml", "styles.xml"})
"""The parts whose pictures stand on sheets, pages and slides."""
_HREF = re.compile(rb"""\bhref\s*=\s*["']((?:\./)?Pictures/[^"'<>]{1,400})["']""")
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 512
_URN = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def manifest_of(media_type: str, kinds: Mapping[str, str]) -> str:
    """Return the manifest of a package of that media type, with the media type of each of its files."""
    lines = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type={quoteattr(kind)}/>"
        for name, kind in {"/": media_type, **kinds}.items()
    )
    return f'<manifest:manifest xmlns:manifest="{_URN}">{lines}</manifest:manifest>'


def _link(number: str, target: str) -> Relationship:
    return Relationship(number, "image", "", target, is_external=False)


class OpenPackage(Package):
    """An opened package. Its manifest lists the files that belong to it; only links to pictures are followed.

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

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """Return which pictures a part shows, told by its links, and which the manifest lists."""
        if part not in self._relationships:
            self._relationships[part] = tuple(self._links(part))
        return self._relationships[part]

    def _links(self, part: str) -> Iterator[Relationship]:
        pictures = [name for name in self.reachable() if folded(name).startswith(_PICTURES)]
        if not part:
            yield from (_link(name, name) for name in self.entries if folded(name) in _SHOWING)
        elif not pictures:
            return
        elif folded(part) in _SHOWING:
            yield from (_link(found, found.removeprefix("./")) for found in dict.fromkeys(self._hrefs(part)))
        elif folded(part) == MANIFEST.casefold() and not any(folded(name) in _SHOWING for name in self.encrypted):
            # By an id that stands nowhere: to be listed is not to be shown.
            yield from (_link(f"listed {name}", name) for name in pictures)

    def _hrefs(self, part: str) -> Iterator[str]:
        """Yield the links of a part to pictures, as they are written."""
        if part in self.encrypted:
            return
        try:
            with self.open(part) as stream:
                before = b""
                while block := stream.read(_CHUNK_BYTES):
                    text = before + block
                    yield from (found[1].decode("utf-8", "replace") for found in _HREF.finditer(text))
                    before = text[-_OVERLAP_BYTES:]
        except LimitReachedError as error:
            if error.ends_scan:
                raise
        except FileError:
            return  # its own reader tells of the damage

    def read_all_relationships(self) -> None:
        """Say which files the manifest lists and the package does not hold, where they would hold content."""
        for path in self._missing:
            if not path.startswith(("Configurations", "Thumbnails/", "ObjectReplacements/", "layout-cache")):
                place = Place(part=self.name(MANIFEST) or MANIFEST, name=path[:200])
                message = "the manifest lists a file that does not exist"
                self.problem("part-missing", place, message, lost="what the missing file held")
