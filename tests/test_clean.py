"""Clean files give nothing above `info`, and are examined to their last part."""

from pathlib import Path

import pytest

import fixtures
from leakscan.findings import Severity
from tests.scanned import files, report_of

OF_ANOTHER_RULE = {
    "connection_credentials": {"connection"},  # a connection without a password still leads elsewhere
    "pivot_cache": {"people-named"},  # who refreshed the cache is not the creator
    "tracked_deletion": {"people-named", "tracked-change"},  # text that was moved was still moved by someone
    "sensitivity_label": {"document-properties"},  # a property of its own is told, label or not
}
"""Twins that are clean of their own rule's leak, and what they tell of besides."""
NO_OFFICE_FILE = {"clean.csv"}
PATHS = [(name, path) for name in fixtures.folders() for path in files(name, "clean")]
PATHS += [("clean_office", path) for path in sorted((fixtures.ROOT / "clean_office").glob("libreoffice-*"))]
CLEAN = [
    pytest.param(name, path, id=f"{name}/{path.name}") for name, path in PATHS if path.name not in NO_OFFICE_FILE
]


@pytest.mark.parametrize(("name", "path"), CLEAN)
def test_a_clean_file_gives_nothing_above_info_and_is_complete(name: str, path: Path) -> None:
    report = report_of(path)
    loud = {
        finding.rule.id
        for finding in report.findings
        if finding.severity > Severity.INFO and not finding.redundant
    }
    assert loud == OF_ANOTHER_RULE.get(name, set()) & loud
    assert [f"{problem.code}: {problem.place}" for problem in report.problems] == []
    assert report.complete


@pytest.mark.parametrize(
    "path", sorted((fixtures.ROOT / "clean_office").glob("*.[xd]*")), ids=lambda path: path.name
)
def test_what_other_programs_save_gives_nothing_above_info_at_all(path: Path) -> None:
    assert report_of(path).worst in (None, Severity.INFO)
