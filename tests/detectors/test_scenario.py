from leakscan.detectors.review.scenario import scenario
from leakscan.findings import Content, Place
from leakscan.views.history import Scenario
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

PLACE = Place(part="sheet1.xml", sheet="Pay")


def test_values_that_the_sheet_does_not_show_are_data() -> None:
    workbook = Workbook(scenarios=[Scenario(PLACE, "Worst", comment="agreed", values=(("A1", "7"), ("A2", "8")))])
    workbook.visible.add(value_key("8"))
    (hit,) = scenario(workbook)
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.not_visible) == (3, 2)
    assert [item.reveal() for item in hit.evidence] == ["7", "agreed"]


def test_there_is_one_hit_a_sheet() -> None:
    other = Place(part="sheet2.xml", sheet="Plan")
    items = [Scenario(place, "Worst", values=(("A1", "7"),)) for place in (PLACE, PLACE, other)]
    assert len(list(scenario(Workbook(scenarios=items)))) == 2


def test_a_scenario_without_values_is_empty() -> None:
    (hit,) = scenario(Workbook(scenarios=[Scenario(PLACE, "Worst", is_hidden=True)]))
    assert hit.content is Content.EMPTY
    assert "hidden" in hit.message
