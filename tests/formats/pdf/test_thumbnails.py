"""Thumbnails are given back as pictures."""

import io
from pathlib import Path

import pytest
from PIL import Image

import leakscan
from leakscan.extraction import extract

FIXTURES = Path(__file__).parents[3] / "fixtures" / "page_thumbnail"


@pytest.mark.parametrize("name", ["leaky", "leaky-redacted", "leaky-indexed"])
def test_a_thumbnail_that_differs_is_taken_out(name: str, tmp_path: Path) -> None:
    report = leakscan.scan(FIXTURES / f"{name}.pdf")
    assert [trail[-1] for trail in report.embedded] == ["thumbnail of page 1.png"]
    extract(report, tmp_path)
    [path] = tmp_path.rglob("file-001.png")
    picture = Image.open(io.BytesIO(path.read_bytes())).convert("L")
    assert picture.size == (30, 30)
    middle = 255 if name == "leaky-redacted" else 20
    assert (picture.getpixel((15, 2)), picture.getpixel((15, 15))) == (255, middle)


def test_a_thumbnail_of_its_page_is_left() -> None:
    assert leakscan.scan(FIXTURES / "clean-indexed.pdf").embedded == ()
