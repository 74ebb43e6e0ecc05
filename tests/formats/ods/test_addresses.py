"""References of OpenFormula in the spelling of other formats."""

import pytest

from leakscan.formats.ods.addresses import address_text, formula_text, sheet_and_cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$Cover.$A$1", "Cover!$A$1"),
        ("$Cover.$A$1:.$B$2", "Cover!$A$1:$B$2"),
        ("Cover.A1:Cover.B2", "Cover!A1:B2"),
        ("$'Old pay'.$A$1", "'Old pay'!$A$1"),
        ("$'O''Neill'.A1", "'O''Neill'!A1"),
        (".A1", "A1"),
        ("$Cover.$1:.$1", "Cover!$1:$1"),
        ("'file:///home/ada/pay%20roll.ods'#$Staff.A1:.B2", "'file:///home/ada/[pay roll.ods]Staff'!A1:B2"),
        ("#REF!.$A$1", "#REF!"),
    ],
)
def test_addresses_are_spelled_as_elsewhere(text: str, expected: str) -> None:
    assert address_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("of:=[.A1]+[$Pay.B2]", "A1+Pay!B2"),
        ('of:=IF([.A1]>0;"[.B1]; |";"no")', 'IF(A1>0,"[.B1]; |","no")'),
        ("of:=SUM([.A1:.B2]![.B1]~[.C3];{1;2|3;4})", "SUM(A1:B2 B1,C3,{1,2;3,4})"),
        ("of:=['file:///a;b'#$Pay.A1]", "'file:///[a;b]Pay'!A1"),
        ('{"a;b";34|"c|d";51}', '{"a;b",34;"c|d",51}'),
        ('"of:=no formula"', '"of:=no formula"'),
    ],
)
def test_formulas_are_spelled_as_elsewhere(text: str, expected: str) -> None:
    assert formula_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cover.A1:Cover.D5", ("Cover", "A1:D5")),
        ("'Old pay'.A1:'Old pay'.D5", ("Old pay", "A1:D5")),
        ("Cover.A1 Other.B2", ("Cover", "A1")),
        ("", ("", "")),
    ],
)
def test_the_first_address_is_taken_apart(text: str, expected: tuple[str, str]) -> None:
    assert sheet_and_cells(text) == expected
