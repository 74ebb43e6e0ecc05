"""Where paragraphs, frames and tables are laid out, as far as their formatting alone tells (ECMA-376-1 §17.3.1).

Measures are twentieths of a point (twips). No page is laid out: what is told of lies off every page of the
document, or has no height or width at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe

if TYPE_CHECKING:
    from lxml.etree import _Element

LOWEST = 40
"""Lines, rows and columns of two points or less show nothing that can be read."""
_LOWEST_SHARE = 24
"""The same for lines whose height is given in parts of 240 of a usual line: a tenth."""
_CHARACTER = 120
"""About as wide as a letter of usual text."""
_LEAST_POINTS = 8.0
"""Text whose size is not said beside it is hardly smaller."""
_WIDE_CHARACTER = 210
_FAR = 14_400
"""Ten inches: a line that begins so far beside the page hides most of its text, however long it is."""
_TEXT_LEVEL = 9
_LARGEST = 31_680
"""The largest page of Word, 22 inches."""


class Pages(NamedTuple):
    """The largest page of a document, and its margins.

    Attributes:
        width: of the page.
        height: of the page.
        margin: the largest margin on the left.
        is_known: some section says how large its pages are.
    """

    width: int = _LARGEST
    height: int = _LARGEST
    margin: int = 1_440
    is_known: bool = False


@dataclass(slots=True)
class Layout:
    """What formatting says of where a paragraph lies; None where it says nothing.

    Attributes:
        left: indent on the left.
        right: indent on the right.
        first: indent of the first line beside that.
        line: height of a line.
        rule: what that height means: `auto`, `exact` or `atLeast`.
        side: where lines are aligned.
        outline: level in the outline, from 0; 9 for text.
        is_collapsed: what follows in the outline is folded away.
        frame: the frame that the paragraph stands in.
        numbering: the numbering that it is counted in, and the level.
    """

    left: int | None = None
    right: int | None = None
    first: int | None = None
    line: int | None = None
    rule: str | None = None
    side: str | None = None
    outline: int | None = None
    is_collapsed: bool | None = None
    frame: "_Element | None" = None
    numbering: tuple[str, str] | None = None

    def over(self, nearer: "Layout") -> "Layout":
        """Return this layout with what a nearer one says over it."""
        return Layout(
            self.left if nearer.left is None else nearer.left,
            self.right if nearer.right is None else nearer.right,
            self.first if nearer.first is None else nearer.first,
            self.line if nearer.line is None else nearer.line,
            self.rule if nearer.rule is None else nearer.rule,
            self.side if nearer.side is None else nearer.side,
            self.outline if nearer.outline is None else nearer.outline,
            self.is_collapsed if nearer.is_collapsed is None else nearer.is_collapsed,
            self.frame if nearer.frame is None else nearer.frame,
            self.numbering if nearer.numbering is None else nearer.numbering,
        )

    def unseen(self, pages: Pages, *, characters: Callable[[], int], is_inside: bool) -> str:
        """Return why the text of a paragraph cannot be seen, or nothing.

        Args:
            pages: the pages of the document.
            characters: says how long the text is.
            is_inside: it stands in a cell or box, whose own place on the page is not known.
        """
        if self.line is not None and _is_low(self.line, self.rule):
            return "text in lines too low to read"
        if self.frame is not None:
            return _frame(self.frame, pages, characters())
        left, right, first = self.left or 0, self.right or 0, self.first or 0
        if not (left or right or first):
            return ""
        start = left + first + (0 if is_inside else pages.margin)
        end = pages.width - right - (0 if is_inside else pages.margin)
        width = min(characters() * _CHARACTER, max(end - start, 2 * _CHARACTER))
        begins = start
        if self.side in ("right", "end"):
            begins = end - width
        elif self.side == "center":
            begins = (start + end - width) // 2
        slack = pages.width if is_inside else 0
        is_off = begins + width + slack <= 0 or begins + slack <= -_FAR or begins >= pages.width
        return "text off the page" if is_off else ""


_SAYING = frozenset({"ind", "numPr", "spacing", "jc", "outlineLvl", "collapsed", "framePr"})
UNSAID = Layout()
"""What formatting that says nothing says; not to be changed."""


class Folding:
    """Follows which paragraphs stand under a heading that is folded together ([MS-DOCX] 2.5.1.2)."""

    def __init__(self) -> None:
        self._level: int | None = None

    def why(self, layout: Layout) -> str:
        """Take the next paragraph and return why it is folded away, or nothing."""
        level = layout.outline
        is_heading = level is not None and 0 <= level < _TEXT_LEVEL
        if is_heading and self._level is not None and level is not None and level <= self._level:
            self._level = None
        if self._level is not None:
            return "text under a heading that is folded together"
        if is_heading and layout.is_collapsed:
            self._level = level
        return ""


def _is_low(line: int, rule: str | None) -> bool:
    if rule == "exact":
        return abs(line) <= LOWEST
    return rule in (None, "auto") and 0 < line <= _LOWEST_SHARE


def read_layout(properties: "_Element") -> Layout:
    """Return what a `pPr` says of where its paragraph lies."""
    layout = UNSAID
    for element in properties:
        said = xmlsafe.local_name(element)
        if said not in _SAYING:
            continue
        if layout is UNSAID:
            layout = Layout()
        match said:
            case "ind":
                layout.left = twips(xmlsafe.attribute(element, "left") or xmlsafe.attribute(element, "start"))
                layout.right = twips(xmlsafe.attribute(element, "right") or xmlsafe.attribute(element, "end"))
                layout.first = twips(xmlsafe.attribute(element, "firstLine"))
                hanging = twips(xmlsafe.attribute(element, "hanging"))
                if hanging is not None:
                    layout.first = -hanging
                for key, name in (("left", "leftChars"), ("right", "rightChars"), ("first", "firstLineChars")):
                    letters = twips(xmlsafe.attribute(element, name))
                    if letters:  # in hundredths of a letter, before the other measures (ECMA-376-1 §17.3.1.12)
                        setattr(layout, key, letters * _WIDE_CHARACTER // 100)
            case "numPr":
                layout.numbering = _value(element, "numId"), _value(element, "ilvl") or "0"
            case "spacing":
                layout.line = twips(xmlsafe.attribute(element, "line"))
                layout.rule = xmlsafe.attribute(element, "lineRule")
            case "jc":
                layout.side = xmlsafe.attribute(element, "val")
            case "outlineLvl":
                layout.outline = twips(xmlsafe.attribute(element, "val"))
            case "collapsed":
                layout.is_collapsed = xmlsafe.is_true(xmlsafe.attribute(element, "val"), default=True)
            case "framePr":
                layout.frame = element
    return layout


def _value(element: "_Element", name: str) -> str:
    return next((xmlsafe.attribute(child, "val") or "" for child in xmlsafe.children(element, name)), "")


class Numbering:
    """Where the levels of numberings lay their paragraphs (ECMA-376-1 §17.9).

    Attributes:
        used: the levels that paragraphs have: number and level.
        root: the numberings.
    """

    def __init__(self, root: "_Element | None") -> None:
        self._levels: dict[str, dict[str, Layout]] = {}
        self._numbers: dict[str, list[tuple[_Element | None, _Element]]] = {}
        self.used: set[tuple[str, str]] = set()
        self.root = root
        abstract: dict[str, _Element] = {}
        for element in () if root is None else root:
            match xmlsafe.local_name(element):
                case "abstractNum":
                    abstract[xmlsafe.attribute(element, "abstractNumId") or ""] = element
                case "num":
                    number = xmlsafe.attribute(element, "numId") or ""
                    shared = abstract.get(_value(element, "abstractNumId"))
                    self._numbers.setdefault(number, []).append((shared, element))

    def layout(self, number: tuple[str, str] | None) -> Layout:
        """Return what a level says, and note that it is used."""
        if number is None:
            return UNSAID
        self.used.add(number)
        levels = self._levels.get(number[0])
        if levels is None:
            levels = self._levels[number[0]] = self._levels_of(number[0])
        return levels.get(number[1], UNSAID)

    def _levels_of(self, number: str) -> dict[str, Layout]:
        found: dict[str, Layout] = {}
        for shared, element in self._numbers.get(number, ()):
            if shared is not None:
                found.update(_levels(shared))
            for override in xmlsafe.children(element, "lvlOverride"):
                found.update(_levels(override))
        return found


def _levels(element: "_Element") -> "Iterator[tuple[str, Layout]]":
    for level in xmlsafe.children(element, "lvl"):
        for properties in xmlsafe.children(level, "pPr"):
            yield xmlsafe.attribute(level, "ilvl") or "0", read_layout(properties)


def _frame(frame: "_Element", pages: Pages, characters: int) -> str:
    """Return why a frame does not show (ECMA-376-1 §17.3.1.11)."""
    width, height = twips(xmlsafe.attribute(frame, "w")), twips(xmlsafe.attribute(frame, "h"))
    is_exact = xmlsafe.attribute(frame, "hRule") == "exact"
    if (width is not None and 0 < width <= LOWEST) or (is_exact and height is not None and height <= LOWEST):
        return "text in a frame of no size"
    size = width or min(pages.width, characters * _CHARACTER)
    for axis, extent, limit in (("x", size, pages.width), ("y", height or 0, pages.height)):
        if xmlsafe.attribute(frame, f"{axis}Align"):
            continue
        anchor = xmlsafe.attribute(frame, "hAnchor" if axis == "x" else "vAnchor") or "text"
        if is_off(twips(xmlsafe.attribute(frame, axis)), extent, limit, is_absolute=anchor == "page"):
            return "text in a frame off the page"
    return ""


def is_off(offset: int | None, extent: int, limit: int, *, is_absolute: bool) -> bool:
    """Return whether something lies beside a page, wherever on it its origin may be unless that is the corner."""
    if offset is None:
        return False
    return offset >= limit or offset + extent + (0 if is_absolute else limit) <= 0


def table_unseen(properties: "_Element | None", width: int, pages: Pages) -> str:
    """Return why a table cannot be seen: it lies off the page (ECMA-376-1 §17.4.50, §17.4.57)."""
    for element in () if properties is None else properties:
        match xmlsafe.local_name(element):
            case "tblInd" if xmlsafe.attribute(element, "type") in (None, "dxa"):
                if is_off(twips(xmlsafe.attribute(element, "w")), width, pages.width, is_absolute=False):
                    return "text in a table off the page"
            case "tblpPr":
                for axis, extent, limit in (("X", width, pages.width), ("Y", 0, pages.height)):
                    anchor = xmlsafe.attribute(element, "horzAnchor" if axis == "X" else "vertAnchor")
                    offset = twips(xmlsafe.attribute(element, f"tblp{axis}"))
                    if is_off(offset, extent, limit, is_absolute=anchor == "page"):
                        return "text in a table off the page"
    return ""


def is_pushed_off(properties: "_Element | None", name: str, pages: Pages) -> bool:
    """Return whether the margins of a cell leave the page (ECMA-376-1 §17.4.42, §17.4.68)."""
    margins = () if properties is None else xmlsafe.children(properties, name)
    for margin in margins:
        for side in margin:
            width = twips(xmlsafe.attribute(side, "w"))
            limit = pages.height if xmlsafe.local_name(side) in ("top", "bottom") else pages.width
            if width is not None and width >= limit:
                return True
    return False


def row_unseen(properties: "_Element") -> str:
    """Return why a row of a table cannot be seen: it is too low (ECMA-376-1 §17.4.80)."""
    for element in xmlsafe.children(properties, "trHeight"):
        height = twips(xmlsafe.attribute(element, "val"))
        if xmlsafe.attribute(element, "hRule") == "exact" and height is not None and height <= LOWEST:
            return "text in a row too low to read"
    return ""


def top_margin(properties: "_Element | None", name: str) -> float | None:
    """Return how far below the edge of a cell its text begins, in points, or None where nothing says."""
    for margin in () if properties is None else xmlsafe.children(properties, name):
        for side in xmlsafe.children(margin, "top"):
            width = twips(xmlsafe.attribute(side, "w"))
            return None if width is None else max(width, 0) / 20
    return None


def row_room(properties: "_Element") -> float | None:
    """Return the height of a row in points, where it does not grow with its text."""
    for element in xmlsafe.children(properties, "trHeight"):
        height = twips(xmlsafe.attribute(element, "val"))
        if xmlsafe.attribute(element, "hRule") == "exact" and height is not None:
            return height / 20
    return None


def least_height(paragraph: "_Element") -> float:
    """Return how high a paragraph is at least, in points: one line of its smallest letters."""
    sizes = [size / 2 for item in paragraph.iter("{*}sz") if (size := twips(xmlsafe.attribute(item, "val")))]
    return min([_LEAST_POINTS, *sizes])


def space_above(paragraph: "_Element") -> float:
    """Return how far below its upper edge the text of a paragraph begins at least, in points.

    What counts is the space that it asks for itself (ECMA-376-1 §17.3.1.33) and the breaks before its first word.
    """
    space = 0
    for properties in xmlsafe.children(paragraph, "pPr"):
        for spacing in xmlsafe.children(properties, "spacing"):
            if not xmlsafe.is_true(xmlsafe.attribute(spacing, "beforeAutospacing")):
                space = max(twips(xmlsafe.attribute(spacing, "before")) or 0, 0)
    breaks = 0
    for item in paragraph.iter("{*}t", "{*}br", "{*}drawing", "{*}pict", "{*}object"):
        if xmlsafe.local_name(item) != "br":
            break
        breaks += xmlsafe.attribute(item, "type") in (None, "textWrapping")
    return space / 20 + breaks * least_height(paragraph)


def is_fixed(properties: "_Element | None") -> bool:
    """Return whether a table keeps its columns as wide as they are said to be (ECMA-376-1 §17.4.52)."""
    layouts = () if properties is None else xmlsafe.children(properties, "tblLayout")
    return any(xmlsafe.attribute(element, "type") == "fixed" for element in layouts)


def column_widths(table: "_Element") -> list[int]:
    """Return how wide the columns of a table are (ECMA-376-1 §17.4.16)."""
    grids = xmlsafe.children(table, "tblGrid")
    return [
        twips(xmlsafe.attribute(column, "w")) or 0
        for grid in grids
        for column in xmlsafe.children(grid, "gridCol")
    ]


def cell_width(properties: "_Element") -> int | None:
    """Return how wide a cell says to be, or None (ECMA-376-1 §17.4.71)."""
    for element in xmlsafe.children(properties, "tcW"):
        if xmlsafe.attribute(element, "type") in (None, "dxa"):
            return twips(xmlsafe.attribute(element, "w"))
    return None


def read_pages(root: "_Element") -> Pages:
    """Return the largest page that some section of a document has (ECMA-376-1 §17.6.13)."""
    widths, heights, margins = [0], [0], [0]
    for size in xmlsafe.descendants(root, "pgSz"):
        widths.append(twips(xmlsafe.attribute(size, "w")) or 0)
        heights.append(twips(xmlsafe.attribute(size, "h")) or 0)
    for margin in xmlsafe.descendants(root, "pgMar"):
        margins.append(twips(xmlsafe.attribute(margin, "left")) or 0)
    if not (max(widths) and max(heights)):
        return Pages()
    return Pages(max(widths), max(heights), max(margins), is_known=True)


_UNITS = {"pt": 20.0, "in": 1440.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "pc": 240.0, "pi": 240.0}


def twips(text: str | None) -> int | None:
    """Return a measure in twips; the strict form writes units (ECMA-376-1 §22.9.2.14)."""
    text = (text or "").strip()
    factor = _UNITS.get(text[-2:])
    try:
        return int(float(text)) if factor is None else int(float(text[:-2]) * factor)
    except (ValueError, OverflowError):
        return None
