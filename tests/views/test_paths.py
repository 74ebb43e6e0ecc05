import pytest

from leakscan.views.paths import PathFacts, read_path


@pytest.mark.parametrize(
    ("text", "user", "server"),
    [
        (r"C:\Users\afield\Documents\x.xlsx", "afield", ""),
        (r"c:\documents and settings\afield\Desktop", "afield", ""),
        (r"D:\Projects\x.xlsx", "", ""),
        (r"\\srv01\hr\pay.xlsx", "", "srv01"),
        (r"\\srv01\home$\afield\pay.xlsx", "afield", "srv01"),
        (r"\\srv01@SSL\DavWWWRoot\x.xlsx", "", "srv01"),
        (r"\\?\C:\Users\afield\x", "afield", ""),
        (r"\\?\UNC\srv01\users\afield\x", "afield", "srv01"),
        ("/Users/afield/Desktop/", "afield", ""),
        ("/home/afield/x.ods", "afield", ""),
        ("/run/media/afield/STICK/x", "afield", ""),
        ("/Volumes/Share/x", "", ""),
        ("Macintosh HD:Users:afield:x.xls", "afield", ""),
        ("file:///C:/Users/Ada%20Field/x.xlsx", "Ada Field", ""),
        (r"file:///\\srv01\share\foo%20bar.xlsx", "", "srv01"),
        ("file://srv01/share/x.xlsx", "", "srv01"),
        ("file://localhost/Users/afield/x", "afield", ""),
        ("file:////srv01/share/x", "", "srv01"),
        ("file:///home/afield/x", "afield", ""),
        (
            "https://pay-my.sharepoint.com/personal/ada_field_example_org/x",
            "ada_field_example_org",
            "pay-my.sharepoint.com",
        ),
        ("https://d.docs.live.net/0123456789abcdef/x", "0123456789abcdef", "d.docs.live.net"),
        ("../../../Users/afield/x.xlsx", "afield", ""),
        (r"C:\Users\Public\x", "", ""),
    ],
)
def test_every_spelling_of_a_path_tells_its_user_and_its_server(text: str, user: str, server: str) -> None:
    assert read_path(text) == PathFacts(user, server)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/Users/afield",
        "mailto:ada@example.org",
        "Sheet2!A1",
        "book.xlsx",
        "../book.xlsx",
        "urn:a:b:c",
        "",
        "//",
        "and/or",
        "12:30:45",
    ],
)
def test_what_is_no_local_path_is_none(text: str) -> None:
    assert read_path(text) is None
