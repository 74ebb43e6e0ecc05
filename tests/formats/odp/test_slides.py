"""OpenDocument presentations and drawings from end to end: slides, notes, masters, comments, shows."""

import pytest

import leakscan
from fixtures.making.open_prose import Prose, annotation, box, odp, page, style, text_style
from tests.formats.odt.test_text import report_of, rows_of, rules_above_info

_MASTER = (
    '<style:master-page style:name="{}" style:page-layout-name="Page" draw:style-name="Ground">{}'
    "</style:master-page>"
)
_WHITE = style("White", "graphic", '<style:text-properties fo:color="#ffffff"/>')


def slides(made: Prose) -> leakscan.Report:
    return report_of(made, name="slides.odp")


def test_an_ordinary_presentation_is_silent_and_complete() -> None:
    made = odp(page("page1", box("Title 1", "Visits by month"), notes=""))
    report = slides(made)
    assert report.source.format == "odp"
    assert report.complete
    assert rules_above_info(report) == set()


@pytest.mark.parametrize(("colour", "is_seen"), [("#1f497d", True), ("#ffffff", False), ("", False)])
def test_the_ground_of_a_slide_is_that_of_its_master(colour: str, *, is_seen: bool) -> None:
    made = odp(page("page1", box("Note", "ZQ-Ink", style="White")), styles=_WHITE)
    fill = f'draw:fill="solid" draw:fill-color="{colour}"' if colour else 'draw:fill="none"'
    made.own = style("Ground", "drawing-page", f"<style:drawing-page-properties {fill}/>")
    made.masters = _MASTER.format("Standard", "")
    assert ("ZQ-Ink" not in rows_of(slides(made), "invisible-text")) is is_seen


def test_nothing_is_called_invisible_over_what_a_master_paints() -> None:
    made = odp(page("page1", box("Note", "ZQ-Ink", style="White")), styles=_WHITE)
    made.masters = _MASTER.format("Standard", box("Logo", ""))
    assert rows_of(slides(made), "invisible-text") == []


def test_a_cell_of_a_styled_table_is_not_judged() -> None:
    table = (
        '<draw:frame draw:style-name="White" svg:x="1cm" svg:y="1cm" svg:width="9cm" svg:height="9cm">'
        "<table:table{}><table:table-row><table:table-cell><text:p>ZQ-Cell</text:p></table:table-cell></table:table-row>"
        "</table:table></draw:frame>"
    )
    for name, is_seen in (("", False), (' table:template-name="default"', True)):
        report = slides(odp(page("page1", table.format(name)), styles=_WHITE))
        assert ("ZQ-Cell" not in rows_of(report, "invisible-text")) is is_seen


def test_comments_on_slides_are_told_with_their_page() -> None:
    report = slides(odp(page("page1", box("Title 1", "Visits")), page("page2", annotation("ZQ-Comment"))))
    (found,) = (item for item in report.findings if item.rule.id == "document-comment")
    assert found.place.page == 2
    assert "ZQ-Comment" in rows_of(report, "document-comment")


def test_texts_of_masters_count_as_visible_where_a_slide_uses_them() -> None:
    made = odp(page("page1", box("Title 1", "Visits")))
    made.masters = _MASTER.format("Standard", box("Line", "ZQ-Shown")) + _MASTER.format(
        "Other", box("Line", "ZQ-Aside")
    )
    told = rows_of(slides(made), "slide-tag")
    assert "ZQ-Aside" in told
    assert "ZQ-Shown" not in told


def test_a_footer_that_no_slide_shows_is_told() -> None:
    declared = '<presentation:footer-decl presentation:name="f1">ZQ-Footer Field</presentation:footer-decl>'
    shown = style("dp", "drawing-page", '<style:drawing-page-properties presentation:display-footer="{}"/>')
    used = page("page1", box("Title 1", "Visits"), style="dp").replace(
        "<draw:page ", '<draw:page presentation:use-footer-name="f1" '
    )
    for display, is_told in (("false", True), ("true", False)):
        report = slides(odp(declared, used, styles=shown.format(display)))
        assert ("ZQ-Footer Field" in rows_of(report, "header-footer")) is is_told


def test_the_name_of_a_slide_is_told_when_no_slide_says_it() -> None:
    assert "ZQ of Ada" in rows_of(slides(odp(page("ZQ of Ada", box("Title 1", "Visits")))), "slide-tag")
    assert rows_of(slides(odp(page("Visits", box("Title 1", "Visits")))), "slide-tag") == []


def test_hidden_runs_on_a_slide_are_told() -> None:
    shape = box("Note", "x").replace("x</text:p>", '<text:span text:style-name="T1">ZQ-Run</text:span></text:p>')
    report = slides(odp(page("page1", shape), styles=text_style("T1", 'text:display="none"')))
    assert "ZQ-Run" in rows_of(report, "hidden-text")


def test_what_an_effect_brings_back_is_not_taken_away() -> None:
    effect = '<anim:set smil:targetElement="id1" smil:attributeName="visibility" smil:to="{}"/>'
    sequence = '<anim:seq presentation:node-type="main-sequence">{}</anim:seq>'
    shape = box("Note", "ZQ-Away", attributes='draw:id="id1"')
    for states, is_told in ((("hidden",), True), (("hidden", "visible"), False)):
        effects = sequence.format("".join(map(effect.format, states)))
        report = slides(odp(page("page1", shape, f"<anim:par>{effects}</anim:par>")))
        assert ("ZQ-Away" in rows_of(report, "hidden-shape")) is is_told


def test_a_sentence_in_place_of_a_page_number_of_notes_is_told() -> None:
    for text, is_told in (("12", False), ("ZQ what Ada Field told us", True)):
        slide = page("page1", box("Title 1", "Visits"), notes=text).replace('class="notes"', 'class="page-number"')
        assert (text in rows_of(slides(odp(slide)), "speaker-notes")) is is_told


def test_a_drawing_is_read_as_pages() -> None:
    made = odp(page("page1", box("Note", "ZQ-Gone", attributes='draw:display="none"')))
    made.kind = "graphics"
    report = report_of(made.flat().replace("office:graphics", "office:drawing").encode(), name="pages.fodg")
    assert report.source.format == "fodg"
    assert "ZQ-Gone" in rows_of(report, "hidden-shape")
