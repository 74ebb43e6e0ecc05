import pytest

from leakscan.views.credentials import identities_in, secrets_in


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Provider=SQLOLEDB.1;Data Source=db01;User ID=reader;Password=hunter2", "hunter2"),
        ("DRIVER={SQL Server};SERVER=db01;UID=reader;PWD={hun;ter2};DATABASE=hr", "hun;ter2"),
        ('Data Source=db01;password="hunter2; more"', "hunter2; more"),
        ("Password=two words;Persist Security Info=True", "two words"),
        ("Jet OLEDB:Database Password=hunter2;Mode=Read", "hunter2"),
        ('Provider=X;Extended Properties="Server=db01;Pwd=hunter2";Mode=Read', "hunter2"),
        ("BlobEndpoint=https://x.example.org;AccountKey=aHVudGVyMg==;Mode=Read", "aHVudGVyMg=="),
        ("https://reader:hunter2@data.example.org/staff", "hunter2"),
        ("https://data.example.org/staff?api_key=hunter2&page=1", "hunter2"),
        ("https://x.example.org/staff?sv=2020&sig=aHVu%2BdGVy", "aHVu+dGVy"),
        ("user=reader&password=hunter2", "hunter2"),
        ("EXEC sp_login 'sa', @password = N'hunter2'", "hunter2"),
        ("SELECT * FROM OPENROWSET('SQLNCLI', 'Server=db02;UID=sa;PWD=hunter2', 'SELECT 1')", "hunter2"),
    ],
)
def test_a_secret_is_found(text: str, secret: str) -> None:
    assert list(secrets_in(text)) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "Data Source=db01;User ID=reader;Password=;Mode=Read",
        "Data Source=db01;Password=********",
        "Data Source=db01;Integrated Security=SSPI;Persist Security Info=True",
        "SELECT password FROM staff WHERE id=1",
        "https://data.example.org/staff?page=1",
        "EXEC sp_login @password = @given",
        "Data Source=db01;Password=%PASSWORD%",
    ],
)
def test_what_only_looks_like_a_secret_is_passed_over(text: str) -> None:
    assert list(secrets_in(text)) == []


def test_server_database_and_user_are_told() -> None:
    text = "DRIVER={SQL Server};SERVER=db01;UID=reader;DATABASE=hr;Trusted_Connection=Yes"
    assert list(identities_in(text)) == [("server", "db01"), ("user", "reader"), ("database", "hr")]


def test_the_workbook_itself_is_no_server() -> None:
    assert list(identities_in("Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$")) == []


def nested(depth: int, inner: str) -> str:
    text = inner
    for _ in range(depth):
        text = 'a="' + text.replace('"', '""') + '"'
    return text


def test_settings_within_settings_are_opened_as_far_as_programs_write_them() -> None:
    assert list(secrets_in(nested(3, "password=ZQ-Inner-5c1"))) == ["ZQ-Inner-5c1"]
    assert list(secrets_in(nested(12, "password=ZQ-Inner-5c1"))) == []
