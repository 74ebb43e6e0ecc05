"""What a ZIP archive says besides its entries: comments, extra fields and times."""

import contextlib
import datetime
import re
import struct

from leakscan.containers.zip_records import ZipEntry, decoded_text, extra_fields
from leakscan.containers.zipped import ZipContainer
from leakscan.patterns import late_pattern
from leakscan.views.archive import Archive, Note, NoteKind

_ZIP64, _GROWTH = 0x0001, 0xA220
_GROWTH_SIGNATURE = b"\x28\xa0"
_NTFS_TIMES, _UNIX_TIMES = 0x000A, 0x5455
_UNICODE_COMMENT, _UNICODE_PATH = 0x6375, 0x7075
_ACCOUNTS = {0x7875: "new Unix", 0x7855: "Unix", 0x5855: "old Unix", 0x000D: "PKWARE Unix", 0x756E: "ASi Unix"}
_NO_TIME = datetime.datetime(1980, 12, 31)  # noqa: DTZ001  # archives keep no zone
"""The year in which archives begin: programs that keep no times write some day of it, XlsxWriter 31 January."""
_EPOCH = datetime.datetime(1970, 1, 1)  # noqa: DTZ001
_WINDOWS_EPOCH = datetime.datetime(1601, 1, 1)  # noqa: DTZ001
_RUN = late_pattern(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{4,}")
_MOST_NAMED = 20


def read_notes(container: ZipContainer, archive: Archive) -> None:
    """Read comments, extra fields and times of an archive into the view."""
    gathered: dict[tuple[NoteKind, str], Note] = {}

    def add(kind: NoteKind, text: str, part: str = "") -> None:
        note = gathered.setdefault((kind, text), Note(kind, text))
        if part and part not in note.parts and len(note.parts) < _MOST_NAMED:
            note.parts.append(part)

    if container.facts.comment.strip(b"\0"):
        add(NoteKind.COMMENT, decoded_text(container.facts.comment))
    for entry in container.zip_entries():
        if entry.comment.strip(b"\0"):
            add(NoteKind.ENTRY_COMMENT, decoded_text(entry.comment), entry.name)
        for extra in (entry.extra, entry.local_extra):
            for tag, data in extra_fields(extra) if extra else ():
                found = _note(tag, data, entry)
                if found is not None:
                    add(*found, entry.name)
    archive.notes.extend(gathered.values())
    written = {(entry.date, entry.time, entry.local_extra + entry.extra) for entry in container.zip_entries()}
    times = [time for items in written for time in _times(*items) if time > _NO_TIME]
    archive.earliest, archive.latest = min(times, default=None), max(times, default=None)


def _note(tag: int | None, data: bytes, entry: ZipEntry) -> tuple[NoteKind, str] | None:
    if tag is not None and _is_bare(tag, data, entry):
        return None
    if tag in _ACCOUNTS:
        numbers = _account(tag, data)
        return None if numbers is None else (NoteKind.ACCOUNT, numbers)
    if tag in (_UNICODE_COMMENT, _UNICODE_PATH):
        text = data[5:].decode("utf-8", "replace")
        known = entry.comment if tag == _UNICODE_COMMENT else entry.raw_name
        return None if text == decoded_text(known) or not text else (NoteKind.TEXT, text)
    if tag == _GROWTH and data[:2] == _GROWTH_SIGNATURE:
        data = data[4:]
    if len(set(data)) <= 1 or not data.strip(b"\0 "):  # Word pads with whatever byte
        return None
    return read_bytes(data)


def read_bytes(data: bytes) -> tuple[NoteKind, str]:
    """Return what bytes without a meaning hold: the text in them, or else themselves."""
    runs = [run.decode("utf-8", "replace") for run in _RUN.findall(data)]
    runs += [found.decode("utf-16-le") for found in re.findall(rb"(?:[\x20-\x7e]\0){4,}", data)]
    return (NoteKind.TEXT, "\n".join(runs)) if runs else (NoteKind.UNKNOWN, data.hex())


def _is_bare(tag: int, data: bytes, entry: ZipEntry) -> bool:
    """Return whether a field of numbers holds these numbers and nothing else that a field of its kind may hide."""
    if tag == _ZIP64:
        known = (entry.size, entry.packed_size, entry.header, 0)
        numbers = [int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data), 8)]
        return len(data) <= 28 and all(number in known for number in numbers)
    if tag == _NTFS_TIMES:
        return len(data) == 32 and data[4:8] == b"\x01\0\x18\0"
    if tag == _UNIX_TIMES:
        return len(data) in (1, 5, 9, 13) and data[0] <= 7
    return False


def _account(tag: int, data: bytes) -> str | None:
    if tag == 0x7875:  # version, then for each number its length and itself
        numbers, position = [], 1
        while position < len(data):
            length = data[position]
            numbers.append(int.from_bytes(data[position + 1 : position + 1 + length], "little"))
            position += 1 + length
        return "/".join(map(str, numbers[:2])) if len(numbers) >= 2 else None
    start = {0x7855: 0, 0x5855: 8, 0x000D: 8, 0x756E: 10}[tag]
    if len(data) < start + 4:
        return None
    return "/".join(map(str, struct.unpack_from("<2H", data, start)))


def _times(date: int, time: int, extra: bytes) -> list[datetime.datetime]:
    found = []
    with contextlib.suppress(ValueError):  # month 0, or another date that no calendar has, stands for none
        found.append(
            datetime.datetime(  # noqa: DTZ001
                1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, min(59, (time & 31) * 2)
            )
        )
    for tag, data in extra_fields(extra) if extra else ():
        if tag == _UNIX_TIMES and len(data) >= 5 and data[0] & 1:
            found.append(_EPOCH + datetime.timedelta(seconds=int.from_bytes(data[1:5], "little", signed=True)))
        elif tag == _NTFS_TIMES and len(data) >= 16:
            ticks = int.from_bytes(data[8:16], "little")
            if ticks < 1 << 61:
                found.append(_WINDOWS_EPOCH + datetime.timedelta(microseconds=ticks // 10))
    return found
