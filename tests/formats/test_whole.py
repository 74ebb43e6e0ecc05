"""Numbers beyond all bounds, which a document may name anywhere."""

import pytest

import leakscan
from fixtures.making.document import Text, paragraph, run
from fixtures.making.presentation import PRESENTATION, box, deck
from leakscan.formats.whole import read_whole

HUGE = "9" * 400


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" -3 ", -3), ("", None), (None, None), ("1e9", None), (HUGE, None), (str(2**63), None)],
)
def test_a_number_fits_into_64_bits(text: str | None, number: int | None) -> None:
    assert read_whole(text) == number


def test_measures_of_slides_and_pages_beyond_all_bounds_cost_nothing_else() -> None:
    strict = leakscan.Options(strict=True)
    book = deck(
        [box("Note", "Visits").replace('cx="3000000"', f'cx="{HUGE}"'), box("Aside", "x", attributes='hidden="1"')]
    )
    book.edit(PRESENTATION, "<p:sldSz cx=", f'<p:sldSz cx="{HUGE}" old=')
    with leakscan.scan(book.to_bytes(), strict, name="deck.pptx") as report:
        assert "hidden-shape" in {item.rule.id for item in report.findings}
    drawing = (
        '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'relativeHeight="{HUGE}"><wp:positionH relativeFrom="page"><wp:posOffset>{HUGE}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>-{HUGE}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{HUGE}" cy="1"/></wp:anchor></w:drawing>'
    )
    made = Text(paragraph(f"<w:r>{drawing}</w:r>"), paragraph(run("ZQ-Beside", "<w:vanish/>")))
    with leakscan.scan(made.to_bytes(), strict, name="a.docx") as report:
        assert "hidden-text" in {item.rule.id for item in report.findings}
