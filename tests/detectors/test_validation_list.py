from leakscan.detectors.hidden.validation_list import validation_list
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import SheetState
from tests.detectors.side_texts import text, workbook_with


def choices(number: int) -> list[SideText]:
    return [text(SideKind.VALIDATION, f"choice {at}", what="choice of a list") for at in range(number)]


def test_a_short_list_is_only_listed() -> None:
    (hit,) = validation_list(workbook_with(*choices(3)))
    assert hit.content is Content.OWN


def test_a_long_list_that_stands_nowhere_visible_is_data() -> None:
    (hit,) = validation_list(workbook_with(*choices(10)))
    assert hit.content is Content.DATA


def test_a_long_list_that_stands_visibly_is_covered() -> None:
    shown = tuple(item.text for item in choices(10))
    (hit,) = validation_list(workbook_with(*choices(10), shown=shown))
    assert hit.content is Content.COVERED


def test_a_hint_that_names_someone_tells_of_people() -> None:
    (hit,) = validation_list(workbook_with(text(SideKind.VALIDATION, "ask ben@example.org", what="hint")))
    assert hit.content is Content.OTHER_PEOPLE


def test_a_list_on_a_hidden_sheet_is_data() -> None:
    workbook = workbook_with(*choices(2))
    workbook.sheets[0].state = SheetState.HIDDEN
    (hit,) = validation_list(workbook)
    assert hit.content is Content.DATA


def test_a_long_number_among_the_choices_is_data() -> None:
    item = text(SideKind.VALIDATION, "07700 900123", what="choice of a list")
    (hit,) = validation_list(workbook_with(item))
    assert hit.content is Content.DATA
