"""The same expression says the same, however its version packs it."""

import struct

import pytest

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.expressions import Layout, Names, expression_text
from leakscan.formats.xls.formulas import BIFF5, BIFF8
from leakscan.formats.xls.text import Reader
from leakscan.formats.xlsb.formulas import LAYOUT as PACKAGE

NAMES = Names(
    {0: "Pay", 1: "#REF!", 2: ""}.__getitem__,
    "Name{}".format,
    "[{}]!Name{}".format,
    lambda first, last: "Pay" if first == last == 0 else "'Pay:Staff'",
)
LAYOUTS = {"BIFF5": BIFF5, "BIFF8": BIFF8, "package": PACKAGE}

PLACES = {
    "$B$3": (b"\x24\x02\x00\x01", b"\x24\x02\x00\x01\x00", b"\x24\x02\x00\x00\x00\x01\x00"),
    "B3": (b"\x24\x02\xc0\x01", b"\x24\x02\x00\x01\xc0", b"\x24\x02\x00\x00\x00\x01\xc0"),
    "$A:$A": (
        b"\x25\x00\x00\xff\x3f\x00\x00",
        b"\x25\x00\x00\xff\xff\x00\x00\x00\x00",
        b"\x25\x00\x00\x00\x00\xff\xff\x0f\x00\x00\x00\x00\x00",
    ),
    "$2:$2": (
        b"\x25\x01\x00\x01\x00\x00\xff",
        b"\x25\x01\x00\x01\x00\x00\x00\xff\x00",
        b"\x25\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\xff\x3f",
    ),
    "#REF!": (b"\x2a\0\0\0", b"\x2a\0\0\0\0", b"\x2a\0\0\0\0\0\0"),
    "Pay!$B$3": (
        b"\x3a\xff\xff" + bytes(8) + b"\0\0\0\0" + b"\x02\x00\x01",
        b"\x3a\x00\x00\x02\x00\x01\x00",
        b"\x3a\x00\x00\x02\x00\x00\x00\x01\x00",
    ),
    "#REF!$B$3": (
        b"\x3a\xff\xff" + bytes(8) + b"\xff\xff\xff\xff" + b"\x02\x00\x01",
        b"\x3a\x01\x00\x02\x00\x01\x00",
        b"\x3a\x01\x00\x02\x00\x00\x00\x01\x00",
    ),
    "Name5": (b"\x23\x05\0" + bytes(12), b"\x23\x05\0\0\0", b"\x23\x05\0\0\0"),
    "[1]!Name5": (
        b"\x39\x01\0" + bytes(8) + b"\x05\0" + bytes(12),
        b"\x39\x01\0\x05\0\0\0",
        b"\x39\x01\0\x05\0\0\0",
    ),
    '"Ada ""B"""': (b'\x17\x07Ada "B"', b'\x17\x07\x00Ada "B"', b"\x17\x07\x00" + 'Ada "B"'.encode("utf-16-le")),
    "-(1+2)%": (b"\x1e\x01\x00\x1e\x02\x00\x03\x15\x13\x14",) * 3,
    "IF(TRUE,1.5,#N/A)": (b"\x1d\x01\x1f" + struct.pack("<d", 1.5) + b"\x1c\x2a\x42\x03\x01\x00",) * 3,
    "IFERROR(1,2)": (b"\x1e\x01\x00\x1e\x02\x00\x41\xe0\x01",) * 3,
    "SUM(1)": (b"\x1e\x01\x00\x19\x10\x00\x00",) * 3,
}


def told(layout: Layout, tokens: bytes, extra: bytes = b"", origin: tuple[int, int] = (0, 0)) -> str:
    return expression_text(Reader([tokens]), Reader([extra]), layout, NAMES, origin)


@pytest.mark.parametrize("version", range(3), ids=LAYOUTS)
@pytest.mark.parametrize("text", PLACES)
def test_an_expression_reads_the_same_in_every_version(text: str, version: int) -> None:
    assert told(list(LAYOUTS.values())[version], PLACES[text][version]) == text


DOUBLE = struct.pack("<d", 0.5)
ARRAYS = {
    "BIFF5": (
        bytes(7),
        b"\x02\x02\0" + b"\x02\x03Ada\x01" + DOUBLE + b"\x04\x01" + bytes(7) + b"\x10\x2a" + bytes(7),
    ),
    "BIFF8": (
        bytes(7),
        b"\x01\x01\0" + b"\x02\x03\0\0Ada\x01" + DOUBLE + b"\x04\x01" + bytes(7) + b"\x10\x2a" + bytes(7),
    ),
    "package": (
        bytes(14),
        struct.pack("<II", 2, 2) + b"\x01\x03\0A\0d\0a\0\x00" + DOUBLE + b"\x02\x01\x04\x2a\0\0\0",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_array_gives_back_its_members_in_rows(name: str) -> None:
    free, extra = ARRAYS[name]
    tail = Reader([extra + b"rest"])
    assert expression_text(Reader([b"\x20" + free]), tail, LAYOUTS[name], NAMES) == '{"Ada",0.5;TRUE,#N/A}'
    assert tail.rest() == b"rest"


def test_distances_count_from_the_cell_they_are_written_for() -> None:
    assert told(BIFF8, b"\x2c\xff\xff\xff\xc0", origin=(5, 2)) == "B5"
    assert told(BIFF8, b"\x2c\xff\xff\xff\xc0") == "IV65536"


def test_ranges_that_were_remembered_are_passed_over() -> None:
    token = b"\x26" + bytes(6) + b"\x1e\x07\x00"
    for layout, extra in ((BIFF8, b"\x01\0" + bytes(8)), (PACKAGE, b"\x01\0\0\0" + bytes(16))):
        tail = Reader([extra + b"rest"])
        assert expression_text(Reader([token]), tail, layout, NAMES) == "7"
        assert tail.rest() == b"rest"


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("tokens", [b"\x3f", b"\x24\x00", b"\x20" + bytes(3), b"\x17\xff\xffA"])
def test_what_breaks_off_or_is_unknown_is_damage(name: str, tokens: bytes) -> None:
    with pytest.raises(MalformedFileError):
        told(LAYOUTS[name], tokens)
