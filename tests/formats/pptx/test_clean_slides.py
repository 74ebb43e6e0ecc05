"""What other programs save without anything hidden gives nothing above `info`."""

import pytest

import fixtures
import leakscan

SAVED = ("python-pptx.pptx", "libreoffice-python-pptx.pptx")


@pytest.mark.parametrize("name", SAVED)
def test_slides_of_other_programs_are_quiet_and_complete(name: str) -> None:
    report = leakscan.scan(fixtures.ROOT / "clean_office" / name)
    assert report.complete
    loud = [
        (finding.rule.id, finding.message)
        for finding in report.findings
        if finding.severity > leakscan.Severity.INFO and not finding.redundant
    ]
    assert loud == []
