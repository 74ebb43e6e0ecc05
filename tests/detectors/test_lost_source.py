from leakscan.detectors.cached.lost_source import lost_source
from leakscan.findings import Content, Place
from leakscan.views.lost_results import LostResults
from leakscan.views.spreadsheet import Workbook


def test_results_whose_source_is_gone_are_one_hit_a_sheet() -> None:
    found = LostResults(Place(sheet="Cover"), count=3, examples=("12",), gone=("a sheet",))
    (hit,) = lost_source(Workbook(lost_results=[found]))
    assert hit.counts.cells == 3
    assert hit.content is Content.GIVEN
    assert "a sheet" in hit.message
    assert "12" not in hit.message


def test_a_workbook_without_such_results_is_none() -> None:
    assert not list(lost_source(Workbook()))
