import pytest

from leakscan.detectors.identity.picture_metadata import picture_metadata
from leakscan.findings import Content, Place
from leakscan.views.pictures import Picture, PictureFact, PictureFactKind


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (PictureFactKind.LOCATION, Content.DATA),
        (PictureFactKind.SERIAL, Content.DATA),
        (PictureFactKind.OWNER, Content.OTHER_PEOPLE),
        (PictureFactKind.TEXT, Content.OTHER_PEOPLE),
        (PictureFactKind.SOFTWARE, Content.OWN),
        (PictureFactKind.DATE, Content.OWN),
    ],
)
def test_what_a_picture_tells_decides_its_content(kind: PictureFactKind, content: Content) -> None:
    picture = Picture(Place(part="a.jpg"), "JPEG picture", 9, [PictureFact(kind, "EXIF", "Tag", "ZQ-Text")])
    (hit,) = picture_metadata(picture)
    assert hit.content is content


def test_a_picture_without_metadata_is_no_hit() -> None:
    assert list(picture_metadata(Picture(Place(), "PNG picture", 9))) == []


@pytest.mark.parametrize(("distance", "messages"), [(None, 0), (9, 0), (10, 1)])
def test_a_preview_is_told_of_where_it_shows_something_else(distance: int | None, messages: int) -> None:
    picture = Picture(Place(part="a.jpg"), "JPEG picture", 9, preview_distance=distance)
    hits = list(picture_metadata(picture))
    assert len(hits) == messages
    assert all(hit.content is Content.DATA for hit in hits)
