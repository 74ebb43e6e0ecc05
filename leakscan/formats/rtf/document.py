"""RtfDocument: opens an RTF file and says what it holds."""

import struct
from collections.abc import Iterator
from functools import cached_property, partial

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.compound.document import native_content, native_paths
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.docx.fields import field_paths, field_settings
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import read_prose_tables, side_text_table, told_paths, told_people, told_properties
from leakscan.formats.rtf.contents import Contents
from leakscan.formats.rtf.reading import read_rtf
from leakscan.parts import PartState
from leakscan.source import Source, Store
from leakscan.views.archive import Archive, Extra, Position, Remnant, RemnantKind
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role, gather_people
from leakscan.views.properties import Properties
from leakscan.views.prose import PassageKind, Prose, row_columns
from leakscan.views.side_texts import grouped

MOST_BYTES = 256 << 20
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_BYTES = 128
_STREAM = 2
_LINKED = 1
_BLANKS = b"\0 \t\r\n}"


class RtfDocument(CarryingFile):
    """One RTF file."""

    format = "rtf"

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        self._contents = read_rtf(self._whole(MOST_BYTES, "file"), source.budget)

    def extract(self, name: str) -> Store:
        """Return a picture or an object.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        data = self._files.get(name)
        if data is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        return self._held(data)

    @cached_property
    def _files(self) -> dict[str, bytes]:
        contents = self._contents
        found = {f"picture {number}": data for number, data in enumerate(contents.pictures, start=1)}
        for number, data in enumerate(contents.objects, start=1):
            found[f"object {number}"] = object_content(data)[0]
        for number, data in enumerate(contents.stores, start=1):
            inner = object_content(data)[0]
            if _has_streams(inner):
                found[f"data {number}"] = inner
        return found

    def views(self) -> Iterator[object]:
        """Yield the text, its properties, whom it names, what lies behind it, and the files in it."""
        source, ledger, contents = self._source, self._context.ledger, self._contents
        end = source.size if contents.end is None else contents.end
        ledger.enter(source.trail, "", kind="RTF", size=end, state=PartState.EXAMINED, start=0, end=end)
        if contents.end is None:
            what = "nests its groups too deep" if contents.is_too_deep else "breaks off"
            code = "limit-depth" if contents.is_too_deep else "damaged-rtf"
            ledger.problem(code, source.trail, f"the document {what}", lost="what follows in the document")
        prose, properties = Prose(), Properties(items=contents.properties)
        self._fill(prose, properties, contents)
        yield prose
        yield told_properties(properties)
        people = told_people(gather_people(prose, properties))
        yield people
        yield told_paths(prose.paths, people)
        yield from self._behind(end)
        for name, data in self._files.items():
            kind = name.partition(" ")[0]
            yield from self._handed_on(
                name, partial(self._held, data), kind=kind, size=len(data), is_meant_to_be_read=kind == "picture"
            )

    def _fill(self, prose: Prose, properties: Properties, contents: Contents) -> None:
        for line in contents.lines:
            prose.show(line)
        prose.passages.extend(contents.passages)
        prose.remarks.extend(contents.remarks)
        prose.settings.extend([*contents.settings, *field_settings(contents.fields)])
        prose.side_texts.extend(grouped(contents.texts))
        for group in prose.side_texts:
            group.table = side_text_table(group)
        for remark in contents.remarks:
            prose.mentions.append(PersonMention(remark.author, Role.COMMENT_AUTHOR, remark.place))
        for item in contents.passages:
            if item.author and item.kind in (PassageKind.DELETED, PassageKind.CHANGED):
                prose.mentions.append(PersonMention(item.author, Role.REVISER, item.place))
        for name in contents.authors:
            prose.mentions.append(PersonMention(name, Role.REVISER, Place(name="authors of changes")))
        for where, text in contents.paths:
            if read_path(text) is not None:
                prose.paths.append(PathMention(text, where, Place()))
        for number, data in enumerate(contents.objects, start=1):
            place = Place(part=f"object {number}")
            prose.paths.extend(PathMention(text, "linked object", place) for text in object_content(data)[1])
        prose.paths.extend([*field_paths(contents.fields), *property_paths(properties)])
        read_prose_tables(prose, row_columns())

    def _behind(self, end: int) -> Iterator[Archive]:
        """Yield what lies behind the last brace, unless it is blank."""
        source, ledger = self._source, self._context.ledger
        if end >= source.size:
            return
        ledger.enter(
            source.trail, "", kind="bytes behind the document", size=source.size - end, start=end, end=source.size,
            state=PartState.EXAMINED,
        )  # fmt: skip
        found = Remnant(Place(start=end, end=source.size), RemnantKind.BLANK, source.size - end)
        with ledger.recording(source.trail, found.place, lost="what the bytes hold", mark=False):
            remnants.fill(
                found,
                partial(remnants.opened_range, source, end, source.size),
                remnants.range_table(end, source.size),
                is_file=False,
            )
        if found.kind is not RemnantKind.BLANK:
            yield Archive(extras=[Extra(found, Position.DOCUMENT)])


def object_content(data: bytes) -> tuple[bytes, list[str]]:
    """Return the object in an OLE 1 stream, and the paths that the stream names ([MS-OLEDS] 2.2.4, 2.2.5)."""
    names: list[str] = []
    kind = 0
    try:
        _, kind = struct.unpack_from("<II", data, 0)
        at = 8
        for _ in range(3):
            (length,) = struct.unpack_from("<I", data, at)
            names.append(data[at + 4 : at + 4 + length].rstrip(b"\0").decode("cp1252", "replace"))
            at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
    except struct.error:
        return data if kind != _LINKED else b"", _paths(names)
    paths = _paths(names)
    if kind == _LINKED:
        return b"", paths
    native = data[at + 4 : at + 4 + size]
    if names[0].casefold() == "package":
        wrapped = struct.pack("<I", len(native)) + native
        try:
            start, length = native_content(wrapped)
        except MalformedFileError:
            return native, paths
        return wrapped[start : start + length], [*paths, *native_paths(wrapped)]
    return native, paths


def _paths(names: list[str]) -> list[str]:
    return [name for name in names[1:] if read_path(name) is not None]


def _has_streams(data: bytes) -> bool:
    """Return whether a compound file holds a stream; Word writes one that holds nothing into each RTF file."""
    if not data.startswith(_COMPOUND):
        return bool(data.strip(_BLANKS))
    entries = range(0, len(data) - _DIRECTORY_BYTES + 1, _DIRECTORY_BYTES)
    root = "Root Entry".encode("utf-16-le")
    return any(
        data[at + 66] == _STREAM and 2 < data[at + 64] <= 64 and not data[at + 65] and data[at : at + 20] != root
        for at in entries
    )
