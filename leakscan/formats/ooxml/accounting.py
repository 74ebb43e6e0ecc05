"""Accounting: every part and every byte of a package, when its format has read what it knows."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.carrying import carried_views
from leakscan.formats.notes import read_notes
from leakscan.formats.ooxml.kinds import recognised, shows_its_text
from leakscan.formats.ooxml.package import CONTENT_TYPES, Package
from leakscan.formats.ooxml.part_names import folded
from leakscan.formats.ranges import enter_issues, enter_ranges
from leakscan.formats.texts import is_xml
from leakscan.parts import PartState
from leakscan.views.archive import Archive, Duplicate, Orphan, Reason, Remnant, RemnantKind
from leakscan.views.embedded import Embedded

if TYPE_CHECKING:
    from lxml.etree import _Element

    from leakscan.views.spreadsheet import Sheet
    from leakscan.views.surface import Surface

_TRASH = "[trash]/"
_MACROS = ("vbaProject", "vbaProjectSignature")


class Accounting:
    """One package, once its format has read everything it knows.

    Attributes:
        archive: what the package holds besides the parts in use.
    """

    def __init__(self, package: Package, surface: "Surface | None" = None) -> None:
        self.archive = Archive()
        self._files: list[Embedded] = []
        self._package = package
        self._surface = surface

    def run(self) -> None:
        """Account for everything that is left: duplicates, unlisted entries, orphans, kinds, notes, ranges."""
        package = self._package
        package.read_all_relationships()
        used = self._settle_copies()
        reachable = package.reachable()
        for name in package.entries:
            if name in used:
                continue
            if name in reachable or folded(name) == CONTENT_TYPES.casefold():
                self._settle_related(name)
            else:
                self._settle_orphan(name)
        read_notes(package.container, self.archive)
        enter_issues(package.container, package.context.ledger)
        self._files.extend(enter_ranges(package.container, package.context.ledger, self.archive))

    def views(self) -> Iterator[object]:
        """Yield what was found, and the files among it."""
        yield self.archive
        for file in self._files:
            if self._surface is None:
                yield file
            else:
                yield from carried_views(
                    file.source,
                    file.place,
                    self._package.context,
                    outer=self._surface.visible,
                    is_reachable=False,
                )

    # Copies: two entries of one name, entries the directory does not list

    def _settle_copies(self) -> set[str]:
        package = self._package
        settled: set[str] = set()
        groups: dict[str, list[str]] = defaultdict(list)
        for entry in package.container.zip_entries():
            if entry.name not in package.entries:
                continue
            if entry.is_listed:
                groups[folded(entry.listed_name)].append(entry.name)
            else:
                settled.add(entry.name)
                remnant = self._remnant(entry.name, "entry that the directory does not list")
                if remnant is not None:
                    self.archive.unlisted.append(remnant)
        for names in groups.values():
            if len(names) > 1:
                settled.update(names[1:])
                self._compare(names)
        return settled

    def _compare(self, names: list[str]) -> None:
        entries = [self._package.container.zip_entry(name) for name in names]
        contents = {(entry.crc, entry.size) for entry in entries if entry is not None}
        for name in names[1:] if len(contents) == 1 else names:
            remnant = self._remnant(name, "one of several parts of one name")
            if remnant is not None:
                self.archive.duplicates.append(Duplicate(remnant, is_same=len(contents) == 1))

    # Orphans

    def _settle_orphan(self, name: str) -> None:
        package = self._package
        if package.state(name) is not PartState.UNKNOWN:
            sheet = self._sheet(name)
            if sheet is not None and not sheet.is_listed:
                self.archive.orphans.append(Orphan(self._sheet_remnant(sheet), Reason.NOT_RELATED))
            elif self._is_picture(name):
                size = package.entries[name].size
                picture = Remnant(Place(part=name), RemnantKind.PICTURE, size)
                self.archive.orphans.append(Orphan(picture, Reason.NOT_RELATED))
            return
        reason = Reason.TRASH if folded(name).startswith(_TRASH) else Reason.NOT_RELATED
        is_recognised = self._is_recognised(name)
        if not package.entries[name].size:
            return
        remnant: Remnant | None
        if is_recognised:
            remnant = Remnant(Place(part=name), RemnantKind.OWN, package.entries[name].size)
        else:
            remnant = self._remnant(name, "part that no relationship reaches")
        if remnant is not None:
            self.archive.orphans.append(Orphan(remnant, reason))

    def _sheet(self, name: str) -> "Sheet | None":
        sheets: list[Sheet] = getattr(self._surface, "sheets", [])  # pages have none
        return next((sheet for sheet in sheets if sheet.part == name), None)

    def _sheet_remnant(self, sheet: "Sheet") -> Remnant:
        """Return what a sheet holds; values are gathered only of sheets that do not show."""
        remnant = Remnant(Place(part=sheet.part), RemnantKind.SHEET, self._package.entries[sheet.part].size)
        facts = sheet.facts
        if facts is not None:
            remnant.rows, remnant.cells = facts.rows, facts.cells
            remnant.values, remnant.examples = facts.values, facts.examples
            remnant.table = facts.table if facts.rows else None
            if self._surface is not None and not sheet.is_visible:
                remnant.not_visible = self._surface.not_visible(facts.values)
        return remnant

    def _remnant(self, name: str, kind: str) -> Remnant | None:
        """Return what a part not in use holds, marked as far as it was examined."""
        package = self._package
        sheet = self._sheet(name)
        if sheet is not None and sheet.facts is not None:
            return self._sheet_remnant(sheet)
        remnant = Remnant(Place(part=name), RemnantKind.UNREADABLE, package.entries[name].size)
        with package.recording(remnant.place, lost="what the part holds"):
            remnants.fill(remnant, lambda: package.open(name), remnants.part_table(name), is_file=True)
            if remnant.kind is RemnantKind.FILE:
                self._hand_on(name)
            if package.state(name) is PartState.UNKNOWN and remnant.kind not in _NOT_EXAMINED:
                package.mark(name, PartState.EXAMINED, kind)
        if self._surface is not None and remnant.rows:
            remnant.not_visible = self._surface.not_visible(remnant.values)
        return remnant

    def _is_picture(self, name: str) -> bool:
        """Return whether a part that another reader examined is a picture; other kinds have rules of their own."""
        try:
            with self._package.open(name) as stream:
                head = stream.read(remnants.HEAD_BYTES)
        except FileError:
            return False
        return remnants.kind_of(head, is_file=True) is RemnantKind.PICTURE

    def _hand_on_when_file(self, name: str) -> None:
        """Hand on a part that is a file of its own; macros are a kind of part, not a file in the file."""
        package = self._package
        if package.content_type(name).endswith(_MACROS):
            return
        with package.recording(Place(part=name), lost="the file inside"):
            with package.open(name) as stream:
                head = stream.read(remnants.HEAD_BYTES)
            if remnants.kind_of(head, is_file=True) is RemnantKind.FILE:
                self._hand_on(name)
                package.mark(name, PartState.EXAMINED, "file inside")

    def _hand_on(self, name: str) -> None:
        package = self._package
        source = package.container.source
        entry = package.entries[name]
        child = source.child(name, package.extract(name), is_uncompressed=entry.is_stored)
        self._files.append(Embedded(child, Place(part=name)))

    # Parts in use

    def _settle_related(self, name: str) -> None:
        package = self._package
        sheet = self._sheet(name)
        if sheet is not None and not sheet.is_listed:
            self.archive.orphans.append(Orphan(self._sheet_remnant(sheet), Reason.NOT_LISTED))
        if package.state(name) is PartState.UNKNOWN and not self._is_recognised(name):
            self._hand_on_when_file(name)

    def _is_recognised(self, name: str) -> bool:
        """Mark a part whose kind carries no user content, and say whether it is one."""
        package = self._package
        entry = package.entries[name]
        if entry.size > package.container.source.budget.limits.tree_bytes:
            return False
        with package.recording(Place(part=name), lost="what the part holds"):
            data = package.read(name)
            if not data:
                package.mark(name, PartState.RECOGNISED, "empty part")
                return True
            if not is_xml(data[: remnants.HEAD_BYTES]):
                return False
            kind, shows_text = package.common(name, _nature, None)
            if kind:
                package.mark(name, PartState.RECOGNISED, kind)
                return True
            if shows_text:
                package.mark(name, PartState.EXAMINED, "drawing that shows its text")
        return False


_NOT_EXAMINED = (RemnantKind.BYTES, RemnantKind.PICTURE, RemnantKind.UNREADABLE)


def _nature(root: "_Element", _: None) -> tuple[tuple[str, bool], bool]:
    """Return of which kind a part without user content is, and whether it is a drawing that shows its text."""
    kind = recognised(root)
    return (kind, not kind and shows_its_text(root)), bool(kind)
