"""Pdf: an opened file, with what every reader of its views needs."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from leakscan.errors import EncryptedFileError, FileError, LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.pdf.census import Census
from leakscan.formats.pdf.costs import Costs, check_opening, check_unread
from leakscan.formats.pdf.layout import Layout, State, WrittenObject, read_layout
from leakscan.formats.pdf.listing import Section
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.painting import Paper
from leakscan.formats.pdf.reach import uses
from leakscan.formats.pdf.repair import repaired
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.views.pages import Pages
from leakscan.views.pictures import PictureUse

if TYPE_CHECKING:
    from leakscan.formats.pdf.appearances import AppearanceText
    from leakscan.formats.pdf.leftovers import Loose
    from leakscan.formats.pdf.metadata import XmpItem
    from leakscan.formats.pdf.odd_streams import OddStream

_TREE_DEPTH = 64
_ENCRYPTED = re.compile(rb"/Encrypt[\0\t\n\f\r ]+\d")
_MOST_BYTES = 1 << 30
"""Larger files are not read: pypdf and PDFium want the whole of one in memory."""


@dataclass(frozen=True, slots=True)
class PageNode:
    """One page, as its dictionary says.

    Attributes:
        number: from 1.
        ref: its object; None when it is written within the tree.
        entries: its dictionary, with what it inherits.
    """

    number: int
    ref: Ref | None
    entries: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Content:
    """What one page, form or font paints with.

    Attributes:
        part: the object that paints; empty where it is not one of its own.
        page: its page, from 1; None for what several pages may paint.
        data: its operators; None when they cannot be unpacked.
        resources: what their names mean.
    """

    part: str
    page: int | None
    data: bytes | None
    resources: dict[str, Value]


class Pdf:
    """An opened file.

    Attributes:
        source: its bytes.
        context: where to account, and the choices of the call.
        data: all bytes.
        layout: what every byte belongs to.
        contents: what paints, unpacked; None until somebody asks.
        moved: the objects that earlier states list elsewhere than the last one does, with where, by the number of
            the state; of those states that were opened.
        moved_packed: the same of objects within object streams, each with the stream that holds it.
        packets: what the XMP packets read so far say.
        crops: the uses of pictures that pages show in part, and whether what is cut off is of one colour.
    """

    def __init__(self, source: Source, context: Context) -> None:
        """Open a file.

        Raises:
            FileError: neither its objects nor its pages can be read, or no password opens it.
        """
        self.source = source
        self.context = context
        self.trail = source.trail
        self.data = _whole(source)
        self.layout: Layout = read_layout(self.data, source.budget)
        self.contents: list[Content] | None = None
        self.packets: dict[Stream, list[XmpItem]] = {}
        self.crops: dict[tuple[int, int, int], list[tuple[PictureUse, bool | None]]] = {}
        self.moved: dict[int, set[tuple[int, int]]] = {}
        self.moved_packed: dict[int, set[tuple[int, int]]] = {}
        self._sections: dict[int, Section] = {}
        self._is_bare_checked = False
        self._passwords = source.passwords
        self.objects: Objects | None = None
        state = PartState.UNREADABLE
        try:
            self._open()
            state = PartState.EXAMINED
        finally:
            self._enter_ranges(state)

    def _open(self) -> None:
        """Open the objects, or what can be had of them."""
        try:
            self.objects = self._objects(self.data[self.layout.header :], self._written)
        except EncryptedFileError:
            raise
        except FileError as error:
            self._open_repaired(error)
        else:
            if not self.layout.chain_is_whole:
                self._note_damage()

    @cached_property
    def paper(self) -> Paper | None:
        """The pages as PDFium sees them; None, with a problem recorded, when it cannot open the file."""
        if not self._can_be_opened:
            return None
        for is_repaired in (False, True):
            data = repaired(self.data, self.layout) if is_repaired else self.data[self.layout.header :]
            if data is None:
                continue
            try:
                paper = self._opened_paper(data, self._check_page)
            except EncryptedFileError:
                if self.objects is None:
                    raise
                continue
            except FileError:
                continue
            if len(paper):
                return paper
            paper.close()
        self.problem("malformed-pages", "the pages of the file cannot be painted", lost="the text of its pages")
        return None

    @cached_property
    def nodes(self) -> list[PageNode]:
        """The pages in the order of the page tree."""
        return page_nodes(self.objects, self.source.budget.limits.pages) if self.objects is not None else []

    @cached_property
    def page_numbers(self) -> dict[Ref, int]:
        """The number of each page, by its object."""
        return {node.ref: node.number for node in self.nodes if node.ref is not None}

    @cached_property
    def census(self) -> Census:
        """The dictionaries of the objects, by their keys."""
        return Census(self.objects)

    @cached_property
    def used(self) -> dict[Ref, tuple[str, ...]]:
        """Every object that the document uses, with the last keys on the way to it."""
        return uses(self.objects) if self.objects is not None else {}

    @cached_property
    def odd(self) -> "list[OddStream]":
        """The streams in use that no reader knows, with what they hold."""
        from leakscan.formats.pdf.odd_streams import odd_streams

        return list(odd_streams(self))

    @cached_property
    def loose(self) -> "list[Loose]":
        """The objects that the document has let go of, pages aside, with what they hold."""
        from leakscan.formats.pdf.leftovers import loose_objects

        return list(loose_objects(self))

    @cached_property
    def slack(self) -> list[tuple[Place, bytes]]:
        """The bytes within streams that no reader takes, with the objects they stand in."""
        from leakscan.formats.pdf.slack import slack_ranges

        return list(slack_ranges(self))

    @cached_property
    def pages(self) -> Pages:
        """What the pages show; read once, for every view that asks which words are visible."""
        from leakscan.formats.pdf.pages import read_pages

        return read_pages(self)

    @cached_property
    def unseen(self) -> "list[AppearanceText]":
        """What annotations and fields say in appearances that do not show."""
        from leakscan.formats.pdf.appearances import unseen_texts

        return unseen_texts(self)

    def state(self, state: State) -> Objects:
        """Return the objects of an earlier state; the caller closes them.

        Raises:
            FileError: they cannot be read.
        """
        found = Objects(
            self.data[self.layout.header : state.end],
            passwords=self._passwords,
            budget=self.source.budget,
            trouble=lambda *_: None,
            written=self._written,
            sections=self._sections,
        )
        if self.objects is not None and state.number not in self.moved:
            self.moved[state.number] = found.locations().items() - self.objects.locations().items()
            self.moved_packed[state.number] = found.packed().items() - self.objects.packed().items()
        return found

    @cached_property
    def _can_be_opened(self) -> bool:
        """True unless opening the file takes PDFium too much; then a problem is recorded."""
        try:
            check_opening(self.data, self.layout.objects)
        except LimitReachedError as error:
            self.problem(error.code, str(error), lost="the text of its pages")
            return False
        return True

    def paper_of(self, state: State, check: Callable[[int], None]) -> Paper | None:
        """Return the pages of an earlier state, or None; the caller closes them, and checks what each takes."""
        return self._paper(self.data[self.layout.header : state.end], check)

    def painted_with(self, addition: bytes, pages: Sequence[Value]) -> Paper | None:
        """Return the pages of the file with some bytes after it, or None; the caller closes them.

        Args:
            addition: the bytes, which make `pages` the only ones.
            pages: those pages, or their entries.
        """

        def check(number: int) -> None:
            if self._costs is not None and number <= len(pages):
                self._costs.check(self._costs.objects.dictionary(pages[number - 1]))

        return self._paper(self.data[self.layout.header :] + addition, check)

    def paper_after(self, addition: bytes) -> Paper | None:
        """Return the pages of the file with an update after it, or None; the caller closes them."""
        return self._paper(self.data[self.layout.header :] + addition, self._check_page)

    def _paper(self, data: bytes, check: Callable[[int], None]) -> Paper | None:
        try:
            return self._opened_paper(data, check) if self._can_be_opened else None
        except FileError:
            return None

    def _opened_paper(self, data: bytes, check: Callable[[int], None]) -> Paper:
        return Paper(data, passwords=self._passwords, budget=self.source.budget, check=check)

    @cached_property
    def _costs(self) -> Costs | None:
        return None if self.objects is None else Costs(self.objects)

    def _check_page(self, number: int) -> None:
        """Raise LimitReachedError for a page that takes too much to be painted."""
        if self._costs is not None and number <= len(self.nodes):
            self._costs.check(self.nodes[number - 1].entries)
        elif not self._is_bare_checked:
            check_unread(self.data, self.layout.objects)
            self._is_bare_checked = True

    def recording(self, place: Place, *, lost: str) -> AbstractContextManager[None]:
        """Turn what goes wrong inside the block into a problem."""
        return self.context.ledger.recording(self.trail, place, lost=lost)

    def problem(self, code: str, message: str, *, place: Place | None = None, lost: str) -> None:
        """Record a problem."""
        self.context.ledger.problem(code, self.trail, message, place=place, lost=lost)

    def close(self) -> None:
        """Let go of everything."""
        self.contents = None
        self.packets.clear()
        if self.objects is not None:
            self.objects.close()
        paper = self.__dict__.get("paper")
        if paper is not None:
            paper.close()

    @cached_property
    def _written(self) -> dict[int, WrittenObject]:
        """The objects in the bytes, by where they begin; none where other bytes stand before the header."""
        return {item.start: item for item in self.layout.objects} if self.layout.header == 0 else {}

    def _objects(self, data: bytes, written: dict[int, WrittenObject] | None = None) -> Objects:
        objects = Objects(
            data,
            passwords=self._passwords,
            budget=self.source.budget,
            trouble=self._note_trouble,
            written=written,
            sections=self._sections,
        )
        if not objects.root:
            objects.close()
            raise MalformedFileError("the file has no catalogue", code="malformed-pdf")
        return objects

    def _open_repaired(self, error: FileError) -> None:
        # Another table would not help against a cipher that pypdf does not know.
        data = None if isinstance(error.__cause__, NotImplementedError) else repaired(self.data, self.layout)
        if data is not None:
            try:
                self.objects = self._objects(data)
            except EncryptedFileError:
                raise
            except FileError:
                self.objects = None
            else:
                self._note_damage()
                return
        if self.paper is None:
            if _ENCRYPTED.search(self.data) is not None:
                raise EncryptedFileError("the file is encrypted in a way that cannot be read") from error
            raise error
        self.problem(error.code, str(error), lost="everything but the text of the pages")

    def _note_damage(self) -> None:
        self.problem(
            "damaged-pdf",
            "the table of objects is damaged; the objects were found by their marks",
            lost="objects that bear no mark",
        )

    def _note_trouble(self, number: int, code: str, message: str) -> None:
        self.problem(code, message, place=Place(part=f"object {number}"), lost="what the object holds")

    def _enter_ranges(self, state: PartState) -> None:
        enter = self.context.ledger.enter
        for item in self.layout.ranges:
            enter(
                self.trail,
                "",
                kind=item.kind.value,
                size=item.end - item.start,
                state=state,
                start=item.start,
                end=item.end,
            )


def page_nodes(objects: Objects, most: int) -> list[PageNode]:
    """Return the pages of a page tree in order (ISO 32000-2 7.7.3).

    Raises:
        LimitReachedError: there are too many.
    """
    found: list[PageNode] = []
    seen: set[Ref] = set()
    pending: list[tuple[Value, dict[str, Value], int]] = [(objects.root.get("Pages"), {}, 0)]
    while pending:
        value, inherited, depth = pending.pop()
        ref = value if isinstance(value, Ref) else None
        if ref is not None:
            if ref in seen:
                continue
            seen.add(ref)
        entries = objects.dictionary(value)
        if not entries or depth > _TREE_DEPTH:
            continue
        passed_on = dict(inherited)
        passed_on.update(
            {key: entries[key] for key in ("Resources", "MediaBox", "CropBox", "Rotate") if key in entries}
        )
        if "Kids" in entries:
            pending.extend((kid, passed_on, depth + 1) for kid in reversed(objects.array(entries["Kids"])))
        else:
            found.append(PageNode(len(found) + 1, ref, {**inherited, **entries}))
            if len(found) > most:
                raise LimitReachedError("the document has too many pages", code="limit-pages")
    return found


def name_tree(objects: Objects, value: Value, *, most: int = 100_000) -> Iterator[tuple[str, Value]]:
    """Yield the keys and values of a name tree or a number tree (ISO 32000-2 7.9.6)."""
    seen: set[Ref] = set()
    pending: list[Value] = [value]
    count = 0
    while pending:
        node = pending.pop()
        if isinstance(node, Ref):
            if node in seen:
                continue
            seen.add(node)
        entries = objects.dictionary(node)
        pairs = objects.array(entries.get("Names")) or objects.array(entries.get("Nums"))
        for key, held in zip(pairs[::2], pairs[1::2], strict=False):
            count += 1
            if count > most:
                return
            key = objects.resolve(key)
            yield str(key) if isinstance(key, int) else objects.text(key), held
        pending.extend(reversed(objects.array(entries.get("Kids"))))


def file_name(objects: Objects, specification: Value) -> str:
    """Return the file that a file specification names (ISO 32000-2 7.11.2)."""
    held = objects.resolve(specification)
    if isinstance(held, str | bytes):
        return objects.text(held)
    entries = objects.dictionary(held)
    for key in ("UF", "F", "Unix", "DOS", "Mac"):
        name = objects.text(entries.get(key))
        if name:
            return name
    return ""


def _whole(source: Source) -> bytes:
    most = min(_MOST_BYTES, source.budget.limits.part_bytes)
    if source.size > most:
        raise LimitReachedError("the file is too large to be read whole", code="limit-part-bytes")
    with source.open() as stream:
        return stream.read()
