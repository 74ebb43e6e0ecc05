"""Who may change a protected range, as a security descriptor says it ([MS-DTYP] 2.4.6)."""

from leakscan.errors import MalformedFileError
from leakscan.formats.xlsb.records import Reader

_HEAD_BYTES = 20
_MOST_ENTRIES = 1000
_RIGHTS = {0x00000001: "CC"}
_KINDS = {0: "A", 1: "D"}


def descriptor_text(data: bytes) -> str:
    """Return a descriptor in the words of XML workbooks (SDDL), as far as its list of accounts goes.

    Raises:
        MalformedFileError: it breaks off.
    """
    if len(data) >= 4 and int.from_bytes(data[:4], "little") == len(data) - 4:
        data = data[4:]  # its size stands in front ([MS-XLS] 2.5.233)
    start = int.from_bytes(data[16:_HEAD_BYTES], "little")
    if len(data) < _HEAD_BYTES or not _HEAD_BYTES <= start < len(data):
        raise MalformedFileError("a security descriptor has no list of accounts", code="short-record")
    reader = Reader(data[start:])
    reader.take(4)
    count = reader.short()
    reader.take(2)
    return "D:" + "".join(_entry(reader) for _ in range(min(count, _MOST_ENTRIES)))


def _entry(reader: Reader) -> str:
    kind, _ = reader.take(2)
    entry = Reader(reader.take(reader.short() - 4))
    rights = entry.long()
    return f"({_KINDS.get(kind, str(kind))};;{_RIGHTS.get(rights, hex(rights))};;;{_account(entry)})"


def _account(reader: Reader) -> str:
    """Return the identifier of an account ([MS-DTYP] 2.4.2)."""
    revision, count = reader.take(2)
    authority = int.from_bytes(reader.take(6), "big")
    return "-".join(map(str, ("S", revision, authority, *(reader.long() for _ in range(count)))))
