import logging
from collections.abc import Callable

import pytest

from fixtures.making.pictures import exif, jpeg, png
from leakscan.errors import MalformedFileError, UnsupportedFormatError
from leakscan.formats.pictures.reading import read_picture
from leakscan.views.pictures import PictureFactKind

GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xfe\x09ZQ-Remark\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def facts(data: bytes) -> dict[tuple[str, str], tuple[PictureFactKind, str]]:
    return {(fact.block, fact.tag): (fact.kind, fact.text) for fact in read_picture(data).facts}


def test_a_position_in_exif_is_a_location() -> None:
    found = facts(jpeg((0xE1, exif({0x013B: "ZQ-Artist"}, position=(52, 1)))))
    assert found["EXIF", "Artist"] == (PictureFactKind.OWNER, "ZQ-Artist")
    assert found["GPS", "GPSLatitude"][0] is PictureFactKind.LOCATION


def test_remarks_of_png_gif_and_jpeg_are_text() -> None:
    assert facts(png((b"tEXt", b"Comment\0ZQ-Remark")))["PNG", "Comment"] == (PictureFactKind.TEXT, "ZQ-Remark")
    assert facts(GIF)["comment", "Comment"] == (PictureFactKind.TEXT, "ZQ-Remark")
    assert facts(jpeg((0xFE, b"ZQ-Remark")))["comment", "Comment"] == (PictureFactKind.TEXT, "ZQ-Remark")


def test_compressed_png_text_is_inflated() -> None:
    import zlib

    found = facts(png((b"zTXt", b"Comment\0\0" + zlib.compress(b"ZQ-Packed"))))
    assert found["PNG", "Comment"][1] == "ZQ-Packed"


@pytest.mark.parametrize("make", [jpeg, png])
def test_the_end_of_a_picture_is_found(make: Callable[..., bytes]) -> None:
    picture = make()
    assert read_picture(picture).end == len(picture)
    assert read_picture(make(after=b"more")).end == len(picture)


def test_text_in_blocks_of_no_known_kind_is_told() -> None:
    told = (PictureFactKind.TEXT, "ZQ-Private Ann")
    assert facts(png((b"prVt", b"ZQ-Private Ann")))["PNG", "prVt"] == told
    assert facts(png((b"sPLT", b"ZQ-Private Ann\0\x08abcdefgh")))["PNG", "sPLT"] == told
    assert facts(jpeg((0xEB, b"AB\0ZQ-Private Ann")))["JPEG", "APP11"] == told
    among_bytes = bytes(range(128, 192)) * 9 + b"\0ZQ-Private Ann\0" + b"\1abcdefgh\2" + bytes(500)
    assert facts(png((b"prVt", among_bytes)))["PNG", "prVt"] == told


@pytest.mark.parametrize("body", [b"ICC_PROFILE\0\1\1Copyright nobody", bytes(range(256)) * 40, b"abc\0" * 9])
def test_profiles_and_bytes_that_are_no_words_tell_nothing(body: bytes) -> None:
    assert read_picture(jpeg((0xE2, body))).facts == []
    assert read_picture(png((b"iCCP", body))).facts == []


def test_the_end_of_a_gif_is_found() -> None:
    assert read_picture(GIF + b"more").end == len(GIF)


@pytest.mark.parametrize("picture", [jpeg((0xFE, b"remark")), png((b"tEXt", b"a\0b")), GIF])
def test_a_picture_that_breaks_off_is_malformed(picture: bytes) -> None:
    for length in range(14, len(picture) - 1):
        with pytest.raises(MalformedFileError):
            read_picture(picture[:length])


def test_damage_in_one_block_costs_only_that_block() -> None:
    reading = read_picture(jpeg((0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff"), (0xFE, b"ZQ-Remark")))
    assert [fact.text for fact in reading.facts] == ["ZQ-Remark"]
    assert [problem.code for problem in reading.problems] == ["damaged-metadata"]


def test_text_in_svg_is_read_and_its_entities_refused() -> None:
    found = facts(b'<svg xmlns="http://www.w3.org/2000/svg"><title>ZQ-Title</title></svg>')
    assert found["SVG", "title"][1] == "ZQ-Title"
    with pytest.raises(MalformedFileError):
        read_picture(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')


def test_a_kind_that_is_not_read_is_not_claimed_to_be() -> None:
    with pytest.raises(UnsupportedFormatError):
        read_picture(b"%!PS-Adobe-3.0 EPSF-3.0")


def test_no_tag_of_a_picture_shows_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        facts(jpeg((0xE1, exif({0x013B: "ZQ-Artist"}, position=(52, 1)))))
    assert "ZQ-Artist" not in caplog.text
