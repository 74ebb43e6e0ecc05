"""A page is painted where something on it could hide a text, and not where nothing can."""

from contextlib import closing

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, text
from leakscan.formats.document import Context
from leakscan.formats.pdf import opened
from leakscan.ledger import Ledger
from leakscan.limits import Budget
from leakscan.source import BytesStore, Source
from leakscan.views.pages import Cover, Pages

WORDS = text("payroll of Ada", 50, 200)
OVER = box(40, 190, 150, 30, "0.5 0 0")


def pages_of(data: bytes) -> Pages:
    source = Source(BytesStore(data), name="page.pdf", budget=Budget(leakscan.Limits()))
    with closing(opened.Pdf(source, Context(Ledger(), leakscan.Options(strict=True)))) as pdf:
        return pdf.pages


def pages(content: str) -> Pages:
    pdf = Pdf()
    pdf.page(content)
    return pages_of(pdf.to_bytes())


@pytest.mark.parametrize("clip", ["0 0 300 180 re W n", "0 0 300 100 re W n 0 0 300 300 re W n"])
@pytest.mark.parametrize("order", [(WORDS, OVER), (OVER.replace("0.5", "0.1"), WORDS)])
def test_what_is_clipped_away_where_a_text_stands_does_not_hide_it(clip: str, order: tuple[str, str]) -> None:
    clipped = "".join(item if item == WORDS else f"q {clip} {item} Q\n" for item in order)
    assert pages(clipped).painted == 0
    assert pages("".join(order)).painted == 1


@pytest.mark.parametrize(
    "clip", ["0 0 300 300 re W n", "0 0 300 230 re 0 0 10 10 re W* n", "0 0 m 0 300 l 300 150 l h W n"]
)
def test_what_a_clipping_path_leaves_of_a_cover_hides_a_text(clip: str) -> None:
    found = pages(f"{WORDS} q {clip} {OVER} Q\n")
    assert [(item.text, item.cover) for item in found.hidden] == [("payroll of Ada", Cover.SHAPE)]
