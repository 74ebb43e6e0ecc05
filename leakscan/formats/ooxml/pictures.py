"""The pictures of a package: media, previews and thumbnails."""

import io
import posixpath
from collections.abc import Iterator

from leakscan.errors import UnsupportedFormatError
from leakscan.findings import PartState, Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.pictures.reading import known_kind, read_picture
from leakscan.formats.texts import runs_of_text
from leakscan.formats.xlsx.tables import opened_package
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.pictures import COLUMNS, EXTRA_COLUMNS, Picture

_EXTENSIONS = frozenset(
    {
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp", "svg", "emf", "wmf",
        "emz", "wmz", "wdp", "jxr", "pict", "pct",
    }
)  # fmt: skip

_PADDING_BYTES = 3
"""Excel for Mac pads its thumbnails to a multiple of four bytes, with whatever lay in memory."""


def read_pictures(package: Package) -> Iterator[Picture]:
    """Yield every picture of the package, whether or not a page shows it.

    A metafile is listed and said not to be examined: its drawing commands can hold text.
    """
    for part in picture_parts(package):
        picture = None
        with package.recording(Place(part=part), lost="what the picture holds beside its pixels"):
            data = package.read(part)
            try:
                picture = _read(package, part, data)
            except UnsupportedFormatError as error:
                package.mark(part, PartState.SKIPPED, "picture")
                package.context.ledger.problem(
                    error.code, package.trail, str(error), place=Place(part=part), lost="text and data in it"
                )
        if picture is not None:
            package.context.ledger.pixels_not_read += 1
            yield picture


def picture_parts(package: Package) -> list[str]:
    """Return the parts that are pictures: by content type, by extension, or by the folder they lie in."""
    found = []
    for part in sorted(package.entries):
        extension = posixpath.splitext(part)[1].lower().lstrip(".")
        is_rels = extension == "rels"
        is_media = "/media/" in part.lower() and not is_rels
        is_picture = package.content_type(part).casefold().startswith("image/")
        is_known = package.state(part) is PartState.EXAMINED
        if (is_media or is_picture or extension in _EXTENSIONS) and not part.endswith("/") and not is_known:
            found.append(part)
    return found


def _read(package: Package, part: str, data: bytes) -> Picture:
    reading = read_picture(data)
    package.mark(part, PartState.EXAMINED, reading.format)
    for problem in reading.problems:
        package.context.ledger.problem(
            problem.code, package.trail, str(problem), place=Place(part=part), lost="metadata of the picture"
        )
    picture = Picture(Place(part=part), reading.format, len(data), reading.facts)
    extra = b"" if reading.end is None else data[reading.end :]
    if len(extra) > _PADDING_BYTES and extra.strip(b"\0\r\n \xff"):
        picture.extra_start = reading.end
        picture.extra_kind = known_kind(extra)
        texts = list(runs_of_text(io.BytesIO(extra)))
        picture.extra_examples = texts[:5]
        if texts:
            picture.extra_table = Table(
                columns=EXTRA_COLUMNS,
                count=len(texts),
                reader="leakscan.formats.ooxml.pictures:extra_rows",
                arguments={"part": part},
            )
    if reading.facts:
        picture.table = Table(
            columns=COLUMNS,
            count=len(reading.facts),
            reader="leakscan.formats.ooxml.pictures:picture_rows",
            arguments={"part": part},
        )
    return picture


def picture_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the metadata of one picture, one piece a row."""
    with opened_package(source) as package:
        for fact in read_picture(package.read(part)).facts:
            yield fact.block, fact.tag, fact.text


def extra_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text behind the end of one picture, numbered from 1."""
    with opened_package(source) as package:
        data = package.read(part)
        yield from enumerate(runs_of_text(io.BytesIO(data[read_picture(data).end :])), start=1)
