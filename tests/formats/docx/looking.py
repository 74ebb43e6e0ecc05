"""What a scan of a document says of a text."""

import leakscan
from leakscan import Report, Severity


def scanned(data: bytes) -> Report:
    """Return the report on a document that could be read whole."""
    report = leakscan.scan(data, name="x.docx")
    assert report.complete, report.problems
    return report


def found_in(data: bytes, text: str) -> set[str]:
    """Return the rules above `info` whose findings quote a text."""
    return {
        finding.rule.id
        for finding in scanned(data).findings
        if finding.severity > Severity.INFO and any(text in item.reveal() for item in finding.evidence)
    }


def quiet(data: bytes) -> list[str]:
    """Return the rules that tell of something above `info`; none, for an innocent document."""
    return [finding.rule.id for finding in scanned(data).findings if finding.severity > Severity.INFO]
