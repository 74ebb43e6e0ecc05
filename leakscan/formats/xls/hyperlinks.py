"""Targets of hyperlinks, as the link object of Windows stores them ([MS-OSHARED] 2.3.7)."""

import struct

from leakscan.views.spreadsheet import column_letters

_URL = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE = bytes.fromhex("0303000000000000c000000000000046")
_HEAD_BYTES = 32
"""Range, class id of the link object, version and flags stand before the strings."""
_HAS_MONIKER, _HAS_PLACE, _HAS_NAME, _HAS_FRAME, _AS_STRING = 0x0001, 0x0008, 0x0014, 0x0080, 0x0100


def link_target(data: bytes) -> str:
    """Return where a HLINK record leads outside the file, or an empty string; what breaks off is left out."""
    try:
        return _target(data)
    except (struct.error, IndexError, UnicodeDecodeError):
        return ""


def link_text(data: bytes) -> tuple[str, str, str]:
    """Return cells, text and place in the file of a HLINK record; nothing where it has none, or breaks off."""
    try:
        flags = int(struct.unpack_from("<I", data, 28)[0])
        has_name = flags & _HAS_NAME == _HAS_NAME and len(data) > _HEAD_BYTES
        if not has_name:
            return "", "", ""
        top, bottom, left, right = struct.unpack_from("<4H", data)
        first, last = f"{column_letters(left + 1)}{top + 1}", f"{column_letters(right + 1)}{bottom + 1}"
        is_inside = not flags & (_HAS_MONIKER | _HAS_FRAME) and flags & _HAS_PLACE
        text, position = _string(data, _HEAD_BYTES)
        location = _string(data, position)[0] if is_inside else ""
        return first if first == last else f"{first}:{last}", text, location
    except (struct.error, IndexError, UnicodeDecodeError):
        return "", "", ""


def _target(data: bytes) -> str:
    flags = int(struct.unpack_from("<I", data, 28)[0])
    position = _HEAD_BYTES
    if flags & _HAS_NAME == _HAS_NAME:
        _, position = _string(data, position)
    if flags & _HAS_FRAME:
        _, position = _string(data, position)
    if not flags & _HAS_MONIKER:
        return ""
    if flags & _AS_STRING:
        return _string(data, position)[0]
    kind, position = data[position : position + 16], position + 16
    if kind == _URL:
        (size,) = struct.unpack_from("<I", data, position)
        return data[position + 4 : position + 4 + size].decode("utf-16-le", "replace").partition("\0")[0]
    if kind == _FILE:
        return _file(data, position)
    return ""


def _string(data: bytes, position: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, position)
    end = position + 4 + 2 * length
    return data[position + 4 : end].decode("utf-16-le", "replace").rstrip("\0"), end


def _file(data: bytes, position: int) -> str:
    """Return the path of a file moniker: folders up, a short name, and the long one where there is one."""
    ups: int
    ups, length = struct.unpack_from("<HI", data, position)
    short = data[position + 6 : position + 6 + length].partition(b"\0")[0].decode("cp1252", "replace")
    position += 6 + length + 24
    (size,) = struct.unpack_from("<I", data, position)
    if size:
        (count,) = struct.unpack_from("<I", data, position + 4)
        short = data[position + 10 : position + 10 + count].decode("utf-16-le", "replace")
    return "..\\" * min(ups, 64) + short
