"""Bytes of a file that belong to no entry of its archive."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.remnant_hits import remnant_hit
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive
from leakscan.views.leftovers import Leftovers, Position
from leakscan.views.words import word_set

RULE = Rule(
    id="extra-bytes",
    title="Bytes outside every entry",
    severity=Severity.MEDIUM,
    finds=(
        "Bytes before, between and behind the entries of an archive or the objects of a PDF, behind the end of an "
        "entry's or a stream's compressed data, behind the rows of a picture, in sectors of a compound file that "
        "no stream uses, behind the end of a stream, and between the sheets of a binary workbook; files among "
        "them are examined by themselves."
    ),
    why=(
        "Programs skip these bytes, so whatever lies there passes every check made in a program: remains of an "
        "earlier version, another file, or something put there on purpose."
    ),
    see="A hex editor shows the bytes at the place given here.",
    remedy="Open the file in its own program and save it under a new name, which writes it anew.",
    references=("APPNOTE.TXT 6.3.10 §4.3.6", "RFC 1951 §3.2.3", "[MS-CFB] 2.3"),
    since="0.1",
)


@detector(RULE, on=Archive)
def extra_bytes(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each stretch of bytes."""
    for extra in archive.extras:
        message = f"Bytes {extra.position.value} belong to no entry: {extra.remnant.kind.value}."
        yield remnant_hit(extra.remnant, message, access=Access.CARVING)


@detector(RULE, on=Leftovers)
def extra_bytes_beside_objects(leftovers: Leftovers) -> Iterator[Hit]:
    """Yield one hit for each place where bytes belong to no object; comments of programs are their own."""
    for position in Position:
        items = [item for item in leftovers.outside if item.position is position]
        if not items:
            continue
        values = word_set(item.text for item in items)
        is_own = position is Position.COMMENT or not any(
            item.text or item.format or item.size > 16 for item in items
        )
        is_text = any(item.text for item in items)
        yield Hit(
            items[0].place,
            f"Bytes {position.value} belong to no object.",
            evidence=tuple(Evidence("text", item.text) for item in items if item.text)[:5],
            counts=Counts(
                values=len(items),
                distinct_values=len(values) if is_text else None,
                not_visible=values.missing_from(leftovers.visible) if is_text else None,
            ),
            table=leftovers.outside_tables.get(position),
            access=Access.CARVING,
            content=Content.OWN if is_own else Content.DATA,
        )
