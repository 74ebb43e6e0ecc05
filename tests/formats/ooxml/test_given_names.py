"""Names that somebody gave to shapes, styles and themes."""

import pytest

import leakscan
from fixtures.making.document import Text, drawn_box, paragraph
from fixtures.making.package import Package
from fixtures.making.presentation import box, deck
from leakscan import Severity
from leakscan.formats.ooxml.given_names import is_given


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ZQ Case of Ada Field", True),
        ("team_photo.png", True),
        ("Rectangle 12", False),
        ("Bild 3", False),
        ("Content Placeholder", False),
        ("Note", False),
        ("", False),
    ],
)
def test_names_of_programs_are_told_apart(name: str, *, expected: bool) -> None:
    assert is_given(name) is expected


def told(package: Package, rule: str) -> list[str]:
    with leakscan.scan(package.to_bytes(), name="file") as report:
        found = [item for item in report.findings if item.rule.id == rule]
        assert all(item.severity is Severity.INFO for item in found)
        return [str(row[1]) for item in found if item.table is not None for row in item.table.rows()]


def test_the_name_of_a_shape_is_listed_on_slides_and_pages() -> None:
    assert told(deck([box("ZQ Ada Field", "Visits")]), "alternative-text") == ["ZQ Ada Field"]
    named = drawn_box(paragraph("Visits")).replace("Box 1", "ZQ Ada Field")
    assert told(Text(paragraph(named)), "alternative-text") == ["ZQ Ada Field"]


def test_the_name_of_a_style_is_listed_when_it_is_a_sentence() -> None:
    text = Text("Visits")
    text.style("A", "paragraph", '<w:name w:val="List of paragraphs"/>')
    assert told(text, "markup-remark") == []
    text.style("B", "paragraph", '<w:name w:val="ZQ what Ada Field told the board"/>')
    assert told(text, "markup-remark") == ["ZQ what Ada Field told the board"]


def test_the_name_of_a_theme_is_listed_when_it_is_a_sentence() -> None:
    book = deck([box("Note 1", "Visits")])
    assert told(book, "markup-remark") == []
    part = next(name for name in book.parts if "theme" in name)
    book.edit(part, 'name="Plain"><a:themeElements>', 'name="ZQ what Ada Field told"><a:themeElements>')
    assert told(book, "markup-remark") == ["ZQ what Ada Field told"]
