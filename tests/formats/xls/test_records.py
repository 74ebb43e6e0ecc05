"""Records and strings, where a continuation cuts them."""

import io

import pytest

from fixtures.making.biff import BiffSheet, xls
from fixtures.making.biff_records import record
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import number_text, rk_value
from leakscan.formats.xls.paths import book_and_sheet, path_text
from leakscan.formats.xls.records import Substream, grouped, records
from leakscan.formats.xls.text import Reader


def test_records_are_read_up_to_the_padding() -> None:
    stream = io.BytesIO(record(1, b"a") + record(2, b"bc") + bytes(10))
    assert [(item.type, item.data, item.start) for item in records(stream)] == [(1, b"a", 0), (2, b"bc", 5)]


def test_a_record_that_breaks_off_is_damage() -> None:
    with pytest.raises(MalformedFileError):
        list(records(io.BytesIO(record(1, b"abc")[:-1])))


def test_continuations_belong_to_their_record() -> None:
    stream = io.BytesIO(record(1, b"a") + record(0x3C, b"b") + record(2, b"c"))
    assert [(item.type, item.pieces) for item in grouped(records(stream))] == [(1, [b"a", b"b"]), (2, [b"c"])]


def test_a_string_changes_its_width_where_it_is_continued() -> None:
    wide = "\u0416\u0416".encode("utf-16-le")
    assert Reader([b"\4\0\0ab", b"\1" + wide]).unicode() == "ab\u0416\u0416"


def test_a_rich_string_is_its_text() -> None:
    assert Reader([b"\2\0\x08\1\0ab\0\0\0\0" + b"\1\0\0z"]).unicode() == "ab"


def test_a_string_that_breaks_off_is_damage() -> None:
    with pytest.raises(MalformedFileError):
        Reader([b"\4\0\0ab"]).unicode()


def test_a_substream_passes_over_those_inside_it() -> None:
    begin = record(0x0809, b"\0\6\x10\0" + bytes(12))
    stream = io.BytesIO(
        begin + record(1, b"") + begin + record(2, b"") + record(10, b"") + record(3, b"") + record(10, b"")
    )
    found = Substream(stream, 0)
    assert [item.type for item in found] == [0x0809, 1, 3, 10]
    assert found.inner == [24]
    assert found.end == len(stream.getvalue())


@pytest.mark.parametrize(
    ("packed", "value"),
    [(0x3FF00000, 1.0), (5 << 2 | 2, 5), (5 << 2 | 3, 0.05), ((-7 << 2 & 0xFFFFFFFF) | 2, -7), (0x3FF00001, 0.01)],
)
def test_packed_numbers(packed: int, value: float) -> None:
    assert rk_value(packed) == pytest.approx(value)


def test_numbers_are_written_as_in_xml() -> None:
    assert [number_text(value) for value in (5.0, 0.5, 1e20, float("inf"))] == ["5", "0.5", "1e+20", "inf"]


def test_encoded_paths_are_shown_as_the_application_does() -> None:
    assert path_text("\1\1C\3Users\3ada\3pay.xls".replace("\3Users", "Users")) == "C:\\Users\\ada\\pay.xls"
    assert path_text("\1\1@server\3share\3pay.xls") == "\\\\server\\share\\pay.xls"
    assert path_text("\1\4pay.xls") == "..\\pay.xls"
    assert book_and_sheet("\1[pay.xls]Staff") == ("pay.xls", "Staff")


def test_another_reader_reads_the_fixtures() -> None:
    xlrd = pytest.importorskip("xlrd")
    sheet = BiffSheet(rows=[["a", 1, 2.5, True], [None, -3]], state="hidden", notes={(1, 1): ("Ada", "note")})
    book = xlrd.open_workbook(file_contents=xls({"Cover": [["x"]], "Old": sheet}).data())
    assert book.sheet_names() == ["Cover", "Old"]
    assert book.sheet_by_name("Old").row_values(0) == ["a", 1.0, 2.5, 1]
    assert book.sheet_by_name("Old").visibility == 1
    assert book.sheet_by_name("Old").cell_note_map[0, 0].text == "note"
