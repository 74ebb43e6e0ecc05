"""Package: parts by name, their content types and relationships (ECMA-376-2)."""

import hashlib
import posixpath
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from leakscan import xmlsafe
from leakscan.containers.container import Entry
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.ooxml.part_names import (
    Relationship,
    content_types,
    folded,
    owner_of,
    plain_name,
    relationships,
    relationships_part,
)
from leakscan.formats.ooxml.vocabulary import Walker
from leakscan.formats.strays import Strays
from leakscan.parts import PartState
from leakscan.source import Store

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENT_TYPES = "[Content_Types].xml"
BINARY_WORKBOOK = "sheet.binary"
"""What the content type of a binary workbook has in it, and no other."""
TELLING_NOTHING = ("application/xml", "text/xml", "application/octet-stream", "")
"""Content types that say nothing of a part."""
_MAIN_TYPES = (
    "sheet.main+xml",
    "template.main+xml",
    "macroEnabled.main+xml",
    "sheet.binary.macroEnabled.main",
    "document.main+xml",
    "presentation.main+xml",
    "slideshow.main+xml",
)
_CONTENT_KINDS = frozenset(
    {
        "worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlWorksheet", "sharedStrings",
        "xlSharedStrings", "pivotCacheDefinition", "pivotCacheRecords", "externalLink", "comments",
        "threadedComment", "revisionLog",
    }
)  # fmt: skip
"""Relationships whose missing target is content that is missing; others dangle in many a healthy file."""

Fact = TypeVar("Fact")
About = TypeVar("About", bound=Hashable)

_COMMON: dict[tuple[object, Hashable, bytes], Any] = {}
"""What small parts say that many files have in common, byte for byte, by what read it and by their digests.

Files of one origin have the same themes, content types and relationships. Kept of them are names of parts, kinds,
colours and formats: nothing that shows, and nothing that leads out of a file.
"""
_MOST_COMMON = 1 << 12
_COMMON_BYTES = 1 << 14
_KEPT_TREES_BYTES = 1 << 20
"""So many bytes of parts are kept as trees: several readers look into one part."""


class Package:
    """An opened package; every part read through it is entered in the ledger.

    Attributes:
        walkers: what gathered all that is not on the list of the format, by the part that its reader read with it.
        strays: what no reader took of the cells and shared strings, by part.
        root_names: what parts begin with, as far as anybody has looked.
    """

    def __init__(self, container: ZipContainer, context: Context) -> None:
        self.container = container
        self.context = context
        self.trail = container.source.trail
        self.entries: dict[str, Entry] = {}
        self._by_folded_name: dict[str, str] = {}
        self._by_plain_name: dict[str, str] = {}
        for entry in container.entries():
            self.entries[entry.name] = entry
            self._by_folded_name.setdefault(folded(entry.name), entry.name)
            self._by_plain_name.setdefault(plain_name(entry.name), entry.name)
            context.ledger.enter(self.trail, entry.name, kind="part", size=entry.size)
        self.walkers: dict[str, Walker] = {}
        self.strays: dict[str, Strays] = {}
        self.root_names: dict[str, str] = {}
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._by_id: dict[str, dict[str, Relationship]] = {}
        self._by_kind: dict[str, dict[str, list[Relationship]]] = {}
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._names: dict[str, str | None] = {}
        self._trees: dict[str, _Element] = {}
        self._trees_bytes = 0
        self._read_content_types()
        self._types.clear()

    def name(self, part: str) -> str | None:
        """Return a part's name as the package spells it, or None.

        Names match whatever their case and slashes, and whether or not characters are written as `%20` (ECMA-376-2
        §6.2.2.3 and §7.3.4); a name that matches as written comes first.
        """
        if part not in self._names:
            self._names[part] = self._by_folded_name.get(folded(part)) or self._by_plain_name.get(plain_name(part))
        return self._names[part]

    def content_type(self, part: str) -> str:
        """Return the content type of a part; empty when the package gives none."""
        found = self._types.get(part)
        if found is None:
            plain = plain_name(part)
            found = self._overrides.get(plain)
            if found is None:
                found = self._defaults.get(posixpath.splitext(plain)[1].lstrip("."), "")
            self._types[part] = found
        return found

    @cached_property
    def by_type(self) -> dict[str, list[str]]:
        """The parts by the last word of their content type, in lower case and with its dot, if there is any."""
        found: dict[str, list[str]] = {}
        for part in self.entries:
            _, dot, word = self.content_type(part).casefold().rpartition(".")
            found.setdefault(dot + word, []).append(part)
        return found

    def declares(self, words: str) -> bool:
        """Return whether the content type of any part, or of any extension, holds these words."""
        kinds = (*self._defaults.values(), *self._overrides.values())
        return any(words in kind.casefold() for kind in kinds)

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """Return the relationships of a part, or of the package itself when `part` is empty."""
        if part not in self._relationships:
            self._relationships[part] = self._read_relationships(part)
        return self._relationships[part]

    def relationship(self, part: str, relationship_id: str | None) -> Relationship | None:
        """Return the relationship of a part by its id when it leads to a part of the package, or None."""
        if part not in self._by_id:
            inside = [item for item in self.relationships(part) if not item.is_external]
            self._by_id[part] = {item.id: item for item in reversed(inside)}
        return self._by_id[part].get(relationship_id or "")

    def related(self, part: str, kind: str) -> Iterator[Relationship]:
        """Return the relationships of one kind that lead to parts of the package."""
        if part not in self._by_kind:
            found: dict[str, list[Relationship]] = {}
            for item in self.relationships(part):
                if not item.is_external:
                    found.setdefault(item.kind, []).append(item)
            self._by_kind[part] = found
        return iter(self._by_kind[part].get(kind, ()))

    def all_related(self, kind: str) -> frozenset[str]:
        """Return the parts that relationships of one kind lead to, from anywhere that can be reached."""
        return self._reached_by_kind.get(kind, frozenset())

    @cached_property
    def _reached_by_kind(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for part in self.reachable():
            for relationship in self.relationships(part):
                name = None if relationship.is_external else self.name(relationship.target)
                if name is not None:
                    found.setdefault(relationship.kind, set()).add(name)
        return {kind: frozenset(names) for kind, names in found.items()}

    def main_part(self) -> str | None:
        """Return the name of the main part, or None."""
        for relationship in self.related("", "officeDocument"):
            name = self.name(relationship.target)
            if name is not None:
                return name
        for name in self.entries:
            if self.content_type(name).endswith(_MAIN_TYPES):
                self.context.ledger.problem(
                    "main-part-not-related",
                    self.trail,
                    "no relationship leads to the main part; it was found by its content type",
                    place=Place(part=name),
                    lost="what relationships of the package led to",
                )
                return name
        return None

    def read_all_relationships(self) -> None:
        """Read every relationship part, also of parts that do not exist, and note what is missing."""
        for name in list(self.entries):
            owner = owner_of(name)
            if owner is None:
                continue
            for relationship in self.relationships(owner):
                if relationship.is_external or self.name(relationship.target) is not None:
                    continue
                if relationship.kind in _CONTENT_KINDS:
                    self.context.ledger.problem(
                        "part-missing",
                        self.trail,
                        "a relationship leads to a part that does not exist",
                        place=Place(part=name, name=relationship.id),
                        lost="what the missing part held",
                    )

    def reachable(self) -> frozenset[str]:
        """Return the parts that some chain of relationships leads to, relationship parts included."""
        return self._reachable

    @cached_property
    def _reachable(self) -> frozenset[str]:
        reached = {name for name in (self.name(CONTENT_TYPES),) if name is not None}
        pending = deque([""])
        seen = {""}
        while pending:
            part = pending.popleft()
            rels = self.name(relationships_part(part))
            if rels is not None:
                reached.add(rels)
            for relationship in self.relationships(part):
                name = None if relationship.is_external else self.name(relationship.target)
                if name is not None and name not in seen:
                    seen.add(name)
                    reached.add(name)
                    pending.append(name)
        return frozenset(reached)

    def reads_as_xml(self, part: str) -> bool:
        """Return whether a part may come as XML: binary ones are named so."""
        return not part.casefold().endswith(".bin")

    def open(self, part: str) -> BinaryIO:
        """Return a metered stream over a part.

        Raises:
            FileError: it does not exist or cannot be read.
        """
        return self.container.open(part)

    def read(self, part: str) -> bytes:
        """Return the content of a part that is parsed as a whole.

        Raises:
            LimitReachedError: it is larger than one tree may be.
            FileError: it cannot be read.
        """
        most = self.container.source.budget.limits.tree_bytes
        with self.open(part) as stream:
            data = stream.read(most + 1)
            if len(data) > most:
                raise LimitReachedError("the part is too large to be read as one tree", code="limit-tree-bytes")
            stream.read(1)
        return data

    def extract(self, part: str) -> Store:
        """Return the content of a part as a store of its own."""
        return self.container.extract(part)

    def parsed(self, part: str) -> "_Element":
        """Return the root of a part, which others may have as well: it is not to be changed.

        Raises:
            FileError: it cannot be read.
        """
        root = self._trees.get(part)
        return self._parsed(part, self.read(part)) if root is None else root

    def _parsed(self, part: str, data: bytes) -> "_Element":
        root = xmlsafe.parse(data)
        self._trees_bytes += len(data)
        if self._trees_bytes > _KEPT_TREES_BYTES:
            self._trees.clear()
            self._trees_bytes = len(data)
        if len(data) <= _KEPT_TREES_BYTES:
            self._trees[part] = root
        return root

    def common(self, part: str, read: "Callable[[_Element, About], tuple[Fact, bool]]", about: "About") -> Fact:
        """Return what a part says that other files may say as well, read once while the process runs.

        Args:
            part: the part.
            read: reads it, given its root and `about`; returns what it says, which nobody may change, and whether
                that is fit to be kept beyond the file.
            about: what the reading depends on besides.

        Raises:
            FileError: the part cannot be read.
        """
        data = self.read(part)
        is_small = len(data) <= _COMMON_BYTES
        key = read, about, hashlib.sha256(data).digest() if is_small else b""
        known: Fact | None = _COMMON.get(key)
        if known is None:
            root = self._trees.get(part)
            known, is_kept = read(self._parsed(part, data) if root is None else root, about)
            if is_kept and is_small:
                if len(_COMMON) >= _MOST_COMMON:
                    _COMMON.clear()
                _COMMON[key] = known
        return known

    def examined(
        self,
        part: str,
        kind: str,
        read: "Callable[[_Element, About], tuple[Fact, bool]]",
        about: "About",
        *,
        lost: str = "what the part holds",
    ) -> Fact | None:
        """Return what `common` does and mark the part examined; None with a problem recorded, or without the part.

        Args:
            part: the part.
            kind: what it is.
            read: as for `common`.
            about: as for `common`.
            lost: what is lost when it cannot be read.
        """
        found: Fact | None = None
        name = self.name(part)
        if name is not None:
            with self.recording(Place(part=name), lost=lost):
                found = self.common(name, read, about)
                self.mark(name, PartState.EXAMINED, kind)
        return found

    def tree(
        self, part: str, kind: str, *, lost: str = "what the part holds", is_changed: bool = False
    ) -> "_Element | None":
        """Return a part parsed and marked examined, or None with a problem recorded.

        Args:
            part: the part.
            kind: what it is.
            lost: what is lost when it cannot be read.
            is_changed: the caller changes it; others get one of their own.
        """
        name = self.name(part)
        if name is None:
            return None
        root = None if is_changed else self._trees.get(name)
        if root is not None:
            self.mark(name, PartState.EXAMINED, kind)
            return root
        with self.recording(Place(part=name), lost=lost):
            root = xmlsafe.parse(self.read(name)) if is_changed else self.parsed(name)
            self.mark(name, PartState.EXAMINED, kind)
        return root

    def recording(self, place: Place, *, lost: str) -> AbstractContextManager[None]:
        """Turn what goes wrong with a part inside the block into a problem (see `Ledger.recording`)."""
        return self.context.ledger.recording(self.trail, place, lost=lost)

    def problem(self, code: str, place: Place, message: str, *, lost: str) -> None:
        """Record a problem that no part's reading raised."""
        self.context.ledger.problem(code, self.trail, message, place=place, lost=lost)

    def mark(self, part: str, state: PartState, kind: str = "") -> None:
        """Say what became of a part."""
        self.context.ledger.mark(self.trail, part, state, kind=kind)

    def state(self, part: str) -> PartState | None:
        """Return what became of a part so far."""
        return self.context.ledger.state(self.trail, part)

    def _read_content_types(self) -> None:
        lost = "the declared types of the parts"
        found = self.examined(CONTENT_TYPES, "content types", content_types, None, lost=lost)
        self._defaults, self._overrides = found or ({}, {})

    def _read_relationships(self, part: str) -> tuple[Relationship, ...]:
        name, lost = relationships_part(part), "where the part's relationships lead"
        return self.examined(name, "relationships", relationships, part, lost=lost) or ()


def is_package(container: ZipContainer) -> bool:
    """Return whether an archive looks like a package: it has content types or package relationships."""
    names = {entry.name.replace("\\", "/").lstrip("/").casefold() for entry in container.entries()}
    return CONTENT_TYPES.casefold() in names or "_rels/.rels" in names
