"""A report as text for people: worst first, a few lines a finding, the last line says what was examined."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from leakscan.findings import Counts, Finding
from leakscan.parts import PartState, Problem
from leakscan.render.plain import plain
from leakscan.report import Report, case_of

if TYPE_CHECKING:
    from leakscan.pii.exposed import Exposure

_WORDS = {"distinct_values": "different values", "not_visible": "visible nowhere"}
_WIDTH = 110
_LABEL_WIDTH = 10
_MOST_PLACES = 8
_MOST_MASKED = 3
_MOST_PROBLEMS = 20


def to_text(report: Report, *, reveal: bool = False) -> str:
    """Return the report as text, masked unless `reveal` is true."""
    return "\n".join(_lines(report, reveal=reveal)) + "\n"


def _lines(report: Report, *, reveal: bool) -> Iterator[str]:
    yield f"{plain(report.source.name)}: {_summary(report)}"
    if report.exposure is not None and says_something(report.exposure):
        yield from _labelled("who", f"{report.exposure}.")
    explained: set[str] = set()
    for _, alike in groupby(sorted(report.findings, key=case_of), key=case_of):
        yield ""
        yield from _case_lines(list(alike), explained, reveal=reveal)
    problems = _problem_lines(report)
    if problems:
        yield ""
        yield "Not examined:"
        yield from problems[:_MOST_PROBLEMS]
        if len(problems) > _MOST_PROBLEMS:
            yield f"  … and {len(problems) - _MOST_PROBLEMS:,} lines more; the JSON form lists them."
    yield ""
    yield _last_line(report)


def _summary(report: Report) -> str:
    count = len(report.findings)
    floors = [
        f"{key.removeprefix('min_')} {value}"
        for key, value in report.source.options.items()
        if key in ("min_severity", "min_confidence")
    ]
    above = f" (asked for: at least {' and '.join(floors)})" if floors else ""
    if not count:
        return f"nothing found{above}"
    return f"{count:,} finding{'' if count == 1 else 's'}, the worst {report.worst}{above}"


def _case_lines(alike: list[Finding], explained: set[str], *, reveal: bool) -> Iterator[str]:
    first = alike[0]
    copy = ", a redundant copy of what is visible" if first.redundant else ""
    yield plain(f"{str(first.severity).upper()}  {first.rule.title}  [{first.rule.id}]{copy}")
    yield from _labelled("what", first.message)
    for label, finding in zip(["where", *[""] * len(alike)], alike[:_MOST_PLACES], strict=False):
        yield from _labelled(label, _where(finding))
    if len(alike) > _MOST_PLACES:
        yield from _labelled("", f"… and {len(alike) - _MOST_PLACES:,} places more, alike")
    for finding in alike[:_MOST_PLACES]:
        if finding.exposure is not None:
            yield from _labelled("who", str(finding.exposure))
    evidence = [item for finding in alike for item in finding.evidence]
    if evidence:
        shown = [item.reveal() for item in evidence] if reveal else [str(item) for item in evidence[:_MOST_MASKED]]
        yield from _labelled("e.g.", "; ".join(shown))
    found = " (search engines find it)" if first.indexed else ""
    yield from _labelled("reach", f"{first.access}{found}; {first.confidence}")
    if first.rule.id in explained:
        yield from _labelled("see", f"and remove: as said of {first.rule.id} above")
        return
    explained.add(first.rule.id)
    yield from _labelled("see", first.rule.see)
    yield from _labelled("remove", first.rule.remedy)


def _where(finding: Finding) -> str:
    where = " > ".join((*finding.trail[1:], str(finding.place)))
    amount = counts_text(finding.counts)
    return f"{where}: {amount}" if amount else where


def _labelled(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        plain(text),
        _WIDTH,
        initial_indent=f"  {label:<{_LABEL_WIDTH - 2}}",
        subsequent_indent=" " * _LABEL_WIDTH,
        break_long_words=False,
        break_on_hyphens=False,
    )


def says_something(exposure: "Exposure") -> bool:
    """Return whether an exposure names people or kinds of data."""
    return bool(exposure.people.estimate or exposure.indications)


def counts_text(counts: Counts) -> str:
    """Return counts in words."""
    return ", ".join(
        _amount(item.name, value) for item in fields(counts) if (value := getattr(counts, item.name)) is not None
    )


def _amount(name: str, value: int) -> str:
    words = _WORDS.get(name, name)
    if value == 1 and words.endswith("s"):
        words = words.removesuffix("s")
    return f"{value:,} {words}"


def _problem_lines(report: Report) -> list[str]:
    """Return a line for each problem, and one for each kind of part that was left out without a problem."""
    said = {(problem.trail, problem.place.part) for problem in report.problems}
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in report.problems:
        alike.setdefault(problem.case, []).append(problem)
    lines = [plain(line) for problems in alike.values() for line in _alike_lines(problems)]
    silent = Counter(
        (part.kind, part.state)
        for part in report.parts
        if not part.state.is_complete and (part.trail, part.name) not in said
    )
    words = {
        PartState.UNKNOWN: "of an unknown kind",
        PartState.UNREADABLE: "unreadable",
        PartState.SKIPPED: "left out",
    }
    lines += [plain(f"  {number:,} of kind {kind}: {words[state]}") for (kind, state), number in silent.items()]
    return lines


def _alike_lines(problems: list[Problem]) -> Iterator[str]:
    """Yield a line for each of the first problems that differ in their place alone, and one for all others."""
    for problem in problems[:_MOST_PLACES]:
        where = " > ".join((*problem.trail[1:], str(problem.place)))
        yield f"  {where}: {problem.message} (lost: {problem.lost})"
    if len(problems) > _MOST_PLACES:
        yield f"  … and {len(problems) - _MOST_PLACES:,} places more: {problems[0].message}"


def _last_line(report: Report) -> str:
    if not report.complete:
        return "NOT everything in the file was examined: what is missing is listed above."
    pictures = report.pixels_not_read
    if not pictures:
        return "Everything in the file was examined."
    whose = "1 picture shows" if pictures == 1 else f"{pictures:,} pictures show"
    return f"Everything in the file was examined, save what {whose}."
