"""Fixture files and their reports, each scanned once in a test process."""

from functools import cache
from pathlib import Path

import fixtures
import leakscan

SMALL = tuple(name for name in fixtures.folders() if not name.startswith("breaches/"))
"""Names of the fixtures whose files are kept small."""


@cache
def files(name: str, prefix: str = "") -> tuple[Path, ...]:
    """Return the files of a fixture, those of one prefix or all."""
    prefixes = (prefix,) if prefix else ("clean", "leaky")
    return tuple(path for path in sorted(fixtures.built(name).iterdir()) if path.name.startswith(prefixes))


@cache
def report_of(path: Path) -> leakscan.Report:
    """Return the report of a file."""
    return leakscan.scan(path, leakscan.Options(strict=True))
