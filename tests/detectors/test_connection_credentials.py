from leakscan.detectors.external.connection_credentials import connection_credentials
from leakscan.findings import Hit, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import Connection
from leakscan.views.spreadsheet import Workbook


def hits(*settings: tuple[str, str]) -> list[Hit]:
    made = Connection("connections.xml", "Staff", settings)
    return list(connection_credentials(Workbook(connections=[made])))


def test_a_password_is_high_and_comes_first_in_the_evidence() -> None:
    (hit,) = hits(("dbPr.connection", "Data Source=db01;User ID=reader;Password=hunter2"))
    assert judge(rule("connection-credentials"), hit) is Severity.CRITICAL
    assert [(item.kind, item.reveal()) for item in hit.evidence] == [
        ("credential", "hunter2"),
        ("server", "db01"),
        ("user", "reader"),
    ]
    assert "hunter2" not in repr(hit)


def test_every_setting_is_looked_into() -> None:
    (hit,) = hits(
        ("dbPr.command", "EXEC sp_login 'sa', @password='one'"),
        ("webPr.post", "user=reader&password=two"),
        ("webPr.url", "https://example.org/staff?api_key=three"),
    )
    assert hit.counts.values == 3


def test_a_connection_without_a_password_is_silent() -> None:
    assert hits(("dbPr.connection", "Data Source=db01;Integrated Security=SSPI;Password=;")) == []
