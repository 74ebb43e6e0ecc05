"""Whether a picture hides what lies under it, and what colour it has."""

import io
from collections import Counter

from leakscan.formats.colours import EQUAL_DIFFERENCE, Colour, difference

MOST_PIXELS = 16_000_000
"""Pictures with more pixels are not decoded; they count as letting things through."""
_NEARLY_OPAQUE = 242
_SAMPLED, _NEARLY_ALL = 64, 0.9
_NEVER_LUCENT = frozenset(("JPEG", "BMP", "DIB", "TIFF", "MPO"))
DECODED = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")


def is_opaque(data: bytes) -> bool:
    """Return whether every pixel of a picture is opaque; false when that cannot be told."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=DECODED) as picture:
            if picture.format in _NEVER_LUCENT:
                return True
            if "transparency" not in picture.info and "A" not in picture.getbands():
                return True
            if picture.width * picture.height > MOST_PIXELS:
                return False
            lowest = picture.convert("RGBA").getchannel("A").getextrema()[0]
            return isinstance(lowest, int | float) and lowest >= _NEARLY_OPAQUE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def main_colour(data: bytes) -> Colour | None:
    """Return the colour of nearly all of a picture, or None when it has several or cannot be read."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=DECODED) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            small = Image.new("RGBA", picture.size, "white")
            small.alpha_composite(picture.convert("RGBA"))
            sample = small.convert("RGB").resize((_SAMPLED, _SAMPLED), Image.Resampling.NEAREST).tobytes()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    counted = Counter(zip(sample[::3], sample[1::3], sample[2::3], strict=True))
    [(colour, _)] = counted.most_common(1)
    alike = sum(count for other, count in counted.items() if difference(colour, other) <= EQUAL_DIFFERENCE)
    return colour if alike >= _NEARLY_ALL * _SAMPLED * _SAMPLED else None
