"""Finds the files inside a file: attachments, associated files, portfolios, media (ISO 32000-2 7.11, 14.13)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.carrying import carried_views
from leakscan.formats.magic import file_format
from leakscan.formats.pdf.leftovers import outside_items
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf, file_name, name_tree
from leakscan.formats.pdf.reach import Kind
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.source import SpoolStore, Store
from leakscan.views.embedded import Embedded
from leakscan.views.leftovers import Position

_FILE_KEYS = ("UF", "F", "Unix", "DOS", "Mac")
"""Under which of them a file stands depends on the system it is for (ISO 32000-2 table 43)."""
_BESIDE = "bytes "
"""What names of files among the bytes begin with; the first byte and the one after the last follow."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file inside.

    Attributes:
        name: its name, made unique within the file.
        stream: its content.
        number: the number of the object that holds it.
        page: the page it is attached to; None for the document.
        description: what its author says of it.
        is_listed: a viewer lists it among the attachments.
        part: the object, in words.
    """

    name: str
    stream: Stream
    number: int
    page: int | None = None
    description: str = ""
    is_listed: bool = True
    part: str = ""


def attachments(pdf: Pdf) -> list[Attachment]:
    """Return the files inside, each once, those a viewer lists first."""
    objects = pdf.objects
    if objects is None:
        return []
    found: list[Attachment] = []
    seen: set[int] = set()
    names: set[str] = set()
    for specification, page, is_listed in _specifications(pdf, objects):
        entries = objects.dictionary(specification)
        own_name, description = file_name(objects, specification), objects.text(entries.get("Desc"))
        for name, value, is_related in _held_by(objects, entries):
            stream = objects.resolve(value)
            if not isinstance(stream, Stream) or id(stream) in seen:
                continue
            seen.add(id(stream))
            number = value.number if isinstance(value, Ref) else 0
            part = f"object {number}"
            name = _unique(name or own_name or part, names)
            is_shown = is_listed and not is_related
            found.append(Attachment(name, stream, number, page, description, is_shown, part))
    for where, stream in _loose_files(pdf):
        if id(stream) not in seen:
            found.append(Attachment(_unique(where, names), stream, 0, is_listed=False, part=where))
    return found


def _held_by(objects: Objects, entries: dict[str, Value]) -> Iterator[tuple[str, Value, bool]]:
    """Yield what a file specification holds: name, stream, and whether it is a file related to its own."""
    files = objects.dictionary(entries.get("EF"))
    for key in _FILE_KEYS:
        yield "", files.get(key), False
    related = objects.dictionary(entries.get("RF"))
    for key in _FILE_KEYS:  # pairs of a name and a file (ISO 32000-2 7.11.4.3)
        pairs = objects.array(related.get(key))
        for name, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield objects.text(name), value, True


def _loose_files(pdf: Pdf) -> Iterator[tuple[str, Stream]]:
    """Yield the files that no file specification names: where, and the stream."""
    for item in pdf.odd:
        if item.held.format:
            yield f"object {item.ref.number}", item.stream
    for place, data in pdf.slack:
        if file_format(data[:64], is_file=False):
            yield f"{place.part}, behind its data", Stream({}, data)
    for loose in pdf.loose:
        is_file = loose.held.format or (loose.kind is Kind.ATTACHMENT and not loose.held.text)
        if isinstance(loose.value, Stream) and is_file:
            yield loose.where, loose.value


def embedded_files(pdf: Pdf) -> Iterator[object]:
    """Yield the files inside, to be examined by their own rules, and what the document makes of them."""
    for item in attachments(pdf):
        place = Place(part=item.part, name=item.name, page=item.page)
        store = None
        with pdf.recording(place, lost="the file inside"):
            store = content(pdf, item)
        if store is not None:
            source = pdf.source.child(item.name, store, has_own_name=item.name != item.part)
            yield from carried_views(
                source, place, pdf.context, outer=pdf.pages.visible, is_reachable=item.is_listed
            )


def files_beside(pdf: Pdf) -> Iterator[Embedded]:
    """Yield the files among the bytes that belong to no object."""
    for item in outside_items(pdf):
        start, end = item.place.start, item.place.end
        if item.position is Position.AFTER:
            end = len(pdf.data)  # what looks like lines and comments of the file is the other file's own
        if item.format and start is not None and end is not None:
            store = bytes_beside(pdf, start, end)
            name = f"{_BESIDE}{start}-{end}"
            yield Embedded(pdf.source.child(name, store, is_uncompressed=True, has_own_name=False), item.place)


def bytes_beside(pdf: Pdf, start: int, end: int) -> Store:
    """Return a stretch of the file."""
    store = SpoolStore()
    store.write(pdf.data[start:end])
    return store


def taken_out(pdf: Pdf, name: str) -> Store:
    """Return the content of a file inside, by its name.

    Raises:
        MalformedFileError: there is none of that name, or it cannot be decoded.
    """
    start, _, end = name.removeprefix(_BESIDE).partition("-")
    if name.startswith(_BESIDE) and start.isdigit() and end.isdigit():
        return bytes_beside(pdf, int(start), int(end))
    for item in attachments(pdf):
        if item.name == name:
            return content(pdf, item)
    raise MalformedFileError("the file inside is not there", code="missing-part")


def content(pdf: Pdf, item: Attachment) -> Store:
    """Return the content of a file inside.

    Raises:
        MalformedFileError: it cannot be decoded.
    """
    data = pdf.objects.data(item.stream, number=item.number) if pdf.objects is not None else None
    if data is None:
        raise MalformedFileError("an attachment cannot be decoded", code="malformed-attachment")
    store = SpoolStore()
    store.write(data)
    return store


def _specifications(pdf: Pdf, objects: Objects) -> Iterator[tuple[Value, int | None, bool]]:
    names = objects.dictionary(objects.root.get("Names"))
    for _, value in name_tree(objects, names.get("EmbeddedFiles")):
        yield value, None, True
    for node in pdf.nodes:
        for value in objects.array(node.entries.get("Annots")):
            entries = objects.dictionary(value)
            if "FS" in entries:
                yield entries["FS"], node.number, True
            assets = objects.dictionary(objects.dictionary(entries.get("RichMediaContent")).get("Assets"))
            for _, asset in name_tree(objects, assets):
                yield asset, node.number, False
            clip = objects.dictionary(objects.dictionary(objects.dictionary(entries.get("A")).get("R")).get("C"))
            if "D" in clip:
                yield clip["D"], node.number, False
        for value in objects.array(node.entries.get("AF")):
            yield value, node.number, False
    for value in objects.array(objects.root.get("AF")):
        yield value, None, False
    for key in ("EF", "RF"):
        for _, entries in pdf.census.holding(key):
            yield entries, None, False


def _unique(name: str, names: set[str]) -> str:
    unique, number = name, 2
    while unique in names:
        unique = f"{name} ({number})"
        number += 1
    names.add(unique)
    return unique
