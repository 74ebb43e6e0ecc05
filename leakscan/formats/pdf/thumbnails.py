"""Compares the thumbnails of pages with the pages (ISO 32000-2 12.3.4), and takes out those that differ."""

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.errors import FileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.source import SpoolStore, Store
from leakscan.views.embedded import Embedded
from leakscan.views.thumbnails import Thumbnail, Thumbnails

if TYPE_CHECKING:
    from PIL.Image import Image

NAMES = "thumbnail of page "
"""What names of thumbnails begin with; the number of the page and `.png` follow."""
_MODES = {"DeviceGray": "L", "CalGray": "L", "DeviceRGB": "RGB", "CalRGB": "RGB", 1: "L", 3: "RGB"}
"""How pixels are written in a colour space, by its name or its number of components."""
_MOST_PIXELS = 1 << 22
_TIMES = 4
"""How many times as large as a thumbnail its page is painted, to be made as small by its mean greys."""


def read_thumbnails(pdf: Pdf) -> Thumbnails | None:
    """Return the thumbnails of a document's pages."""
    objects = pdf.objects
    if objects is None:
        return None
    found = []
    for node, value, stream in _held(pdf, objects):
        part = f"object {value.number}" if isinstance(value, Ref) else ""
        small = _picture(objects, stream)
        difference = None if small is None else _difference(pdf, node, small)
        found.append(Thumbnail(Place(part=part, page=node.number), difference))
    return Thumbnails(found)


def thumbnail_files(pdf: Pdf, thumbnails: Thumbnails) -> Iterator[Embedded]:
    """Yield the thumbnails that show something else than their page, as pictures that can be taken out."""
    for item in thumbnails.items:
        if item.is_different:
            name = f"{NAMES}{item.place.page}.png"
            source = pdf.source.child(name, thumbnail_file(pdf, name), has_own_name=False)
            yield Embedded(source, item.place, is_examined=True)


def thumbnail_file(pdf: Pdf, name: str) -> Store:
    """Return the thumbnail of a page as a picture file, by its name.

    Raises:
        MalformedFileError: there is none, or it cannot be read.
    """
    objects = pdf.objects
    for node, _, stream in _held(pdf, objects) if objects is not None else ():
        small = _picture(objects, stream) if objects is not None and name == f"{NAMES}{node.number}.png" else None
        if small is not None:
            data = io.BytesIO()
            small.save(data, "PNG")
            store = SpoolStore()
            store.write(data.getvalue())
            return store
    raise MalformedFileError("the thumbnail is not there", code="missing-part")


def _held(pdf: Pdf, objects: Objects) -> Iterator[tuple[PageNode, Value, Stream]]:
    for node in pdf.nodes:
        value = node.entries.get("Thumb")
        stream = objects.resolve(value)
        if isinstance(stream, Stream):
            yield node, value, stream


def _picture(objects: Objects, stream: Stream) -> "Image | None":
    """Return a thumbnail's picture; None when it is not of eight bits, or of a rare colour space."""
    from PIL import Image

    entries = stream.dictionary
    width, height = (objects.integer(entries.get(key)) or 0 for key in ("Width", "Height"))
    if not 0 < width * height <= _MOST_PIXELS or objects.integer(entries.get("BitsPerComponent")) != 8:
        return None
    space = objects.resolve(entries.get("ColorSpace"))
    palette: bytes | None = b""
    if isinstance(space, list) and len(space) == 4 and str(objects.resolve(space[0])) in ("Indexed", "I"):
        palette, space = objects.octets(space[3]), objects.resolve(space[1])
    mode = _mode(objects, space)
    data = objects.data(stream)
    if mode is None or data is None or palette is None or (palette and mode != "RGB"):
        return None
    if data.startswith(b"\xff\xd8"):
        return _from_jpeg(data)
    size = width * height * (1 if palette or mode == "L" else 3)
    if len(data) < size:
        return None
    small = Image.frombytes("P" if palette else mode, (width, height), data[:size])
    if palette:
        small.putpalette(palette[:768])
        return small.convert("RGB")
    return small


def _from_jpeg(data: bytes) -> "Image | None":
    from PIL import Image

    try:
        small = Image.open(io.BytesIO(data), formats=("JPEG",))
        return small.convert("RGB") if small.width * small.height <= _MOST_PIXELS else None
    except (OSError, ValueError, SyntaxError, zlib.error):  # what Pillow raises on damaged pictures
        return None


def _mode(objects: Objects, space: Value) -> str | None:
    if isinstance(space, list) and space:
        if str(objects.resolve(space[0])) == "ICCBased" and len(space) > 1:
            return _MODES.get(objects.integer(objects.dictionary(space[1]).get("N")) or 0)
        space = objects.resolve(space[0])
    return _MODES.get(str(space))


def _difference(pdf: Pdf, node: PageNode, small: "Image") -> float | None:
    """Return the mean difference of a thumbnail's greys from its page's; None when it cannot be told."""
    from PIL import Image

    from leakscan.arrays import numpy

    paper = pdf.paper
    if paper is None or node.number > len(paper):
        return None
    try:
        with paper.page(node.number) as page:
            pixels = page.overview(max(small.size) * _TIMES)
    except FileError:
        return None
    grey = ((pixels & 0xFF) // 3 + ((pixels >> 8) & 0xFF) // 3 + ((pixels >> 16) & 0xFF) // 3).astype(numpy.uint8)
    shown = Image.fromarray(grey).resize(small.size, Image.Resampling.BOX)
    gap = numpy.abs(numpy.asarray(shown, numpy.int16) - numpy.asarray(small.convert("L"), numpy.int16))
    return float(gap.mean())
