"""Texts of charts that show nowhere: titles in the colour of what lies beneath them, names of trend lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.colours import WHITE
from leakscan.formats.pptx.fills import Fill, FillKind, Fills
from leakscan.formats.xlsx.looks import is_same
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHAT = "title of a chart in the colour of its ground"
TREND = "name of a trend line of a chart without a legend"
_USUAL = Fill(FillKind.SOLID, WHITE)


def unseen_trends(root: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the names of the trend lines of a chart (ECMA-376-1 §21.2.2.211): a legend alone shows them."""
    if any(True for _ in xmlsafe.descendants(root, "legend")):
        return
    for trend in xmlsafe.descendants(root, "trendline"):
        for name in xmlsafe.children(trend, "name"):
            yield SideText(SideKind.MARKUP, TREND, xmlsafe.text_of(name).strip(), place)


def unseen_titles(root: "_Element", fills: Fills, place: Place) -> Iterator[SideText]:
    """Yield what titles of a chart and of its axes say in the colour of its area, or in none (§21.2.2.210).

    Titles over the plot are left aside: what lies beneath them is not known.
    """
    ground = fills.of(_child(root, "spPr")) or _USUAL
    if any(True for _ in xmlsafe.descendants(root, "clrMapOvr")):
        return
    for title in xmlsafe.descendants(root, "title"):
        overlay = _child(title, "overlay")
        if overlay is not None and xmlsafe.is_true(overlay.get("val"), default=True):
            continue
        beneath = fills.of(_child(title, "spPr"))
        if beneath is None or beneath.kind is FillKind.NONE:
            beneath = ground
        for paragraph in xmlsafe.descendants(title, "p"):
            usual = fills.of(_child(_child(paragraph, "pPr"), "defRPr"))
            runs = [run for run in xmlsafe.children(paragraph, "r") if _hides(run, usual, beneath, fills)]
            text = "".join(xmlsafe.text_of(item) for run in runs for item in xmlsafe.children(run, "t")).strip()
            if text:
                yield SideText(SideKind.HIDDEN_SHAPE, _WHAT, text, place)


def _hides(run: "_Element", usual: Fill | None, beneath: Fill, fills: Fills) -> bool:
    ink = fills.of(_child(run, "rPr")) or usual
    if ink is None or ink.kind is FillKind.OTHER:
        return False
    if ink.opacity == 0:
        return True
    is_plain = beneath.kind is FillKind.SOLID and beneath.opacity == 1
    return (
        is_plain
        and beneath.colour is not None
        and ink.colour is not None
        and is_same(ink.colour, (beneath.colour,))
    )


def _child(element: "_Element | None", name: str) -> "_Element | None":
    return next(xmlsafe.children(element, name), None) if element is not None else None
