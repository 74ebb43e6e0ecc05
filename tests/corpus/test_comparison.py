"""Tests of the comparison with the corpus; none of them needs the corpus."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.comparison import Tally, sorted_out, tiling_gap
from tests.corpus.files import CorpusFile
from tests.corpus.kinds import KINDS
from tests.corpus.known import KnownDisagreement, coverage_lines, known_disagreements
from tests.corpus.seen import Seen

HIDDEN_SHEETS = next(kind for kind in KINDS if kind.name == "hidden_sheets")


def corpus_file(**facts: Any) -> CorpusFile:
    return CorpusFile(Path("book.xlsx"), "book.xlsx", 10, facts)


def seen(*findings: dict[str, Any]) -> Seen:
    filled = [{"trail": ["book.xlsx"], "counts": {}, "evidence": [], **finding} for finding in findings]
    return Seen({"findings": filled, "problems": [], "parts": []})


def hidden_sheet(name: str, cells: int) -> dict[str, Any]:
    return {
        "rule": "hidden-sheet",
        "message": "The worksheet is very hidden.",
        "place": {"sheet": name},
        "counts": {"cells": cells},
    }


STATED = {"name": "Pay", "state": "veryHidden", "type": "worksheet", "nonempty_cells": 12}


def test_same_name_state_and_number_agree() -> None:
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(hidden_sheets=[STATED]), seen(hidden_sheet("Pay", 12)))
    assert (tally.files, tally.stated, tally.agreed, tally.disagreements) == (1, 1, 1, [])


def test_another_number_is_a_disagreement_both_ways() -> None:
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(hidden_sheets=[STATED]), seen(hidden_sheet("Pay", 11)))
    (disagreement,) = tally.disagreements
    assert disagreement.missing == Counter([("Pay", "worksheet", "very hidden", 12)])
    assert disagreement.extra == Counter([("Pay", "worksheet", "very hidden", 11)])


def test_a_finding_that_nothing_states_is_a_disagreement() -> None:
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(), seen(hidden_sheet("Pay", 12)))
    assert tally.disagreements[0].extra


def test_more_may_be_found_where_the_facts_are_of_a_damaged_file() -> None:
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(errors=["no central directory"]), seen(hidden_sheet("Pay", 12)))
    assert not tally.disagreements


def test_findings_inside_an_embedded_file_are_not_the_carriers() -> None:
    inner = {**hidden_sheet("Pay", 12), "trail": ["book.xlsx", "xl/embeddings/inner.xlsx"]}
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(hidden_sheets=[STATED]), seen(inner))
    assert tally.disagreements


def test_an_explained_disagreement_passes_until_it_no_longer_occurs() -> None:
    tally = Tally(HIDDEN_SHEETS)
    tally.add(corpus_file(hidden_sheets=[STATED]), seen())
    known = (KnownDisagreement("book.xlsx", "hidden_sheets", "the fact is wrong"),)
    assert sorted_out([tally], known, {"book.xlsx"}) == ([], [])
    assert sorted_out([Tally(HIDDEN_SHEETS)], known, {"book.xlsx"}) == ([], [*known])
    assert sorted_out([Tally(HIDDEN_SHEETS)], known, {"other.xlsx"}) == ([], [])
    assert sorted_out([tally], (), {"book.xlsx"}) == (tally.disagreements, [])


@pytest.mark.parametrize(
    ("ranges", "gap"),
    [
        ([(0, 4), (4, 10)], ""),
        ([(0, 4), (5, 10)], "a gap at byte 4"),
        ([(0, 4), (3, 10)], "an overlap at byte 3"),
        ([(1, 10)], "a gap at byte 0"),
        ([(0, 9)], "the ranges end at byte 9 of 10"),
        ([], "the ranges end at byte 0 of 10"),
    ],
)
def test_says_where_ranges_fail_to_tile(ranges: list[tuple[int, int]], gap: str) -> None:
    assert tiling_gap(ranges, 10) == gap


def test_names_of_kinds_are_unique() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_known_disagreement_names_a_kind() -> None:
    assert {item.kind for item in known_disagreements()} <= {kind.name for kind in KINDS}


def test_a_disagreement_without_a_reason_is_refused(tmp_path: Path) -> None:
    listed = tmp_path / "disagreements.toml"
    listed.write_text('[[disagreement]]\npath = "a.xlsx"\nkind = "comments"\nreason = " "\n', encoding="utf-8")
    with pytest.raises(ValueError, match="without a reason"):
        known_disagreements(listed)


def test_the_coverage_page_repeats_the_known_disagreements() -> None:
    page = Path(__file__).parents[2] / "docs" / "coverage.md"
    table = "\n".join(coverage_lines(known_disagreements()))
    assert table in page.read_text(encoding="utf-8"), "run: python -m tests.corpus --coverage"
