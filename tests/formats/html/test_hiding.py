"""Ways in which a page hides its words, and innocent pages that look like them."""

import pytest

import leakscan
from fixtures.making.webpage import webpage
from leakscan.formats.html.page import read_page
from leakscan.views.side_texts import SideKind
from tests.formats.reports import codes_of, report_of, rows_of


def whys(body: str, style: str = "") -> list[str]:
    contents, damage = read_page(webpage(body, style=style).decode())
    assert damage is None
    return [item.why for item in contents.passages]


def has_doubts(body: str, style: str = "") -> bool:
    return read_page(webpage(body, style=style).decode())[0].has_doubts


def beside(body: str, style: str = "") -> list[tuple[str, str, bool]]:
    contents, _ = read_page(webpage(body, style=style).decode())
    return [(item.what, item.text, item.is_own) for item in contents.texts]


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("--a: none; display: var(--a)", True),
        ("--a: none; --b: var(--a); display: var(--b)", True),
        ("display: var(--unset, none)", True),
        ("--a: block; display: var(--a, none)", False),
        ("--a: #fff; color: var(--a)", True),
        ("--a: #333; color: var(--a)", False),
        ("animation: 1s away forwards", True),
        ("animation-name: away; animation-fill-mode: both", True),
        ("animation: 1s away", False),
        ("animation: 1s away infinite forwards", False),
        ("opacity: 0; animation: 1s come forwards", False),
        ("clip-path: inset(0 50% 0 50%)", True),
        ("clip-path: inset(100%)", True),
        ("clip-path: inset(10%)", False),
        ("clip-path: circle(0 at 50% 50%)", True),
        ("clip-path: circle(50%)", False),
        ("clip-path: ellipse(0 40%)", True),
        ("clip-path: polygon(10px 10px, 20px 20px, 30px 30px)", True),
        ("clip-path: polygon(0 0, 100% 0, 100% 100%)", False),
        ("clip-path: rect(5px 5px 5px 5px)", True),
        ("clip-path: xywh(0 0 0 10px)", True),
        ("mask-image: linear-gradient(transparent, rgba(0, 0, 0, 0))", True),
        ("-webkit-mask: linear-gradient(to right, #0000, transparent)", True),
        ("mask-image: linear-gradient(black, transparent)", False),
        ("transform: rotateY(90deg)", True),
        ("transform: rotateY(45deg)", False),
        ("letter-spacing: -1em", True),
        ("letter-spacing: -0.02em", False),
        ("position: fixed; top: 200vh", True),
        ("position: fixed; top: 20px", False),
        ("color: currentColor", False),
        ("display/**/:/**/none", True),
        (r"d\69splay: none", True),
        (r"display: none\9", False),
        (r"color: #fff\0", False),
        ("max-block-size: 0; overflow: clip", True),
        ("block-size: 40px; overflow: clip", False),
        ("height: 0; overflow-y: hidden", True),
        ("scale: 0", True),
        ("scale: 1.1", False),
        ("translate: -9999px 0", True),
        ("translate: -50% 0", False),
    ],
)
def test_a_style_hides_as_a_browser_shows(style: str, *, is_hidden: bool) -> None:
    frames = "@keyframes away { from { opacity: 1 } to { opacity: 0 } } @keyframes come { 100% { opacity: 1 } }"
    assert bool(whys(f'<p style="{style}">ZQ-Text</p>', frames)) is is_hidden


@pytest.mark.parametrize(
    ("media", "is_hidden"),
    [
        ("(min-width: 1px)", True),
        ("screen and (min-width: 60em)", True),
        ("(min-width: 2000px)", False),
        ("(max-width: 600px)", False),
        ("(prefers-color-scheme: light)", True),
        ("(prefers-color-scheme: dark)", False),
        ("print and (min-width: 1px)", False),
    ],
)
def test_queries_of_media_are_asked_of_a_usual_screen(media: str, *, is_hidden: bool) -> None:
    assert bool(whys("<p>ZQ-Text</p>", f"@media {media} {{ p {{ display: none }} }}")) is is_hidden


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<iframe>ZQ-Text</iframe>", "text for programs without frames"),
        ("<ruby>a<rp>ZQ-Text</rp></ruby>", "text for programs that show no readings"),
        ("<svg><desc>ZQ-Text</desc></svg>", "text for programs that read drawings aloud"),
        ("<div popover>ZQ-Text</div>", "text of a box that is not open"),
        ("<p>Visits\U000e005a\U000e0051</p>", "text in letters that show nothing"),
        ("<svg><metadata>ZQ-Text</metadata></svg>", "text for programs that index drawings"),
        ('<svg width="0" height="0"><text>ZQ-Text</text></svg>', "text in a box of no size"),
    ],
)
def test_elements_that_programs_do_not_show(body: str, why: str) -> None:
    assert whys(f"<p>a</p>{body}") == [why]


@pytest.mark.parametrize(
    ("body", "is_doubtful"),
    [
        ('<p style="mask: url(a.svg)">text</p>', True),
        ('<i style="mask: url(a.svg)"></i><p>text</p>', False),
        ("<p style=\"clip-path: path('M0 0')\">text</p>", True),
        ('<p style="mix-blend-mode: screen">text</p>', True),
        ("<style>p + p { color: #fff }</style><p>a</p><p>text</p>", True),
        ("<style>p + p { color: #fff; background: #333 }</style><p>a</p><p>text</p>", False),
        ("<style>p + p { color: #777 }</style><p>a</p><p>text</p>", False),
        ('<p>text</p><div style="position:absolute;inset:0;background:#000"></div>', True),
        ('<p>text</p><div style="position:absolute;width:90px;height:12px;background:red"></div>', True),
        ('<p>text</p><div style="position:absolute;width:90px;height:1px;background:red"></div>', False),
        ('<p>text</p><div style="position:absolute;width:90px;height:12px;background:red">own</div>', False),
        ('<p>text</p><div style="position:absolute;width:90px;height:12px"></div>', False),
        ('<p>text</p><div style="width:90px;height:12px;background:red"></div>', False),
    ],
)
def test_what_may_hide_and_is_not_judged_leaves_the_report_incomplete(body: str, *, is_doubtful: bool) -> None:
    assert has_doubts(body) is is_doubtful
    assert codes_of(report_of(webpage(body), "a.html")) == (["styles-not-examined"] if is_doubtful else [])


def test_a_variable_that_another_sheet_may_set_is_not_taken_for_unset() -> None:
    page = webpage('<p style="color: var(--a, #fff)">text</p>', head='<link rel="stylesheet" href="a.css">')
    contents, _ = read_page(page.decode())
    assert contents.passages == []
    assert contents.has_doubts


def test_words_of_attributes_without_a_known_name_are_told_and_the_words_of_programs_listed() -> None:
    body = '<p note="asked by ZQ-Rosa" x-id="7" onclick="go there" size="3 em" class="a b">a</p>'
    assert beside(body) == [("attribute of no known name", "asked by ZQ-Rosa", False)]
    assert beside('<p note="ZQ-Rosa">a</p>') == [("attribute of no known name", "ZQ-Rosa", True)]
    assert beside("<p onclick=\"mail('zq.rosa@example.org')\">a</p>")[0][2] is False
    assert beside('<svg viewBox="0 0 9 9"><path d="M0 0 L9 9" fill="none"/></svg>') == []


def test_values_that_controls_keep_and_choices_of_closed_lists_are_told() -> None:
    body = (
        '<input type="checkbox" value="case of ZQ-Ada"><input type="text" value="shows here">'
        "<select><option>first of all<option>ZQ-Second choice<option>short</select>"
        "<select multiple><option>one of two<option>two of two</select>"
    )
    texts = [(what, text) for what, text, _ in beside(body)]
    assert texts == [
        ("value of a box to tick", "case of ZQ-Ada"),
        ("choice of a list that is not open", "ZQ-Second choice"),
    ]
    report = report_of(webpage(body), "a.html")
    assert [row[1] for row in rows_of(report, "control-text")] == ["case of ZQ-Ada", "ZQ-Second choice"]


def test_text_that_a_style_sheet_puts_in_shows_or_is_told() -> None:
    style = 'p::before { content: "shown with it" } .gone::after { content: "ZQ-Rule \\31 told" }'
    contents, _ = read_page(webpage("<p>text</p>", style=style).decode())
    assert contents.shown == ["shown with it text"]
    told = [(item.kind, item.text, item.is_own) for item in contents.texts]
    assert told == [(SideKind.MARKUP, "ZQ-Rule 1told", False)]
    hidden, _ = read_page(
        webpage("<p>text</p>", style='p::before { content: "ZQ-Gone text"; opacity: 0 }').decode()
    )
    assert (hidden.shown, [item.text for item in hidden.texts]) == (["text"], ["ZQ-Gone text"])
    report: leakscan.Report = report_of(webpage("<p>text</p>", style='p::after { content: "\\2013" }'), "a.html")
    assert (report.findings, report.problems) == ((), ())
