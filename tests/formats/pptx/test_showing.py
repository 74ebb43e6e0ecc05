"""Which slides a show is set to leave out."""

import pytest

import leakscan
from fixtures.making.presentation import PRESENTATION, add_part, box, deck, set_show, slide

TEXTS = ("ZQ-One-9f1", "ZQ-Two-3a8", "ZQ-Three-77c")


def left_out(setting: str, *shows: tuple[int, ...], strict: bool = False) -> list[int]:
    """Return the numbers of three slides that are told to be left out."""
    book = deck(*([box("Note", text)] for text in TEXTS), strict=strict)
    related = [[book.relate(PRESENTATION, slide(number), "slide") for number in show] for show in shows]
    set_show(book, setting, shows=related)
    report = leakscan.scan(book.to_bytes(), name="deck.pptx")
    assert report.complete
    found = [finding for finding in report.findings if finding.rule.id == "hidden-slide"]
    assert {finding.message for finding in found} <= {"The show is set to other slides than this one."}
    return sorted(finding.place.page or 0 for finding in found)


@pytest.mark.parametrize(
    ("setting", "numbers"),
    [
        ("<p:sldAll/>", []),
        ("<p:present/>", []),
        ('<p:sldRg st="1" end="3"/>', []),
        ('<p:sldRg st="2" end="2"/>', [1, 3]),
        ('<p:kiosk/><p:sldRg st="2" end="99999999999"/>', [1]),
        ('<p:sldRg st="7" end="9"/>', []),
        ('<p:sldRg st="3" end="1"/>', []),
        ('<p:sldRg st="x" end="1"/>', []),
        ('<p:sldRg end="1"/>', []),
        ('<p:custShow id="5"/>', []),
    ],
)
def test_the_show_runs_over_a_range(setting: str, numbers: list[int]) -> None:
    assert left_out(setting) == numbers


def test_the_show_is_the_custom_one_of_that_number() -> None:
    assert left_out('<p:custShow id="1"/>', (1, 2, 3), (3, 1)) == [2]


def test_a_custom_show_that_is_only_kept_leaves_nothing_out() -> None:
    assert left_out("<p:sldAll/>", (1,)) == []


def test_strict_documents_say_the_same() -> None:
    assert left_out('<p:sldRg st="1" end="2"/>', strict=True) == [3]


def test_a_slide_left_out_and_hidden_is_told_to_be_hidden() -> None:
    book = deck([box("Note", TEXTS[0])], [box("Note", TEXTS[1])])
    book.edit(slide(2), "<p:sld ", '<p:sld show="0" ')
    set_show(book, '<p:sldRg st="1" end="1"/>')
    report = leakscan.scan(book.to_bytes(), name="deck.pptx")
    (finding,) = [finding for finding in report.findings if finding.rule.id == "hidden-slide"]
    assert finding.message == "A slide is hidden."


def test_damaged_properties_cost_only_what_they_say() -> None:
    book = deck([box("Note", TEXTS[0])], [box("Note", TEXTS[1])])
    book.edit(slide(2), "<p:sld ", '<p:sld show="0" ')
    add_part(
        book, "ppt/presProps.xml", "<p:presentationPr", kind="presProps", owner=PRESENTATION, rel_type="presProps"
    )
    report = leakscan.scan(book.to_bytes(), name="deck.pptx")
    assert "malformed-xml" in {problem.code for problem in report.problems}
    assert [finding.place.page for finding in report.findings if finding.rule.id == "hidden-slide"] == [2]


def test_text_in_the_settings_of_a_show_is_not_taken_for_settings() -> None:
    book = deck([box("Note", TEXTS[0])])
    set_show(book, "<p:sldAll/><!-- ZQ-Remark-40b -->")
    report = leakscan.scan(book.to_bytes(), name="deck.pptx")
    state = next(part.state for part in report.parts if part.name == "ppt/presProps.xml")
    assert state.value not in ("examined", "recognised")
