"""How large a picture is by itself, in points: that of its pixels, at the resolution that its file names."""

import io

from leakscan.formats.pictures.opacity import DECODED

_USUAL_RESOLUTION = 96.0
_POINTS = 72.0

Size = tuple[float, float]


def size_of(data: bytes) -> Size | None:
    """Return width and height of a picture in points, or None when that cannot be told."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=DECODED) as picture:
            across, down = picture.info.get("dpi") or (0, 0)
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return width * _POINTS / _resolution(across), height * _POINTS / _resolution(down)


def _resolution(said: object) -> float:
    """Return dots an inch; files that name none, or none that is possible, have the usual one."""
    number = float(said) if isinstance(said, int | float) else 0.0
    return number if number >= 2 else _USUAL_RESOLUTION
