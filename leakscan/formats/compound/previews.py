"""Pictures by which a compound file shows what it holds: of an object ([MS-OLEDS] 2.3.4), of its first page."""

import struct
from collections.abc import Callable, Iterator
from contextlib import closing

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import MalformedFileError, UnsupportedFormatError
from leakscan.findings import Place
from leakscan.formats.ole.properties import SUMMARY_STREAM, thumbnail_of
from leakscan.formats.ole.property_sets import read_property_sets
from leakscan.formats.pictures.bitmaps import bitmap_file
from leakscan.formats.pictures.emf import is_emf
from leakscan.formats.pictures.examining import lost, picture_of, picture_rows
from leakscan.formats.pictures.reading import read_picture
from leakscan.formats.pictures.wmf import is_wmf
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.pictures import Picture, Showing

PREVIEWS = ("\x02OlePres", "\x03PRINT", "\x03EPRINT", "\x03META")
"""How the names of streams begin in which a program keeps how an object looks, also printed."""
THUMBNAIL = f"{SUMMARY_STREAM}/thumbnail"
_UNKNOWN_FORMAT = "picture"
_NONE, _STANDARD = 0, 0xFFFFFFFF
_METAFILE, _BITMAP = 3, 8
_NO_DEVICE = 4
_METAFILE_HEAD_BYTES = 8
"""What may stand before the records of a metafile: its unit and its size."""

Missing = Callable[[list[str]], list[str] | None]


def read_previews(
    container: CfbContainer, ledger: Ledger, showing: Showing, missing: Missing | None = None
) -> Iterator[Picture]:
    """Yield the pictures of a compound file itself, not of objects inside it, and mark their streams.

    Args:
        container: the compound file.
        ledger: where the streams are marked.
        showing: whether a reader sees what the pictures show.
        missing: tells which words of a picture stand nowhere visible.
    """
    trail = container.source.trail
    for name in _names(container):
        is_stream = name != THUMBNAIL
        place = Place(part=name)
        picture = None
        with ledger.recording(trail, place, lost="what the picture of the object holds", mark=is_stream):
            data = preview_file(container, name)
            picture = _examined(name, data, trail, ledger) if data else None
            if is_stream:
                is_read = picture is None or picture.format != _UNKNOWN_FORMAT
                state = PartState.EXAMINED if is_read else PartState.SKIPPED
                ledger.mark(trail, name, state, kind="picture of the object")
        if picture is not None:
            ledger.pixels_not_read += 1
            picture.showing = showing
            if not picture.extra_kind and not picture.extra_examples:
                # Excel 5 wrote what lay in memory behind its thumbnails.
                picture.extra_start = None
            if picture.texts and missing is not None:
                picture.unseen_words = missing(picture.texts)
            yield picture


def _names(container: CfbContainer) -> Iterator[str]:
    for entry in container.entries():
        if entry.size and entry.name.startswith(PREVIEWS):
            yield entry.name
    if container.has(SUMMARY_STREAM):
        yield THUMBNAIL


def preview_file(container: CfbContainer, name: str) -> bytes:
    """Return the file of a picture; empty where there is none of that name.

    Raises:
        FileError: it is damaged, or of a form that is not read.
    """
    if name == THUMBNAIL:
        return _thumbnail(container)
    if not container.has(name) or not name.startswith(PREVIEWS):
        return b""
    data = container.read(name)
    return _presented(data) if name.startswith(PREVIEWS[0]) else _plain(data)


def _thumbnail(container: CfbContainer) -> bytes:
    """Return the thumbnail in the summary, unless it is one of a Macintosh, whose form (PICT) is not read.

    That its stream is damaged is said with the properties.
    """
    try:
        found = map(thumbnail_of, read_property_sets(container.read(SUMMARY_STREAM)))
        data = next(filter(None, found), b"")
    except MalformedFileError:
        return b""
    if len(data) < 2 * 4 or struct.unpack_from("<I", data)[0] != _STANDARD:
        return b""
    return _by_format(struct.unpack_from("<I", data, 4)[0], data[8:])


def _presented(data: bytes) -> bytes:
    """Return the picture in a stream that says in which format it is and on which device it was drawn."""
    try:
        marker, kind = struct.unpack_from("<2I", data)
        if marker == _NONE:
            return b""
        if marker != _STANDARD:
            raise MalformedFileError("the picture is of a named format", code="picture-not-examined")
        (device,) = struct.unpack_from("<I", data, 8)
        if device > _NO_DEVICE:
            raise MalformedFileError("the picture was drawn for one device", code="picture-not-examined")
        (size,) = struct.unpack_from("<I", data, 36)
    except struct.error as error:
        raise MalformedFileError("the picture breaks off", code="damaged-picture") from error
    if 40 + size > len(data):
        raise MalformedFileError("the picture breaks off", code="damaged-picture")
    return _by_format(kind, data[40 : 40 + size])


def _by_format(kind: int, data: bytes) -> bytes:
    if kind == _BITMAP:
        return bitmap_file(data)
    return _plain(data) if kind == _METAFILE else data


def _plain(data: bytes) -> bytes:
    """Return a metafile without what may stand before it."""
    is_behind = not is_wmf(data) and not is_emf(data) and is_wmf(data[_METAFILE_HEAD_BYTES:])
    return data[_METAFILE_HEAD_BYTES:] if is_behind else data


def _examined(name: str, data: bytes, trail: tuple[str, ...], ledger: Ledger) -> Picture:
    """Return a picture as far as it can be read; one of another kind is said not to be examined."""
    place = Place(part=name)
    try:
        reading = read_picture(data)
    except UnsupportedFormatError as error:
        ledger.problem(error.code, trail, str(error), place=place, lost="text and data in it")
        return Picture(place, _UNKNOWN_FORMAT, len(data))
    for problem in reading.problems:
        ledger.problem(problem.code, trail, str(problem), place=place, lost=lost(problem.code))

    def table(what: str, columns: tuple[str, ...], count: int) -> Table:
        reader = "leakscan.formats.compound.previews:part_rows"
        return Table(columns=columns, count=count, reader=reader, arguments={"name": name, "what": what})

    return picture_of(reading, data, place, table)


def part_rows(source: Source, *, name: str, what: str) -> Iterator[Row]:
    """Yield the rows of one table of one picture."""
    with closing(CfbContainer(source)) as container:
        yield from picture_rows(preview_file(container, name), what)
