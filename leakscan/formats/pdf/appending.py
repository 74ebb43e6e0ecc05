"""Writes an update to a file, so that PDFium sees other objects in place of some (ISO 32000-2 7.5.6)."""

import re

from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Name, Ref, Value

_LAST_TABLE = re.compile(rb"startxref[\0\t\n\f\r ]+(\d+)")
_NOT_REGULAR = re.compile(rb"[^!-~]|[()<>\[\]{}/%#]")


def appended(pdf: Pdf, bodies: dict[Ref, bytes], root: Ref) -> bytes:
    """Return the bytes that, after those of a file from its header on, make an update of it.

    Args:
        pdf: the file.
        bodies: what is written, by the number of the object; enciphered, where the file is.
        root: the catalogue of the update.
    """
    base = len(pdf.data) - pdf.layout.header
    found = bytearray(b"\n")
    rows = bytearray()
    listed = [] if pdf.objects is None else pdf.objects.refs()
    table = max(ref.number for ref in (*bodies, *listed)) + 1
    for ref, body in sorted(bodies.items()):
        rows += _row(base + len(found), ref.generation)
        found += b"%d %d obj\n%s\nendobj\n" % (*ref, body)
    at = base + len(found)
    rows += _row(at, 0)
    index = b" ".join(b"%d 1" % number for number in (*(ref.number for ref in sorted(bodies)), table))
    cipher = {} if pdf.objects is None or not pdf.objects.is_encrypted else _cipher(pdf.objects)
    previous = _LAST_TABLE.findall(pdf.data)
    prior = int(previous[-1]) if previous else 0
    found += b"%d 0 obj\n<</Type/XRef/W[1 5 2]/Index[%s]/Size %d/Root %d %d R/Prev %d/Length %d%s>>stream\n" % (
        table, index, table + 1, *root, prior, len(rows), written(cipher)[2:-2]
    )  # fmt: skip
    return bytes(found + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)


def _cipher(objects: Objects) -> dict[str, Value]:
    """Return the entries of the trailer without which the file cannot be deciphered (ISO 32000-2 7.6.2)."""

    def plain(value: Value) -> Value:
        if isinstance(value, dict):
            return {key: plain(held) for key, held in value.items()}
        if isinstance(value, list):
            return [plain(held) for held in value]
        return objects.octets(value) if type(value) is str else value

    return {key: plain(objects.trailer[key]) for key in ("Encrypt", "ID") if key in objects.trailer}


def _row(offset: int, generation: int) -> bytes:
    return bytes([1]) + offset.to_bytes(5, "big") + generation.to_bytes(2, "big")


def written(value: Value) -> bytes:
    """Return a value as a file holds it (ISO 32000-2 7.3)."""
    if isinstance(value, dict):
        pairs = (written(Name(key)) + b" " + written(held) for key, held in value.items())
        return b"<<" + b" ".join(pairs) + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(map(written, value)) + b"]"
    if isinstance(value, Ref):
        return b"%d %d R" % value
    if isinstance(value, Name):
        return b"/" + _NOT_REGULAR.sub(lambda found: b"#%02X" % found[0][0], value.encode())
    if isinstance(value, str | bytes):
        held = value.encode("utf-16") if isinstance(value, str) and not value.isascii() else value
        return b"<" + (held.encode() if isinstance(held, str) else held).hex().encode() + b">"
    if isinstance(value, bool) or value is None:
        return {True: b"true", False: b"false", None: b"null"}[value]
    return f"{value:f}".encode() if isinstance(value, float) else b"%d" % value
