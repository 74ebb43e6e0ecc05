from leakscan.detectors.identity.stale_titles import stale_calculation, stale_titles
from leakscan.findings import Content, Place
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import GoneSheet, Workbook


def test_titles_that_name_nothing_are_one_hit() -> None:
    place = Place(part="docProps/app.xml", name="TitlesOfParts")
    (hit,) = stale_titles(Properties(stale_titles=[("ZQ-Pay", place), ("ZQ-Old", place)]))
    assert [item.reveal() for item in hit.evidence] == ["ZQ-Pay", "ZQ-Old"]
    assert hit.place == place


def test_titles_that_name_something_are_none() -> None:
    assert list(stale_titles(Properties(titles=[("Cover", Place())]))) == []


def test_cells_of_deleted_sheets_in_the_order_of_calculation_are_listed() -> None:
    place = Place(part="xl/calcChain.xml")
    (hit,) = stale_calculation(Workbook(gone_sheets=[GoneSheet(place, 3, 5), GoneSheet(place, 7, 2)]))
    assert (hit.counts.sheets, hit.counts.cells) == (2, 7)
    assert hit.content is Content.OWN


def test_an_order_of_calculation_without_deleted_sheets_is_none() -> None:
    assert list(stale_calculation(Workbook())) == []
