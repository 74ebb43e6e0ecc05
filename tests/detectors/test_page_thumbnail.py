"""Thumbnails that differ from their pages."""

from leakscan.detectors.cached.page_thumbnail import RULE, page_thumbnail
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.thumbnails import Thumbnail, Thumbnails


def severities(*differences: float | None) -> list[Severity]:
    items = [Thumbnail(Place(page=number), value) for number, value in enumerate(differences, start=1)]
    return [judge(RULE, hit) for hit in page_thumbnail(Thumbnails(items))]


def test_a_thumbnail_of_another_page_is_found() -> None:
    assert severities(60.0) == [Severity.MEDIUM]


def test_thumbnails_of_their_pages_are_listed_once() -> None:
    assert severities(3.0, None, 8.0) == [Severity.INFO]
    assert severities() == []
