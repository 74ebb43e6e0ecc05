import gzip
import struct

import pytest

from fixtures.making.metafiles import (
    bitmap,
    comment,
    emf,
    glyphs,
    in_wmf,
    plus_string,
    small_text,
    text,
    wmf,
    wmf_comment,
    wmf_extended_text,
    wmf_font,
    wmf_text,
)
from fixtures.making.pictures import png
from leakscan.errors import MalformedFileError, UnsupportedFormatError
from leakscan.formats.pictures.metafiles import joined
from leakscan.formats.pictures.reading import read_picture
from leakscan.views.pictures import PictureFactKind

FOLDER = "C:\\Users\\zq.writer\\Desktop\\plan.doc"


def drawn(data: bytes) -> list[str]:
    return [joined(line) for line in read_picture(data).lines]


@pytest.mark.parametrize("record", [text("ZQ-Drawn"), small_text("ZQ-Drawn"), plus_string("ZQ-Drawn")])
def test_every_record_of_an_enhanced_metafile_that_draws_text_is_read(record: bytes) -> None:
    reading = read_picture(emf(record))
    assert [joined(line) for line in reading.lines] == ["ZQ-Drawn"]
    assert reading.problems == []


@pytest.mark.parametrize("is_placeable", [True, False])
def test_texts_of_a_windows_metafile_are_read(is_placeable: bool) -> None:  # a parameter
    data = wmf(wmf_text("one"), wmf_extended_text("two", 20), is_placeable=is_placeable)
    assert drawn(data) == ["one", "two"]


def test_a_font_tells_how_the_text_of_a_windows_metafile_is_coded() -> None:
    assert drawn(wmf(wmf_font(204), wmf_text("\u0418\u0432\u0430\u043d", coding="cp1251"))) == [
        "\u0418\u0432\u0430\u043d"
    ]


def test_pieces_on_one_line_are_one_text_and_the_same_text_twice_is_one() -> None:
    assert drawn(emf(text("Dear "), text("Reader"), text("Reader"), text("bye", 20))) == ["Dear Reader", "bye"]


def test_an_enhanced_metafile_inside_a_windows_metafile_is_read() -> None:
    assert drawn(wmf(in_wmf(emf(text("ZQ-Inner"))))) == ["ZQ-Inner"]


def test_metafiles_inside_each_other_come_to_an_end() -> None:
    data = emf(text("ZQ-Deep"))
    for _ in range(12):
        data = emf(comment(b"GDIC" + struct.pack("<5I", 0x80000001, 0x300, 0, 0, len(data)) + data))
    reading = read_picture(data)
    assert reading.lines == []
    assert [problem.code for problem in reading.problems] == ["limit-depth"]


def test_remarks_and_descriptions_are_told_and_paths_among_them_known() -> None:
    found = [(fact.kind, fact.text) for fact in read_picture(wmf(wmf_comment(FOLDER.encode()))).facts]
    assert found == [(PictureFactKind.PATH, FOLDER)]
    found = [(fact.kind, fact.text) for fact in read_picture(emf(title=FOLDER)).facts]
    assert (PictureFactKind.PATH, FOLDER) in found
    assert [fact.text for fact in read_picture(emf(comment(b"\1\0\0\0ZQ-Left by a program"))).facts] == [
        "ZQ-Left by a program"
    ]


def test_what_a_picture_inside_tells_is_told() -> None:
    facts = read_picture(emf(bitmap(png((b"tEXt", b"Comment\0ZQ-Inside"))))).facts
    assert [(fact.block, fact.text) for fact in facts] == [("PNG of a picture inside", "ZQ-Inside")]


def test_text_in_numbers_of_glyphs_is_a_problem() -> None:
    assert [problem.code for problem in read_picture(emf(glyphs(5))).problems] == ["text-in-glyph-numbers"]


def test_a_packed_metafile_is_unpacked() -> None:
    assert drawn(gzip.compress(emf(text("ZQ-Packed")))) == ["ZQ-Packed"]
    with pytest.raises(UnsupportedFormatError):
        read_picture(gzip.compress(b"no picture"))
    with pytest.raises(MalformedFileError):
        read_picture(gzip.compress(emf(text("ZQ-Packed")))[:-12])


def test_what_comes_before_a_damage_is_kept() -> None:
    whole = emf(text("ZQ-Before"), text("after", 20))
    reading = read_picture(whole[:-60])
    assert reading.lines == [("ZQ-Before",)]
    assert [problem.code for problem in reading.problems] == ["damaged-picture"]
    whole = wmf(wmf_text("ZQ-Before"), wmf_text("after", 20))
    reading = read_picture(whole[:-12])
    assert reading.lines == [("ZQ-Before",)]
    assert [problem.code for problem in reading.problems] == ["damaged-picture"]


def test_bytes_behind_the_last_record_are_placed() -> None:
    assert read_picture(emf(text("a")) + b"ZQ-Behind").end == len(emf(text("a")))
    assert read_picture(wmf(wmf_text("a")) + b"ZQ-Behind").end == len(wmf(wmf_text("a")))
