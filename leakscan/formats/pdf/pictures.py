"""Reads what the pictures of a document tell beside their pixels."""

from collections.abc import Iterator
from functools import partial

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Stream
from leakscan.formats.pictures.previews import other_preview
from leakscan.formats.pictures.reading import known_kind, read_picture
from leakscan.views.pictures import Picture, PictureFact, fact_rows

_PADDING_BYTES = 3
_MOST_USES = 100
_GRID = 40
"""Into how many rows and columns a picture is divided, to ask which of them some page shows."""


def read_pictures(pdf: Pdf) -> Iterator[Picture]:
    """Yield every picture of which a page cuts something off, and those whose data are a JPEG file of its own."""
    objects = pdf.objects
    if objects is None:
        return
    for ref, stream in pdf.census.streams:
        part = f"object {ref.number}"
        if objects.text(stream.dictionary.get("Subtype")) == "Image":
            size = objects.raw_size(stream)
            cropped = _cropped(pdf, objects, stream, Picture(Place(part=part), "picture", size))
            if cropped is not None:
                yield cropped
        if not _is_jpeg(objects, stream):
            continue
        data = objects.raw(stream)
        with pdf.recording(Place(part=part), lost="what the picture holds beside its pixels"):
            reading = read_picture(data)
            picture = Picture(Place(part=part), reading.format, len(data), reading.facts)
            lent = partial(fact_rows, reading.facts)
            picture.table = pdf_table("picture", count=len(reading.facts), lent=lent, number=ref.number)
            picture.preview_distance, _ = other_preview(data, reading.previews)
            extra = b"" if reading.end is None else data[reading.end :]
            if len(extra) > _PADDING_BYTES and extra.strip(b"\0\r\n \xff"):
                picture.extra_start = reading.end
                picture.extra_kind = known_kind(extra)
            if picture.facts or picture.extra_start is not None:
                yield picture


def _cropped(pdf: Pdf, objects: Objects, stream: Stream, picture: Picture) -> Picture | None:
    """Return a picture with its uses, where every page that shows it cuts something off."""
    sides = (objects.integer(stream.dictionary.get(key)) or 0 for key in ("Width", "Height"))
    uses = pdf.crops.get((*sides, picture.size), [])  # type: ignore[arg-type]  # two sides
    if not uses or _is_shown_whole([use.crop for use, _ in uses[:_MOST_USES]]):
        return None
    picture.uses = [use for use, _ in uses]
    known = [is_plain for _, is_plain in uses]
    picture.is_plain_when_cropped = None if None in known else all(known)
    return picture


def _is_shown_whole(crops: list[tuple[float, float, float, float]]) -> bool:
    """Return whether the pages show all of a picture between them, each what the edge of another cuts off."""
    if not all(map(any, crops)):
        return True
    centres = [(step + 0.5) / _GRID for step in range(_GRID)]
    return all(
        any(left <= x <= 1 - right and top <= y <= 1 - bottom for left, top, right, bottom in crops)
        for x in centres
        for y in centres
    )


def picture_facts(pdf: Pdf, number: int) -> list[PictureFact]:
    """Return the metadata of the picture that is an object's data."""
    objects = pdf.objects
    for ref, stream in pdf.census.streams if objects is not None else ():
        if ref.number == number and objects is not None:
            try:
                return read_picture(objects.raw(stream)).facts
            except FileError:
                return []
    return []


def _is_jpeg(objects: Objects, stream: Stream) -> bool:
    filters = objects.resolve(stream.dictionary.get("Filter"))
    names = filters if isinstance(filters, list) else [filters]
    return [objects.text(name) for name in names] in (["DCTDecode"], ["DCT"])
