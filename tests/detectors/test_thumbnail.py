from leakscan.detectors.identity.thumbnail import thumbnail
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_a_thumbnail_is_listed() -> None:
    (hit,) = thumbnail(workbook_with(text(SideKind.THUMBNAIL, "912 bytes", is_own=True)))
    assert hit.content is Content.OWN
    assert list(thumbnail(workbook_with())) == []
