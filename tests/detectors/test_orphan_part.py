import fixtures
import leakscan
from leakscan.detectors.package.orphan_part import orphan_part
from leakscan.findings import Access, Content, Place
from leakscan.views.archive import Archive, Orphan, Reason, Remnant, RemnantKind
from leakscan.views.values import ValueSet, value_key

FOLDER = fixtures.built("orphan_part")


def orphan(kind: RemnantKind, reason: Reason = Reason.NOT_RELATED, **facts: object) -> Archive:
    values = ValueSet()
    values.add(value_key("Ada Field"))
    remnant = Remnant(Place(part="old.xml"), kind, 12, rows=1, values=values, **facts)  # type: ignore[arg-type]
    return Archive(orphans=[Orphan(remnant, reason)])


def recovered(name: str) -> list[tuple[object, ...]]:
    report = leakscan.scan(FOLDER / name)
    (finding,) = [item for item in report.findings if item.rule.id == "orphan-part"]
    assert finding.table is not None
    rows: list[tuple[object, ...]] = list(finding.table.rows())
    assert len(rows) == len(finding.table)
    return rows


def test_a_part_is_told_by_what_it_is_and_why_it_is_not_in_use() -> None:
    (hit,) = orphan_part(orphan(RemnantKind.XML, not_visible=1))
    assert hit.message == "The package holds a part that no relationship reaches: XML."
    assert hit.access is Access.PACKAGE
    assert (hit.counts.values, hit.counts.not_visible) == (1, 1)
    (hit,) = orphan_part(orphan(RemnantKind.SHEET, Reason.NOT_LISTED, cells=4))
    assert hit.message == "The package holds a part that the workbook does not list: a sheet."
    assert (hit.counts.sheets, hit.counts.rows, hit.counts.cells) == (1, 1, 4)


def test_what_is_the_softwares_own_or_empty_holds_no_data() -> None:
    assert [hit.content for hit in orphan_part(orphan(RemnantKind.OWN))] == [Content.OWN]
    assert [hit.content for hit in orphan_part(orphan(RemnantKind.BLANK))] == [Content.EMPTY]
    assert [hit.content for hit in orphan_part(orphan(RemnantKind.SHEET, cells=0))] == [Content.EMPTY]
    assert [hit.content for hit in orphan_part(orphan(RemnantKind.SHEET, cells=1))] == [Content.DATA]


def test_the_rows_of_an_unlisted_sheet_come_back() -> None:
    for name in ("leaky.xlsx", "leaky-unlisted-sheet.xlsx", "leaky-sheet-elsewhere.xlsx"):
        assert recovered(name) == [(1, "ZQ-Unreached-d5b", 91_000)]


def test_text_comes_back_from_content_of_every_kind() -> None:
    assert recovered("leaky-text.xlsx") == [(1, "ZQ-Text-b31 remember to delete this")]
    assert recovered("leaky-xml.xlsx") == [(1, "ZQ-Attribute-e8c"), (2, "ZQ-Xml-07d")]
    assert any("ZQ-Binary-4c4" in str(text) for _, text in recovered("leaky-binary.xlsx"))


def test_a_workbook_left_in_the_package_is_examined_by_itself() -> None:
    report = leakscan.scan(FOLDER / "leaky-workbook.xlsx")
    (sheet,) = [finding for finding in report.findings if finding.rule.id == "embedded-workbook"]
    assert sheet.table is not None
    assert list(sheet.table.rows()) == [(1, "ZQ-Inside-6a3")]
    assert any(part.trail[1:] == ("backup/copy.xlsx",) for part in report.parts)
