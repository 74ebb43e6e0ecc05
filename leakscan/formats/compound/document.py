"""ObjectDocument: the compound file in which a program keeps an object that it put into a document."""

import io
import struct
from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.compound.directory import read_directory
from leakscan.formats.compound.previews import read_previews
from leakscan.formats.compound.remnants import extracted_range, read_remnants
from leakscan.formats.compound.streams import enter_streams
from leakscan.formats.document import Context
from leakscan.formats.rereading import view_table
from leakscan.formats.texts import runs_of_text
from leakscan.parts import PartState
from leakscan.source import SpoolStore, Store
from leakscan.views.archive import Archive
from leakscan.views.embedded import Embedded
from leakscan.views.paths import PathMention, Paths, read_path
from leakscan.views.pictures import Showing

_PACKAGE, _NATIVE, _CONTENTS = "Package", "\x01Ole10Native", "CONTENTS"
_WIDE_TEXTS = 3
"""Where the file lay meanwhile, its label, and where it was."""
_OWN = ("\x01CompObj", "\x01Ole", "\x03ObjInfo", "\x03LinkInfo")
"""Streams in which a program notes what the object is ([MS-OLEDS] 2.3)."""


class ObjectDocument:
    """One object in a compound file: a whole file it wraps is taken out, everything else is listed."""

    format = "ole object"

    def __init__(self, container: CfbContainer, context: Context) -> None:
        self._container = container
        self._context = context

    def close(self) -> None:
        """Close the container."""
        self._container.close()

    def is_uncompressed(self, name: str) -> bool:
        """Return true: a compound file packs nothing."""
        return self._container.has(name)

    def extract(self, name: str) -> Store:
        """Return the file that a stream wraps.

        Raises:
            FileError: there is none, or it cannot be read.
        """
        found = extracted_range(self._container, name)
        if found is not None:
            return found
        if name.rpartition("/")[2] != _NATIVE:
            return self._container.extract(name)
        data = self._container.read(name)
        start, size = native_content(data)
        store = SpoolStore()
        store.write(data[start : start + size])
        return store

    def views(self) -> Iterator[object]:
        """Yield the files that the object wraps; streams of other kinds are listed and skipped."""
        container, ledger = self._container, self._context.ledger
        source = container.source
        enter_streams(container, ledger)
        yield from self._paths()
        yield from read_previews(container, ledger, Showing.UNKNOWN)
        unlisted = {item.name for item in container.directory() if item.is_orphan}
        for entry in container.entries():
            if entry.name in unlisted or ledger.state(source.trail, entry.name) is not PartState.UNKNOWN:
                continue
            place = Place(part=entry.name)
            word = entry.name.rpartition("/")[2]
            if word in (_PACKAGE, _NATIVE, _CONTENTS):
                store = None
                with ledger.recording(source.trail, place, lost="the file inside"):
                    store = self.extract(entry.name)
                    ledger.mark(source.trail, entry.name, PartState.EXAMINED, kind="file inside the file")
                if store is not None:
                    inner = source.child(entry.name, store, is_uncompressed=word != _NATIVE, has_own_name=False)
                    yield Embedded(inner, place)
            elif not entry.size:
                ledger.mark(source.trail, entry.name, PartState.RECOGNISED, kind="empty stream")
            elif word.startswith(_OWN):
                ledger.mark(source.trail, entry.name, PartState.RECOGNISED, kind="description of the object")
            else:
                ledger.mark(source.trail, entry.name, PartState.SKIPPED)
                ledger.problem(
                    "stream-not-examined",
                    source.trail,
                    "the stream of an object is of a kind that is not examined",
                    place=place,
                    lost="what the stream holds",
                )
        archive = Archive()
        yield from read_directory(container, self.format)
        yield from read_remnants(container, ledger, archive, lambda _: None)
        yield archive

    def _paths(self) -> Iterator[Paths]:
        """Yield where the file was and lay meanwhile, as the packager of Windows notes, and where a link leads."""
        container = self._container
        found: list[PathMention] = []
        for entry in container.entries():
            place = Place(part=entry.name)
            told = _TELLING.get(entry.name.rpartition("/")[2])
            if told is not None:
                where, paths_in = told
                with self._context.ledger.recording(
                    container.source.trail, place, lost="the folders that the object names", mark=False
                ):
                    texts = paths_in(container.read(entry.name))
                    found.extend(PathMention(text, where, place) for text in texts)
        if found:
            yield Paths(found, (), view_table("paths", count=len(found)))


def wraps_file(container: CfbContainer) -> bool:
    """Return whether a compound file is an object that wraps a whole file."""
    return any(container.has(name) for name in (_PACKAGE, _NATIVE, _CONTENTS))


def native_paths(data: bytes) -> list[str]:
    """Return the paths in an `Ole10Native` stream: that of the file, and that of the copy it was taken from."""
    if data[4:6] != b"\x02\0":
        return []
    _, _, rest = data[6:].partition(b"\0")
    path, _, rest = rest.partition(b"\0")
    length = int.from_bytes(rest[4:8], "little")
    copied = rest[8 : 8 + length].rstrip(b"\0") if length < 4096 else b""
    narrow = [item.decode("cp1252", "replace") for item in (path, copied)]
    texts = dict.fromkeys(_wide_paths(data) or narrow)
    return [text for text in texts if read_path(text) is not None]


def _wide_paths(data: bytes) -> list[str]:
    """Return the paths that stand once more behind the file, in two bytes a character; none where they do not.

    The first ones are in the code page of the machine, which nothing tells.
    """
    try:
        start, size = native_content(data)
    except MalformedFileError:
        return []
    texts, at = [], start + size
    for _ in range(_WIDE_TEXTS):
        end = at + 4 + 2 * int.from_bytes(data[at : at + 4], "little")
        if end > len(data) or at + 4 > len(data):
            return []
        texts.append(data[at + 4 : end].decode("utf-16-le", "replace").rstrip("\0"))
        at = end
    copied, _, path = texts
    return [path, copied]


def linked_paths(data: bytes) -> list[str]:
    """Return the paths in what a linked object keeps of its source, in one or two bytes a character."""
    texts = dict.fromkeys(runs_of_text(io.BytesIO(data)))
    return [text for text in texts if read_path(text) is not None]


_TELLING = {
    _NATIVE: ("folder of the embedded file", native_paths),
    "\x01Ole": ("source of the linked object", linked_paths),
    "\x03LinkInfo": ("source of the linked object", linked_paths),
}
"""Streams that name folders ([MS-OLEDS] 2.3.3, 2.3.6): what they name, and how it is read."""


def native_content(data: bytes) -> tuple[int, int]:
    """Return start and size of the file in an `Ole10Native` stream, as the packager of Windows writes it.

    Raises:
        MalformedFileError: it breaks off.
    """
    try:
        (total,) = struct.unpack_from("<I", data, 0)
        (flags,) = struct.unpack_from("<H", data, 4)
        if flags != 2:
            return 4, total
        position = 6
        for _ in range(2):
            position = data.index(b"\0", position) + 1
        position += 4
        (length,) = struct.unpack_from("<I", data, position)
        position += 4 + length
        (size,) = struct.unpack_from("<I", data, position)
    except (struct.error, ValueError) as error:
        raise MalformedFileError("the object breaks off", code="damaged-object") from error
    if position + 4 + size > len(data):
        raise MalformedFileError("the object breaks off", code="damaged-object")
    return position + 4, size
