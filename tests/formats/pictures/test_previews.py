"""Whether a preview shows its picture: turned, squeezed, with bars, lightened; and blacked out, cut, another."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageEnhance

import leakscan
from fixtures.making.pictures import blocks, preview
from fixtures.picture_metadata.make import BLACKENED, FACE
from leakscan.findings import Place
from leakscan.formats.pictures.previews import other_preview, preview_distance
from leakscan.formats.pictures.reading import read_picture
from leakscan.views.pictures import Picture

Change = Callable[[Image.Image], Image.Image]


def scene() -> Image.Image:
    image = Image.new("RGB", (600, 400), "#8fb4d9")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 250, 600, 400), fill="#3c5a2a")
    draw.rectangle((60, 120, 220, 300), fill="#b5452c")
    draw.ellipse((400, 90, 480, 190), fill="#e8c39e")
    draw.rectangle((410, 190, 470, 330), fill="#1d2f6f")
    return image


def distance(of_picture: Change, of_preview: Change) -> int | None:
    return preview_distance(saved(of_picture(scene())), saved(of_preview(scene())))


def is_other(found: int | None) -> bool:
    assert found is not None
    return Picture(Place(), "JPEG picture", 1, preview_distance=found).has_other_preview


def saved(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=60)
    return stream.getvalue()


def small(image: Image.Image) -> Image.Image:
    return image.resize((160, 160 * image.height // image.width))


def with_bars(image: Image.Image) -> Image.Image:
    framed = Image.new("RGB", (160, 120))
    framed.paste(small(image), (0, 7))
    return framed


def blackened(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).rectangle((380, 70, 500, 210), fill="black")
    return image


def same(image: Image.Image) -> Image.Image:
    return image


@pytest.mark.parametrize(
    ("of_picture", "of_preview"),
    [
        (same, small),
        (same, with_bars),
        (same, lambda image: image.resize((160, 120))),
        (lambda image: image.rotate(90, expand=True), small),
        (lambda image: ImageEnhance.Brightness(image).enhance(1.2), small),
    ],
    ids=["small", "bars", "squeezed", "turned", "lightened"],
)
def test_a_preview_of_the_same_picture_is_near(of_picture: Change, of_preview: Change) -> None:
    assert not is_other(distance(of_picture, of_preview))


@pytest.mark.parametrize(
    "of_picture",
    [blackened, lambda image: image.crop((0, 0, 380, 400)), lambda image: Image.new("RGB", image.size, "white")],
    ids=["blackened", "cut", "another"],
)
def test_a_preview_of_more_than_the_picture_shows_is_far(of_picture: Change) -> None:
    assert is_other(distance(of_picture, small))


def test_bullets_and_damaged_pictures_are_not_compared() -> None:
    assert distance(lambda image: image.resize((16, 16)), small) is None
    assert preview_distance(saved(scene()), b"\xff\xd8 no picture") is None


def test_the_preview_of_a_picture_is_read_and_a_broken_one_is_none() -> None:
    inner = blocks(FACE)
    assert read_picture(blocks(BLACKENED, preview(inner))).previews == [inner]
    assert read_picture(blocks(BLACKENED, preview(b"no picture"))).previews == []


def test_the_preview_of_photoshop_is_read_and_the_one_that_differs_most_counts() -> None:
    earlier, present = blocks(FACE), blocks(BLACKENED)
    resource = b"8BIM\x04\x0c\0\0" + (28 + len(earlier)).to_bytes(4, "big") + bytes(28) + earlier
    data = blocks(BLACKENED, preview(present), (0xED, b"Photoshop 3.0\0" + resource))
    previews = read_picture(data).previews
    assert previews == [present, earlier]
    distance, worst = other_preview(data, previews)
    assert is_other(distance)
    assert worst == earlier


def test_the_preview_of_a_picture_by_itself_can_be_taken_out(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(blocks(BLACKENED, preview(blocks(FACE))))
    with leakscan.scan(tmp_path / "photo.jpg") as report:
        assert [trail[1:] for trail in report.embedded] == [("preview",)]
        assert report.complete
