"""Whether the preview that a picture keeps shows the same as the picture; decoded by Pillow, under a limit."""

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leakscan.formats.pictures.opacity import DECODED, MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 16
"""A picture is reduced to a square of that many greys a side."""
_LEAST_SIDE = 32
"""Bullets and lines of fewer pixels are no pictures of anything."""
_APART = 1.0
"""How far two greys lie apart that differ, in standard deviations: lightening and packing change less."""
_LEAST_DEVIATION = 8.0


def other_preview(picture: bytes, previews: Sequence[bytes]) -> tuple[int | None, bytes]:
    """Return the preview that differs most from its picture, and its distance; None and nothing without one."""
    found: tuple[int | None, bytes] = (None, b"")
    for preview in previews:
        distance = preview_distance(picture, preview)
        if distance is not None and (found[0] is None or distance > found[0]):
            found = distance, preview
    return found


def preview_distance(picture: bytes, preview: bytes) -> int | None:
    """Return by how many of 256 areas a preview differs from its picture; None when that cannot be told.

    A picture may have been turned without its preview, and a preview may have bars at its edges or be squeezed
    into its frame: the nearest of these counts.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(picture), formats=DECODED) as whole,
            Image.open(io.BytesIO(preview), formats=DECODED) as small,
        ):
            sizes = (*whole.size, *small.size)
            if (
                max(whole.width * whole.height, small.width * small.height) > MOST_PIXELS
                or min(sizes) < _LEAST_SIDE
            ):
                return None
            whole.draft("L", (_SIDE * 8, _SIDE * 8))  # a large JPEG is decoded at a fraction of its size
            wanted = _greys(whole.convert("L"))
            grey = small.convert("L")
            distances = []
            for turned in (grey, *(grey.transpose(way) for way in Image.Transpose if "ROTATE" in way.name)):
                distances.append(_apart(wanted, _greys(turned)))
                distances.append(_apart(wanted, _greys(_without_bars(turned, whole.width / whole.height))))
            return min(distances)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _without_bars(image: "Image", ratio: float) -> "Image":
    """Return the middle of an image that has the ratio of width to height."""
    width = min(image.width, image.height * ratio)
    height = min(image.height, image.width / ratio)
    left, top = (image.width - width) / 2, (image.height - height) / 2
    return image.crop((round(left), round(top), round(left + width), round(top + height)))


def _greys(image: "Image") -> list[float]:
    """Return the greys of an image, in standard deviations from their mean."""
    from PIL import Image

    greys = list(image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).tobytes())
    mean = sum(greys) / len(greys)
    deviation = (sum((grey - mean) ** 2 for grey in greys) / len(greys)) ** 0.5
    return [(grey - mean) / max(deviation, _LEAST_DEVIATION) for grey in greys]


def _apart(greys: list[float], others: list[float]) -> int:
    return sum(abs(grey - other) > _APART for grey, other in zip(greys, others, strict=True))
