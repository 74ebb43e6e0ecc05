"""A table for files that have none: written after their bytes, so that their objects can be read."""

import re

from leakscan.formats.pdf.layout import Layout

_CATALOGUE = re.compile(rb"/Type[\0\t\n\f\r ]*/Catalog")
_TRAILER_ENTRY = re.compile(rb"/(Info|Encrypt|Root)[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R")
_IDENTITY = re.compile(rb"/ID[\0\t\n\f\r ]*\[[\0\t\n\f\r ]*<[0-9A-Fa-f\s]*>[\0\t\n\f\r ]*<[0-9A-Fa-f\s]*>[^\]]*\]")


def repaired(data: bytes, layout: Layout) -> bytes | None:
    """Return the file, from its header on, with a table of the objects in it; None when it has no catalogue."""
    latest = {item.number: item for item in layout.objects}
    entries = dict[bytes, bytes]()
    in_use = bytearray()
    for item in layout.objects:
        head = data[item.body : item.stream_start if item.stream_start is not None else item.end]
        if _CATALOGUE.search(head) is not None:
            entries[b"Root"] = b"%d %d R" % (item.number, item.generation)
        if b"XRef" in head:
            in_use += head
    for part in layout.ranges:
        start = data.find(b"trailer", part.start, part.end)
        if start >= 0:
            in_use += data[start : part.end]
    for found in _TRAILER_ENTRY.finditer(bytes(in_use)):
        if int(found[2]) in latest and found[1] != b"Root":
            entries[found[1]] = found[2] + b" " + found[3] + b" R"
    if b"Root" not in entries:
        return None
    identity = _IDENTITY.search(bytes(in_use))
    table = bytearray(b"\nxref\n0 1\n0000000000 65535 f \n")
    for number, item in sorted(latest.items()):
        table += b"%d 1\n%010d %05d n \n" % (number, item.start - layout.header, item.generation)
    trailer = b"".join(b"/%s %s" % pair for pair in entries.items())
    if identity is not None:
        trailer += identity[0]
    position = len(data) - layout.header + 1
    size = max(latest) + 1
    table += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, position)
    return data[layout.header :] + bytes(table)
