"""ZIP files read structure by structure, so that what their directory does not list is seen too.

Source of the format facts: APPNOTE.TXT 6.3.10 §4.3 (records), §4.5 (extra fields). The standard library's
reader follows the central directory alone; here every local header is found, and every byte is accounted for.
Where directory and local header disagree the directory is followed, as applications do, and that is said.
"""

import io
import struct
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from leakscan.containers import zip_records as records
from leakscan.containers.container import ByteRange, Entry, RangeKind
from leakscan.containers.zip_bytes import ZipBytes
from leakscan.containers.zip_data import CHUNK_BYTES, READ_METHODS, EntryStream, small_content
from leakscan.containers.zip_records import HAS_DESCRIPTOR, IS_ENCRYPTED, STORED, ZipEntry
from leakscan.errors import EncryptedFileError, MalformedFileError, UnsupportedFormatError
from leakscan.source import Source, SpoolStore

_MOST_ENDS = 64
"""How many end records are tried: a comment may hold their signature any number of times."""
_TOO_MANY_SIGNATURES = "the archive holds too many signatures of entries to look behind each"
_KEPT_BYTES = 4 << 20
"""So much of the content of small entries is kept: readers come back to them."""
_DESCRIPTOR_SIZES = (12, 16, 20, 24)


@dataclass(slots=True, eq=False, repr=False)
class ZipFacts:
    """What the archive says besides its files.

    Attributes:
        comment: the archive's comment.
        is_recovered: the central directory was missing or broken, and local headers were followed instead.
        issues: what is wrong with the archive as a whole.
        duplicates: for each entry whose name an earlier one has, that name.
    """

    comment: bytes = b""
    is_recovered: bool = False
    issues: list[str] = field(default_factory=list)
    duplicates: dict[str, str] = field(default_factory=dict)


class ZipContainer:
    """A ZIP archive."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.facts = ZipFacts()
        self._bytes = ZipBytes(source)
        self._structure: list[ByteRange] = []
        self._entries: dict[str, ZipEntry] = {}
        self._names: Counter[str] = Counter()
        self._kept: dict[str, bytes] = {}
        self._kept_bytes = 0
        try:
            self._read_directory()
            self._refuse_overlaps()
            self._ranges = self._tile()
            if self._bytes.has_searched_enough:
                self.facts.issues.append(_TOO_MANY_SIGNATURES)
        except BaseException:
            self._bytes.stream.close()
            raise

    def close(self) -> None:
        """Close the underlying stream."""
        self._bytes.stream.close()

    def entries(self) -> Iterator[Entry]:
        """Yield the parts, listed ones first; folders are left out unless they hold something."""
        for entry in self._entries.values():
            if not entry.name.endswith("/") or entry.size:
                yield Entry(
                    entry.name, entry.size, entry.packed_size, entry.data, is_stored=entry.method == STORED
                )

    def zip_entries(self) -> tuple[ZipEntry, ...]:
        """Return every entry with all that the archive says of it."""
        return tuple(self._entries.values())

    def zip_entry(self, name: str) -> ZipEntry | None:
        """Return an entry with all that the archive says of it, or None."""
        return self._entries.get(name)

    def ranges(self) -> tuple[ByteRange, ...]:
        """Return ranges that tile the file; slack inside the data of entries read so far stands for itself."""
        slacks = sorted(entry.slack for entry in self._entries.values() if entry.slack is not None)
        if not slacks:
            return self._ranges
        starts = [start for start, _ in slacks]
        tiles: list[ByteRange] = []
        for tile in self._ranges:
            position = tile.start
            if tile.kind in (RangeKind.PART_DATA, RangeKind.UNLISTED):
                for start, end in slacks[bisect_left(starts, tile.start) : bisect_left(starts, tile.end)]:
                    if position <= start:
                        tiles.append(ByteRange(position, start, tile.kind))
                        tiles.append(ByteRange(start, min(end, tile.end), RangeKind.EXTRA))
                        position = min(end, tile.end)
            tiles.append(ByteRange(position, tile.end, tile.kind))
        return tuple(tile for tile in tiles if tile.start < tile.end)

    def open(self, name: str) -> BinaryIO:
        """Return a metered stream over the content of a part.

        Raises:
            MalformedFileError: there is no such part or its header is damaged; while reading, when its data,
                size or checksum is wrong.
            EncryptedFileError: it is encrypted.
            UnsupportedFormatError: its compression method is unknown.
            LimitReachedError: when a limit is reached, for small parts at once.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        if entry.problem:
            raise MalformedFileError(entry.problem, code="malformed-zip-entry")
        if entry.flags & IS_ENCRYPTED:
            raise EncryptedFileError("the part is encrypted inside the archive")
        if entry.method not in READ_METHODS:
            raise UnsupportedFormatError(
                "the part is compressed by a method that is not read", code="unsupported-compression"
            )
        content = self._small_content(entry)
        if content is not None:
            return io.BytesIO(content)
        return io.BufferedReader(EntryStream(self._bytes.stream, entry, self.source), CHUNK_BYTES)

    def _small_content(self, entry: ZipEntry) -> bytes | None:
        """Return the content of a small and sound entry, unpacked once; None for another."""
        content = self._kept.get(entry.name)
        if content is not None:
            self.source.budget.check_time()
            return content
        content = small_content(self._bytes.stream, entry, self.source)
        if content is not None:
            if self._kept_bytes > _KEPT_BYTES:
                self._kept.clear()
                self._kept_bytes = 0
            self._kept[entry.name] = content
            self._kept_bytes += len(content)
        return content

    def extract(self, name: str) -> SpoolStore:
        """Return the whole content of a part as a store of its own.

        Raises:
            FileError: as `open`, and as reading its stream.
        """
        store = SpoolStore()
        with self.open(name) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                store.write(chunk)
        return store

    def bytes_at(self, start: int, end: int) -> bytes:
        """Return bytes of the archive itself; what lies outside it is left out."""
        return self._bytes.at(start, end)

    # The central directory

    def _read_directory(self) -> None:
        for number, end in enumerate(self._bytes.ends()):
            if number == _MOST_ENDS:
                break
            try:
                found = self._read_central(end)
            except MalformedFileError:
                continue
            for entry in found:
                self._add(entry)
            self._locate_all()
            return
        self._recover()

    def _read_central(self, end: int) -> list[ZipEntry]:
        fields = records.END.unpack(self._bytes.at(end, end + records.END.size))
        disk, first_disk, here, count, size, offset, comment_length = fields[1:]
        facts = ZipFacts()
        structure = []
        end_of_end = end + records.END.size + comment_length
        if end_of_end > self._bytes.size:
            facts.issues.append("the comment of the archive reaches beyond the end of the file")
            end_of_end = self._bytes.size
        facts.comment = self._bytes.at(end + records.END.size, end_of_end)
        structure.append(ByteRange(end, end_of_end, RangeKind.STRUCTURE))
        if (disk, first_disk) not in ((0, 0), (0xFFFF, 0xFFFF)) or here != count:
            facts.issues.append("the archive says it is one of several disks")
        directory_end = end
        wide = self._end64(end, structure)
        if wide is not None:
            directory_end = structure[-1].start
            count, size, offset = wide
        elif 0xFFFFFFFF in (size, offset):
            raise MalformedFileError("the end record of the archive is damaged")
        start = directory_end - size
        if not self._bytes.is_record(start, records.CENTRAL_SIGNATURE) and count:
            start = offset
            facts.issues.append("the end record does not say truly where the directory is")
        elif offset > start:
            facts.issues.append("the end record does not say truly where the directory is")
        shift = self._shift(start, start - offset)
        if shift and end_of_end < self._bytes.size and self._bytes.is_record(0, records.LOCAL_SIGNATURE):
            raise MalformedFileError("the end record is that of an archive inside, and the file is cut")
        found, position = self._central_records(start, directory_end, shift)
        if not found and count:
            raise MalformedFileError("the central directory is missing")
        if len(found) != count and len(found) & 0xFFFF != count:
            facts.issues.append("the directory lists more or fewer entries than the archive says")
        if position > start:
            structure.append(ByteRange(start, position, RangeKind.STRUCTURE))
        self.facts, self._structure = facts, structure
        return found

    def _end64(self, end: int, structure: list[ByteRange]) -> tuple[int, int, int] | None:
        """Return count, size and offset from the ZIP64 end record (§4.3.14), and note where it lies."""
        at = end - records.END64_LOCATOR_BYTES
        locator = self._bytes.at(at, end)
        if not locator.startswith(records.END64_LOCATOR_SIGNATURE):
            return None
        for start in (int.from_bytes(locator[8:16], "little"), at - records.END64.size):
            record = self._bytes.at(start, start + records.END64.size)
            if record.startswith(records.END64_SIGNATURE) and len(record) == records.END64.size and start < at:
                wide = records.END64.unpack(record)
                structure.append(ByteRange(at, end, RangeKind.STRUCTURE))
                structure.append(ByteRange(start, start + records.END64.size, RangeKind.STRUCTURE))
                return wide[7], wide[8], wide[9]
        return None

    def _shift(self, start: int, shift: int) -> int:
        """Return by how much offsets are too small: the size of what was put before the archive, or 0.

        Some programs correct the offsets for it, so the first entry is asked.
        """
        raw = self._bytes.at(start, start + records.CENTRAL.size)
        if len(raw) < records.CENTRAL.size:
            return 0
        header = int(records.CENTRAL.unpack(raw)[16])
        if shift > 0 and self._bytes.is_record(header + shift, records.LOCAL_SIGNATURE):
            return shift
        return 0

    def _central_records(self, start: int, end: int, shift: int) -> tuple[list[ZipEntry], int]:
        found: list[ZipEntry] = []
        position = start
        most = self.source.budget.limits.parts
        while position < end and len(found) <= most:
            raw = self._bytes.at(position, position + records.CENTRAL.size)
            if len(raw) < records.CENTRAL.size or not raw.startswith(records.CENTRAL_SIGNATURE):
                break
            lengths = struct.unpack_from("<3H", raw, 28)
            after = position + records.CENTRAL.size + sum(lengths)
            if after > end:
                break
            tail = self._bytes.at(position + records.CENTRAL.size, after)
            found.append(records.central_entry(raw, tail, shift))
            position = after
        return found, position

    def _add(self, entry: ZipEntry) -> None:
        self.source.budget.spend_part()
        name = entry.listed_name
        self._names[name] += 1
        if self._names[name] > 1:
            number = self._names[name]
            while (name := f"{entry.listed_name}#{number}") in self._entries:
                number += 1
            self._names[entry.listed_name] = number
            self.facts.duplicates[name] = entry.listed_name
        elif name in self._entries:
            name = f"{name}#1"
        entry.name = name
        self._entries[name] = entry

    # Local headers

    def _locate_all(self) -> None:
        for entry in self._entries.values():
            self._locate(entry)

    def _locate(self, entry: ZipEntry) -> None:
        raw = self._bytes.at(entry.header, entry.header + records.LOCAL.size)
        at_name = entry.header + records.LOCAL.size
        is_named = self._bytes.at(at_name, at_name + len(entry.raw_name)) == entry.raw_name
        is_header = raw.startswith(records.LOCAL_SIGNATURE)
        if len(raw) < records.LOCAL.size or not (is_header or is_named):
            entry.problem = "the local header is missing"
            return
        if not is_header:
            entry.issues.append("the local header is damaged")
        name_length, extra_length = struct.unpack_from("<2H", raw, 26)
        names = self._bytes.at(at_name, at_name + name_length + extra_length)
        if not records.agrees(entry, raw, names[:name_length]):
            entry.issues.extend(records.disagreements(entry, records.local_entry(raw, names, entry.header)))
        entry.local_extra = names[name_length:]
        entry.data = entry.header + records.LOCAL.size + len(names)
        entry.end = entry.data_end
        if entry.end > self._bytes.size:
            entry.issues.append("the data reach beyond the end of the file")
            entry.end = self._bytes.size
        elif entry.flags & HAS_DESCRIPTOR:
            self._bytes.pass_descriptor(entry)

    def _refuse_overlaps(self) -> None:
        """Say where entries share bytes; refuse them where they do so on a scale that only bombs have."""
        found = [entry for entry in self._entries.values() if entry.data >= 0]
        found.sort(key=lambda entry: (entry.header, entry.data_end))
        directory = max((item.start for item in self._structure), default=self._bytes.size)
        overlapping: dict[int, ZipEntry] = {}
        reaching: ZipEntry | None = None
        for entry in found:
            if reaching is not None and entry.header < min(reaching.data_end, self._bytes.size):
                overlapping.update({id(entry): entry, id(reaching): reaching})
            if entry.header < directory < entry.data_end and self._structure:
                overlapping[id(entry)] = entry
            if reaching is None or entry.data_end > reaching.data_end:
                reaching = entry
        is_bomb = sum(entry.packed_size for entry in found) > 2 * self._bytes.size
        for entry in overlapping.values():
            entry.issues.append("the entry shares bytes with another or with the directory")
            if is_bomb:
                entry.problem = "the entry shares bytes with others, as in a ZIP bomb"

    def _recover(self) -> None:
        """Follow local headers from the start where the central directory cannot be used."""
        self.facts.is_recovered = True
        self.facts.issues.append("the directory of the archive cannot be read; the entries were looked for")
        position = 0
        for start in self._bytes.signatures(0, self._bytes.size):
            if start < position:
                continue
            entry = self._bytes.unlisted(start, self._bytes.size, is_cut_allowed=True)
            if entry is not None:
                entry.is_listed = True
                self._add(entry)
                position = entry.end
        if not self._entries:
            raise MalformedFileError("the archive holds no readable entry", code="malformed-zip")

    # Tiling

    def _tile(self) -> tuple[ByteRange, ...]:
        taken = list(self._structure)
        for entry in self._entries.values():
            if entry.data >= 0:
                end = min(entry.data_end, self._bytes.size)
                taken.append(ByteRange(entry.header, entry.data, RangeKind.STRUCTURE))
                taken.append(ByteRange(entry.data, end, RangeKind.PART_DATA))
                taken.append(ByteRange(end, entry.end, RangeKind.STRUCTURE))
        waiting = {
            entry.end: entry
            for entry in self._entries.values()
            if entry.data >= 0 and entry.flags & HAS_DESCRIPTOR and entry.end == entry.data_end
        }
        tiles: list[ByteRange] = []
        position = 0
        for item in sorted(taken, key=lambda piece: (piece.start, piece.end)):
            if item.start > position:
                tiles.extend(self._gap(position, item.start, waiting.get(position)))
            if item.end > position:
                tiles.append(ByteRange(max(position, item.start), item.end, item.kind))
                position = item.end
        if position < self._bytes.size:
            tiles.extend(self._gap(position, self._bytes.size, waiting.get(position)))
        return _merged(tiles)

    def _gap(self, start: int, end: int, before: ZipEntry | None) -> Iterator[ByteRange]:
        """Yield what lies between known ranges: unlisted entries, padding, other bytes."""
        if before is not None and end - start in _DESCRIPTOR_SIZES:
            before.issues.append("the data descriptor says otherwise than the directory")
            yield ByteRange(start, end, RangeKind.STRUCTURE)
            return
        archives = dict(self._bytes.inner_archives(start, end))
        position = start
        for header in self._bytes.signatures(start, end):
            if header < position:
                continue
            if header in archives:
                yield from self._plain_gap(position, header)
                yield ByteRange(header, archives[header], RangeKind.EXTRA)
                position = archives[header]
                continue
            entry = self._bytes.unlisted(header, end)
            if entry is None or entry.end > end:
                continue
            yield from self._plain_gap(position, header)
            kind = RangeKind.UNLISTED
            if self._adopt(entry):
                kind = RangeKind.PART_DATA
            elif entry.packed_size or entry.raw_name:
                self._add(entry)
            yield ByteRange(header, entry.data, RangeKind.STRUCTURE)
            yield ByteRange(entry.data, entry.data_end, kind)
            yield ByteRange(entry.data_end, entry.end, RangeKind.STRUCTURE)
            position = entry.end
        yield from self._plain_gap(position, end)

    def _adopt(self, found: ZipEntry) -> bool:
        """Give data found by the way to the listed entry of that name that lacks them."""
        listed = self._entries.get(found.listed_name)
        if listed is None or listed.data >= 0 or (listed.crc, listed.size) != (found.crc, found.size):
            return False
        listed.issues.append("the directory does not say truly where the entry is")
        listed.problem = ""
        listed.header, listed.data, listed.end = found.header, found.data, found.end
        listed.packed_size, listed.local_extra = found.packed_size, found.local_extra
        listed.issues.extend(records.disagreements(listed, found))
        return True

    def _plain_gap(self, start: int, end: int) -> Iterator[ByteRange]:
        if self.facts.is_recovered and self._bytes.is_record(start, records.CENTRAL_SIGNATURE):
            _, position = self._central_records(start, end, 0)
            yield ByteRange(start, position, RangeKind.STRUCTURE)
            start = position
            if self._bytes.is_record(start, records.END_SIGNATURE) and start + records.END.size == end:
                yield ByteRange(start, end, RangeKind.STRUCTURE)
                return
        if start < end:
            is_blank = self._bytes.is_blank(start, end)
            yield ByteRange(start, end, RangeKind.PADDING if is_blank else RangeKind.EXTRA)


def _merged(tiles: list[ByteRange]) -> tuple[ByteRange, ...]:
    merged: list[ByteRange] = []
    for tile in tiles:
        if tile.start == tile.end:
            continue
        if merged and merged[-1].kind is tile.kind is RangeKind.STRUCTURE and merged[-1].end == tile.start:
            merged[-1] = ByteRange(merged[-1].start, tile.end, tile.kind)
        else:
            merged.append(tile)
    return tuple(merged)
