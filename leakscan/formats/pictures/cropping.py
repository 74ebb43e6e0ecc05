"""What lies in the parts of a picture that are cut off; decoded by Pillow, under a limit on pixels."""

import io

from leakscan.formats.pictures.opacity import DECODED, MOST_PIXELS

_NEARLY_PLAIN = 12
"""Most that the pixels of a plain area differ, of 255 a channel; what packing to JPEG does to one colour."""

Edges = tuple[float, float, float, float]


def is_plain_outside(data: bytes, edges: Edges) -> bool | None:
    """Return whether all that is cut off is of one colour; None when that cannot be told.

    Args:
        data: the picture's file.
        edges: the shares of width and height that are cut off at the left, top, right and bottom.
    """
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=DECODED) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return None
            strips = [picture.convert("RGB").crop(box) for box in _boxes(width, height, edges)]
            extremes = [band for strip in strips for band in _extremes(strip.split())]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return all(high - low <= _NEARLY_PLAIN for low, high in extremes)


def _extremes(bands: "tuple[object, ...]") -> list[tuple[int, int]]:
    from PIL import Image

    found = []
    for band in bands:
        if isinstance(band, Image.Image):
            low, high = band.getextrema()
            if isinstance(low, int | float) and isinstance(high, int | float):
                found.append((int(low), int(high)))
    return found


def _boxes(width: int, height: int, edges: Edges) -> list[tuple[int, int, int, int]]:
    """Return the strips at the edges that hold at least one pixel."""
    left, top, right, bottom = edges
    x, y = round(left * width), round(top * height)
    far_x, far_y = width - round(right * width), height - round(bottom * height)
    boxes = [(0, 0, x, height), (far_x, 0, width, height), (0, 0, width, y), (0, far_y, width, height)]
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
