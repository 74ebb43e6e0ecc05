from leakscan.detectors.hidden.control_text import control_text
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import part_with, text, workbook_with


def test_choices_that_stand_nowhere_visible_are_data() -> None:
    (hit,) = control_text(workbook_with(text(SideKind.CONTROL, "alpha")))
    assert hit.content is Content.DATA


def test_links_to_cells_are_only_listed() -> None:
    (hit,) = control_text(workbook_with(text(SideKind.CONTROL, "$A$1", is_own=True)))
    assert hit.content is Content.OWN
    assert hit.message == "Controls are linked to cells."


def test_the_state_of_a_control_is_only_listed_unless_it_names_someone() -> None:
    workbook = workbook_with()
    workbook.text_parts = [part_with(SideKind.CONTROL, "Run"), part_with(SideKind.CONTROL, "ben@example.org")]
    assert [hit.content for hit in control_text(workbook)] == [Content.OWN, Content.OTHER_PEOPLE]


def test_names_of_content_controls_are_only_listed() -> None:
    item = text(SideKind.CONTROL, "Sender", is_own=True)._replace(what="tag of a control")
    (hit,) = control_text(workbook_with(item))
    assert hit.content is Content.OWN
    assert hit.message == "Controls bear names, or are bound to data."
