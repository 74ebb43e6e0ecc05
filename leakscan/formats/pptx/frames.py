"""The frames in which text stands: that of a text box, those of a table's cells (§21.1.2.1.1, §21.1.3.17).

A frame is only told where nothing moves its text that is not read here: turned or vertical text, columns, lists,
spaced or empty paragraphs.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.formats.whole import read_whole

if TYPE_CHECKING:
    from lxml.etree import _Element

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in units of the slide (EMU)."""

_ACROSS, _DOWN = 91_440.0, 45_720.0
"""Margins where nothing says."""
_MOVING = frozenset({"lnSpc", "spcBef", "spcAft", "buChar", "buAutoNum", "buBlip", "tabLst"})
_MARGINS = ("lIns", "tIns", "rIns", "bIns")
_READ = frozenset({"pPr", "r", "fld", "br", "endParaRPr"})
_WRONG = 0.01
"""A table that is higher than its rows has grown with its text: nothing says which row."""


class Frame(NamedTuple):
    """A frame of text.

    Attributes:
        box: its box, which text may leave where it is no cell.
        inner: the same without its margins.
        anchor: where text begins in it: `t`, `ctr` or `b`.
        wraps: its text is broken into lines.
        is_cell: it is a cell, which grows with its text.
        aligned: on which side each of its paragraphs stands: `l`, `ctr`, `r` and others.
        first: number of its first paragraph in the shape.
    """

    box: Box
    inner: Box
    anchor: str
    wraps: bool
    is_cell: bool
    aligned: tuple[str, ...]
    first: int = 0


def text_frame(shape: "_Element", box: Box) -> Iterator[Frame]:
    """Yield the frame of a text box when its text is plain."""
    for body in xmlsafe.children(shape, "txBody"):
        for properties in xmlsafe.children(body, "bodyPr"):
            aligned = _aligned(body)
            shrinks = any(item.get("lnSpcReduction") for item in xmlsafe.children(properties, "normAutofit"))
            is_plain = (
                properties.get("vert", "horz") == "horz"
                and properties.get("numCol", "1") == "1"
                and properties.get("rot", "0") == "0"
                and not shrinks
                and next(xmlsafe.children(properties, "prstTxWarp"), None) is None
            )
            if aligned is not None and is_plain:
                inner = _inner(box, properties, _MARGINS)
                anchor, wraps = properties.get("anchor", "t"), properties.get("wrap") != "none"
                yield Frame(box, inner, anchor, wraps, is_cell=False, aligned=aligned)


def cell_frames(shape: "_Element", box: Box) -> Iterator[Frame]:
    """Yield the frames of a table's cells; none when its rows are not as high as they say."""
    if next(shape.iter("{*}AlternateContent"), None) is not None:
        return
    for table in xmlsafe.descendants(shape, "tbl"):
        rows = list(xmlsafe.children(table, "tr"))
        widths = [_whole(item.get("w")) for item in xmlsafe.descendants(table, "gridCol")]
        heights = [_whole(row.get("h")) for row in rows]
        if abs(sum(heights) - (box[3] - box[1])) > _WRONG * sum(heights):
            return
        lefts = list(accumulate(widths, initial=box[0]))
        tops = list(accumulate(heights, initial=box[1]))
        first = 0
        for at, row in enumerate(rows):
            for number, cell in enumerate(xmlsafe.children(row, "tc")):
                yield from _cell_frame(cell, lefts[number:], tops[at:], first)
                first += sum(holds_text(paragraph) for paragraph in cell.iter("{*}p"))


def _cell_frame(cell: "_Element", lefts: Sequence[float], tops: Sequence[float], first: int) -> Iterator[Frame]:
    across, down = _whole(cell.get("gridSpan")) or 1, _whole(cell.get("rowSpan")) or 1
    if not (0 < across < len(lefts) and 0 < down < len(tops)):
        return
    box = (lefts[0], tops[0], lefts[int(across)], tops[int(down)])
    properties = next(xmlsafe.children(cell, "tcPr"), None)
    for body in xmlsafe.children(cell, "txBody"):
        aligned = _aligned(body)
        if aligned is None or (properties is not None and properties.get("vert", "horz") != "horz"):
            continue
        inner = _inner(box, properties, ("marL", "marT", "marR", "marB"))
        anchor = "t" if properties is None else properties.get("anchor", "t")
        yield Frame(box, inner, anchor, wraps=True, is_cell=True, aligned=aligned, first=first)


def _aligned(body: "_Element") -> tuple[str, ...] | None:
    """Return on which side each paragraph stands, or None when something moves the text that is not read."""
    if any(len(style) for style in xmlsafe.children(body, "lstStyle")):
        return None
    if any(item.get("spc") or item.get("cap") or item.get("baseline") for item in body.iter("{*}rPr")):
        return None
    found = []
    for paragraph in body.iter("{*}p"):
        properties = next(xmlsafe.children(paragraph, "pPr"), None)
        if not holds_text(paragraph) or any(xmlsafe.local_name(item) not in _READ for item in paragraph):
            return None
        if properties is None:
            found.append("l")
            continue
        moved = any(properties.get(name, "0") != "0" for name in ("marL", "marR", "indent", "lvl", "rtl"))
        if moved or any(xmlsafe.local_name(item) in _MOVING for item in properties):
            return None
        found.append(properties.get("algn", "l"))
    return tuple(found)


def margins_of(body: "_Element") -> list[float]:
    """Return the left, top, right and bottom margin that a frame names."""
    return [_whole(body.get(name)) for name in _MARGINS]


def indents_of(paragraph: "_Element") -> tuple[float, float]:
    """Return where the first line of a paragraph begins, and where the others do."""
    for properties in xmlsafe.children(paragraph, "pPr"):
        margin = _whole(properties.get("marL"))
        return margin + _whole(properties.get("indent")), margin
    return 0.0, 0.0


def holds_text(paragraph: "_Element") -> bool:
    """Return whether a paragraph is one that readers of text count."""
    return any(xmlsafe.local_name(item) in ("r", "fld", "br") for item in paragraph)


def _inner(box: Box, properties: "_Element | None", names: Sequence[str]) -> Box:
    usual = (_ACROSS, _DOWN, _ACROSS, _DOWN)
    given = [None if properties is None else properties.get(name) for name in names]
    left, top, right, bottom = (
        other if text is None else _whole(text) for text, other in zip(given, usual, strict=True)
    )
    return box[0] + left, box[1] + top, box[2] - right, box[3] - bottom


def _whole(text: str | None) -> float:
    return float(read_whole(text) or 0)
