"""Whether a picture hides what lies under it."""

import io

MOST_PIXELS = 16_000_000
"""Pictures with more pixels are not decoded; they count as letting things through."""
_NEARLY_OPAQUE = 242
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
