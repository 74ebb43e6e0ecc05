"""The public face as a type checker sees it; checked by mypy, never run."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import leakscan

report = leakscan.scan("response.xlsx", leakscan.Options(select=("pivot-cache",), passwords=("secret",)))
assert_type(report, leakscan.Report)
assert_type(leakscan.scan(b"bytes", name="a.xlsx"), leakscan.Report)
assert_type(leakscan.scan(Path("a")), leakscan.Report)
assert_type(leakscan.scan(io.BytesIO()), leakscan.Report)
assert_type(leakscan.scan_many([Path("a"), "b"]), Iterator[leakscan.Report])
assert_type(leakscan.rules(), tuple[leakscan.Rule, ...])

assert_type(report.source, leakscan.SourceFacts)
assert_type(report.complete, bool)
assert_type(report.worst, leakscan.Severity | None)
assert_type(report.findings, tuple[leakscan.Finding, ...])
assert_type(report.problems, tuple[leakscan.Problem, ...])
assert_type(report.parts, tuple[leakscan.Part, ...])
assert_type(report.to_json(reveal=True, indent=2), str)

for finding in report.findings:
    assert_type(finding.rule, leakscan.Rule)
    assert_type(finding.severity, leakscan.Severity)
    assert_type(finding.confidence, leakscan.Confidence)
    assert_type(finding.access, leakscan.Access)
    assert_type(finding.trail, tuple[str, ...])
    assert_type(finding.place, leakscan.Place)
    assert_type(finding.counts, leakscan.Counts)
    assert_type(finding.evidence, tuple[leakscan.Evidence, ...])
    assert_type([item.reveal() for item in finding.evidence], list[str])
    if finding.table is not None:
        assert_type(finding.table.columns, tuple[str, ...])
        assert_type(finding.table.to_csv("out.csv", safe=True), int)

leakscan.scan(42)  # type: ignore[arg-type]
leakscan.Options(selected=())  # type: ignore[call-arg]
