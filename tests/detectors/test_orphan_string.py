"""Shared strings that no cell uses."""

from leakscan.detectors.package.orphan_string import RULE, orphan_string
from leakscan.findings import Access, Severity
from leakscan.judging import judge
from leakscan.views.spreadsheet import OrphanStrings, Workbook
from leakscan.views.values import ValueSet

PART = "xl/sharedStrings.xml"


def test_a_workbook_without_orphans_is_no_finding() -> None:
    assert list(orphan_string(Workbook())) == []


def test_orphans_are_one_finding() -> None:
    orphans = OrphanStrings(PART, count=3, values=ValueSet([10, 11]), examples=["Ada"])
    [hit] = orphan_string(Workbook(orphan_strings=orphans, visible=ValueSet([10])))
    assert (hit.place.part, hit.access) == (PART, Access.PACKAGE)
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (3, 2, 1)
    assert judge(RULE, hit) is Severity.MEDIUM


def test_strings_of_nothing_but_blanks_are_harmless() -> None:
    [hit] = orphan_string(Workbook(orphan_strings=OrphanStrings(PART, count=1)))
    assert judge(RULE, hit) is Severity.INFO
