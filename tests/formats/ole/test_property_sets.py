"""Property sets: typed values, names, vectors with and without padding, damage."""

import datetime
import struct
import uuid

import pytest

from leakscan.errors import MalformedFileError
from leakscan.formats.ole.property_sets import DOCUMENT_SUMMARY, SUMMARY, USER_DEFINED, read_property_sets

_TIME = 132_000_000_000_000_000


def section(values: dict[int, bytes]) -> bytes:
    places, data = b"", b""
    start = 8 + 8 * len(values)
    for number, value in values.items():
        places += struct.pack("<II", number, start + len(data))
        data += value + bytes(-len(value) % 4)
    return struct.pack("<II", start + len(data), len(values)) + places + data


def property_set(kind: str, values: dict[int, bytes]) -> bytes:
    head = b"\xfe\xff" + bytes(22) + struct.pack("<I", 1)
    return head + uuid.UUID(kind).bytes_le + struct.pack("<I", 48) + section(values)


def text(value: str) -> bytes:
    data = value.encode("cp1252") + b"\0"
    return struct.pack("<II", 0x1E, len(data)) + data


def test_texts_numbers_and_times_are_typed() -> None:
    values = {1: struct.pack("<Ih", 2, 1252), 4: text("Ad\u00e9"), 12: struct.pack("<IQ", 0x40, _TIME)}
    (found,) = read_property_sets(property_set(SUMMARY, values))
    assert found.named() == {"creator": "Ad\u00e9", "created": datetime.datetime(2019, 4, 17, 18, 40)}


@pytest.mark.parametrize("is_padded", [True, False])
def test_titles_come_whole_with_padding_and_without(is_padded: bool) -> None:
    items = b""
    for title in ("Sheet1", "Old", "Totals 2"):
        data = title.encode() + b"\0"
        items += struct.pack("<I", len(data)) + data + bytes(-len(data) % 4 if is_padded else 0)
    values = {13: struct.pack("<II", 0x101E, 3) + items}
    (found,) = read_property_sets(property_set(DOCUMENT_SUMMARY, values))
    assert found.named() == {"titlesOfParts": ["Sheet1", "Old", "Totals 2"]}


def test_own_properties_have_their_names() -> None:
    dictionary = struct.pack("<III", 1, 2, 5) + b"Case\0"
    (found,) = read_property_sets(property_set(USER_DEFINED, {0: dictionary, 2: text("ZQ-7")}))
    assert found.named() == {"Case": "ZQ-7"}


def test_a_stream_of_zeros_holds_nothing() -> None:
    assert read_property_sets(bytes(4096)) == []


@pytest.mark.parametrize("data", [b"\1\2\3", property_set(SUMMARY, {4: text("Ada")})[:40]])
def test_damage_is_said(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        read_property_sets(data)
