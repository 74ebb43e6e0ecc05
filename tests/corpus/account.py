"""The account of one comparison: what is printed, and whether it may pass."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import leakscan
from tests.corpus.comparison import PROVEN_FILES, Disagreement, Tally, sorted_out, tiling_gap
from tests.corpus.files import CorpusFile
from tests.corpus.kinds import KINDS, NOT_COMPARED
from tests.corpus.known import KnownDisagreement
from tests.corpus.seen import Seen

_SHOWN_ITEMS = 4
_SHOWN_CHARACTERS = 160


@dataclass(slots=True)
class Account:
    """Everything that came out of the scans, file by file.

    Attributes:
        known: disagreements that were explained.
        tallies: how each kind fared.
        scanned: names of the files that gave a report.
        failures: files whose scan raised, crashed or did not end.
        slowest: the longest scan: seconds and file.
        incomplete: files with an incomplete report.
        problems: how many files have a problem of a code.
        unexamined: how many parts were not examined, by name without its numbers, and state.
        untiled: files whose byte ranges do not tile them.
        facts: how many files state a fact.
        findings: how many findings of a rule and severity.
    """

    known: tuple[KnownDisagreement, ...]
    tallies: list[Tally] = field(default_factory=lambda: [Tally(kind) for kind in KINDS])
    scanned: set[str] = field(default_factory=set)
    failures: list[tuple[str, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    incomplete: list[str] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)
    unexamined: Counter[tuple[str, str]] = field(default_factory=Counter)
    untiled: list[tuple[str, str]] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)

    def fail(self, file: CorpusFile, failure: str) -> None:
        """Enter a file without a report."""
        self.failures.append((file.name, failure))
        self.facts.update(file.facts.keys())

    def add(self, file: CorpusFile, seen: Seen, seconds: float) -> None:
        """Enter the report of a file."""
        self.scanned.add(file.name)
        self.facts.update(file.facts.keys())
        self.slowest = max(self.slowest, (seconds, file.name))
        for tally in self.tallies:
            tally.add(file, seen)
        if not seen.report["complete"]:
            self.incomplete.append(file.name)
        self.problems.update(set(seen.problem_codes()))
        for part in seen.report["parts"]:
            if part["state"] not in ("examined", "recognised"):
                self.unexamined[re.sub(r"\d+", "#", part["name"]) or part["kind"], part["state"]] += 1
        gap = tiling_gap(seen.ranges(), file.size)
        if gap:
            self.untiled.append((file.name, gap))
        for finding in seen.report["findings"]:
            self.findings[finding["rule"], finding["severity"]] += 1

    @property
    def missing_rules(self) -> list[str]:
        """Rules that a kind relies on and that do not exist."""
        existing = {rule.id for rule in leakscan.rules()}
        return sorted({rule for tally in self.tallies for rule in tally.kind.rules} - existing)

    @property
    def unmapped(self) -> list[tuple[str, int]]:
        """Facts that nothing in a report is compared with, and how many files state them."""
        mapped = {kind.fact for kind in KINDS} | NOT_COMPARED.keys()
        return sorted((fact, number) for fact, number in self.facts.items() if fact not in mapped)

    def sorted_out(self) -> tuple[list[Disagreement], list[KnownDisagreement]]:
        """Return the disagreements that nobody explained, and the explained ones that no longer occur."""
        return sorted_out(self.tallies, self.known, self.scanned)

    @property
    def passes(self) -> bool:
        """True when nothing failed and every disagreement is explained."""
        unlisted, stale = self.sorted_out()
        return not (self.failures or self.untiled or self.missing_rules or unlisted or stale)

    def lines(self) -> Iterator[str]:
        """Yield the account as lines of text."""
        seconds, slowest = self.slowest
        files = len(self.scanned) + len(self.failures)
        yield f"{files} files, {len(self.scanned)} reports, slowest {seconds:.1f} s ({slowest})"
        yield from self._recall()
        yield from _section("Facts that nothing is compared with yet (files)", map(_counted, self.unmapped))
        yield from _section(
            "Findings by rule and severity",
            (f"{number:6d}  {rule} {severity}" for (rule, severity), number in sorted(self.findings.items())),
        )
        yield from _section(
            f"Incomplete reports: {len(self.incomplete)}; files by problem code",
            map(_counted, self.problems.most_common()),
        )
        yield from _section(
            "Parts not examined, by name",
            (f"{number:6d}  {kind} ({state})" for (kind, state), number in self.unexamined.most_common()),
        )
        yield from self._wrongs()

    def _recall(self) -> Iterator[str]:
        yield ""
        yield f"{'kind':34} {'files':>5} {'stated':>7} {'found':>7} {'recall':>7} {'differ':>7}"
        for tally in self.tallies:
            recall = "" if tally.recall is None else f"{tally.recall:.1%}"
            note = "" if tally.is_proven else "  unproven by corpus"
            yield (
                f"{tally.kind.name:34} {tally.files:5} {tally.stated:7} {tally.agreed:7} {recall:>7} "
                f"{len(tally.disagreements):7}{note}"
            )
        yield f"Kinds stated by fewer than {PROVEN_FILES} files are unproven by corpus: see python -m tests.peers."

    def _wrongs(self) -> Iterator[str]:
        unlisted, stale = self.sorted_out()
        explained = sum(len(tally.disagreements) for tally in self.tallies) - len(unlisted)
        yield from _section("Rules that do not exist", self.missing_rules)
        yield from _section("Exceptions and hangs", (f"{name}\n{failure}" for name, failure in self.failures))
        yield from _section("Files whose byte ranges do not tile them", (": ".join(pair) for pair in self.untiled))
        yield from _section("Explained disagreements that no longer occur", (f"{e.kind}: {e.path}" for e in stale))
        yield from _section(
            f"Disagreements that nobody explained ({explained} are explained)", map(_disagreement, unlisted)
        )
        yield ""
        yield "passes" if self.passes else "FAILS"


def _section(title: str, lines: "Iterator[str] | list[str] | map[str]") -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in found)


def _counted(pair: tuple[str, int]) -> str:
    return f"{pair[1]:6d}  {pair[0]}"


def _disagreement(item: Disagreement) -> str:
    text = f"{item.kind}: {item.path}"
    for word, items in (("stated, not found", item.missing), ("found, not stated", item.extra)):
        for one in list(items.elements())[:_SHOWN_ITEMS]:
            text += f"\n      {word}: {repr(one)[:_SHOWN_CHARACTERS]}"
        if items.total() > _SHOWN_ITEMS:
            text += f"\n      … and {items.total() - _SHOWN_ITEMS} more {word}"
    return text
