"""Reads the signatures of a document (ISO 32000-2 12.8)."""

import re

from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Value
from leakscan.views.signatures import Signature, Signatures, signature_rows

_KEYS = ("Name", "Reason", "Location", "ContactInfo", "M")
_EMAIL = re.compile(rb"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_COMMON_NAME = re.compile(rb"\x06\x03\x55\x04\x03[\x0c\x13\x1e](.)", re.DOTALL)
"""The object identifier of a common name, and the length of its string (ITU-T X.520 6.2.2)."""


def read_signatures(pdf: Pdf) -> Signatures | None:
    """Return the signatures of a document."""
    if pdf.objects is None:
        return None
    items = signature_items(pdf)
    count = sum(len(item.facts) for item in items)
    return Signatures(items, pdf_table("signatures", count=count, lent=lambda: signature_rows(items)))


def signature_items(pdf: Pdf) -> list[Signature]:
    """Return the signatures of a document, in the order of their objects."""
    objects = pdf.objects
    if objects is None:
        return []
    fields = _fields(pdf, objects)
    found = []
    for ref, value in pdf.census.holding("ByteRange"):
        if "Contents" in value:
            found.append(_signature(pdf, objects, value, fields.get(ref, f"object {ref.number}")))
    return found


def _fields(pdf: Pdf, objects: Objects) -> dict[Value, str]:
    found: dict[Value, str] = {}
    for ref, value in pdf.census.holding("FT"):
        if objects.text(value.get("FT")) == "Sig" and "V" in value:
            found[value["V"] if isinstance(value["V"], tuple) else ref] = objects.text(value.get("T"))
    return found


def _signature(pdf: Pdf, objects: Objects, value: dict[str, Value], name: str) -> Signature:
    facts = [(key, text) for key in _KEYS if (text := objects.text(value.get(key)).strip())]
    held = objects.resolve(value.get("Contents"))
    certificate = held if isinstance(held, bytes) else str(held).encode("latin-1", "replace")
    facts.extend(("certificate", text) for text in dict.fromkeys(_names(certificate)))
    numbers = objects.numbers(value.get("ByteRange"))
    covered = max((start + size for start, size in zip(numbers[0::2], numbers[1::2], strict=False)), default=0.0)
    rest = pdf.data[pdf.layout.header + int(covered) :]
    return Signature(Place(name=name), tuple(facts), is_followed=bool(rest.strip()))


def _names(certificate: bytes) -> list[str]:
    """Return the common names and addresses in the certificates of a signature."""
    found = []
    for match in _COMMON_NAME.finditer(certificate):
        data = certificate[match.end() : match.end() + match[1][0]]
        wide = certificate[match.start() + 5 : match.start() + 6] == b"\x1e"
        found.append(data.decode("utf-16-be" if wide else "utf-8", "replace"))
    found.extend(match[0].decode("ascii") for match in _EMAIL.finditer(certificate))
    return found
