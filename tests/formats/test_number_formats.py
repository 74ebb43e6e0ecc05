"""Number formats that show nothing, and those that paint."""

import pytest

from leakscan.formats.number_formats import _TOKENS, colours, may_show_nothing, sections, shows_nothing


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        # code, and which of 5, -5, 0 and a text show
        (";;;", "----"),
        (";;;@", "---t"),
        (";;", "---t"),
        ("0;;", "+--t"),
        ("0;", "+-0t"),
        ("0;-0;;@", "+n-t"),
        ('"";"";"";""', "----"),
        ('""', "---t"),
        ("General", "+n0t"),
        ("", "+n0t"),
        ("@", "+n0t"),
        ("0.00", "+n0t"),
        ('"Note"', "--0t"),
        ('General;General;General;"[redacted]"', "+n0-"),
        ('[<5]"*";#,##0', "+--t"),
        ('"[redacted]"', "--0t"),
        ("[$redacted]", "--0t"),
        ('0" days";-0" days";"n/a"', "+n0t"),
        ('0;"below";"-";@', "+-0t"),
        ('[=5]"five";[=-5]"minus five";0', "+n0t"),
        ('" ";\\ ;_x;* ', "----"),
        ("[Red];[Blue];;", "----"),
        ("[>3];0", "-n0t"),
        ("[=0];0", "+n-t"),
        ("[h]:mm", "+n0t"),
        ("[$-409]d;;", "+--t"),
        ("0;-0;0;", "+n0-"),
        (";@", "---t"),
    ],
)
def test_what_shows_is_decided_by_the_sections(code: str, shown: str) -> None:
    values: tuple[float | None, ...] = (5.0, -5.0, 0.0, None)
    found = "".join(
        "-" if shows_nothing(code, value) else mark for value, mark in zip(values, "+n0t", strict=True)
    )
    assert found == shown


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("#,,,", [9.0, 434_765_919.0]),
        ("?,,,;-0", [9.0, 434_765_919.0]),
        ("#,###,,,", [9.0, 434_765_919.0]),
        ("#", []),
        ("0,,,", []),
        ("#,,.0", []),
        ("0.0,,", []),
    ],
)
def test_a_number_that_is_scaled_down_to_nothing_is_hidden(code: str, hidden: list[float]) -> None:
    values = [0.0, 0.3, 9.0, 434_765_919.0, 9_434_765_919.0]
    assert [value for value in values if shows_nothing(code, value)] == hidden
    assert not hidden or may_show_nothing(code)


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ('"Yes";"Yes";"No"', [5.0]),
        ('[=1]"Yes";"No"', [5.0]),
        ('[<5]"*";0', [0.0, 1.0, 4.0]),
        ('[<1]"None";0', []),
        ('"up";"down";"-"', [4.0, 5.0]),
    ],
)
def test_words_that_tell_the_value_hide_nothing(code: str, hidden: list[float]) -> None:
    values = [0.0, 1.0, 4.0, 5.0] if "<" in code or "up" in code else [0.0, 1.0, 5.0]
    assert [value for value in values if shows_nothing(code, value)] == hidden


def test_leaving_out_zeros_is_no_hiding() -> None:
    assert not may_show_nothing("0;-0;;@")
    assert may_show_nothing("0;;0")
    assert not may_show_nothing("General")


def test_sections_paint() -> None:
    assert colours("[White]0;[Color10]-0") == {2, 10}
    assert colours("[h]:mm") == set()
    assert [section.takes_text for section in sections("0;@")] == [False, True]


def test_a_bracket_that_nothing_closes_is_looked_for_no_further_than_a_code_may_be_long() -> None:
    assert sections("[" + "x" * 255 + "]0")[0].is_blank is False
    found = _TOKENS.match("[" + "x" * 256 + "]")
    assert found is not None
    assert found.group() == "["
    assert len(sections("[" * 300_000)) == 1  # a search to the end from each would take the square of that


def test_a_text_longer_than_a_code_may_be_tells_something_without_being_searched() -> None:
    [section] = sections('"aa' + "," * 100_000 + '"')
    assert len(section.texts) == 1


@pytest.mark.parametrize(
    ("code", "value", "is_hidden"),
    [
        ("hh:mm;;", -0.25, False),
        ("[h]:mm;;", -0.25, False),
        ("mm:ss;", -0.01, False),
        ("hh:mm;;", -91_000.0, True),
        ("hh:mm;;", 0.25, False),
        ("0.00;;", -0.25, True),
        ('0" hours";;', -0.25, True),
        ("d.m.yy;;", -0.25, True),
        (";hh:mm", 0.25, True),
        ("General;;", -0.25, True),
    ],
)
def test_hours_before_the_first_day_show_under_no_format(code: str, value: float, *, is_hidden: bool) -> None:
    assert shows_nothing(code, value) is is_hidden
