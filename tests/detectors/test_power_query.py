import pytest

from leakscan.detectors.external.power_query import power_query
from leakscan.findings import Content, Hit
from leakscan.views.queries import KeptKind, KeptText
from tests.views.queries import keeping


def hit(*items: KeptText, visible: tuple[str, ...] = ()) -> Hit:
    (found,) = power_query(keeping(KeptKind.POWER_QUERY, *items, visible=visible))
    return found


def code(text: str) -> KeptText:
    return KeptText("Staff", "code", text)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('OleDb.DataSource("data source=db01;password=hunter2")', "hunter2"),
        ('Web.Contents("https://a.example.org", [Headers=[#"api-key"="k-123"]])', "k-123"),
        ('[#"Ocp-Apim-Subscription-Key"="k-456"]', "k-456"),
        ('[Headers=[Authorization="Bearer abcdefgh123"]]', "abcdefgh123"),
        ('let Password = "hunter2" in Password', "hunter2"),
    ],
)
def test_a_secret_in_the_code_counts_as_credentials(text: str, secret: str) -> None:
    found = hit(code(text))
    assert found.content is Content.CREDENTIALS
    assert found.evidence[0].reveal() == secret


def test_a_name_for_an_expression_is_no_secret() -> None:
    assert hit(code('let Token = Json.Document(Source), #"api-key" = Key in Token')).content is Content.OWN


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('Sql.Database("db01", "hr")', "db01"),
        ('File.Contents("C:\\Users\\afield\\staff.csv")', "C:\\Users\\afield\\staff.csv"),
        ('let Url = "https://intranet.example.org/a" in Url', "https://intranet.example.org/a"),
    ],
)
def test_servers_addresses_and_files_are_told(text: str, source: str) -> None:
    found = hit(code(text))
    assert found.content is Content.OTHER_PEOPLE
    assert source in [item.reveal() for item in found.evidence]


def test_a_typed_table_is_data_and_is_compared_with_what_shows() -> None:
    rows = KeptText("Staff", "typed row 1", "Ada"), KeptText("Staff", "typed row 1", "Field")
    found = hit(code("x"), *rows, visible=("Ada",))
    assert found.content is Content.DATA
    assert (found.counts.distinct_values, found.counts.not_visible) == (2, 1)


def test_queries_on_the_workbook_itself_are_only_information() -> None:
    assert hit(code('Excel.CurrentWorkbook(){[Name="Staff"]}[Content]')).content is Content.OWN
