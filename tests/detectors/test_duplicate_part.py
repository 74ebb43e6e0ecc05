import fixtures
import leakscan
from leakscan.detectors.package.duplicate_part import duplicate_part
from leakscan.findings import Content, Place
from leakscan.views.archive import Archive, Duplicate, Remnant, RemnantKind

FOLDER = fixtures.built("duplicate_part")


def duplicate(*, is_same: bool) -> Archive:
    return Archive(duplicates=[Duplicate(Remnant(Place(part="a#2"), RemnantKind.TEXT, 3), is_same=is_same)])


def test_a_repetition_is_told_from_another_content() -> None:
    (hit,) = duplicate_part(duplicate(is_same=True))
    assert hit.content is Content.EMPTY
    (hit,) = duplicate_part(duplicate(is_same=False))
    assert (hit.content, hit.message) == (Content.DATA, "Another part of the same name holds something else.")


def test_both_contents_come_back_whichever_a_program_shows() -> None:
    for name in ("leaky", "leaky-later", "leaky-other-case", "leaky-backslash"):
        report = leakscan.scan(FOLDER / f"{name}.xlsx")
        tables = [finding.table for finding in report.findings if finding.rule.id == "duplicate-part"]
        rows = [row for table in tables if table is not None for row in table.rows()]
        assert sorted(rows, key=str) == [(1, "Total", 12), (1, "ZQ-Older-a7e", 91_000)], name
        assert report.complete


def test_a_clean_package_has_no_duplicates() -> None:
    report = leakscan.scan(FOLDER / "clean.xlsx")
    assert [finding.rule.id for finding in report.findings] == []
