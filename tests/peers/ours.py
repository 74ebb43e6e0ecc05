"""What leakscan recovers from a file, through its public face: findings, evidence and tables."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import leakscan
from leakscan.findings import Finding
from leakscan.tables import Row
from tests.peers.reading import KINDS, Item, Reading, empty_reading, squeezed, text

_WITHOUT_A_SOURCE = ("no longer exists.", "another workbook.")
"""How the message ends for caches that LibreOffice keeps as a sheet of their own."""

Found = Iterator[tuple[str, Item]]

_DECIPHERED = "EncryptedPackage"
_ONCE = ("authors", "orphan strings")
"""Kinds whose items are told once, however often they stand in a file."""


def readings(path: Path) -> tuple[Reading, Reading]:
    """Return what leakscan finds in a file itself, and what it finds there and in the files inside it."""
    outer, all_of_it = empty_reading(*KINDS), empty_reading(*KINDS)
    with leakscan.scan(path) as report:
        for finding in report.findings:
            is_inside = finding.trail[1:] not in ((), (_DECIPHERED,))
            for rules, items in _ITEMS.items():
                if finding.rule.id in rules:
                    for kind, item in items(finding):
                        all_of_it[kind][item] += 1
                        outer[kind][item] += not is_inside
    for kind in _ONCE:
        outer[kind] = Counter(dict.fromkeys(+outer[kind], 1))
        all_of_it[kind] = Counter(dict.fromkeys(all_of_it[kind], 1))
    return {kind: +items for kind, items in outer.items()}, all_of_it


def _rows(finding: Finding) -> Iterator[Row]:
    yield from finding.table.rows() if finding.table is not None else ()


def _cells(kind: str, finding: Finding) -> Found:
    for row in _rows(finding):
        for value in row[1:]:
            if text(value):
                yield kind, (finding.place.sheet, text(value))


def _hidden_sheet(finding: Finding) -> Found:
    state = "very hidden" if "very hidden" in finding.message else "hidden"
    yield "hidden sheets", (finding.place.sheet, state)
    yield from _cells("hidden sheet values", finding)


def _lines(finding: Finding) -> Found:
    if "on a sheet that does not show" not in finding.message:
        yield from _cells(f"hidden {'column' if finding.rule.id == 'hidden-columns' else 'row'} values", finding)


def _pivot(finding: Finding) -> Found:
    if not finding.counts.records or finding.table is None:
        return
    is_kept = finding.rule.id == "pivot-cache" and finding.message.endswith(_WITHOUT_A_SOURCE)
    if is_kept:
        yield from (("pivot values without a source", (name,)) for name in finding.table.columns)
    for row in _rows(finding):
        yield "pivot records", tuple(map(text, row))
        for value in row if is_kept else ():
            if text(value) and not isinstance(value, bool) and not text(value).startswith("#"):
                yield "pivot values without a source", (text(value),)


def _external(finding: Finding) -> Found:
    is_grid = finding.table is not None and finding.table.columns[0] == "Row"
    if is_grid:
        for _, item in _cells("external values", finding):
            yield "external values", item[1:]


def _comment(finding: Finding) -> Found:
    for sheet, cell, author, _, written, *_ in _rows(finding):
        yield "comments", (text(sheet), text(cell), squeezed(written))
        if author:
            yield "comment authors", (text(sheet), text(cell), text(author))


def _names(finding: Finding) -> Found:
    if "hidden from the name manager" in finding.message:
        for name, _, is_hidden, refers_to in _rows(finding):
            if is_hidden:
                yield "hidden names", (text(name), text(refers_to))
    elif "texts or arrays" in finding.message:
        for name, *_, value in _rows(finding):
            if isinstance(value, str):
                yield "name constants", (text(name), value)


def _properties(finding: Finding) -> Found:
    for group, name, value, _ in _rows(finding):
        if group == "custom":
            yield "custom properties", (text(name), text(value))
        elif name in ("creator", "lastModifiedBy"):
            yield "authors", (text(value),)


def _orphan_strings(finding: Finding) -> Found:
    yield from (("orphan strings", (text(row[-1]),)) for row in _rows(finding))


def _archive_comments(finding: Finding) -> Found:
    if "comment" in finding.message:
        yield from (("archive comments", (item.reveal(),)) for item in finding.evidence)


def _bytes_in_front(finding: Finding) -> Found:
    if finding.place.start == 0:
        yield "bytes before the first entry", (str(finding.place.end),)


_ITEMS: dict[tuple[str, ...], Callable[[Finding], Found]] = {
    ("hidden-sheet",): _hidden_sheet,
    ("hidden-rows", "filtered-rows", "hidden-columns"): _lines,
    ("pivot-cache", "orphan-pivot-cache"): _pivot,
    ("external-link-cache",): _external,
    ("cell-comment",): _comment,
    ("defined-name",): _names,
    ("document-properties",): _properties,
    ("orphan-string",): _orphan_strings,
    ("archive-comment",): _archive_comments,
    ("extra-bytes",): _bytes_in_front,
}
