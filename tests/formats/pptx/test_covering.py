"""Which shapes hide what lies under them."""

import pytest

import leakscan
from fixtures.making.presentation import box, deck, solid

LID = (0, 0, 4_000_000, 4_000_000)
MIDDLE = (1_000_000, 1_000_000, 1_000_000, 500_000)
CORNER = (100_000, 100_000, 1_000_000, 500_000)
GREEN = solid("008000")


def gradient(alpha: str = "") -> str:
    colour = f'<a:srgbClr val="008000">{alpha}</a:srgbClr>'
    stops = f'<a:gs pos="0">{colour}</a:gs><a:gs pos="100000">{colour}</a:gs>'
    return f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>"


def is_covered(at: tuple[int, int, int, int], *, outline: str = "rect", fill: str = GREEN) -> bool:
    lid = box("Lid", "", at=LID, fill=fill, number=3).replace('prst="rect"', f'prst="{outline}"')
    report = leakscan.scan(deck([box("Note", "ZQ-Under-1b5", at=at) + lid]).to_bytes(), name="deck.pptx")
    return "hidden-shape" in {finding.rule.id for finding in report.findings}


@pytest.mark.parametrize(
    ("outline", "in_middle", "in_corner"),
    [
        ("rect", True, True),
        ("flowChartProcess", True, True),
        ("roundRect", True, False),
        ("ellipse", True, False),
        ("donut", False, False),
        ("star5", False, False),
    ],
)
def test_a_shape_covers_what_its_outline_fills(outline: str, *, in_middle: bool, in_corner: bool) -> None:
    assert is_covered(MIDDLE, outline=outline) is in_middle
    assert is_covered(CORNER, outline=outline) is in_corner


@pytest.mark.parametrize(
    ("fill", "covers"),
    [
        (gradient(), True),
        (gradient('<a:alpha val="40000"/>'), False),
        (gradient('<a:alpha val="100%"/>'), True),
        ('<a:pattFill prst="pct5"><a:fgClr><a:srgbClr val="008000"/></a:fgClr></a:pattFill>', True),
        ("<a:noFill/>", False),
        ("<a:grpFill/>", False),
        ("", False),
    ],
)
def test_a_fill_covers_when_nothing_shows_through_it(fill: str, *, covers: bool) -> None:
    assert is_covered(MIDDLE, fill=fill) is covers


@pytest.mark.parametrize("fill", [gradient('<a:alpha val="0"/>'), "<a:grpFill/>", "<a:blipFill/>"])
def test_letters_in_a_gradient_or_picture_are_not_called_without_colour(fill: str) -> None:
    book = deck([box("Note", "Visits by month", look=f"<a:rPr>{fill}</a:rPr>")])
    assert not leakscan.scan(book.to_bytes(), name="deck.pptx").findings
