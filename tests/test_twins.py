"""The same leak in a file of another format gives the same findings.

What a format holds otherwise is listed in docs/coverage.md; a difference that is not listed fails.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import fixtures
from leakscan import Finding
from leakscan.tables import Table
from tests.scanned import files, report_of

COVERAGE = Path(__file__).parent.parent / "docs" / "coverage.md"
_HEADING = "## Differences between formats"
_NUMBERS = {int: "number", float: "number"}
_TWINS = {
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".xml", ".htm", ".mht"), ".xlsx"),
    ".odt": ".docx",
    ".odp": ".pptx",
}
"""The format of the twin in OOXML, by that of the other one."""


def pairs() -> list[tuple[Path, Path]]:
    """Return every fixture file that has a twin in OOXML of the same name, with that twin."""
    found = []
    for name in fixtures.folders():
        known = {path.name: path for path in files(name)}
        for path in known.values():
            twin = known.get(f"{path.stem}{_TWINS.get(path.suffix, '')}")
            if path.suffix in _TWINS and twin is not None:
                found.append((twin, path))
    return found


PAIRS = pairs()


def facts_of(path: Path) -> Counter[tuple[object, ...]]:
    """Return what twins have in common: rule, judgement, counts, sheet and cells, recovered values."""
    return Counter(map(_facts, report_of(path).findings))


def _facts(finding: Finding) -> tuple[object, ...]:
    place, table = finding.place, finding.table
    rows = () if table is None or finding.rule.id == "people-named" else tuple(_rows(table))
    return (
        finding.rule.id,
        finding.severity,
        finding.confidence,
        tuple(finding.counts.to_dict().items()),
        place.sheet,
        place.cells,
        None if table is None else table.columns,
        rows,
    )


def _rows(table: Table) -> Iterator[tuple[tuple[str, object], ...]]:
    """Yield the rows of a table without the names of parts."""
    wanted = [index for index, name in enumerate(table.columns) if name != "Part"]
    for row in table.rows():
        yield _alike(tuple(row[index] for index in wanted))


def _alike(row: tuple[object, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((_NUMBERS.get(type(value), type(value).__name__), value) for value in row)


def listed_differences() -> set[tuple[str, str]]:
    """Return fixture file and rule of each difference that the coverage page explains."""
    section = COVERAGE.read_text(encoding="utf-8").partition(_HEADING)[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {(cells[0].strip(" `"), cells[1].strip(" `")) for cells in rows}


def differences(twin: Path, path: Path) -> Iterator[str]:
    """Yield the rules whose findings differ."""
    mine, theirs = facts_of(path), facts_of(twin)
    yield from {str(item[0]): None for item in (*(mine - theirs), *(theirs - mine))}


def name_of(path: Path) -> str:
    parent = path.parent.name if path.parent.parent.name != ".built" else path.parent.name.rpartition("-")[0]
    return f"{parent}/{path.name}"


def test_there_are_twins_to_compare() -> None:
    rules = {path.parent.name for _, path in PAIRS}
    assert {"hidden_sheet", "hidden_rows", "hidden_columns", "pivot_cache", "external_link_cache"} <= rules


@pytest.mark.parametrize(("twin", "path"), PAIRS, ids=[name_of(path) for _, path in PAIRS])
def test_twins_agree_but_for_what_is_listed(twin: Path, path: Path) -> None:
    listed = listed_differences()
    assert [rule for rule in differences(twin, path) if (name_of(path), rule) not in listed] == []


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods", ".xml"])
def test_the_comparison_sees_what_only_one_of_two_files_holds(suffix: str) -> None:
    folder = fixtures.built("hidden_sheet")
    assert list(differences(folder / "clean.xlsx", folder / f"leaky{suffix}")) == ["hidden-sheet"]


def test_a_difference_is_explained_by_a_reason() -> None:
    section = COVERAGE.read_text(encoding="utf-8").partition(_HEADING)[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    assert rows
    assert all(len(cells) == 3 and cells[2].strip() for cells in rows)


def test_no_listed_difference_is_stale() -> None:
    occurring = {(name_of(path), rule) for twin, path in PAIRS for rule in differences(twin, path)}
    formats = {path.suffix for _, path in PAIRS}
    listed = {item for item in listed_differences() if Path(item[0]).suffix in formats}
    assert listed - occurring == set()
