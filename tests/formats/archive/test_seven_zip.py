"""7z archives: what is packed comes back, what is not read is said, and damage costs little.

`SAMPLES` were made by 7-Zip 16.02 (p7zip), `7z a -mtm=off -m0=lzma -mf=BCJ bcj.7z note.txt pay.txt` and the like.
"""

import base64
import random
import struct
import tracemalloc
import zlib

import pytest

import fixtures
import leakscan
from fixtures.making import xlsx
from fixtures.making.pictures import png
from fixtures.making.seven_zip import number, seven_zip
from leakscan.containers.container import RangeKind
from leakscan.containers.seven_zip import SevenZipContainer
from leakscan.errors import FileError
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source
from tests.formats.reports import codes_of

LEAKY = (fixtures.ROOT / "pivot_cache" / "leaky.xlsx").read_bytes()
REMARK = png((b"tEXt", b"Comment\0ZQ-Remark"))


def container(data: bytes, **limits: int) -> SevenZipContainer:
    return SevenZipContainer(Source(BytesStore(data), name="a.7z", budget=Budget(Limits(**limits))))


def contents(data: bytes, **limits: int) -> dict[str, bytes | str]:
    """Return what each member holds, or the code of what is wrong with it."""
    return {
        member.name: outcome.code if isinstance(outcome, FileError) else outcome.open().read()
        for member, outcome in container(data, **limits).contents()
    }


def scanned(data: bytes, **limits: int) -> leakscan.Report:
    return leakscan.scan(data, leakscan.Options(strict=True, limits=Limits(**limits)), name="papers.7z")


@pytest.mark.parametrize("has_packed_header", [False, True])
@pytest.mark.parametrize("is_packed", [False, True])
def test_members_are_examined_by_themselves(is_packed: bool, has_packed_header: bool) -> None:
    members = {"2024/pay.xlsx": LEAKY, "notes.txt": b"nothing\n", "a.png": REMARK}
    report = scanned(seven_zip(members, is_packed=is_packed, has_packed_header=has_packed_header))
    assert report.source.format == "7z"
    assert report.complete
    found = {(item.rule.id, item.trail) for item in report.findings}
    assert ("pivot-cache", ("papers.7z", "2024/pay.xlsx")) in found
    assert ("picture-metadata", ("papers.7z", "a.png")) in found
    pivot = next(item for item in report.findings if item.rule.id == "pivot-cache")
    assert pivot.table is not None
    assert len(list(pivot.table.rows())) == len(pivot.table) > 0


NOTES = {"note.txt": b"ZQ-Packed-7e1 note\n", "pay.txt": b"ZQ-Packed-7e2 pay\n"}
SAMPLES = {
    "arm": (
        "N3q8ryccAAQ+gir6gwAAAAAAAAAgAAAAAAAAANu1dHDgACQAIF0ALRRBo5obDm9TzDqjeIl9vXvzmRO8rJq9U0pq1YbGOaAA"
        "AACBMweuD9CHwjyfORCcbXXvt5qCYCh9eDPLZOhFHfJCxlyyWnkLCJBdI5e0PoB3qWgHfI9Bh48G2AAvrqE2qrDQ9jLg/OJQ"
        "7Msm6oB8ih5l0bv/eqpWbn2AABcGKAEJWwAHCwEAASMDAQEFXQAQAAAMcgoBYhPEIgAA"
    ),
    "bcj": (
        "N3q8ryccAASxZcKVgQAAAAAAAAAgAAAAAAAAAFIri0EALRRBo5obDm9TzDqjeIl9vXvzmRO8rJq9U0pq1YbGOaAAAIEzB64P"
        "0B3SfJ85EJyLAuL1nXIOw5u/PRb0exhLZd4Lwccroz5t/ScLVpdQD5qTbQSq0LK3sSFLLTcyArCAnYAuHmodCYxSwWvUU2Yf"
        "rUkRLVFkaZay4jvlONauBwAXBiEBCWAABwsBAAEjAwEBBV0AEAAADHIKAfWFOfMAAA=="
    ),
    "bzip2": (
        "N3q8ryccAAQ2zR81mgAAAAAAAAAgAAAAAAAAADd1DYNCWmg5MUFZJlNZjnDuDwAACFuAABBAAjCAYBAuCcQgIAAhKgDQaNNC"
        "gBgAda2UyUEDQho8pYfgww3ounxdyRThQkI5w7g8AACBMweuD9JAZ31AwJDO5ct29jyFVQkWwVxyKGONoAMEIOCLAi9UXuvt"
        "831dHTaz5mpEq6lxYtVBG/KArgq0yygS+4XYgkASGuU1oLY7UAIRdgAAFwZGAQlUAAcLAQABIwMBAQVdABAAAAxiCgEYERkg"
        "AAA="
    ),
    "copy": (
        "N3q8ryccAAQdfJtDdAAAAAAAAAAgAAAAAAAAAF0BYNhaUS1QYWNrZWQtN2UxIG5vdGUKWlEtUGFja2VkLTdlMiBwYXkKAACB"
        "MweuMZmGWIb9zC9o4Y5heUBTcsQRyj1y/L2nslwSPPk7i3PIO4Doa43tye/XXueOW7dIJW8WOp7Njcn+W2qaiIsYahJ6UpIM"
        "TOZgABcGJQEJTwAHCwEAASMDAQEFXQAQAAAMYgoBUM2G+AAA"
    ),
    "deflate": (
        "N3q8ryccAAQZjlVSfQAAAAAAAAAgAAAAAAAAAOUKg38BJQDa/1pRLVBhY2tlZC03ZTEgbm90ZQpaUS1QYWNrZWQtN2UyIHBh"
        "eQoAAIEzB64P0KYGvJ8/Rzvn0R6Ckn5Z93jATO8tnW5dH1hScoGmVaAZ9/uuXjQTjIIpFWSujMCkgKy/bLlaExd+u4hoikkw"
        "YlBC/S4llcDo9H2EABcGKgEJUwAHCwEAASMDAQEFXQAQAAAMYgoB1Z1R7QAA"
    ),
    "delta": (
        "N3q8ryccAASeK8NkhgAAAAAAAAAgAAAAAAAAAFLUQJEALRRBo5b7r7moEGJ/3EgL0OqcqCCBYae3VixFCVcGckZfS/DgAAAA"
        "gTMHrg/QaX28nzkQnIaAvh4CjUgtzkrPejOhTQb5SeZqoqAqCx0tMi0S2KtGoLAuGbusvR1RKJAXcOj0v4NV6ZRu1JsudYWS"
        "q1H199DUAazuhv5OOQqhNh0tSCRAABcGJgEJYAAHCwEAASMDAQEFXQAQAAAMcgoBivN2ywAA"
    ),
    "lzma": (
        "N3q8ryccAAT7ULb7dQAAAAAAAAAgAAAAAAAAAFhnpvgALRRBo5obDm9TzDqjeIl9vXvzmRO8rJq9U0pq1YbGOaAAAIEzB64P"
        "0B3SfJ8/R0FnN9Z25l8SjqDjt0lB9H4kN35G39b/hZC8lFpVoe+RzE3+9n8OW1yfzOShx1O2j76B8oWBUHFQbA5OmJAvCv/B"
        "JGJEwAAXBiEBCVQABwsBAAEjAwEBBV0AEAAADGIKATTgyT0AAA=="
    ),
    "lzma2": (
        "N3q8ryccAAQ8SJrIfAAAAAAAAAAgAAAAAAAAAIRUcuHgACQAIF0ALRRBo5obDm9TzDqjeIl9vXvzmRO8rJq9U0pq1YbGOaAA"
        "AACBMweuD9CHwjyfP0dBBA9xDPw2SnhX8AZl/r3jH19NU2hY6neaRv9Tom2Rci7E14IbyjYzPxg28MnLUv6BEEAIUrpoAZaA"
        "Juktm8Pg5MpvCuAAFwYoAQlUAAcLAQABIwMBAQVdABAAAAxiCgEk/EH+AAA="
    ),
}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_archives_of_another_program_are_unpacked(name: str) -> None:
    assert contents(base64.b64decode(SAMPLES[name])) == NOTES


def test_ranges_tile_the_archive_and_show_what_belongs_to_no_member() -> None:
    data = seven_zip(NOTES, before_header=b"ZQ-Between", behind=b"ZQ-Behind")
    ranges = container(data).ranges()
    assert [item.kind for item in ranges] == [
        RangeKind.STRUCTURE,
        RangeKind.PART_DATA,
        RangeKind.EXTRA,
        RangeKind.STRUCTURE,
        RangeKind.EXTRA,
    ]
    assert [data[item.start : item.end] for item in ranges if item.kind is RangeKind.EXTRA] == [
        b"ZQ-Between",
        b"ZQ-Behind",
    ]
    assert ranges[0].start == 0
    assert ranges[-1].end == len(data)


@pytest.mark.parametrize(
    ("coder", "code"),
    [
        (b"\x24\x06\xf1\x07\x01\x01\0", "encrypted"),
        (b"\x23\x03\x04\x01\x05\x06\0\0\0\x01", "packing-not-examined"),
        (b"\x14\x03\x03\x01\x1b\x04\x01", "damaged-archive"),
        (b"\x21\x21\x01\x50", "damaged-data"),
    ],
)
def test_what_cannot_be_unpacked_is_said(coder: bytes, code: str) -> None:
    data = seven_zip(NOTES, coder=coder)
    report = scanned(data)
    assert not report.complete
    assert set(codes_of(report)) == {code}


def test_a_wrong_checksum_costs_its_member_alone() -> None:
    data = seven_zip(NOTES).replace(b"7e1", b"7e3")
    assert contents(data) == {"note.txt": "wrong-checksum", "pay.txt": NOTES["pay.txt"]}


def test_damage_costs_the_members_behind_it() -> None:
    members = {str(number): random.Random(number).randbytes(50_000) for number in range(4)}
    data = bytearray(seven_zip(members, is_packed=True))
    data[32 + 120_000] ^= 0xFF
    found = contents(bytes(data))
    assert (found["0"], found["1"]) == (members["0"], members["1"])
    assert not isinstance(found["2"], bytes)


def test_content_that_no_name_is_left_for_is_examined_and_told_of() -> None:
    report = scanned(seven_zip({"a.txt": b"nothing\n", "old.xlsx": LEAKY}, unlisted=1))
    rules = {item.rule.id for item in report.findings}
    assert {"unlisted-entry", "pivot-cache"} <= rules


def test_more_than_the_members_take_makes_the_report_incomplete() -> None:
    whole = seven_zip(NOTES, is_packed=True)
    longer = seven_zip({**NOTES, "c.txt": random.Random(1).randbytes(90)}, is_packed=True)
    assert scanned(whole).complete
    size = struct.unpack_from("<Q", longer, 12)[0]
    stream = longer[32 : 32 + size]
    header = whole[32 + struct.unpack_from("<Q", whole, 12)[0] :]
    old, new = number(len(whole) - 32 - len(header)), number(len(stream))
    header = header.replace(b"\x09" + old, b"\x09" + new, 1)
    start = struct.pack("<QQI", len(stream), len(header), zlib.crc32(header))
    data = whole[:8] + struct.pack("<I", zlib.crc32(start)) + start + stream + header
    assert contents(data) == NOTES
    assert codes_of(scanned(data)) == ["archive-disagrees"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"part_bytes": 18}, "limit-part-bytes"),
        ({"total_bytes": 30}, "limit-total-bytes"),
        ({"parts": 1}, "limit-parts"),
        ({"tree_bytes": 20}, "limit-tree-bytes"),
    ],
)
def test_limits_hold(limits: dict[str, int], code: str) -> None:
    report = scanned(seven_zip(NOTES, is_packed=True), **limits)
    assert code in codes_of(report)
    assert not report.complete


def test_a_member_too_large_costs_only_itself() -> None:
    assert contents(seven_zip(NOTES), part_bytes=18) == {
        "note.txt": "limit-part-bytes",
        "pay.txt": NOTES["pay.txt"],
    }


def test_a_block_that_grows_without_end_is_given_up() -> None:
    data = seven_zip({"a.bin": bytes(70 << 20)}, is_packed=True)
    assert contents(data) == {"a.bin": "limit-ratio"}


def test_a_dictionary_too_large_is_refused_before_it_is_made() -> None:
    content = b"a" * 100
    data = seven_zip({"a.txt": content, "b.txt": b""}, coder=b"\x21\x21\x01\x28")
    header = bytearray(data[32 + len(content) :])
    at = header.index(b"\x0c" + number(len(content)))
    header[at + 1 : at + 2] = number(1 << 40)
    header = header.replace(b"\x09" + number(len(content)) + b"\x0a", b"\x09" + number(1) + b"\x0a")
    start = struct.pack("<QQI", len(content), len(header), zlib.crc32(header))
    data = data[:8] + struct.pack("<I", zlib.crc32(start)) + start + content + bytes(header)
    tracemalloc.start()
    report = scanned(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes_of(report)[0] == "limit-dictionary"
    assert peak < 64 << 20


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_header_neither_fails_nor_takes_long(seed: int) -> None:
    choice = random.Random(seed)
    data = seven_zip(NOTES, is_packed=bool(seed & 1), properties={20: b"\x01\0" + bytes(16)})
    size = struct.unpack_from("<Q", data, 12)[0]
    header = bytearray(data[32 + size :])
    for _ in range(choice.randrange(1, 4)):
        header[choice.randrange(len(header))] = choice.choice((0, 1, 0xFF, 0xFE, choice.randrange(256)))
    start = struct.pack("<QQI", size, len(header), zlib.crc32(header))
    data = data[:8] + struct.pack("<I", zlib.crc32(start)) + start + data[32 : 32 + size] + bytes(header)
    report = leakscan.scan(data, leakscan.Options(strict=True, people=False), name="a.7z")
    assert sum(part.size for part in report.parts if part.start is not None and len(part.trail) == 1) == len(data)


def test_empty_members_and_names_used_twice_are_kept_apart() -> None:
    flags = {14: bytes([0b00100000]), 15: bytes([0b10000000])}
    data = seven_zip({"a.txt": b"one\n", "b.txt": b"two\n", "c.txt": b""}, properties=flags, unlisted=0)
    assert contents(seven_zip({"a.txt": b"one\n"})) == {"a.txt": b"one\n"}
    assert contents(data)["c.txt"] == b""


def test_a_workbook_of_openpyxl_in_an_archive_is_silent_and_complete() -> None:
    report = scanned(seven_zip({"a.xlsx": xlsx(sheets={"Cover": [["Total", 12]]}).to_bytes()}, is_packed=True))
    assert report.complete
    assert [item.rule.id for item in report.findings if item.severity > leakscan.Severity.INFO] == []
