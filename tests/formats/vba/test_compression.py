"""Decompression of macro source, against the examples of [MS-OVBA] 3.2."""

import pytest

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.vba.compression import decompressed

_EXAMPLES = [
    ("0119B000616263646566676800696A6B6C6D6E6F700071727374757 62E", b"abcdefghijklmnopqrstuv."),
    (
        "012FB00023616161626364658266007061676869 6A013808616B6C00306D6E6F70067102700410727374757610777879 7A003C",
        b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
    ),
    ("0103B002614500", b"a" * 73),
]


@pytest.mark.parametrize(("packed", "text"), _EXAMPLES)
def test_examples_of_the_specification(packed: str, text: bytes) -> None:
    assert decompressed(b"??" + bytes.fromhex(packed.replace(" ", "")), 2, most=4096) == text


def test_a_chunk_stored_as_it_is() -> None:
    stored = bytes(range(256)) * 16
    assert decompressed(b"\x01\xff\x3f" + stored, most=4096) == stored


@pytest.mark.parametrize("packed", ["", "00", "0103B0026145", "0103F002614500", "0103B001614500"])
def test_damage_is_said(packed: str) -> None:
    with pytest.raises(MalformedFileError):
        decompressed(bytes.fromhex(packed), most=4096)


def test_the_limit_holds() -> None:
    with pytest.raises(LimitReachedError):
        decompressed(bytes.fromhex("0103B002614500"), most=72)
