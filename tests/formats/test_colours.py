"""Colours: reading, tint, and whether two can be told apart."""

import pytest

from leakscan.formats.colours import (
    BLACK,
    EQUAL_DIFFERENCE,
    SAME_DIFFERENCE,
    WHITE,
    Colour,
    difference,
    is_alike,
    mixed,
    read_rgb,
    tinted,
)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("FF4F81BD", (0x4F, 0x81, 0xBD)),
        ("00ffffff", WHITE),
        ("000000", BLACK),
        ("FFF", None),
        ("zzzzzz", None),
        (None, None),
    ],
)
def test_a_colour_is_read_with_or_without_alpha(text: str | None, colour: Colour | None) -> None:
    assert read_rgb(text) == colour


@pytest.mark.parametrize(
    ("colour", "tint", "expected"),
    [
        ((0x4F, 0x81, 0xBD), 0.7999816888943144, (0xDC, 0xE6, 0xF1)),  # as Excel 2010 shows accent 1, lighter 80%
        ((0x4F, 0x81, 0xBD), -0.249977111117893, (0x36, 0x60, 0x92)),  # accent 1, darker 25%
        (WHITE, -0.0499893185216834, (0xF2, 0xF2, 0xF2)),  # white, darker 5%
        (BLACK, 1.0, WHITE),
        (BLACK, 7.0, BLACK),
    ],
)
def test_a_tint_makes_lighter_or_darker(colour: Colour, tint: float, expected: Colour) -> None:
    assert max(abs(a - b) for a, b in zip(tinted(colour, tint), expected, strict=True)) <= 1


def test_difference_is_that_of_the_eye() -> None:
    assert difference(WHITE, BLACK) == pytest.approx(100, abs=0.1)
    assert difference((255, 0, 0), (0, 255, 0)) == pytest.approx(170.6, abs=0.5)
    assert difference(WHITE, (253, 253, 253)) < EQUAL_DIFFERENCE
    assert EQUAL_DIFFERENCE < difference(WHITE, (242, 242, 242)) < SAME_DIFFERENCE
    assert difference(WHITE, (255, 255, 0)) > 90  # yellow on white is faint, yet of another hue


@pytest.mark.parametrize(
    ("colour", "ground", "expected"),
    [
        ("F8F8C8", "FFFFFF", True),  # cream: of another hue, and as light
        ("FFFFCC", "FFFFFF", True),
        ("F2F2F2", "FFFFFF", True),
        ("000028", "000000", True),
        ("FFFF00", "FFFFFF", False),
        ("DEEAF6", "FFFFFF", False),
        ("E7E6E6", "FFFFFF", False),
    ],
)
def test_a_pale_hue_alone_cannot_be_read(colour: str, ground: str, expected: bool) -> None:
    one, other = read_rgb(colour), read_rgb(ground)
    assert one is not None
    assert other is not None
    assert is_alike(one, other) is expected
    assert is_alike(other, one) is expected


def test_colours_mix() -> None:
    assert mixed(WHITE, BLACK, 0.4) == (153, 153, 153)
