"""Replacement pictures: texts that stand in no object and in no cell."""

import struct

import pytest

import leakscan
from fixtures.making.open_document import ods
from leakscan.errors import MalformedFileError, UnsupportedFormatError
from leakscan.formats.ods.replacements import metafile_texts


def metafile(*texts: str, action: int = 113, tail: bytes = b"") -> bytes:
    """A metafile that draws some texts, as LibreOffice 7.4 writes it."""
    found = [b"VCLMTF", struct.pack("<HI", 1, 4), bytes(4)]
    for text in texts:
        content = bytes(8) + struct.pack("<I", len(text)) + text.encode("utf-16-le")
        found.append(struct.pack("<HHI", action, 2, len(content)) + content)
    return b"".join(found) + tail


def hidden_texts(picture: bytes) -> list[str]:
    book = ods({"Cover": [["January", 12]]})
    book.files = {
        "ObjectReplacements/Object 1": picture,
        "Object 1/content.xml": b"<document><p>Visits in spring</p></document>",
    }
    report = leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.ods")
    return [
        item.reveal() for found in report.findings if found.rule.id == "hidden-shape" for item in found.evidence
    ]


def test_only_texts_that_stand_nowhere_else_are_told_of() -> None:
    assert hidden_texts(metafile("January", "Visits", "ZQ-Gone-71c", "100")) == ["ZQ-Gone-71c"]


def test_texts_come_in_the_order_they_are_drawn() -> None:
    assert list(metafile_texts(metafile("Ada", "Ben"))) == ["Ada", "Ben"]


@pytest.mark.parametrize("end", [-1, -9])
def test_a_metafile_that_breaks_off_is_said(end: int) -> None:
    with pytest.raises(MalformedFileError):
        list(metafile_texts(metafile("Ada", "Ben")[:end]))


def test_actions_that_may_hold_anything_are_said() -> None:
    with pytest.raises(UnsupportedFormatError):
        list(metafile_texts(metafile("Ada", action=147)))


def test_a_trend_line_without_a_name_is_called_after_its_series() -> None:
    told = hidden_texts(metafile("Linear (spring)", "Linear (ZQ-Gone-71c)", "ZQ-Kind-4b0 (spring)"))
    assert told == ["Linear (ZQ-Gone-71c)", "ZQ-Kind-4b0 (spring)"]


def test_the_name_of_a_trend_line_is_drawn_by_its_picture() -> None:
    book = ods({"Cover": [["January", 12]]})
    style = 'xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
    book.files = {
        "ObjectReplacements/Object 1": metafile("ZQ-Trend-5c1"),
        "Object 1/content.xml": f'<d {style}><p chart:regression-name="ZQ-Trend-5c1"/></d>'.encode(),
    }
    report = leakscan.scan(book.data(), name="book.ods")
    assert "hidden-shape" not in {item.rule.id for item in report.findings}
