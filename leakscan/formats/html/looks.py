"""How an element of a page looks: whether its text shows, and why not (CSS 2.2, CSS Color Level 4)."""

import re
from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass, replace

from leakscan.formats.colours import (
    BLACK,
    EQUAL_DIFFERENCE,
    WHITE,
    Colour,
    difference,
    is_alike,
    mixed,
)
from leakscan.formats.html.clipping import is_clipped_away, is_masked_away, is_unclear
from leakscan.formats.html.selectors import Element
from leakscan.formats.html.sheets import Declarations, Styles, StyleSheets
from leakscan.formats.html.variables import Variables

TINY_POINTS = 2.0
"""Text smaller than this cannot be read at any usual magnification."""
_POINTS = 12.0
_FAR_PIXELS = -500.0
_BELOW_PIXELS = 1000.0
"""A box of a fixed place that begins as far from an edge, such as 100vh, is on no usual screen."""
_TIGHT = 0.5
"""Letters drawn together by half their size lie on one another."""
_LENGTH = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))(px|pt|pc|in|cm|mm|em|rem|ex|ch|%|vw|vh)?$")
_PIXELS = {
    "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0, "rem": 16.0,
    "ex": 8.0, "ch": 8.0, "%": 10.0, "vw": 10.0, "vh": 10.0, None: 1.0,
}  # fmt: skip
_SIZES = {
    "xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12.0, "large": 13.5, "x-large": 18.0,
    "xx-large": 24.0,
}  # fmt: skip
_NUMBERED = {"1": 7.5, "2": 9.75, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
"""Sizes of `<font size>` (WHATWG HTML §15.3.4)."""
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_NUMBER = re.compile(r"(-?\d*\.?\d+)(%|deg)?")
_VALUES = re.compile(r"(?:[^\s()]+|\([^()]*\))+")
_NO_COLOUR = re.compile(
    r"(?:none|initial|inherit|unset|revert|(?:no-)?repeat(?:-[xy])?|round|space|scroll|fixed|local|center|top|left"
    r"|right|bottom|cover|contain|auto|(?:border|padding|content)-box|/|,|-?[\d.]+[a-z%]*)[,/]?"
)
"""Words of a background that name no colour (CSS Backgrounds Level 3 §2.10)."""
_LEAST_OPACITY = 0.05
"""Less opacity than this leaves black text on white too faint to be seen (a difference of 4.6 in L*a*b*)."""
_NO_CLIP = re.compile(
    r"rect\(\s*0(?:px)?[\s,]+0(?:px)?[\s,]+0(?:px)?[\s,]+0|rect\(\s*1px[\s,]+1px[\s,]+1px[\s,]+1px"
)
_NO_SCALE = re.compile(r"scale(?:3d|[xy])?\(\s*(?:0?\.0\d*|0)\s*[,)]|rotate[xy]\(\s*-?(?:90|270)deg")
_MOVED = re.compile(r"(?<=[(,\s])-\d+(?:px|pt|em|rem|cm|in|mm)")
_SUM = re.compile(r"calc\(\s*([^()\s]+)(?:\s*[*/]\s*1)?\s*\)")
_INHERITED = frozenset({"inherit", "unset"})
_WORD = re.compile(r"[\w-]+")
_STAYS = re.compile(r"\b(?:forwards|both)\b")
_NO_VARIABLES = Variables()

_ASKED = ("class", "style", "id", "hidden", "color", "text", "size", "bgcolor", "background", "href")
"""Attributes that decide the look of an element."""
_MOST_KEPT = 10_000

HIDDEN_BY_STYLE = "text hidden by a style"
HIDDEN_BY_ITSELF = "text formatted as hidden"
SAME_COLOUR = "text in the colour of its background"
NEAR_COLOUR = "text in nearly the colour of its background"
MARKED = "noughts and ones that the colour of their cell stands for"
TOO_SMALL = "text too small to read"
NO_OPACITY = "text without any colour"
OFF_PAGE = "text outside the page"
CLIPPED = "text clipped away"
NO_ROOM = "text in a box of no size"
SQUEEZED = "text whose letters lie on one another"
HIDING = frozenset({HIDDEN_BY_STYLE, HIDDEN_BY_ITSELF})


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of an element looks.

    Attributes:
        gone: why nothing inside shows, whatever it says; empty when it can.
        hidden: why its own text is hidden; elements inside may show again.
        colour: of its text; None when it is not known.
        ground: the colour behind it; None when it is not known.
        points: size of its text.
        opacity: of everything in it.
        variables: the custom properties that hold for it.
        is_doubtful: it is clipped or masked by something that is not known.
    """

    gone: str = ""
    hidden: str = ""
    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    points: float = _POINTS
    opacity: float = 1.0
    variables: Variables = _NO_VARIABLES
    is_doubtful: bool = False

    @property
    def why(self) -> str:
        """Why its text does not show; empty when it does."""
        if self.gone or self.hidden:
            return self.gone or self.hidden
        if self.points < TINY_POINTS:
            return TOO_SMALL
        if self.opacity < _LEAST_OPACITY:
            return NO_OPACITY
        if self.colour is None or self.ground is None:
            return ""
        if difference(self.colour, self.ground) < EQUAL_DIFFERENCE:
            return SAME_COLOUR
        return NEAR_COLOUR if is_alike(self.colour, self.ground) else ""


class Looks:
    """The looks of the elements of a page; elements that are alike are judged once."""

    def __init__(self, sheets: StyleSheets) -> None:
        self._sheets = sheets
        self._kept: dict[tuple[str, tuple[str | None, ...], Look], tuple[Look, Styles]] = {}

    def of(self, path: Sequence[Element], outer: Look) -> tuple[Look, Styles]:
        """Return the look of the last element of a path, and what its styles say.

        Raises:
            LimitReachedError: there are too many rules for too many elements.
        """
        element = path[-1]
        attributes = element.attributes
        key = element.tag, tuple(attributes.get(name) for name in _ASKED), outer
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        styles = self._sheets.of(path, attributes.get("style", ""))
        variables = outer.variables.with_those_of(styles.certain)
        certain = variables.resolved(styles.certain, are_all=not self._sheets.are_partly_known)
        styles = replace(styles, certain=certain | self._end_of_animation(certain))
        look = _look_of(element.tag, attributes, outer, styles, is_partly_known=self._sheets.are_partly_known)
        if look.variables is not variables:
            look = replace(look, variables=variables)
        if styles.is_own and len(self._kept) < _MOST_KEPT:
            self._kept[key] = look, styles
        return look, styles

    def _end_of_animation(self, told: Declarations) -> Declarations:
        """Return what the animations of an element leave when they end (CSS Animations Level 1 §3)."""
        words = set(_WORD.findall(f"{told.get('animation', '')} {told.get('animation-name', '')}"))
        filling = f"{told.get('animation', '')} {told.get('animation-fill-mode', '')}"
        if not words or not _STAYS.search(filling) or "infinite" in words:
            return {}
        found: Declarations = {}
        for word in words & self._sheets.frames.keys():
            found.update(self._sheets.frames[word])
        return found


def _look_of(
    tag: str, attributes: Mapping[str, str], outer: Look, styles: Styles, *, is_partly_known: bool
) -> Look:
    """Return the look of an element.

    Args:
        tag: its name.
        attributes: its attributes.
        outer: the look of the element around it.
        styles: what style sheets and its own attribute say, and what they may say.
        is_partly_known: other style sheets lie elsewhere, and may give its classes a colour and a ground.
    """
    certain, maybe = styles.certain, styles.maybe
    told = {**_of_attributes(tag, attributes), **certain}
    if tag.startswith("v:"):  # a shape of Office, which paints a ground of its own
        outer = replace(outer, ground=None)
    if not told and not maybe and "hidden" not in attributes and not (is_partly_known and "class" in attributes):
        return outer
    look = replace(
        outer,
        points=_points(told.get("font-size", ""), outer.points),
        opacity=outer.opacity * _opacity(told.get("opacity", "")) * _filtered(told.get("filter", "")),
        colour=_text_colour(told.get("-webkit-text-fill-color") or told.get("color", ""), outer),
        ground=_ground(told, outer),
    )
    own = attributes.get("style", "").lower()
    hidden = HIDDEN_BY_ITSELF if "hidden" in attributes and "display" not in told else ""
    if told.get("display") == "none" or told.get("mso-hide") == "all":
        hidden = HIDDEN_BY_ITSELF if re.search(r"display\s*:|mso-hide", own) else HIDDEN_BY_STYLE
    if told.get("content-visibility") == "hidden":
        hidden = hidden or HIDDEN_BY_STYLE
    visibility = told.get("visibility", "inherit")
    if visibility in ("hidden", "collapse"):
        look = replace(look, hidden=HIDDEN_BY_ITSELF if "visibility" in own else HIDDEN_BY_STYLE)
    elif visibility not in _INHERITED:
        look = replace(look, hidden="")
    if is_partly_known and "class" in attributes:
        look = replace(
            look,
            colour=look.colour if "color" in told else None,
            ground=look.ground if "background-color" in told else None,
        )
    if maybe:
        unknown = maybe.keys()
        look = replace(
            look,
            colour=None if "color" in unknown else look.colour,
            ground=None if unknown & {"background-color", "background-image"} else look.ground,
        )
    unclear = (
        is_unclear(told.get("clip-path", ""), _mask(told)) or told.get("mix-blend-mode", "normal") != "normal"
    )
    return replace(
        look, gone=outer.gone or hidden or _out_of_sight(told), is_doubtful=outer.is_doubtful or unclear
    )


def _mask(told: Declarations) -> str:
    return next((told[name] for name in _MASKS if name in told), "")


_MASKS = ("mask-image", "mask", "-webkit-mask-image", "-webkit-mask")


def may_cover(told: Declarations) -> bool:
    """Return whether an element in which nothing stands may lie over text: a box of some size at its own place."""
    if told.get("position") not in ("absolute", "fixed") or told.get("z-index", "").startswith("-"):
        return False
    if any(0 <= _pixels(told.get(name, "auto"), _THIN_PIXELS + 1) <= _THIN_PIXELS for name in ("width", "height")):
        return False
    if not all(name in told or pair <= told.keys() for name, pair in _SIDES.items()):
        return False
    colours = (read_colour(word) for word in _VALUES.findall(told.get("background-color", "")))
    return any(colour is not None and colour[1] >= _OPAQUE for colour in colours)


_THIN_PIXELS = 3
_OPAQUE = 0.95
_SIDES = {"width": {"left", "right"}, "height": {"top", "bottom"}}


def is_unjudged(told: Declarations) -> bool:
    """Return whether a property that can hide an element has a value that is not judged."""
    return any(_UNJUDGED.search(told.get(name, "")) for name in _BY_WORD) or any(
        "(" in told.get(name, "") and _LENGTH.match(_SUM.sub(r"\1", told[name])) is None for name in _BY_LENGTH
    )


_BY_WORD = (
    "display",
    "visibility",
    "content-visibility",
    "scale",
    "translate",
    "color",
    "-webkit-text-fill-color",
    "transform",
    "filter",
)
_BY_LENGTH = ("opacity", "font-size", "left", "top", "right", "text-indent", "margin-left", "margin-top", "zoom")
_UNJUDGED = re.compile(
    r"\b(?:var|env|attr|if|matrix|matrix3d|perspective|brightness|contrast|invert|url|color|color-mix|light-dark|lab"
    r"|lch|oklab|oklch|hwb|rgba?\(from|hsla?\(from|device-cmyk|contrast-color|toggle)\b"
)


def may_hide(maybe: Declarations, ground: Colour | None) -> bool:
    """Return whether declarations of which it is not known whether they hold would hide an element on a ground."""
    if not maybe:
        return False
    colour = read_colour(maybe.get("color", ""))
    return bool(
        maybe.get("display") == "none"
        or maybe.get("visibility") in ("hidden", "collapse")
        or maybe.get("mso-hide") == "all"
        or (maybe.get("opacity") and _opacity(maybe["opacity"]) < _LEAST_OPACITY)
        or (colour is not None and ground is not None and is_alike(colour[0], ground))
        or _out_of_sight(maybe)
    )


def _of_attributes(tag: str, attributes: Mapping[str, str]) -> Declarations:
    """Return what attributes of a time before style sheets say (WHATWG HTML §15.3)."""
    told: Declarations = {}
    if tag == "a" and "href" in attributes:
        told["color"] = "#0000ee"
    colour = attributes.get("color" if tag == "font" else "text" if tag == "body" else "")
    if colour:
        told["color"] = colour.strip().lower()
    if tag == "font" and attributes.get("size", "") in _NUMBERED:
        told["font-size"] = f"{_NUMBERED[attributes['size']]}pt"
    if attributes.get("bgcolor"):
        told["background-color"] = attributes["bgcolor"].strip().lower()
    if tag == "svg" and "0" in (attributes.get("width"), attributes.get("height")):
        told |= {"width": "0", "overflow": "hidden"}
    if tag in ("body", "table", "td", "th", "tr") and attributes.get("background"):
        told["background-image"] = "url()"
    return told


def _out_of_sight(told: Declarations) -> str:
    """Return why an element of that style is not in sight, or an empty string."""
    parts = told.get("transform", ""), f"scale({told.get('scale', '')})", f"translate({told.get('translate', '')})"
    transform = " ".join(parts)
    if _NO_SCALE.search(transform) or _opacity(told.get("zoom", "")) < _LEAST_OPACITY:
        return NO_ROOM
    if any(_pixels(moved) <= _FAR_PIXELS for moved in _MOVED.findall(transform)):
        return OFF_PAGE
    if told.get("position") == "fixed" and any(
        _pixels(told.get(name, "")) >= _BELOW_PIXELS for name in ("left", "top", "right", "bottom")
    ):
        return OFF_PAGE
    is_placed = told.get("position") in ("absolute", "fixed", "relative")
    offsets = ["text-indent", "margin-left", "margin-top", *(("left", "top", "right") if is_placed else ())]
    if any(_pixels(told.get(name, "")) <= _FAR_PIXELS for name in offsets):
        return OFF_PAGE
    if _NO_CLIP.search(told.get("clip", "")) or is_clipped_away(told.get("clip-path", "")):
        return CLIPPED
    if is_masked_away(_mask(told)):
        return NO_OPACITY
    if told.get("letter-spacing", "").startswith("-") and _points(
        told["letter-spacing"], _POINTS
    ) <= -_TIGHT * _points(told.get("font-size", ""), _POINTS):
        return SQUEEZED
    if told.get("overflow", "").startswith(("hidden", "clip")) and any(
        0 <= _pixels(told.get(name, "auto"), 99.0) <= 1 for name in ("height", "max-height", "width", "max-width")
    ):
        return NO_ROOM
    return ""


def _pixels(text: str, default: float = 0.0) -> float:
    found = _LENGTH.match(_SUM.sub(r"\1", text))
    return default if found is None else float(found[1]) * _PIXELS[found[2]]


def _points(text: str, outer: float) -> float:
    if text in _SIZES:
        return _SIZES[text]
    found = _LENGTH.match(_SUM.sub(r"\1", text))
    if found is None:
        return outer
    number, unit = float(found[1]), found[2]
    if unit in ("em", "%"):
        return outer * number / (100 if unit == "%" else 1)
    if unit == "rem":
        return _POINTS * number
    return number * _PIXELS[unit] * 0.75


def _opacity(text: str) -> float:
    found = _LENGTH.match(text)
    if found is None:
        return 1.0
    return max(0.0, float(found[1]) / (100 if found[2] == "%" else 1))


def _filtered(text: str) -> float:
    """Return how opaque filters leave an element (Filter Effects Level 1 §6.8; `alpha` of Internet Explorer)."""
    found = re.search(r"opacity\(\s*([\d.]+%?)\s*\)", text)
    if found is not None:
        return _opacity(found[1])
    return 0.0 if re.search(r"alpha\(\s*opacity\s*=\s*0\s*\)", text) else 1.0


def _text_colour(text: str, outer: Look) -> Colour | None:
    if not text or text in _INHERITED or text == "currentcolor":
        return outer.colour
    if text in ("initial", "windowtext", "auto"):
        return BLACK
    found = read_colour(text)
    if found is None:
        return None
    colour, alpha = found
    if alpha >= 1:
        return colour
    return None if outer.ground is None else mixed(outer.ground, colour, alpha)


def _ground(told: Declarations, outer: Look) -> Colour | None:
    picture = told.get("background-image", "none")
    if picture not in ("none", "initial", "inherit"):
        return None
    words = _VALUES.findall(told.get("background-color", ""))
    found = next((known for word in words if (known := read_colour(word)) is not None), None)
    if found is None and any(not _NO_COLOUR.fullmatch(word) for word in words):
        return None
    if found is not None and found[1] >= 1:
        return found[0]
    if told.get("position") in ("absolute", "fixed"):
        return None
    if found is not None and found[1] > 0:
        return None if outer.ground is None else mixed(outer.ground, found[0], found[1])
    return outer.ground


def read_colour(text: str) -> tuple[Colour, float] | None:
    """Return a colour and how opaque it is, or None when the text is none that is known."""
    if text == "transparent":
        return WHITE, 0.0
    if text in ("window", "white"):
        return WHITE, 1.0
    if text.startswith("#") or re.fullmatch("[0-9a-f]{6}", text):
        return _hexadecimal(text.lstrip("#"))
    found = _FUNCTION.fullmatch(text)
    if found is not None:
        return _numbers(found[1], found[2])
    from PIL.ImageColor import colormap

    name = colormap.get(text)
    return _hexadecimal(name[1:]) if isinstance(name, str) else None


def _hexadecimal(digits: str) -> tuple[Colour, float] | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    try:
        parts = bytes.fromhex(digits)
    except ValueError:
        return None
    if len(parts) not in (3, 4):
        return None
    return (parts[0], parts[1], parts[2]), parts[3] / 255 if len(parts) == 4 else 1.0


def _numbers(space: str, text: str) -> tuple[Colour, float] | None:
    """Return the colour of a function `rgb` or `hsl` in either spelling (CSS Color Level 4 §4.1, §7)."""
    parts = _NUMBER.findall(text)
    if len(parts) < 3 or re.search("[a-z]", text.replace("deg", "")):
        return None
    first, second, third = (float(number) / (100 if unit == "%" else 1) for number, unit in parts[:3])
    if space == "hsl":
        scale = 1 if parts[1][1] else 100
        red, green, blue = hls_to_rgb(first / 360 % 1, _share(third / scale), _share(second / scale))
    else:
        red, green, blue = (
            number if unit else number / 255
            for number, (_, unit) in zip((first, second, third), parts, strict=False)
        )
    alpha = 1.0 if len(parts) < 4 else float(parts[3][0]) / (100 if parts[3][1] else 1)
    return (round(255 * _share(red)), round(255 * _share(green)), round(255 * _share(blue))), _share(alpha)


def _share(number: float) -> float:
    return min(1.0, max(0.0, number))
