import io
from pathlib import Path

import pytest

import leakscan
from fixtures.making import xlsx
from fixtures.making.pictures import png, stripes
from fixtures.making.shown import add_pictures
from leakscan import Severity
from leakscan.extraction import extract


def found(data: bytes, *looks: dict[str, str]) -> list[tuple[Severity, str]]:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    add_pictures(book, "Cover", data, *looks)
    report = leakscan.scan(book.to_bytes())
    return [(item.severity, item.message) for item in report.findings if item.rule.id == "cropped-picture"]


@pytest.mark.parametrize(
    ("look", "share"),
    [
        ({"crop": 'l="25000" t="50000"'}, 62),
        ({"crop": 'b="30%"'}, 30),
        ({"stretch": 'l="-100000"'}, 50),
        ({"crop": 'r="20000"', "stretch": 'b="-25000"'}, 36),
    ],
)
def test_the_share_that_is_cut_off_is_told_in_every_spelling(look: dict[str, str], share: int) -> None:
    ((severity, message),) = found(stripes(), look)
    assert severity is Severity.MEDIUM
    assert f"{share}%" in message


@pytest.mark.parametrize("look", [{}, {"crop": 'l="-20000"'}, {"crop": 'l="900"'}, {"crop": 'l="wide"'}])
def test_a_whole_picture_and_one_with_a_margin_are_silent(look: dict[str, str]) -> None:
    assert found(stripes(), look) == []


def test_a_picture_that_is_shown_whole_elsewhere_hides_nothing() -> None:
    assert found(stripes(), {"crop": 'l="50000"'}, {}) == []


def test_an_edge_of_one_colour_is_worth_a_line() -> None:
    ((severity, _),) = found(png(), {"crop": 'l="50000"'})
    assert severity is Severity.INFO


def test_the_whole_picture_is_extracted(tmp_path: Path) -> None:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    add_pictures(book, "Cover", stripes(), {"crop": 'l="50000"'})
    report = leakscan.scan(io.BytesIO(book.to_bytes()), leakscan.Options(select=("cropped-picture",)))
    manifest = extract(report, tmp_path / "out")
    assert [(tmp_path / "out" / item.file).read_bytes() for item in manifest.files] == [stripes()]
