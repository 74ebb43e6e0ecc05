"""Colours as applications compute them, and whether two of them can be told apart."""

import colorsys
from functools import cache

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

EQUAL_DIFFERENCE = 2.3
"""Least difference that a person sees between two large patches (CIE 1976 L*a*b*, the just noticeable one)."""
SAME_DIFFERENCE = 5.0
"""Least difference at which thin strokes of text can be read; measured as above. White on F2F2F2 is 4.4."""

_FAINT_CONTRAST = 1.1
"""Ratio of two lights (WCAG 2.2) below which strokes cannot be read, though patches of a hue can be told apart."""
_FAINT_DIFFERENCE = 30.0
"""Text of a stronger hue than this is seen, whatever its light: yellow on white."""
_LIGHTS = (0.2126, 0.7152, 0.0722)

_WHITE_POINT = (0.950_47, 1.0, 1.088_83)


def read_rgb(text: str | None) -> Colour | None:
    """Return a colour written as RRGGBB or AARRGGBB, or None when it is none.

    The first two digits of eight are ignored, as applications do: fonts and fills of cells have no transparency.
    """
    if text is None or len(text) not in (6, 8):
        return None
    try:
        number = int(text[-6:], 16)
    except ValueError:
        return None
    return number >> 16, number >> 8 & 255, number & 255


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made darker (tint below 0) or lighter (ECMA-376-1 §18.3.1.15)."""
    if not tint or not -1 <= tint <= 1:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return a colour with a share of another in it."""
    first, second, third = (
        round(mine * (1 - share) + theirs * share) for mine, theirs in zip(colour, other, strict=True)
    )
    return first, second, third


@cache
def difference(colour: Colour, other: Colour) -> float:
    """Return how far two colours are apart: their distance in CIE 1976 L*a*b*."""
    pairs = zip(_lab(colour), _lab(other), strict=True)
    return float(sum((mine - theirs) ** 2 for mine, theirs in pairs) ** 0.5)


@cache
def is_alike(colour: Colour, other: Colour) -> bool:
    """Return whether text of a colour cannot be read on another: they differ too little or in hue alone."""
    apart = difference(colour, other)
    if apart <= SAME_DIFFERENCE:
        return True
    dark, light = sorted((_light(colour), _light(other)))
    return apart < _FAINT_DIFFERENCE and (light + 0.05) / (dark + 0.05) < _FAINT_CONTRAST


def _light(colour: Colour) -> float:
    return sum(share * _linear(part / 255) for share, part in zip(_LIGHTS, colour, strict=True))


def _lab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (_linear(part / 255) for part in colour)
    x = 0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue
    y = 0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue
    z = 0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue
    fx, fy, fz = (_cube_root(part / white) for part, white in zip((x, y, z), _WHITE_POINT, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.040_45 else ((part + 0.055) / 1.055) ** 2.4


def _cube_root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 216 / 24_389 else (24_389 / 27 * part + 16) / 116
