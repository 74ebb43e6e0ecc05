"""A report as text for people: worst first, a few lines a finding, the last line says what was examined."""

from collections.abc import Iterator
from dataclasses import fields

from leakscan.findings import Counts, Finding, Report

_WORDS = {"distinct_values": "different values", "not_visible": "visible nowhere"}


def to_text(report: Report, *, reveal: bool = False) -> str:
    """Return the report as text, masked unless `reveal` is true."""
    return "\n".join(_lines(report, reveal=reveal)) + "\n"


def _lines(report: Report, *, reveal: bool) -> Iterator[str]:
    yield f"{report.source.name}: {_summary(report)}"
    for finding in report.findings:
        yield ""
        yield from _finding_lines(finding, reveal=reveal)
    if report.problems:
        yield ""
        yield "Not examined:"
        for problem in report.problems:
            yield f"  {' > '.join(problem.trail)}: {problem.place}: {problem.message} (lost: {problem.lost})"
    yield ""
    yield _last_line(report)


def _summary(report: Report) -> str:
    count = len(report.findings)
    if not count:
        return "nothing found"
    return f"{count} finding{'' if count == 1 else 's'}, the worst {report.worst}"


def _finding_lines(finding: Finding, *, reveal: bool) -> Iterator[str]:
    copy = " (a redundant copy)" if finding.redundant else ""
    yield f"{str(finding.severity).upper()}  {finding.rule.title}  [{finding.rule.id}]{copy}"
    yield f"  what    {finding.message}"
    inner = " > ".join((*finding.trail[1:], "")) if len(finding.trail) > 1 else ""
    yield f"  where   {inner}{finding.place}"
    amount = counts_text(finding.counts)
    if amount:
        yield f"  much    {amount}"
    if finding.evidence:
        shown = (item.reveal() if reveal else str(item) for item in finding.evidence)
        yield f"  e.g.    {'; '.join(shown)}"
    yield f"  reach   {finding.access}, {finding.confidence}" + (
        ", indexed by search engines" if finding.indexed else ""
    )
    yield f"  see     {finding.rule.see}"
    yield f"  remove  {finding.rule.remedy}"


def counts_text(counts: Counts) -> str:
    """Return counts in words."""
    return ", ".join(
        f"{value:,} {_WORDS.get(item.name, item.name)}"
        for item in fields(counts)
        if (value := getattr(counts, item.name)) is not None
    )


def _last_line(report: Report) -> str:
    if report.complete:
        return "Everything in the file was examined." + (
            f" What {report.pixels_not_read} pictures show was not read." if report.pixels_not_read else ""
        )
    return "NOT everything in the file was examined: what is missing is listed above."
