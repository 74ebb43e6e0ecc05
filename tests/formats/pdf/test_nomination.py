"""A page is painted where something on it could hide a text, and not where nothing can."""

from contextlib import closing

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, image, text
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


SHADE = "/M gs 1 1 0 rg 0 0 150 30 re f"
STATES = "/ExtGState<</M<</BM/Multiply>>/N<</BM/Normal>>/H<</ca 0.4>>>>"


def marked(*looks: str, words: str = WORDS, entries: str = "", form: str = "", kind: str = "Highlight") -> Pages:
    """Return a page of which words are under annotations, each with an appearance of some operators."""
    pdf = Pdf()
    picture = image(pdf, [b"\0\0\0"])
    inner = pdf.stream(
        "1 1 0 rg 0 0 150 30 re f", "/Type/XObject/Subtype/Form/BBox[0 0 150 30]/Group<</S/Transparency>>"
    )
    facts = f"/Type/XObject/Subtype/Form/BBox[0 0 150 30]{form}"
    resources = f"/Resources<<{STATES}/XObject<</P {picture} 0 R/F {inner} 0 R>>>>"
    numbers = [
        pdf.add(
            f"<</Type/Annot/Subtype/{kind}/Rect[40 190 190 220]{entries}"
            f"/AP<</N {pdf.stream(look, facts + resources)} 0 R>>>>"
        )
        for look in looks
    ]
    pdf.page(words, entries=f"/Annots[{' '.join(f'{number} 0 R' for number in numbers)}]")
    return pages_of(pdf.to_bytes())


@pytest.mark.parametrize(
    "look",
    [
        SHADE,
        "q /M gs /H gs 1 1 0 rg 10 15 m 10 25 140 25 140 15 c 140 5 10 5 10 15 c h f* Q",
        "/H gs /M gs /F Do",
        "[] 0 d 1 w /M gs 0.8 g 0 0 9 9 re f 9 9 9 9 re f",
        "0 0 150 30 re n",
        "",
    ],
)
@pytest.mark.parametrize("words", [WORDS, box(0, 0, 300, 300, "1 1 1") + WORDS])
def test_a_bright_tint_hides_no_dark_text(look: str, words: str) -> None:
    found = marked(look, words=words)
    assert (found.painted, found.hidden) == (0, [])


@pytest.mark.parametrize(
    "looks",
    [
        ["0 0 0.5 rg 0 0 150 30 re f"],
        ["1 1 0 rg 0 0 150 30 re f /M gs 0 0 9 9 re f"],
        ["q /M gs Q 1 1 0 rg 0 0 150 30 re f"],
        ["/M gs /N gs 1 1 0 rg 0 0 150 30 re f"],
        ["/M gs 0 0 150 30 re f"],
        ["/M gs 0.05 0 0.05 rg 0 0 150 30 re f"],
        ["/M gs 1 0 0 rg 0 0 150 30 re f 0 1 0 rg 0 0 150 30 re f"],
        [SHADE, "/M gs 0 0 1 rg 0 0 150 30 re f"],
        [SHADE, "1 1 0 rg 0 0 150 30 re f"],
        [SHADE + " 30 w 0 15 m 150 15 l S"],
        [SHADE + " /N gs q 150 0 0 30 0 0 cm /P Do Q"],
        [SHADE + " /N gs /F Do"],
        [SHADE + " q 150 0 0 30 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q"],
        [SHADE + " % a remark\n/N gs 0 0 150 30 re f"],
    ],
)
def test_an_annotation_that_does_more_than_tint_hides_a_text(looks: list[str]) -> None:
    found = marked(*looks)
    assert [(item.text, item.cover) for item in found.hidden] == [("payroll of Ada", Cover.ANNOTATION)]


@pytest.mark.parametrize(
    "words",
    [
        text("payroll of Ada", 50, 200, before="1 1 0 rg"),
        text("payroll of Ada", 50, 200, before="1 1 0.2 rg"),
        box(0, 0, 300, 300, "0 0 1") + WORDS,
    ],
)
def test_a_tint_hides_a_text_that_only_a_colour_it_takes_away_tells_from_its_ground(words: str) -> None:
    found = marked(SHADE, words=words)
    assert [item.text for item in found.hidden] == ["payroll of Ada"]


def test_what_is_multiplied_within_a_group_or_painted_over_all_by_its_annotation_is_looked_at() -> None:
    assert marked(SHADE, form="/Group<</S/Transparency/I true>>").painted == 1
    assert marked(SHADE, entries="/BM/Normal").painted == 1


def test_fields_without_an_appearance_paint_nothing() -> None:
    assert marked("0 0 150 30 re n", kind="Widget").painted == 0
    assert marked("0 0 0.5 rg 0 0 150 30 re f", kind="Widget").hidden != []
