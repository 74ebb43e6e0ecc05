import pytest

from leakscan.detectors.hidden.defined_name import defined_name
from leakscan.findings import Content, Hit, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import DefinedName
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key


def hits(*names: DefinedName, visible: tuple[str, ...] = ()) -> list[Hit]:
    values = ValueSet()
    values.update(key for key in map(value_key, visible) if key is not None)
    return list(defined_name(Workbook(names=list(names), names_part="xl/workbook.xml", visible=values)))


def test_texts_and_arrays_are_gathered_in_one_hit() -> None:
    (hit,) = hits(
        DefinedName("Note", '"Ada Field"'), DefinedName("People", '{"Ben Marsh",34;"Cy Dale",51}'), visible=("34",)
    )
    assert (hit.counts.values, hit.counts.not_visible) == (5, 4)
    assert hit.place.name == "Note, People"
    assert judge(rule("defined-name"), hit) is Severity.MEDIUM


def test_a_constant_that_stands_visibly_is_redundant() -> None:
    (hit,) = hits(DefinedName("Note", '"Ada Field"'), visible=("Ada Field",))
    assert judge(rule("defined-name"), hit) is Severity.LOW


def test_a_rate_held_in_a_name_is_only_information() -> None:
    (hit,) = hits(DefinedName("VAT", "0.2"))
    assert hit.content is Content.OWN


def test_a_comment_is_told() -> None:
    (hit,) = hits(DefinedName("Rate", "Cover!$A$2", texts=("agreed with the union",)))
    assert hit.message == "Defined names carry comments or descriptions."
    assert hit.content is Content.DATA


def test_a_hidden_name_of_a_range_is_only_information() -> None:
    (hit,) = hits(DefinedName("Wages", "Cover!$A$1", is_hidden=True))
    assert hit.content is Content.OWN
    assert hit.message == "Defined names are hidden from the name manager."


def test_a_lost_range_is_told_only_where_its_sheet_is_still_spelled() -> None:
    assert hits(DefinedName("Old", "#REF!")) == []
    assert hits(DefinedName("Old", "#REF!$A$1")) == []
    (hit,) = hits(DefinedName("Old", "'Dismissals 2016'!#REF!"))
    assert hit.content is Content.OWN


@pytest.mark.parametrize(
    "name",
    [
        DefinedName("Total", "Cover!$B$2"),
        DefinedName("_xlnm.Print_Area", "Cover!$A$1:$B$2", sheet="Cover"),
        DefinedName("_xlnm.Print_Titles", "Cover!$1:$1"),
        DefinedName("Dynamic", "OFFSET(Cover!$A$1,0,0,COUNTA(Cover!$A:$A))"),
        DefinedName("Slicer_Team", "#N/A"),
    ],
)
def test_ordinary_names_are_passed_over(name: DefinedName) -> None:
    assert hits(name) == []


def test_hidden_names_that_software_makes_are_only_counted() -> None:
    (hit,) = hits(
        DefinedName("_xlnm._FilterDatabase", "Cover!$A$1:$B$2", is_hidden=True),
        DefinedName("_xlfn.IFERROR", "#NAME?", is_hidden=True),
    )
    assert hit.content is Content.OWN
    assert hit.counts.values == 2
    assert hit.table is None
