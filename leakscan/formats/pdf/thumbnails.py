"""Compares the thumbnails of pages with the pages (ISO 32000-2 12.3.4)."""

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.values import Ref, Stream
from leakscan.views.thumbnails import Thumbnail, Thumbnails

_CHANNELS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3}


def read_thumbnails(pdf: Pdf) -> Thumbnails | None:
    """Return the thumbnails of a document's pages."""
    objects = pdf.objects
    if objects is None:
        return None
    found = []
    for node in pdf.nodes:
        value = node.entries.get("Thumb")
        stream = objects.resolve(value)
        if isinstance(stream, Stream):
            part = f"object {value.number}" if isinstance(value, Ref) else ""
            place = Place(part=part, page=node.number)
            found.append(Thumbnail(place, _difference(pdf, objects, node, stream)))
    return Thumbnails(found)


def _difference(pdf: Pdf, objects: Objects, node: PageNode, stream: Stream) -> float | None:
    """Return the mean difference of a thumbnail's greys from its page's; None when it cannot be told."""
    import numpy
    from PIL import Image

    width, height = (
        objects.integer(stream.dictionary.get("Width")),
        objects.integer(stream.dictionary.get("Height")),
    )
    channels = _channels(objects, stream)
    paper = pdf.paper
    if channels is None or not width or not height or paper is None or node.number > len(paper):
        return None
    data = objects.data(stream)
    if data is None or len(data) < width * height * channels:
        return None
    mode = "L" if channels == 1 else "RGB"
    small = Image.frombytes(mode, (width, height), data[: width * height * channels]).convert("L")
    try:
        with paper.page(node.number) as page:
            pixels = page.pixels(is_smooth=True)
    except FileError:
        return None
    grey = ((pixels & 0xFF) // 3 + ((pixels >> 8) & 0xFF) // 3 + ((pixels >> 16) & 0xFF) // 3).astype(numpy.uint8)
    shown = Image.fromarray(grey).resize((width, height), Image.Resampling.BOX)
    gap = numpy.abs(numpy.asarray(shown, dtype=numpy.int16) - numpy.asarray(small, dtype=numpy.int16))
    return float(gap.mean())


def _channels(objects: Objects, stream: Stream) -> int | None:
    if objects.integer(stream.dictionary.get("BitsPerComponent")) != 8:
        return None
    space = objects.resolve(stream.dictionary.get("ColorSpace"))
    if isinstance(space, list) and space:
        space = objects.resolve(space[0])
    return _CHANNELS.get(str(space))
