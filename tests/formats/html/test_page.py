"""Web pages: what shows, and what stands beside it."""

import base64
import time

import pytest

import leakscan
from fixtures.making.pictures import png
from fixtures.making.webpage import webpage
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.html.page import read_page
from tests.formats import reports
from tests.formats.reports import rows_of, rules_of


def report_of(data: bytes, name: str = "page.html") -> leakscan.Report:
    return reports.report_of(data, name)


def whys(body: str, style: str = "") -> list[str]:
    contents, damage = read_page(webpage(body, style=style).decode())
    assert damage is None
    return [item.why for item in contents.passages]


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("p { display: none }", True),
        (".x { display: none }", True),
        (".y { display: none }", False),
        (".\\78 { display: none }", True),
        ("#one { display: none }", True),
        ("p.x#one { display: none }", True),
        ("div p { display: none }", True),
        ("div > p { display: none }", True),
        ("body > p { display: none }", False),
        ("div + p { display: none }", False),
        ("[data-k] { display: none }", True),
        ('[data-k="v w"] { display: none }', True),
        ("[data-k~=w] { display: none }", True),
        ("[data-k^=w] { display: none }", False),
        ("ul, .x { display: none }", True),
        (".x { display: none } p { display: block }", True),
        ("p { display: none } .x { display: block }", False),
        ("p { display: none !important } .x { display: block }", True),
        (".x { display: none } .x { display: block }", False),
        ("p:hover { display: none }", False),
        ("p::before { display: none }", False),
        ("@media print { p { display: none } }", False),
        ("@media screen { p { display: none } }", True),
        ("@media (max-width: 600px) { p { display: none } }", False),
        ("/* p { display: none } */", False),
        ("<!-- .x { visibility: hidden } -->", True),
        ("@import url(a.css); .x { mso-hide: all }", True),
        ("p { content: '}'; display: none }", True),
    ],
)
def test_rules_of_style_hold_as_in_a_browser(style: str, *, is_hidden: bool) -> None:
    found = whys('<div><p class="x z" id="one" data-k="v w">ZQ-Text</p></div>', style)
    assert found == (["text hidden by a style"] if is_hidden else [])


def test_a_style_of_its_own_goes_before_a_sheet_and_visibility_can_be_taken_back() -> None:
    assert whys('<p style="display:block">a</p>', "p { display: none }") == []
    body = '<div style="visibility:hidden">ZQ-Text <b style="visibility:visible">shows</b></div>'
    assert whys(body) == ["text formatted as hidden"]


def test_a_rule_that_is_not_judged_makes_colours_unknown_and_hiding_a_problem() -> None:
    ground = "td:nth-child(1) { background: black } td { color: white }"
    assert whys("<table><tr><td>light</td></tr></table>", ground) == []
    data = webpage("<ul><li>a</li></ul>", style="li:not(.x) { display: none }")
    assert [problem.code for problem in report_of(data).problems] == ["styles-not-examined"]
    assert report_of(webpage("<p>a</p>", style="li:not(.x) { display: none }")).complete


def test_an_ordinary_page_is_silent_and_complete() -> None:
    page = webpage(
        '<p style="margin-left:-20px">Visits <span style="color:#777">by quarter</span></p><img src="a.png">',
        '<div style="height:0;overflow:visible">a</div><a href="https://example.org/x">link</a><p></p>',
        head='<meta name="viewport" content="width=device-width">',
    )
    report = report_of(page)
    assert (report.findings, report.problems) == ((), ())


def test_what_stands_beside_the_page_is_told_of() -> None:
    page = webpage(
        "<p>Visits</p><!-- ZQ-Remark-1a --><img alt='ZQ-Alt-2b' src='file:///C:/Users/zq.rosa/plan.png'>",
        '<input type="hidden" value="ZQ-Field-3c"><p data-note="asked by ZQ-Data-4d">x</p>',
        '<script type="application/json">{"a": "ZQ-Json-5e"}</script><script>let a = 1</script>',
        '<ins cite="mailto:Rosa%20Pine" datetime="2026-03-03T10:00">new</ins>',
        head='<title>ZQ-Title-6f</title><meta name="author" content="Ada Field">',
    )
    report = report_of(page)
    expected = {
        "markup-remark",
        "alternative-text",
        "local-path",
        "control-text",
        "people-named",
        "tracked-change",
    }
    assert expected | {"document-properties"} == rules_of(report)
    assert {row[0] for row in rows_of(report, "people-named")} == {"Ada Field", "Rosa Pine", "zq.rosa"}
    assert rows_of(report, "alternative-text")[0][1] == "ZQ-Alt-2b"


def test_data_that_word_puts_into_a_page_are_read() -> None:
    island = (
        "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Ada Field</o:Author><o:LastAuthor>Ben Marsh"
        "</o:LastAuthor></o:DocumentProperties></xml><![endif]--><!--[if gte mso 9]><xml><w:WordDocument>"
        '<w:DocVars><w:DocVar w:Name="Case" w:Val="ZQ-Case-7a"/></w:DocVars></w:WordDocument></xml><![endif]-->'
    )
    report = report_of(webpage("<p>Visits</p>", head=island))
    assert {row[0] for row in rows_of(report, "people-named")} == {"Ada Field", "Ben Marsh"}
    assert rows_of(report, "document-variable")[0][1] == "ZQ-Case-7a"
    unknown = webpage("<p>a</p>", head="<!--[if mso]><xml><o:Odd>ZQ</o:Odd></xml><![endif]-->")
    assert [problem.code for problem in report_of(unknown).problems] == ["elements-not-examined"]


def test_a_picture_in_an_address_is_a_file_of_its_own() -> None:
    coded = base64.b64encode(png((b"tEXt", b"Comment\0ZQ-Picture"))).decode()
    report = report_of(webpage(f'<p>a</p><img src="data:image/png;base64,{coded}">'))
    (finding,) = report.findings
    assert (finding.rule.id, finding.trail) == ("picture-metadata", ("page.html", "data 1"))


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<p>é</p>".encode("utf-8-sig"), ""),
        ("<p>é</p>".encode(), ""),
        ("<p>é</p>".encode("utf-16"), ""),
        ("<p>é</p>".encode("cp1252"), ""),
        ("<p>é</p>".encode("cp1252"), "iso-8859-1"),
        ('<meta charset="cp437"><p>é</p>'.encode("cp437"), ""),
    ],
)
def test_the_text_is_decoded_as_the_page_or_its_mail_says(data: bytes, charset: str) -> None:
    assert "é" in decoded_page(data, charset)


@pytest.mark.parametrize(
    "page",
    [
        "<b>" * 400 + "</i>" * 400_000,
        "<a " + " ".join(f"a{number}=1" for number in range(60_000)) + ">",
        "<!--" * 200_000,
        "<style>" + "a{" * 100_000 + "</style><p>",
        "<style>" + "((" * 100_000 + "{display:none}</style><p>",
        "<p style='" + "(" * 200_000 + "'>",
        "<p>" * 200_000,
        "<style>" + ".a .a .a .a{color:red}" * 500 + "</style>" + "<p class=a>x" * 20_000,
    ],
)
def test_pages_that_are_made_to_take_long_do_not(page: str) -> None:
    started = time.monotonic()
    read_page(page)
    assert time.monotonic() - started < 60


def test_elements_nested_too_deep_end_the_reading_and_are_told_of() -> None:
    report = report_of(webpage("<p>a</p><b hidden>ZQ-Before</b>", "<div>" * 5000, "<p hidden>ZQ-Behind</p>"))
    assert "limit-depth" in {problem.code for problem in report.problems}
    assert "hidden-text" in rules_of(report)


def test_too_many_rules_for_too_many_elements_are_a_limit() -> None:
    page = "<style>" + ".b .a{color:red}" * 3000 + "</style>" + "<p class=a>x" * 600
    _, damage = read_page(page)
    assert damage is not None
    assert damage.code == "limit-styles"


@pytest.mark.parametrize(
    ("ground", "is_known"),
    [
        ("#123", True),
        ("white", True),
        ("none", True),
        ("no-repeat center / cover", True),
        ("#fff no-repeat 0 0", True),
        ("rgb(255 255 255)", True),
        ("rgb(255 255 255 / 100%)", True),
        ("hsl(0, 0%, 100%)", True),
        ("hsla(120deg 50% 100% / 1)", True),
        ("hsl(220 50% 20%)", False),
        ("rgb(10 20 30 / 90%)", False),
        ("rebeccapurple", False),
        ("var(--b)", False),
        ("var(--b, rgb(255,255,255))", True),
        ("color-mix(in srgb, white, black)", False),
        ("linear-gradient(white, white)", False),
        ("oklch(40% 0.2 0)", False),
        ("rgb(from white r g b)", False),
    ],
)
def test_white_text_counts_as_unseen_only_on_a_ground_that_is_known(ground: str, is_known: bool) -> None:
    is_unseen = is_known and ground != "#123"
    assert bool(whys(f'<p style="background: {ground}; color: #fff">ZQ-Text</p>')) is is_unseen


@pytest.mark.parametrize(
    "page",
    [
        '<link rel="stylesheet" href="a.css"><p class="bg-dark" style="color:#fff">ZQ-Text</p>',
        "<style>.h{color:#fff}.h::before{content:'';background:#000}</style><p class=h>ZQ-Text</p>",
        '<v:roundrect fillcolor="#f00"><center style="color:#fff">ZQ-Text</center></v:roundrect>',
        '<?xml version="1.0" encoding="UTF-8"?><p>ZQ-Text</p>',
        "<!--This file was converted to xhtml by LibreOffice - see https://example.org/a for the code.--><p>a</p>",
    ],
)
def test_pages_as_programs_write_them_hide_nothing(page: str) -> None:
    contents, _ = read_page(f"<html><body>{page}</body></html>")
    assert contents.hidden_texts() == []


def test_a_text_of_hardly_any_opacity_is_unseen() -> None:
    assert whys('<p style="opacity:.01">ZQ-Text</p><p style="opacity:.3">shows</p>') == ["text without any colour"]


def test_short_texts_for_screen_readers_weigh_little_and_long_ones_as_any() -> None:
    clip = "position:absolute;clip:rect(0,0,0,0)"
    short = report_of(webpage(f'<p style="{clip}">Skip to content</p><p>a</p>'))
    assert [str(item.severity) for item in short.findings if item.rule.id == "invisible-text"] == ["low"]
    long = report_of(webpage(f'<p style="{clip}">{"The draft of the report says more. " * 3}</p><p>a</p>'))
    assert [str(item.severity) for item in long.findings if item.rule.id == "invisible-text"] == ["medium"]


@pytest.mark.parametrize(
    "style",
    [
        "transform: scale(0)",
        "transform: translateX(-9999px)",
        "transform: rotate(3deg) scale(.01, 1)",
        "filter: opacity(0)",
        "filter: alpha(opacity=0)",
        "zoom: 0",
        "font-size: calc(0px)",
        "content-visibility: hidden",
        "-webkit-text-fill-color: transparent",
        "position: absolute; left: calc(-9999px)",
    ],
)
def test_later_ways_to_hide_are_seen(style: str) -> None:
    assert len(whys(f'<p style="{style}">ZQ-Text</p>')) == 1


@pytest.mark.parametrize(
    "style",
    [
        "transform: scale(1.05) translate(-50%, -50%)",
        "filter: drop-shadow(0 0 2px #000)",
        "zoom: 1",
        "width: calc(100% - 20px)",
        "background: url(a.png)",
        "color: rgb(1 2 3)",
    ],
)
def test_what_ordinary_pages_say_hides_nothing_and_leaves_no_doubt(style: str) -> None:
    contents, _ = read_page(webpage(f'<p style="{style}">shows</p>').decode())
    assert (contents.passages, contents.has_doubts) == ([], False)


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<p style="color: oklch(100% 0 0)">a</p>', ""),
        ('<p style="display: var(--x)">a</p>', ""),
        ('<p style="position: absolute; left: calc(-1 * 100vw)">a</p>', ""),
        ('<p style="transform: matrix(0, 0, 0, 0, 0, 0)">a</p>', ""),
        ("<p>a</p>", "@container (min-width: 1px) { p { display: none } }"),
        ("<p>a</p>", "div { p { display: none } }"),
    ],
)
def test_values_and_rules_that_are_not_judged_leave_the_report_incomplete(body: str, style: str) -> None:
    report = report_of(webpage(body, style=style))
    assert [item.code for item in report.problems] == ["styles-not-examined"]


@pytest.mark.parametrize(
    "markup",
    [
        "<details><summary>More</summary>ZQ-Text</details>",
        "<details><summary>More</summary><p>ZQ-Text</p></details>",
        "<dialog>ZQ-Text</dialog>",
        "<canvas>ZQ-Text</canvas>",
        "<object data=x>ZQ-Text</object>",
        "<video src=x>ZQ-Text</video>",
        "<datalist><option>ZQ-Text</datalist>",
        '<iframe srcdoc="<p hidden>ZQ-Text</p>"></iframe>',
        '<iframe src="data:text/html,<p%20hidden>ZQ-Text</p>"></iframe>',
    ],
)
def test_elements_that_show_nothing_of_their_text_are_told(markup: str) -> None:
    contents, _ = read_page(webpage(f"<p>a</p>{markup}").decode())
    assert [item.text for item in contents.passages] == ["ZQ-Text"]
    assert "ZQ-Text" not in contents.shown


def test_open_elements_and_frames_show() -> None:
    body = (
        '<details open><summary>A</summary>B</details><dialog open>C</dialog><iframe srcdoc="<p>D</p>"></iframe>'
    )
    contents, _ = read_page(webpage(body).decode())
    assert contents.passages == []
    assert {"A", "D"} <= {word for line in contents.shown for word in line}


def test_remarks_in_style_sheets_are_told() -> None:
    report = report_of(webpage("<p>a</p>", style="/* ask zq@example.org */ p { color: red }"))
    assert any("zq@example.org" in str(row) for row in rows_of(report, "markup-remark"))


@pytest.mark.parametrize(
    ("cells", "severity"),
    [
        ([("1", "#4472c4"), ("0", "#ffffff"), ("1", "#4472c4")], "info"),
        ([("1", "#4472c4"), ("0", "#4472c4"), ("1", "#ffffff")], "medium"),
        ([("1", "#ffffff"), ("0", "#ffffff")], "medium"),
        ([("1", "#000000"), ("1", "#ffffff")], "medium"),
        ([("1", "#000000")], "medium"),
        ([("7", "#4472c4"), ("0", "#ffffff")], "medium"),
    ],
)
def test_cells_painted_by_the_noughts_and_ones_in_them_hide_nothing(
    cells: list[tuple[str, str]], severity: str
) -> None:
    row = "".join(f'<td bgcolor="{ink}"><font color="{ink}">{text}</font></td>' for text, ink in cells)
    report = report_of(webpage(f"<p>Plan</p><table><tr>{row}</tr></table>"))
    found = [item.severity.value for item in report.findings if item.rule.id == "invisible-text"]
    assert max(found, key=["info", "low", "medium"].index) == severity
