"""The text people read."""

from dataclasses import replace

import fixtures
import leakscan
from leakscan.findings import Counts, Place
from leakscan.render.plain import plain
from leakscan.render.to_text import counts_text, to_text

LEAKY = fixtures.ROOT / "hidden_sheet" / "leaky-several.xlsx"


def test_the_worst_comes_first_and_says_what_where_how_much_and_what_to_do() -> None:
    lines = to_text(leakscan.scan(LEAKY)).splitlines()
    assert lines[0] == f"{LEAKY}: 2 findings, the worst medium"
    assert "MEDIUM  Hidden sheet  [hidden-sheet]" in lines
    lines = lines[lines.index("MEDIUM  Hidden sheet  [hidden-sheet]") :]
    labels = [line[:10].strip() for line in lines if line.startswith("  ") and line[2] != " "]
    assert labels[:7] == ["what", "where", "who", "e.g.", "reach", "see", "remove"]


def test_how_to_see_and_remove_is_said_once_a_rule() -> None:
    text = to_text(leakscan.scan(LEAKY))
    assert text.count(leakscan.rules()[0].remedy[:20]) <= 1
    assert "as said of hidden-sheet above" in text


def test_alike_findings_are_gathered() -> None:
    report = leakscan.scan(LEAKY)
    first = report.findings[0]
    report.findings = tuple(replace(first, place=Place(sheet=f"Sheet{number}")) for number in range(100))
    text = to_text(report)
    assert text.count("[hidden-sheet]") == 1
    assert "and 92 places more, alike" in text
    assert len(text.splitlines()) < 40


def test_nothing_found_is_said() -> None:
    text = to_text(leakscan.scan(fixtures.ROOT / "hidden_sheet" / "clean.xlsx"))
    assert ": nothing found\n" in text


def test_what_was_not_examined_is_said_in_the_last_line() -> None:
    text = to_text(leakscan.scan(b"no office file"))
    assert text.splitlines()[-1].startswith("NOT everything")
    assert "no known format (lost: the whole file)" in text


def test_pictures_whose_pixels_were_not_read_are_said_once() -> None:
    report = leakscan.scan(LEAKY)
    report.problems, report.parts, report.pixels_not_read = (), (), 2
    assert to_text(report).splitlines()[-1] == ("Everything in the file was examined, save what 2 pictures show.")


def test_counts_are_words() -> None:
    assert counts_text(Counts(rows=1, cells=1200, not_visible=3)) == "1 row, 1,200 cells, 3 visible nowhere"
    assert counts_text(Counts(distinct_values=1)) == "1 different value"


def test_names_are_spelt_out() -> None:
    assert plain("a\x1b[2J\u202e\ud800\u2028b") == "a\\x1b[2J\\u202e\\ud800\\u2028b"
    assert plain("Žofie 名簿") == "Žofie 名簿"


def test_printing_a_report_gives_the_text() -> None:
    report = leakscan.scan(LEAKY)
    assert str(report) == to_text(report)
