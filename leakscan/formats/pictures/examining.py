"""From the blocks of a picture to its view, and the rows of its tables."""

import io
from collections.abc import Callable, Iterator

from leakscan.findings import Place
from leakscan.formats.pictures.metafiles import joined
from leakscan.formats.pictures.previews import other_preview
from leakscan.formats.pictures.reading import PictureReading, known_kind, read_picture
from leakscan.formats.texts import runs_of_text
from leakscan.source import BytesStore, Source
from leakscan.tables import Row, Table
from leakscan.views.embedded import Embedded
from leakscan.views.pictures import COLUMNS, EXTRA_COLUMNS, TEXT_COLUMNS, Picture, fact_rows
from leakscan.views.words import words

PREVIEW = "preview"
"""What the small picture that a picture keeps is called on trails."""
TableMaker = Callable[[str, tuple[str, ...], int], Table]
"""Makes the recipe for rows of one kind (a key of `ROWS`), with their columns and number."""

_PADDING_BYTES = 3
"""Excel for Mac pads its thumbnails to a multiple of four bytes, with whatever lay in memory."""

_NEXT_RECORD = bytes.fromhex("33000bf012000000bf00080008008101")
"""Where LibreOffice 7.4 takes a picture out of a binary workbook, it writes 17 bytes too many: these and one more,
with which the record of the default looks of shapes behind it begins ([MS-ODRAW] 2.2.9)."""


def picture_of(reading: PictureReading, data: bytes, place: Place, table: TableMaker) -> Picture:
    """Return the view of a picture that was read."""
    picture = Picture(place, reading.format, len(data), reading.facts)
    extra = b"" if reading.end is None or reading.is_packed else data[reading.end :]
    if len(extra) > _PADDING_BYTES and extra.strip(b"\0\r\n \xff") and extra[:-1] != _NEXT_RECORD:
        picture.extra_start = reading.end
        picture.extra_kind = known_kind(extra)
        texts = list(runs_of_text(io.BytesIO(extra)))
        picture.extra_examples = texts[:5]
        if texts:
            picture.extra_table = table("extra", EXTRA_COLUMNS, len(texts))
    picture.preview_distance, _ = other_preview(data, reading.previews)
    if reading.facts:
        picture.table = table("facts", COLUMNS, len(reading.facts))
    if reading.lines:
        picture.texts = [joined(line) for line in reading.lines]
        picture.words = len({word for text in picture.texts for word in words(text)})
        picture.texts_table = table("texts", TEXT_COLUMNS, len(picture.texts))
    return picture


def preview_of(picture: Picture, data: bytes, source: Source) -> Iterator[Embedded]:
    """Yield the preview of a picture as a file inside it, where it shows something else."""
    if picture.has_other_preview:
        _, preview = other_preview(data, read_picture(data).previews)
        child = source.child(PREVIEW, BytesStore(preview))
        yield Embedded(child, picture.place, is_examined=True)


def lost(code: str) -> str:
    """Return what a problem of a picture costs."""
    if code == "text-in-glyph-numbers":
        return "these texts"
    return "metadata of the picture" if code == "damaged-metadata" else "what follows in the picture"


def picture_rows(data: bytes, what: str) -> Iterator[Row]:
    """Yield the rows of one table of a picture: its metadata, its drawn texts, or the texts behind its end."""
    reading = read_picture(data)
    match what:
        case "facts":
            yield from fact_rows(reading.facts)
        case "texts":
            for number, line in enumerate(reading.lines, start=1):
                yield number, joined(line)
        case _:
            yield from enumerate(runs_of_text(io.BytesIO(data[reading.end :])), start=1)
