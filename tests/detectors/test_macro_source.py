import pytest

from leakscan.detectors.external.macro_source import macro_source
from leakscan.findings import Content, Hit, Place
from leakscan.views.macros import MacroModule, MacroProject, MacroText


def hits(source: str, *texts: MacroText) -> list[Hit]:
    modules = (MacroModule("Module1", source),) if source else ()
    return list(macro_source(MacroProject(Place(part="xl/vbaProject.bin"), modules, texts)))


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('Const dbPassword = "hunter2"', "hunter2"),
        ('Const PASSWORD As String = "hunter2"', "hunter2"),
        ('cn.Open "Provider=SQLOLEDB;Data Source=db01;Password=hunter2"', "hunter2"),
        ('Sheet1.Unprotect Password:="hunter2"', "hunter2"),
        ('ActiveWorkbook.Protect("hunter2")', "hunter2"),
        ('strApiKey = "k-12345"', "k-12345"),
    ],
)
def test_a_secret_counts_as_credentials(line: str, secret: str) -> None:
    (hit,) = hits(line)
    assert hit.content is Content.CREDENTIALS
    assert hit.evidence[0].reveal() == secret


@pytest.mark.parametrize("line", ['Token = ","', 'MsgBox "Password: " & x', "sh.Protect Password:=pw", 'pwd = ""'])
def test_a_word_for_a_secret_is_none(line: str) -> None:
    (hit,) = hits(line)
    assert hit.content is Content.DATA


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("' Macro recorded 3/4/2012 by Ada Field", "Ada Field"),
        ("' Author: Ada Field", "Ada Field"),
        ("' *** Written by Ada Field ***", "Ada Field"),
        ('MsgBox "Ask ada@example.org"', "ada@example.org"),
    ],
)
def test_who_wrote_it_is_told(line: str, person: str) -> None:
    (hit,) = hits(line)
    assert hit.content is Content.OTHER_PEOPLE
    assert person in [item.reveal() for item in hit.evidence]


@pytest.mark.parametrize(
    "text", ["C:\\Users\\afield\\pay.xls", "\\\\server01\\pay\\2024", "https://intra.example.org/a"]
)
def test_folders_and_addresses_are_told(text: str) -> None:
    (hit,) = hits(f'Workbooks.Open "{text}"')
    assert (hit.content, hit.evidence[0].reveal()) == (Content.OTHER_PEOPLE, text)


def test_a_project_without_code_is_empty_and_one_without_anything_is_none() -> None:
    (hit,) = hits('Attribute VB_Name = "Sheet1"\r\nOption Explicit\r\n')
    assert hit.content is Content.EMPTY
    assert hits("") == []


def test_texts_of_forms_count() -> None:
    (hit,) = hits("", MacroText("UserForm1", "text of the form", "Enter the salary"))
    assert (hit.content, hit.counts.values) == (Content.DATA, 1)
