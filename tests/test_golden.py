"""Every fixture's findings, one readable line each, compared whole.

After a change on purpose: `pytest tests/test_golden.py --update-golden`, then read the difference.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

import fixtures
from leakscan import Finding, Problem
from leakscan.render.to_text import counts_text
from tests.scanned import files, report_of


@pytest.mark.parametrize("name", fixtures.folders())
def test_the_findings_of_a_fixture_are_those_written_down(name: str, updates_golden: bool) -> None:
    golden = fixtures.ROOT / name / "golden.txt"
    found = "".join(f"{line}\n" for path in files(name) for line in lines_of(path))
    if updates_golden:
        golden.write_text(found, encoding="utf-8")
    assert golden.is_file(), "run: pytest tests/test_golden.py --update-golden"
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def lines_of(path: Path) -> Iterator[str]:
    report = report_of(path)
    for finding in report.findings:
        yield f"{path.name} | {finding_line(finding)}"
    for problem in report.problems:
        yield f"{path.name} | {problem_line(problem)}"
    if not report.findings and not report.problems:
        yield f"{path.name} | nothing found, complete"


def finding_line(finding: Finding) -> str:
    # Offsets are left out: they differ between versions of zlib where a file is made at test time.
    place = " > ".join((*finding.trail[1:], str(finding.place._replace(start=None, end=None))))
    flags = [word for word in ("redundant", "indexed") if getattr(finding, word)]
    table = finding.table
    who = () if finding.exposure is None else (f"who: {finding.exposure}",)
    return " | ".join(
        (
            f"{finding.severity} {finding.rule.id}",
            ", ".join((str(finding.access), str(finding.confidence), *flags)),
            place,
            finding.message,
            counts_text(finding.counts),
            " ".join(str(item) for item in finding.evidence),
            "" if table is None else f"table: {len(table)} rows, {len(table.columns)} columns",
            *who,
        )
    )


def problem_line(problem: Problem) -> str:
    place = " > ".join((*problem.trail[1:], str(problem.place._replace(start=None, end=None))))
    return f"! {problem.code} | {place} | {problem.message}"
