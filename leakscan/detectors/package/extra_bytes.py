"""Bytes of a file that belong to no entry of its archive."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.remnant_hits import remnant_hit
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive

RULE = Rule(
    id="extra-bytes",
    title="Bytes outside every entry",
    severity=Severity.MEDIUM,
    finds=(
        "Bytes before, between and behind the entries of an archive, and behind the end of an entry's compressed "
        "data; files among them are examined by themselves."
    ),
    why=(
        "Programs skip these bytes, so whatever lies there passes every check made in a program: remains of an "
        "earlier version, another file, or something put there on purpose."
    ),
    see="A hex editor shows the bytes at the place given here.",
    remedy="Open the file in Excel or LibreOffice and save it under a new name, which writes the archive anew.",
    references=("APPNOTE.TXT 6.3.10 §4.3.6", "RFC 1951 §3.2.3"),
    since="0.1",
)


@detector(RULE, on=Archive)
def extra_bytes(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each stretch of bytes."""
    for extra in archive.extras:
        message = f"Bytes {extra.position.value} belong to no entry: {extra.remnant.kind.value}."
        yield remnant_hit(extra.remnant, message, access=Access.CARVING)
