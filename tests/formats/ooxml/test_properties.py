import datetime

import pytest

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.properties import stale_titles, variant

VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ("<vt:lpwstr>a b</vt:lpwstr>", "a b"),
        ("<vt:i4>7</vt:i4>", 7),
        ("<vt:r8>1.5</vt:r8>", 1.5),
        ("<vt:bool>true</vt:bool>", True),
        (
            "<vt:filetime>2023-08-15T09:00:00Z</vt:filetime>",
            datetime.datetime.fromisoformat("2023-08-15T09:00:00"),
        ),
        ("<vt:date>2023-08-15T09:00:00+01:00</vt:date>", datetime.datetime.fromisoformat("2023-08-15T08:00:00")),
        ("<vt:empty/>", None),
        ('<vt:vector size="2"><vt:lpstr>a</vt:lpstr><vt:i4>2</vt:i4></vt:vector>', "a; 2"),
        ("<vt:blob>WlEtQmxvYg==</vt:blob>", "ZQ-Blob"),
        ("<vt:i4>many</vt:i4>", "many"),
    ],
)
def test_every_variant_has_its_type(xml: str, value: object) -> None:
    element = xmlsafe.parse(
        xml.replace(">", f' xmlns:vt="{VT}">', 1).replace(f'/ xmlns:vt="{VT}">', f' xmlns:vt="{VT}"/>').encode()
    )
    assert variant(element) == value


def test_titles_without_sheet_or_name_are_stale() -> None:
    titles = [
        "Cover",
        "Pay 2019",
        "Cover!Druckbereich",
        "'My Sheet'!Print_Area",
        "Gone!Print_Area",
        "rates",
        "Cover!old",
    ]
    found = stale_titles(
        [(title, Place()) for title in titles],
        sheets={"cover", "my sheet"},
        names={("", "rates")},
    )
    assert [title for title, _ in found] == ["Pay 2019", "Gone!Print_Area", "Cover!old"]
