from leakscan.detectors.identity.stale_titles import stale_titles
from leakscan.findings import Place
from leakscan.views.properties import Properties


def test_titles_that_name_nothing_are_one_hit() -> None:
    place = Place(part="docProps/app.xml", name="TitlesOfParts")
    (hit,) = stale_titles(Properties(stale_titles=[("ZQ-Pay", place), ("ZQ-Old", place)]))
    assert [item.reveal() for item in hit.evidence] == ["ZQ-Pay", "ZQ-Old"]
    assert hit.place == place


def test_titles_that_name_something_are_none() -> None:
    assert list(stale_titles(Properties(titles=[("Cover", Place())]))) == []
