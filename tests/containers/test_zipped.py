"""ZIP archives whole, damaged, and made to deceive."""

import io
import struct
import zlib
from typing import BinaryIO

import pytest

from fixtures.making import Entry, extra_field, write_zip
from leakscan.containers.container import RangeKind
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import EncryptedFileError, FileError, LimitReachedError, MalformedFileError
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

ENTRIES = [
    Entry(name="a.txt", data=b"first " * 40),
    Entry(name="b.txt", data=b"second", stored=True),
    Entry(name="c.txt", data=b"third " * 40, descriptor=True),
]


def zip_bytes(entries: list[Entry], *, before: bytes = b"", comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    write_zip(target, entries, before=before, comment=comment)
    return target.getvalue()


def opened(data: bytes, limits: Limits | None = None) -> ZipContainer:
    container = ZipContainer(Source(BytesStore(data), name="test.zip", budget=Budget(limits or Limits())))
    position = 0
    for tile in container.ranges():
        assert tile.start == position
        assert tile.end > tile.start
        position = tile.end
    assert position == len(data)
    return container


def content(container: ZipContainer, name: str) -> bytes:
    with container.open(name) as stream:
        return stream.read()


def issues(container: ZipContainer) -> list[str]:
    return [*container.facts.issues, *(issue for entry in container.zip_entries() for issue in entry.issues)]


def kinds(container: ZipContainer) -> set[RangeKind]:
    return {tile.kind for tile in container.ranges()}


def changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def central(data: bytes, name: bytes) -> int:
    """Return the offset of the central record of an entry."""
    return data.rindex(name) - 46


def test_reads_every_entry_and_accounts_for_every_byte() -> None:
    container = opened(zip_bytes(ENTRIES))
    assert [(entry.name, content(container, entry.name)) for entry in container.entries()] == [
        (entry.name, entry.data) for entry in ENTRIES
    ]
    assert kinds(container) == {RangeKind.STRUCTURE, RangeKind.PART_DATA}
    assert issues(container) == []


def test_text_in_front_moves_offsets_and_is_extra() -> None:
    container = opened(b"#!/bin/sh\n" + zip_bytes(ENTRIES))
    assert content(container, "a.txt") == ENTRIES[0].data
    assert container.ranges()[0].kind is RangeKind.EXTRA
    assert issues(container) == []


def test_offsets_corrected_for_the_text_in_front_are_read_too() -> None:
    container = opened(zip_bytes(ENTRIES, before=b"#!/bin/sh\n"))
    assert content(container, "c.txt") == ENTRIES[2].data
    assert container.ranges()[0].kind is RangeKind.EXTRA
    assert issues(container) == []


@pytest.mark.parametrize("is_corrected", [True, False])
def test_an_archive_in_front_of_another_is_one_file_of_extra_bytes(is_corrected: bool) -> None:
    first = zip_bytes([Entry(name="old.txt", data=b"old", stored=True)])
    container = opened(zip_bytes(ENTRIES, before=first) if is_corrected else first + zip_bytes(ENTRIES))
    assert [entry.name for entry in container.entries()] == ["a.txt", "b.txt", "c.txt"]
    assert (container.ranges()[0].kind, container.ranges()[0].end) == (RangeKind.EXTRA, len(first))


def test_signatures_in_the_comment_do_not_mislead() -> None:
    container = opened(zip_bytes(ENTRIES, comment=b"PK\x05\x06" * 200 + b"PK\x03\x04" * 200))
    assert len(list(container.entries())) == 3
    assert content(container, "b.txt") == b"second"


@pytest.mark.parametrize(
    ("offset", "new", "issue"),
    [
        (30, b"x", "the local header names the entry otherwise than the directory"),
        (8, b"\x00", "the local header gives another compression method than the directory"),
        (6, b"\x01", "the local header has other flags than the directory"),
        (14, b"\x99", "the local header gives another checksum than the directory"),
        (22, b"\x99", "the local header gives another size than the directory"),
        (18, b"\x99", "the local header gives another packed size than the directory"),
        (0, b"X", "the local header is damaged"),
    ],
)
def test_a_local_header_that_disagrees_is_told_of_and_the_directory_followed(
    offset: int, new: bytes, issue: str
) -> None:
    container = opened(changed(zip_bytes(ENTRIES), offset, new))
    assert issue in issues(container)
    assert content(container, "a.txt") == ENTRIES[0].data


def test_a_wrong_offset_in_the_directory_is_mended_by_the_entry_found() -> None:
    data = zip_bytes(ENTRIES)
    container = opened(changed(data, central(data, b"b.txt") + 42, b"\x01"))
    assert content(container, "b.txt") == b"second"
    assert issues(container) == ["the directory does not say truly where the entry is"]
    assert not container.facts.duplicates


@pytest.mark.parametrize(
    ("offset", "new"),
    [(4, b"\x01"), (8, b"\x02"), (10, b"\x01"), (12, b"\x07"), (20, b"\x09")],
)
def test_a_wrong_end_record_is_told_of(offset: int, new: bytes) -> None:
    data = zip_bytes(ENTRIES)
    container = opened(changed(data, data.rindex(b"PK\x05\x06") + offset, new))
    assert len(list(container.entries())) == 3
    assert issues(container)


def test_a_wrong_descriptor_is_told_of_and_is_no_extra() -> None:
    data = zip_bytes(ENTRIES)
    container = opened(changed(data, data.index(b"PK\x07\x08") + 5, b"\x77"))
    assert issues(container) == ["the data descriptor says otherwise than the directory"]
    assert RangeKind.EXTRA not in kinds(container)


def test_the_entries_of_a_cut_file_are_looked_for() -> None:
    data = zip_bytes(ENTRIES)
    container = opened(data[: data.index(b"c.txt") + 9])
    assert container.facts.is_recovered
    assert content(container, "a.txt") == ENTRIES[0].data
    with pytest.raises(MalformedFileError):
        content(container, "c.txt")


def test_a_cut_file_does_not_pass_for_the_archive_stored_in_it() -> None:
    inner = zip_bytes(ENTRIES)
    data = zip_bytes([Entry(name="in.zip", data=inner, stored=True), *ENTRIES])
    container = opened(data[: data.index(inner) + len(inner) + 60])
    assert next(container.entries()).name == "in.zip"


def test_an_unlisted_entry_is_found_whatever_its_size_is_told_by() -> None:
    for how in ({}, {"stored": True}, {"descriptor": True}, {"zip64": True}):
        hidden = Entry(name="old.txt", data=b"gone " * 30, listed=False, **how)  # type: ignore[arg-type]
        container = opened(zip_bytes([ENTRIES[0], hidden, ENTRIES[1]]))
        entry = container.zip_entry("old.txt")
        assert entry is not None
        assert not entry.is_listed
        assert content(container, "old.txt") == b"gone " * 30
        assert RangeKind.UNLISTED in kinds(container)


def test_two_entries_of_one_name_are_both_read() -> None:
    container = opened(zip_bytes([ENTRIES[0], Entry(name="a.txt", data=b"other")]))
    assert container.facts.duplicates == {"a.txt#2": "a.txt"}
    assert content(container, "a.txt#2") == b"other"


def test_names_that_resemble_those_given_to_duplicates_stay_apart() -> None:
    names = ["a#2", "a", "a", "a#2"]
    container = opened(
        zip_bytes([Entry(name=name, data=str(number).encode()) for number, name in enumerate(names)])
    )
    assert sorted(content(container, entry.name) for entry in container.entries()) == [b"0", b"1", b"2", b"3"]


def test_names_that_lead_elsewhere_are_only_names() -> None:
    names = ["../../etc/passwd", "/absolute", "back\\slash", "C:\\drive", "a/./b", "n\0ul"]
    container = opened(zip_bytes([Entry(name=name, data=b"x") for name in names]))
    assert [entry.name for entry in container.entries()] == names
    assert issues(container) == ["the name of the entry holds a NUL, where some programs end it"]


def test_a_name_in_code_page_437_is_read() -> None:
    data = zip_bytes([Entry(name="caXX.txt", data=b"x")]).replace(b"caXX", b"caf\x82")
    assert [entry.name for entry in opened(data).entries()] == ["caf\u00e9.txt"]


def test_bytes_behind_the_end_of_deflated_data_are_slack() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"seen") + packed.flush() + b"unseen"
    data = bytearray(zip_bytes([Entry(name="a", data=body, stored=True)]))
    for at, method, crc, size in ((0, 8, 14, 22), (bytes(data).rindex(b"PK\x01\x02"), 10, 16, 24)):
        struct.pack_into("<H", data, at + method, 8)
        struct.pack_into("<I", data, at + crc, zlib.crc32(b"seen"))
        struct.pack_into("<I", data, at + size, 4)
    container = opened(bytes(data))
    assert content(container, "a") == b"seen"
    slack = [tile for tile in container.ranges() if tile.kind is RangeKind.EXTRA]
    assert [container.bytes_at(tile.start, tile.end) for tile in slack] == [b"unseen"]


def test_a_wrong_checksum_is_raised_at_the_end_of_the_data() -> None:
    data = zip_bytes(ENTRIES)
    container = opened(data.replace(b"second", b"sekond"))
    with container.open("b.txt") as stream:
        assert stream.read(6) == b"sekond"
        with pytest.raises(MalformedFileError) as caught:
            stream.read()
    assert caught.value.code == "wrong-checksum"


def test_a_size_that_lies_is_raised() -> None:
    data = zip_bytes(ENTRIES)
    for size in (b"\x01", b"\xff"):
        container = opened(changed(data, central(data, b"a.txt") + 24, size))
        with pytest.raises(MalformedFileError):
            content(container, "a.txt")


def test_an_encrypted_entry_and_an_unknown_method_are_refused() -> None:
    data = zip_bytes(ENTRIES)
    with pytest.raises(EncryptedFileError):
        content(opened(changed(data, central(data, b"a.txt") + 8, b"\x01")), "a.txt")
    with pytest.raises(FileError) as caught:
        content(opened(changed(data, central(data, b"a.txt") + 10, b"\x63")), "a.txt")
    assert caught.value.code == "unsupported-compression"


def test_zip64_numbers_that_lead_out_of_the_file_are_refused() -> None:
    entry = Entry(name="a", data=b"x", extra=extra_field(1, struct.pack("<3Q", 1 << 63, 1 << 63, 1 << 63)))
    data = zip_bytes([entry])
    at = data.rindex(b"PK\x01\x02")
    container = opened(changed(data, at + 20, b"\xff" * 8 + data[at + 28 : at + 42] + b"\xff" * 4))
    assert issues(container) == ["the directory does not say truly where the entry is"] or any(
        entry.problem for entry in container.zip_entries()
    )


class CountingStore(BytesStore):
    """Bytes that say how many of them were read, each as often as it was."""

    given_bytes = 0

    def open(self) -> BinaryIO:
        store = self

        class Counting(io.BytesIO):
            def read(self, count: int | None = -1, /) -> bytes:
                data = super().read(count)
                store.given_bytes += len(data)
                return data

        return Counting(super().open().read())


def overlapping(copies: int) -> bytes:
    """Return an archive whose entries all lead to the same data, as in David Fifield's bombs."""
    data = zip_bytes([Entry(name="0", data=b"\0" * 100_000)])
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    record = data[start:end]
    directory = b"".join(record[:46] + bytes([48 + number]) for number in range(copies))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), start, 0)
    return data[:start] + directory + tail


def test_entries_that_share_their_bytes_are_told_of_and_refused_as_a_bomb() -> None:
    container = opened(overlapping(60))
    assert "the entry shares bytes with another or with the directory" in issues(container)
    with pytest.raises(MalformedFileError, match="bomb"):
        content(container, "1")


@pytest.mark.parametrize(
    "filling",
    [
        b"PK\x03\x04" * 500_000,
        (struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 8, 8, 0, 0, 0, 0, 0, 1, 0) + b"a") * 40_000,
        b"PK\x05\x06" * 500_000,
        b"PK\x01\x02" * 500_000,
    ],
    ids=["local", "deferred", "end", "central"],
)
def test_a_gap_full_of_signatures_takes_no_time_without_end(filling: bytes) -> None:
    data = zip_bytes([*ENTRIES, Entry(name="z", data=b"", before=filling)])
    store = CountingStore(data)
    container = ZipContainer(Source(store, name="test.zip", budget=Budget(Limits())))
    assert content(container, "a.txt") == ENTRIES[0].data
    assert store.given_bytes < 60 * len(data)


def test_a_directory_of_one_name_many_times_takes_no_time_without_end() -> None:
    container = opened(zip_bytes([Entry(name="a", data=b"", stored=True)] * 30_000))
    assert len(container.facts.duplicates) == 29_999


def test_too_many_entries_end_the_scan() -> None:
    with pytest.raises(LimitReachedError) as caught:
        opened(zip_bytes(ENTRIES), Limits(parts=2))
    assert caught.value.code == "limit-parts"


def test_an_archive_of_nothing_is_one() -> None:
    assert list(opened(zip_bytes([])).entries()) == []
