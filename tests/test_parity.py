"""Every rule of workbooks is shown at work in each of the four formats, or the manual says why it is not."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

import fixtures
import leakscan

ROOT = Path(__file__).parent.parent
COVERAGE = ROOT / "docs" / "coverage.md"
_HEADING = "## Rules and formats of workbooks"
FORMATS = (".xlsx", ".xlsb", ".xls", ".ods")
_SUFFIXES = {".xlsm": ".xlsx", ".xltx": ".xlsx", ".xltm": ".xlsx", ".fods": ".ods", ".ots": ".ods"}
"""Other names of the four formats."""
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def shown() -> dict[str, set[str]]:
    """Return the formats of workbooks in which a fixture shows each rule, in the workbook itself."""
    known = {rule.id for rule in leakscan.rules()}
    found: dict[str, set[str]] = defaultdict(set)
    for name in fixtures.folders():
        for line in (fixtures.ROOT / name / "golden.txt").read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.split(" | ")]
            suffix = Path(cells[0]).suffix
            suffix = _SUFFIXES.get(suffix, suffix)
            rule = cells[1].rpartition(" ")[2]
            if suffix in FORMATS and rule in known and " > " not in cells[3]:
                found[rule].add(suffix)
    return found


def reasons() -> dict[str, tuple[set[str], str]]:
    """Return for each rule the formats that no fixture shows it in, and the reason."""
    section = COVERAGE.read_text(encoding="utf-8").partition(_HEADING)[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {
        cells[0].strip(" `"): ({item.strip(" `") for item in cells[1].split(",")}, cells[2].strip())
        for cells in rows
    }


def missing() -> dict[str, set[str]]:
    """Return the formats that no fixture shows a rule of workbooks in."""
    return {rule: left for rule, formats in shown().items() if (left := set(FORMATS) - formats)}


def test_there_are_rules_to_compare() -> None:
    assert {"hidden-sheet", "hidden-rows", "clipped-text", "formula-text"} <= shown().keys() - missing().keys()


@pytest.mark.parametrize("rule", sorted(shown()))
def test_a_rule_works_in_every_format_or_the_reason_is_said(rule: str) -> None:
    listed, _ = reasons().get(rule, (set(), ""))
    assert missing().get(rule, set()) == listed


def test_every_reason_is_said_of_a_rule_of_workbooks() -> None:
    assert reasons().keys() <= missing().keys()


@pytest.mark.parametrize("rule", sorted(reasons()))
def test_a_reason_says_something_and_the_tests_it_names_exist(rule: str) -> None:
    _, reason = reasons()[rule]
    assert reason
    for file, test in _TEST.findall(reason):
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")
