"""The properties of an Outlook item and of its recipients and attachments ([MS-OXMSG] 2)."""

import codecs
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError

PROPERTIES = "__properties_version1.0"
NAMES = "__nameid_version1.0"
RECIPIENTS, ATTACHMENTS = "__recip_version1.0_", "__attach_version1.0_"
_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-[0-9A-F]{8})?$", re.IGNORECASE)
_ENTRY_BYTES = 16
_TEXT, _NARROW, _BINARY = 0x001F, 0x001E, 0x0102
_MANY = 0x1000
_FIRST_NAMED = 0x8000
_CODE_PAGES = (0x3FFD, 0x3FDE)

TAGS = {
    0x001A: "Message class", 0x0037: "Subject", 0x003D: "Subject prefix", 0x0040: "Received by",
    0x0042: "Sent on behalf of", 0x0044: "Received on behalf of", 0x0050: "Reply to",
    0x0064: "Kind of address on behalf of", 0x0065: "Address on behalf of", 0x0070: "Conversation topic",
    0x0075: "Kind of address of the receiver", 0x0076: "Address of the receiver",
    0x0077: "Kind of address received on behalf of", 0x0078: "Address received on behalf of",
    0x007D: "Internet headers", 0x0C1A: "Sender", 0x0C1E: "Kind of address of the sender",
    0x0C1F: "Address of the sender", 0x0E02: "Bcc", 0x0E03: "Cc", 0x0E04: "To", 0x0E1D: "Normalised subject",
    0x0E28: "Account it was sent by", 0x0E29: "Account to send by", 0x1000: "Body", 0x1013: "HTML body",
    0x1035: "Message-ID", 0x1039: "References", 0x1042: "In-Reply-To", 0x1046: "Original Message-ID",
    0x10F3: "Name in addresses", 0x3001: "Display name", 0x3003: "Address", 0x300B: "Search key",
    0x3701: "Data", 0x3703: "Extension", 0x3704: "File name", 0x3707: "Long file name", 0x3708: "Path",
    0x370D: "Long path", 0x370E: "Kind of content", 0x3712: "Content-ID", 0x3713: "Content location",
    0x39FE: "Internet address", 0x3A00: "Account", 0x3FF8: "Created by", 0x3FFA: "Last changed by",
    0x4030: "Account of the sender", 0x4031: "Account on behalf of", 0x4038: "Account of the creator",
    0x4039: "Account of the last changer", 0x5D01: "Internet address of the sender",
    0x5D02: "Internet address on behalf of", 0x5FF6: "Name of the recipient",
}  # fmt: skip
"""Names of properties ([MS-OXPROPS] 2)."""
_NUMBERED = {
    0x8208: "Location", 0x8554: "Version of Outlook", 0x8580: "Internet account", 0x8581: "Internet account stamp",
    0x85A0: "Verb", 0x8530: "Flag", 0x8233: "Time zone", 0x8238: "All attendees", 0x823B: "To attendees",
    0x823C: "Cc attendees", 0x8539: "Contacts", 0x8538: "Categories",
}  # fmt: skip
"""Names of numbered named properties ([MS-OXPROPS] 2)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A property that has a stream: its identifier, type and stream."""

    tag: int
    kind: int
    stream: str

    @property
    def is_text(self) -> bool:
        """True for texts, one or many."""
        return self.kind & ~_MANY in (_TEXT, _NARROW)


class PropertyReader:
    """The properties of an item, storage by storage."""

    def __init__(self, container: CfbContainer) -> None:
        self._container = container
        self._values: dict[str, list[Value]] = {}
        unlisted = {item.name for item in container.directory() if item.is_orphan}
        for entry in container.entries():
            storage, _, name = entry.name.rpartition("/")
            found = _STREAM.match(name)
            if found is not None and entry.name not in unlisted:
                value = Value(int(found[1], 16), int(found[2], 16), entry.name)
                self._values.setdefault(storage, []).append(value)
        self._names = self._read_names()
        self._charset = self._read_charset()

    def values(self, storage: str = "") -> list[Value]:
        """Return the properties of a storage that have streams."""
        return self._values.get(storage, [])

    def storages(self, prefix: str) -> list[str]:
        """Return the storages of the item itself whose names begin with `prefix`."""
        names = dict.fromkeys(
            entry.name.partition("/")[0] for entry in self._container.entries() if "/" in entry.name
        )
        return [name for name in names if name.startswith(prefix)]

    def name(self, tag: int) -> str:
        """Return the name of a property."""
        return self._names.get(tag) or TAGS.get(tag) or f"Property {tag:04X}"

    def text(self, value: Value) -> str:
        """Return the text of a property.

        Raises:
            FileError: its stream cannot be read.
        """
        data = self._container.read(value.stream)
        if value.kind & _MANY and "-" not in value.stream.rpartition("/")[2]:
            return ""  # the lengths of the texts
        if value.kind & ~_MANY == _TEXT:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        return decoded_text(data, self._charset)

    def first_text(self, storage: str, *tags: int) -> str:
        """Return the first text that one of some properties has, or an empty string."""
        for tag in tags:
            for value in self.values(storage):
                if value.tag == tag and value.is_text:
                    try:
                        text = self.text(value).strip()
                    except FileError:  # told of where all properties are read
                        continue
                    if text:
                        return text
        return ""

    def stream(self, storage: str, tag: int, kind: int = _BINARY) -> str | None:
        """Return the stream of a property of that type, or None."""
        found = (value.stream for value in self.values(storage) if (value.tag, value.kind) == (tag, kind))
        return next(found, None)

    def number(self, storage: str, tag: int) -> int | None:
        """Return a number that stands in the property stream, or None.

        Raises:
            FileError: the stream cannot be read.
        """
        name = f"{storage}/{PROPERTIES}" if storage else PROPERTIES
        if not self._container.has(name):
            return None
        data = self._container.read(name)
        start = 8 if storage else 32 - len(data) % _ENTRY_BYTES
        for at in range(start, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            _, found, _, value = struct.unpack_from("<HHIi", data, at)
            if found == tag:
                return int(value)
        return None

    def _read_charset(self) -> str:
        for tag in _CODE_PAGES:
            try:
                number = self.number("", tag)
            except FileError:
                continue
            found = "" if number is None else charset(number)
            if found:
                return found
        return "cp1252"

    def _read_names(self) -> dict[int, str]:
        """Return the names behind identifiers ([MS-OXMSG] 2.2.3.1)."""
        try:
            entries = self._container.read(f"{NAMES}/__substg1.0_00030102")
            texts = self._container.read(f"{NAMES}/__substg1.0_00040102")
        except FileError:
            return {}
        names = {}
        for at in range(0, len(entries) - 7, 8):
            where, kind, number = struct.unpack_from("<IHH", entries, at)
            tag = _FIRST_NAMED + number
            if not kind & 1:
                names[tag] = _NUMBERED.get(where, f"Named property {where:04X}")
            elif where + 4 <= len(texts):
                (length,) = struct.unpack_from("<I", texts, where)
                names[tag] = texts[where + 4 : where + 4 + length].decode("utf-16-le", "replace")
        return names


_CHARSETS = {65001: "utf-8", 20127: "cp1252", 28591: "cp1252", 28592: "iso-8859-2", 50220: "iso-2022-jp"}


def charset(code_page: int) -> str:
    """Return the name of the encoding of a code page, or an empty string when narrow texts have none such."""
    try:
        return "" if code_page == 1200 else codecs.lookup(_CHARSETS.get(code_page, f"cp{code_page}")).name
    except LookupError:
        return ""


def decoded_text(data: bytes, encoding: str) -> str:
    """Return a narrow text; programs may write another code page than they name."""
    try:
        return data.decode(encoding).rstrip("\0")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").rstrip("\0")


def text_properties(reader: PropertyReader, storage: str = "") -> Iterator[Value]:
    """Yield the texts of a storage, the bodies left out."""
    for value in reader.values(storage):
        if value.is_text and value.tag not in (0x007D, 0x1000, 0x1013):
            yield value
