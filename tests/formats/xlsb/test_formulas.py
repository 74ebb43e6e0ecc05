"""Parsed expressions say what the formula said."""

import struct

import pytest

from fixtures.making.xlsb_formulas import formula
from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.expressions import Names
from leakscan.formats.xlsb.formulas import formula_text
from leakscan.formats.xlsb.records import Reader

SHEETS = {"Cover": 0, "Pay 2023": 1, "[1]Staff": 2}
NAMES = Names({0: "Cover", 1: "'Pay 2023'", 2: "'[1]Staff'"}.__getitem__, "Name{}".format, "[{}]!Name{}".format)


def read(reader: Reader, origin: tuple[int, int] = (0, 0)) -> str:
    return formula_text(reader.take(reader.long()), reader, NAMES, origin)


def told(text: str, origin: str = "") -> str:
    corner = (2, 1) if origin else (0, 0)  # B3
    return read(Reader(formula(text, SHEETS, origin)), corner)


@pytest.mark.parametrize(
    "text",
    [
        '"it is ""so"" \u2013 \U0001f600"',
        "12",
        "0.25",
        "70000",
        "TRUE",
        "#REF!",
        "Cover!$A$1",
        "'Pay 2023'!$A$1:$C$1048575",
        "'[1]Staff'!$B$2",
        "Cover!$A:$C",
        "Cover!$3:$4",
        "Cover!#REF!",
        '{"Ada",34;"Ben",0.5}',
        'IF(Cover!$A$2>0,"a","b")&"c"',
        "(1+2)*3-4/5",
    ],
)
def test_a_formula_reads_as_it_was_written(text: str) -> None:
    assert told(text) == text


@pytest.mark.parametrize("text", ["B3", "$B3", "B$1", "A2", "XFD1048576", "B3:C9", 'AND(B3>1,LEFT(B3,2)="QQ")'])
def test_relative_places_count_from_the_first_cell(text: str) -> None:
    assert told(text, origin="B3") == text


def tokens(data: bytes) -> Reader:
    return Reader(struct.pack("<I", len(data)) + data + struct.pack("<I", 0))


def test_functions_of_2007_have_names_and_counts() -> None:
    assert read(tokens(b"\x1e\x01\x00\x1e\x02\x00\x41\xe0\x01")) == "IFERROR(1,2)"


def test_a_function_of_an_add_in_is_called_by_its_name() -> None:
    assert read(tokens(b"\x23\x05\x00\x00\x00\x1e\x07\x00\x42\x02\xff\x00")) == "Name5(7)"


@pytest.mark.parametrize("data", [b"\x3f", b"\x17\xff\x00A\x00", b"\x24\x00", b"\x20" + bytes(14)])
def test_what_breaks_off_or_is_unknown_is_damage(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        read(tokens(data))
