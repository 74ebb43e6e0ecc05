"""Disagreements that were looked at, and why they stand."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DISAGREEMENTS = Path(__file__).with_name("disagreements.toml")


@dataclass(frozen=True, slots=True)
class KnownDisagreement:
    """One disagreement that was looked at byte by byte.

    Attributes:
        path: the file, within the corpus.
        kind: the kind of fact.
        reason: who is right, and why.
    """

    path: str
    kind: str
    reason: str


def known_disagreements(path: Path = DISAGREEMENTS) -> tuple[KnownDisagreement, ...]:
    """Return the list.

    Raises:
        ValueError: an entry stands there twice, or without a reason.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("disagreement", [])
    known = tuple(KnownDisagreement(**entry) for entry in entries)
    if len({(item.path, item.kind) for item in known}) != len(known):
        raise ValueError(f"{path.name}: a disagreement stands there twice")
    if not all(item.reason.strip() for item in known):
        raise ValueError(f"{path.name}: a disagreement stands there without a reason")
    return known


def coverage_lines(known: tuple[KnownDisagreement, ...]) -> list[str]:
    """Return the list as lines of a Markdown table, grouped by kind."""
    lines = ["| kind of fact | file | who is right, and why |", "|---|---|---|"]
    for item in sorted(known, key=lambda item: (item.kind, item.path)):
        lines.append(f"| `{item.kind}` | `{item.path}` | {' '.join(item.reason.split())} |")
    return lines
