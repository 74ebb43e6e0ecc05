"""Files written into the text of a message, as programs did before MIME (POSIX.1-2017, uuencode)."""

import binascii
import re

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,250})")


def split_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return a text without the files in it, and these, by name; one that breaks off is kept as far as it goes."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    name, data = "", bytearray()
    for line in text.splitlines():
        found = _BEGIN.fullmatch(line.rstrip())
        if found is not None and not name:
            name, data = found[1], bytearray()
            continue
        piece = _decoded(line) if name and line.strip() != "end" else None
        if piece is not None:
            data += piece
            continue
        if name and data:
            files.append((name, bytes(data)))
        if not (name and line.strip() == "end"):
            kept.append(line)
        name = ""
    if name and data:
        files.append((name, bytes(data)))
    return "\n".join(kept), files


def _decoded(line: str) -> bytes | None:
    """Return the bytes of a line; some programs write a sign more behind them."""
    if not line or not line.isascii():
        return None
    length = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(line[:length])
    except binascii.Error:
        return None
