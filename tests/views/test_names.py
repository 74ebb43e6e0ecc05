import pytest

from leakscan.views.caches import DefinedName
from leakscan.views.names import NameKind, held_values, name_kind, residue, spelled_paths


@pytest.mark.parametrize(
    ("refers_to", "kind"),
    [
        ("Cover!$A$1:$B$5", NameKind.RANGE),
        ("'Ada''s data'!$A:$C,Cover!$1:$2", NameKind.RANGE),
        ("0.2", NameKind.NUMBER),
        ("-5%", NameKind.NUMBER),
        ("TRUE", NameKind.NUMBER),
        ('"Ada Field"', NameKind.TEXT),
        ('{1,2;"a","b"}', NameKind.ARRAY),
        ("SUM(Cover!$A$1:$A$5)", NameKind.FORMULA),
        ('IF(Cover!$A$1,"Ada Field","")', NameKind.FORMULA_WITH_TEXT),
        ('TEXT(Cover!$A$1,"0")', NameKind.FORMULA),
        ("Cover!#REF!", NameKind.BROKEN),
    ],
)
def test_what_a_name_holds(refers_to: str, kind: NameKind) -> None:
    assert name_kind(DefinedName("Name", refers_to)) is kind


@pytest.mark.parametrize(
    "name", ["_xlnm.Print_Area", "_xlfn.XLOOKUP", "_xlchart.v1.0", "Slicer_Team", "solver_adj", "ExternalData_1"]
)
def test_names_that_software_makes_are_its_own(name: str) -> None:
    assert name_kind(DefinedName(name, "Cover!$A$1")) is NameKind.OWN


@pytest.mark.parametrize("name", ["_xlnm.Print_Titles", "_xlnm._FilterDatabase", "_xlfn.SINGLE", "_xlpm.a"])
def test_a_text_in_a_name_that_programs_give_to_ranges_is_a_text(name: str) -> None:
    assert name_kind(DefinedName(name, '"ZQ-Name-7f3"')) is NameKind.TEXT
    assert name_kind(DefinedName(name, '""')) is NameKind.OWN
    assert name_kind(DefinedName("IQ_CH", '"ZQ-Name-7f3"')) is NameKind.OWN


def test_the_values_of_an_array_keep_their_rows_and_columns() -> None:
    name = DefinedName("People", '{"Field, Ada",34;"says ""no""",TRUE;#N/A,-1.5}')
    assert list(held_values(name)) == [
        (1, 1, "Field, Ada"),
        (1, 2, 34),
        (2, 1, 'says "no"'),
        (2, 2, True),
        (3, 1, "#N/A"),
        (3, 2, -1.5),
    ]


def test_a_broken_name_still_spells_its_sheet() -> None:
    assert list(residue(DefinedName("Old", "'Dismissals 2016'!#REF!"))) == ["Dismissals 2016"]
    assert list(residue(DefinedName("Old", "#REF!$A$1"))) == []


def test_a_name_can_spell_the_path_of_another_file() -> None:
    assert list(spelled_paths(DefinedName("Old", r"'\\srv01\hr\[pay.xlsx]Staff'!$A$1"))) == [
        r"\\srv01\hr\pay.xlsx"
    ]
    assert list(spelled_paths(DefinedName("Old", "[1]Staff!$A$1"))) == []
