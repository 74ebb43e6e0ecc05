"""Damage done to fixtures by chance, the same for the same seed, and what a scan of the rest recovers."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fixtures
import leakscan
from fixtures.making import Entry, zip_bytes
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import LeakscanError
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

LIMITS = Limits(timeout_seconds=20.0)
LARGEST_BYTES = 100_000
"""Larger fixtures hold nothing that damage would meet otherwise, and take longer."""

UNCHECKED = frozenset({"archive-comment", "extra-bytes"})
"""Rules that tell of bytes no checksum covers: that they are there can be seen, but not that one was changed."""

WITHOUT_CHECKSUMS = (".pdf", ".xls", ".eml", ".msg", ".htm", ".html", ".mht", ".rtf", ".fods", ".xml")
"""Formats in which a changed byte can make another file that is as whole as the first, and so can an early end."""

Content = Counter[tuple[str, object]]
"""What a report recovers: for each finding its rule, and its rows or its quoted values."""


@dataclass(frozen=True)
class Mutation:
    """One way in which a file is damaged, and the damaged file."""

    name: str
    data: bytes


def files() -> list[Path]:
    """Return the fixture files that are damaged."""
    found = []
    for name in fixtures.folders():
        if fixtures.is_committed(name):
            for path in sorted(fixtures.built(name).iterdir()):
                is_fixture = path.is_file() and path.suffix not in (".py", ".txt")
                if is_fixture and path.stat().st_size <= LARGEST_BYTES:
                    found.append(path)
    return found


def mutations(data: bytes, seed: str) -> Iterator[Mutation]:
    """Yield endless damaged copies of a file: a byte changed, a part made noise, the end cut off, in turn."""
    choice = random.Random(seed)
    entries = unpacked(data)
    while True:
        yield changed_byte(data, choice)
        if entries:
            yield noisy_part(entries, choice)
        yield changed_byte(data, choice)
        yield cut(data, choice)


def changed_byte(data: bytes, choice: random.Random) -> Mutation:
    """Return a copy with one byte changed."""
    at = choice.randrange(len(data))
    by = choice.randrange(1, 256)
    damaged = bytearray(data)
    damaged[at] ^= by
    return Mutation(f"byte {at} changed by {by}", bytes(damaged))


def noisy_part(entries: list[Entry], choice: random.Random) -> Mutation:
    """Return a package with the content of one part replaced by noise before it is packed."""
    number = choice.randrange(len(entries))
    hit = entries[number]
    noise = choice.randbytes(max(1, len(bytes(hit.data)) if isinstance(hit.data, bytes) else 1))
    damaged = [Entry(name=hit.name, data=noise) if entry is hit else entry for entry in entries]
    return Mutation(f"noise in {hit.name}", zip_bytes(damaged))


def cut(data: bytes, choice: random.Random) -> Mutation:
    """Return a copy that ends early."""
    at = choice.randrange(len(data))
    return Mutation(f"cut at {at}", data[:at])


def unpacked(data: bytes) -> list[Entry]:
    """Return the listed entries of a package, or none when it is no package or has what a plain one has not."""
    if not data.startswith(b"PK"):
        return []
    source = Source(BytesStore(data), name="", budget=Budget(Limits()))
    container = ZipContainer(source)
    try:
        return [
            Entry(name=entry.name, data=container.open(entry.name).read())
            for entry in container.zip_entries()
            if entry.is_listed and entry.name not in container.facts.duplicates
        ]
    finally:
        container.close()


def recovered(report: leakscan.Report) -> Content:
    """Return what a report recovers; a table that breaks off counts as far as it goes."""
    content: Content = Counter()
    for finding in report.findings:
        if finding.severity is leakscan.Severity.INFO:
            continue
        if finding.rule.id in UNCHECKED:
            content[finding.rule.id, ""] += 1
        elif finding.table is not None:
            rows: list[tuple[object, ...]] = []
            try:
                rows.extend(finding.table.rows())
            except LeakscanError:
                rows.append(("broken off",))
            content[finding.rule.id, tuple(rows)] += 1
        else:
            content[finding.rule.id, tuple(item.reveal() for item in finding.evidence)] += 1
    return content


def objection(name: str, data: bytes, known: Content) -> str:
    """Return what is wrong with the scan of a damaged file, or an empty string.

    Nothing may fail inside, and either everything is recovered as before or the report says it is incomplete;
    the latter where the format has checksums.
    """
    with leakscan.scan(data, leakscan.Options(limits=LIMITS, people=False), name=name) as report:
        for problem in report.problems:
            if problem.code in ("internal-error", "limit-time"):
                return f"{problem.code}: {problem.message}"
        if name.endswith(WITHOUT_CHECKSUMS):
            recovered(report)
        elif report.complete:
            lost = known - recovered(report)
            if lost:
                return f"complete, yet findings are lost: {sorted({rule for rule, _ in lost})}"
        else:
            recovered(report)
    return ""
