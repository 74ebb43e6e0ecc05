import pytest

from leakscan.detectors.external.connection import connection
from leakscan.findings import Content, Hit
from leakscan.views.caches import Connection
from leakscan.views.spreadsheet import Workbook


def hits(*settings: tuple[str, str], name: str = "Staff") -> list[Hit]:
    return list(connection(Workbook(connections=[Connection("connections.xml", name, settings)])))


def test_a_connection_that_names_a_server_is_told_with_server_database_and_user() -> None:
    (hit,) = hits(("dbPr.connection", "Data Source=db01;Initial Catalog=hr;User ID=reader"))
    assert hit.content is Content.OTHER_PEOPLE
    assert [(item.kind, item.reveal()) for item in hit.evidence] == [
        ("server", "db01"),
        ("database", "hr"),
        ("user", "reader"),
    ]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("webPr.url", "https://intranet.example.org/staff"),
        ("textPr.sourceFile", r"\\srv01\hr\staff.csv"),
        ("odcFile", r"C:\Users\afield\staff.odc"),
    ],
)
def test_an_address_or_path_is_told(key: str, text: str) -> None:
    (hit,) = hits((key, text))
    assert hit.content is Content.OTHER_PEOPLE
    assert [item.reveal() for item in hit.evidence] == [text]


def test_a_file_beside_the_workbook_is_only_information() -> None:
    (hit,) = hits(("textPr.sourceFile", "staff.csv"))
    assert hit.content is Content.OWN


def test_the_workbooks_own_model_is_only_information() -> None:
    (hit,) = hits(("dbPr.connection", "Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=Staff"))
    assert hit.content is Content.OWN
    assert hit.message == "A connection leads to data of this workbook."


def test_a_connection_with_a_password_is_left_to_the_rule_for_credentials() -> None:
    assert hits(("dbPr.connection", "Data Source=db01;Password=hunter2")) == []
