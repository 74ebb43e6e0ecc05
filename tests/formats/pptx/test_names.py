"""Names and texts behind the slides that somebody chose."""

import pytest

import leakscan
from fixtures.making.package import Package
from fixtures.making.presentation import add_notes, box, deck

LAYOUT, MASTER = "ppt/slideLayouts/slideLayout1.xml", "ppt/slideMasters/slideMaster1.xml"


def tags(book: Package) -> list[str]:
    with leakscan.scan(book.to_bytes(), name="deck.pptx") as report:
        assert report.complete
        tables = [finding.table for finding in report.findings if finding.rule.id == "slide-tag"]
        return [str(row[1]) for table in tables if table is not None for row in table.rows()]


def test_the_name_of_a_slide_is_told() -> None:
    book = deck([box("Note", "Visits by month")])
    assert not tags(book)
    book.edit("ppt/slides/slide1.xml", "<p:cSld>", '<p:cSld name="ZQ-Slide-7b2">')
    assert tags(book) == ["ZQ-Slide-7b2"]


def test_the_name_of_a_shape_is_quoted_and_not_shown_as_its_place() -> None:
    with leakscan.scan(deck([box("ZQ what Ada Field said", "Visits")]).to_bytes(), name="deck.pptx") as report:
        (finding,) = [item for item in report.findings if item.rule.id == "alternative-text"]
        assert (finding.place.name, finding.place.page) == ("", 1)
        assert "Ada Field" not in report.to_json()


def prompt(book: Package, part: str, text: str, kind: str = "body", number: int = 2) -> None:
    holder = box("Prompt", text, placeholder=f'<p:ph type="{kind}" idx="{number}"/>', number=number)
    book.edit(part, "</p:spTree>", f"{holder}</p:spTree>")


@pytest.mark.parametrize(
    ("text", "kind", "is_told"),
    [
        ("ZQ-Prompt-5a4", "body", True),
        ("ZQ-Prompt-5a4", "ftr", True),
        ("Click to add text", "body", False),
        ("ZQ-Prompt-5a4", "sldNum", False),
        ("Visits by month", "body", False),
    ],
)
def test_a_text_in_a_placeholder_of_a_layout_is_told_when_it_is_somebodys_own(
    text: str, kind: str, *, is_told: bool
) -> None:
    book = deck([box("Note", "Visits by month")])
    prompt(book, LAYOUT, text, kind)
    assert tags(book) == [text] * is_told
    prompt(book, MASTER, text, kind)
    assert not tags(book), "programs repeat the texts of the master"


@pytest.mark.parametrize(("text", "is_told"), [("12", False), ("ZQ what Ada Field told us", True)])
def test_a_sentence_in_place_of_a_number_of_notes_is_told(text: str, *, is_told: bool) -> None:
    book = deck([box("Note", "Visits by month")])
    add_notes(book, 1, text)
    book.edit("ppt/notesSlides/notesSlide1.xml", 'type="body"', 'type="sldNum"')
    with leakscan.scan(book.to_bytes(), name="deck.pptx") as report:
        tables = [item.table for item in report.findings if item.rule.id == "speaker-notes"]
        rows = [row for table in tables if table is not None for row in table.rows()]
        assert any(text in row for row in rows) is is_told
