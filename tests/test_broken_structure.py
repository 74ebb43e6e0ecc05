"""Formats without checksums: a broken length, chain or reference is told of, wherever it is placed."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import fixtures
import leakscan
from fixtures.making.xlsb_records import record
from leakscan.containers.cfb import SIGNATURE, CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source
from tests.mutating import LIMITS, Content, recovered

TIMES = 6
RECORDS = ("Workbook", "Book", "Revision Log", "User Names")
WILD = (0xFFFFFFFF, 0xFFFFFFFD, 0xFFFF, 0, 1, 2, 3, 5, 9)
"""Links of chains that lead nowhere, or into something else."""
TOLD = frozenset({"extra-bytes", "unlisted-entry"})
"""What a reader of a broken chain may say instead: that bytes or entries are left over."""


def binaries(*suffixes: str) -> list[Path]:
    """Return the fixture files that hold something, by their extension."""
    found = []
    for name in fixtures.folders():
        if fixtures.is_committed(name):
            found += [path for path in sorted(fixtures.built(name).glob("leaky*")) if path.suffix in suffixes]
    return found


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def scanned(data: bytes, name: str) -> tuple[bool, Content]:
    with leakscan.scan(data, leakscan.Options(limits=LIMITS, people=False), name=name) as report:
        assert not [item for item in report.problems if item.code in ("internal-error", "limit-time")]
        return report.complete, recovered(report)


def objection(data: bytes, name: str, known: Content) -> str:
    """Return what a damaged file loses although its report is complete."""
    is_complete, found = scanned(data, name)
    lost = known - found
    told = TOLD & ({rule for rule, _ in found} - {rule for rule, _ in known})
    return f"complete, yet lost: {sorted({rule for rule, _ in lost})}" if is_complete and lost and not told else ""


@cache
def streams_of(path: Path) -> dict[str, bytes]:
    data = path.read_bytes()
    if not data.startswith(SIGNATURE):
        return {}
    container = CfbContainer(Source(BytesStore(data), name="", budget=Budget(Limits())))
    try:
        return {entry.name: container.read(entry.name) for entry in container.entries()}
    finally:
        container.close()


def records_of(stream: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the offset and the length of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == length == 0:
            return
        yield at, length
        at += 4 + length


def other_length(length: int, choice: random.Random) -> int:
    near = choice.randrange(1, 40)
    return choice.choice((length + near, max(0, length - near), choice.randrange(0x2020), 0xFFFF))


@pytest.mark.parametrize("path", binaries(".xls"), ids=name_of)
def test_a_record_of_xls_with_another_length_is_told_of(path: Path) -> None:
    streams = streams_of(path)
    wanted = [name for name in streams if name in RECORDS or name.startswith("_SX_DB_CUR/")]
    is_complete, known = scanned(compound_file(streams), path.name) if wanted else (False, None)
    if not is_complete or known is None:
        pytest.skip("not everything in it is read anyway, or it is encrypted")
    choice = random.Random(name_of(path))
    for name in wanted:
        places = list(records_of(streams[name]))
        for _ in range(TIMES):
            at, length = choice.choice(places)
            new = other_length(length, choice)
            damaged = bytearray(streams[name])
            struct.pack_into("<H", damaged, at + 2, new)
            if new != length:
                wrong = objection(compound_file({**streams, name: bytes(damaged)}), path.name, known)
                assert not wrong, f"{name}: record at {at}, length {length} made {new}: {wrong}"


def links_of(data: bytes) -> list[int]:
    """Return the offsets of the links in the tables of sectors and mini sectors, and in the directory."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = [
        (sector + 1) * size + 4 * index
        for sector in struct.unpack_from("<109I", data, 76)
        if sector < 0xFFFFFFF0
        for index in range(size // 4)
    ]
    following = {index: struct.unpack_from("<I", data, at)[0] for index, at in enumerate(table)}

    def chain(first: int) -> Iterator[int]:
        while first < 0xFFFFFFF0:
            yield (first + 1) * size
            first = following.get(first, 0xFFFFFFFF)

    first_mini, first_entry = struct.unpack_from("<I", data, 60)[0], struct.unpack_from("<I", data, 48)[0]
    minis = [start + 4 * index for start in chain(first_mini) for index in range(size // 4)]
    used = [at for at in (*table, *minis) if struct.unpack_from("<I", data, at)[0] not in (0xFFFFFFFF, 0xFFFFFFFD)]
    entries = [start + 128 * index for start in chain(first_entry) for index in range(size // 128)]
    return used + [at + field for at in entries if data[at + 66] for field in (68, 72, 76, 116)]


@pytest.mark.parametrize("path", binaries(".xls", ".msg"), ids=name_of)
def test_a_broken_chain_of_a_compound_file_is_told_of(path: Path) -> None:
    data = path.read_bytes()
    is_complete, known = scanned(data, path.name)
    if not data.startswith(SIGNATURE) or not is_complete:
        pytest.skip("no compound file, or not everything in it is read anyway")
    choice = random.Random(name_of(path))
    links = links_of(data)
    for _ in range(2 * TIMES):
        at, link = choice.choice(links), choice.choice(WILD)
        damaged = bytearray(data)
        struct.pack_into("<I", damaged, at, link)
        wrong = objection(bytes(damaged), path.name, known)
        assert not wrong, f"link at {at} made {link}: {wrong}"


REFERENCES = [
    ("hidden_sheet/leaky.xls", "Workbook", 0x0085, 0, 4, "sheet"),
    ("hidden_sheet/leaky.xls", "Workbook", 0x00FD, 6, 4, "shared string"),
    ("hidden_rows/leaky.xls", "Workbook", 0x00FD, 4, 2, "cell format"),
    ("invisible_text/leaky.xls", "Workbook", 0x00E0, 0, 2, "font"),
    ("pivot_cache/leaky.xls", "Workbook", 0x00D5, 0, 2, "stream of a pivot cache"),
    ("pivot_cache/leaky-all-shared.xls", "_SX_DB_CUR/0001", 0x00C8, 0, 1, "item of a pivot cache"),
    ("external_link_cache/leaky.xls", "Workbook", 0x0017, 2, 2, "other workbook"),
    ("lost_source/leaky-deleted.xls", "Workbook", 0x0017, 4, 2, "sheet of a formula"),
    ("cell_comment/leaky.xls", "Workbook", 0x001C, 6, 2, "object of a note"),
]
"""Fixture, stream, type of the record, where in it the number stands, in how many bytes, and what it means."""


@pytest.mark.parametrize(
    ("name", "stream", "kind", "offset", "size", "what"), REFERENCES, ids=[item[-1] for item in REFERENCES]
)
def test_a_reference_of_xls_to_what_is_not_there_leaves_the_report_incomplete(
    name: str, stream: str, kind: int, offset: int, size: int, what: str
) -> None:
    path = fixtures.ROOT / name
    streams = streams_of(path)
    assert scanned(compound_file(streams), path.name)[0]
    marks = [
        at for at, _ in records_of(streams[stream]) if streams[stream][at : at + 2] == struct.pack("<H", kind)
    ]
    damaged = bytearray(streams[stream])
    wild = (0xEE).to_bytes(size, "little") if size < 4 else (0xEEEEEE).to_bytes(size, "little")
    at = marks[-1] + 4 + offset
    damaged[at : at + size] = wild
    assert not scanned(compound_file({**streams, stream: bytes(damaged)}), path.name)[0], what


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:  # our own file
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:  # as above
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def heads_of(part: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the size of each record of a binary part stands, and the size, as far as it takes one byte."""
    at = 0
    while at < len(part):
        at += 2 if part[at] & 0x80 else 1
        start, size, shift = at, 0, 0
        while True:
            byte = part[at]
            size |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not byte & 0x80:
                break
        if at == start + 1:
            yield start, size
        at += size


@pytest.mark.parametrize("path", binaries(".xlsb"), ids=name_of)
def test_a_record_of_xlsb_with_another_size_is_told_of(path: Path) -> None:
    parts = parts_of(path)
    is_complete, known = scanned(packed(parts), path.name)
    if not is_complete:
        pytest.skip("not everything in it is read anyway")
    choice = random.Random(name_of(path))
    binary = [name for name, data in parts.items() if name.endswith(".bin") and data and "printer" not in name]
    for _ in range(2 * TIMES):
        name = choice.choice(binary)
        at, size = choice.choice(list(heads_of(parts[name])))
        new = choice.choice((min(0x7F, size + choice.randrange(1, 30)), max(0, size - choice.randrange(1, 30))))
        damaged = bytearray(parts[name])
        damaged[at] = new
        if new != size:
            wrong = objection(packed({**parts, name: bytes(damaged)}), path.name, known)
            assert not wrong, f"{name}: record at {at}, size {size} made {new}: {wrong}"


def test_references_of_xlsb_to_what_is_not_there_leave_the_report_incomplete() -> None:
    path = fixtures.ROOT / "hidden_sheet" / "leaky.xlsb"
    parts = parts_of(path)
    assert scanned(packed(parts), path.name)[0]
    sheet = "xl/worksheets/sheet2.bin"
    mark = record(7, bytes(12))[:2]
    at = parts[sheet].rindex(mark) + 2 + 8
    wild = parts[sheet][:at] + struct.pack("<I", 0xEEEE) + parts[sheet][at + 4 :]
    assert not scanned(packed({**parts, sheet: wild}), path.name)[0]
    relationships = "xl/_rels/workbook.bin.rels"
    gone = parts[relationships].replace(b'Id="rId2"', b'Id="rId99"').replace(b'Id="rId3"', b'Id="rId98"')
    assert gone != parts[relationships]
    assert not scanned(packed({**parts, relationships: gone}), path.name)[0]


@pytest.mark.parametrize("path", binaries(".ods"), ids=name_of)
def test_a_part_of_an_open_document_that_breaks_off_is_told_of(path: Path) -> None:
    parts = parts_of(path)
    is_complete, known = scanned(packed(parts), path.name)
    if not is_complete or "content.xml" not in parts:
        pytest.skip("not everything in it is read anyway")
    choice = random.Random(name_of(path))
    content = parts["content.xml"]
    for _ in range(TIMES):
        at = choice.randrange(len(content))
        wrong = objection(packed({**parts, "content.xml": content[:at]}), path.name, known)
        assert not wrong, f"content.xml cut at {at}: {wrong}"
    del parts["content.xml"]
    assert not scanned(packed(parts), path.name)[0]


@pytest.mark.parametrize("path", binaries(".fods", ".xml"), ids=name_of)
def test_a_flat_document_that_breaks_off_is_told_of(path: Path) -> None:
    data = path.read_bytes()
    is_complete, known = scanned(data, path.name)
    if not is_complete:
        pytest.skip("not everything in it is read anyway")
    choice = random.Random(name_of(path))
    for _ in range(TIMES):
        at = choice.randrange(len(data) // 3, len(data) - 2)
        wrong = objection(data[:at], path.name, known)
        assert not wrong, f"cut at {at}: {wrong}"


def test_the_law_sees_a_loss_that_is_not_told_of() -> None:
    path = fixtures.ROOT / "hidden_sheet" / "leaky.xls"
    _, known = scanned(path.read_bytes(), path.name)
    assert objection(path.with_name("clean.xls").read_bytes(), path.name, known)
