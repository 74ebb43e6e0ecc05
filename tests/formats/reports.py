"""Reports of files that a test makes, and what stands in them."""

import leakscan


def report_of(data: bytes, name: str) -> leakscan.Report:
    """Return the report of a file; a failure of our own is raised."""
    return leakscan.scan(data, leakscan.Options(strict=True), name=name)


def rules_of(report: leakscan.Report) -> set[str]:
    """Return the rules that found something."""
    return {item.rule.id for item in report.findings}


def codes_of(report: leakscan.Report) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in report.problems]


def rows_of(report: leakscan.Report, rule: str) -> list[tuple[object, ...]]:
    """Return the rows of the one finding of a rule."""
    (finding,) = (item for item in report.findings if item.rule.id == rule)
    assert finding.table is not None
    rows: list[tuple[object, ...]] = list(finding.table.rows())
    assert len(rows) == len(finding.table)
    return rows
