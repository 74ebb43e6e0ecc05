from leakscan.detectors.review.custom_view import custom_view
from leakscan.findings import Content, Place
from leakscan.views.history import SavedView
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

PLACE = Place(part="workbook.xml")


def test_what_a_filter_looks_for_is_data_where_it_stands_nowhere_visible() -> None:
    workbook = Workbook(saved_views=[SavedView(PLACE, "Print", criteria=["alpha"])])
    (hit,) = custom_view(workbook)
    assert hit.content is Content.DATA
    workbook.visible.add(value_key("alpha"))
    (hit,) = custom_view(workbook)
    assert hit.content is Content.OWN


def test_a_personal_view_names_its_user() -> None:
    (hit,) = custom_view(Workbook(saved_views=[SavedView(PLACE, "Ben Marsh - Personal View", is_personal=True)]))
    assert [item.reveal() for item in hit.evidence] == ["Ben Marsh"]
    assert hit.message == "A view kept for one user hides nothing."


def test_a_view_that_hides_rows_says_so() -> None:
    view = SavedView(PLACE, "Print", hidden=[("rows", "Cover!$2:$2")])
    (hit,) = custom_view(Workbook(saved_views=[view]))
    assert hit.message == "A saved view hides sheets, rows or columns."


def test_headers_of_a_view_are_told_from_what_its_filters_look_for() -> None:
    view = SavedView(PLACE, "Print", criteria=["alpha"], texts=["Staff in confidence"])
    (hit,) = custom_view(Workbook(saved_views=[view]))
    assert [(item.kind, item.reveal()) for item in hit.evidence] == [
        ("criterion", "alpha"),
        ("header", "Staff in confidence"),
    ]
