import pytest

from leakscan.detectors.external.external_link_path import external_link_path
from leakscan.findings import Content, Hit, Place, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import DefinedName, ExternalLink, ExternalTarget, LinkKind
from leakscan.views.spreadsheet import Workbook


def hits(target: str, kind: LinkKind = LinkKind.WORKBOOK) -> list[Hit]:
    link = ExternalLink("link1.xml", kind=kind, targets=(target,))
    return list(external_link_path(Workbook(external_links=[link])))


@pytest.mark.parametrize(
    "target",
    [
        r"file:///\\srv01\housing\tenants.xlsx",
        r"\\192.0.2.7\housing\tenants.xlsx",
        "file:///C:/Users/afield/My%20Documents/tenants.xlsx",
        "/Documents%20and%20Settings/afield/tenants.xls",
        "https://council.sharepoint.example.org/sites/Housing/tenants.xlsx",
        "ftp://files.example.org/tenants.xlsx",
    ],
)
def test_a_path_that_names_an_account_or_a_server_is_low(target: str) -> None:
    (hit,) = hits(target)
    assert judge(rule("external-link-path"), hit) is Severity.LOW
    assert [item.reveal() for item in hit.evidence] == [target]


@pytest.mark.parametrize("target", ["../Housing/tenants.xlsx", r"file:///H:\Housing\tenants.xlsx"])
def test_a_path_of_plain_folders_is_only_information(target: str) -> None:
    (hit,) = hits(target)
    assert hit.content is Content.OWN


@pytest.mark.parametrize("target", ["tenants.xlsx", "tenants%202016.xlsx"])
def test_a_file_beside_the_workbook_is_not_worth_telling(target: str) -> None:
    assert hits(target) == []


def test_the_topic_of_a_dde_link_counts_only_as_a_path() -> None:
    assert hits("live", LinkKind.DDE) == []
    assert hits("Sheet1/R1C1", LinkKind.DDE) == []
    assert len(hits(r"C:\Users\afield\letter.doc", LinkKind.DDE)) == 1


def test_a_password_in_an_address_is_a_credential() -> None:
    (hit,) = hits("https://reader:hunter2@files.example.org/tenants.xlsx")
    assert judge(rule("external-link-path"), hit) is Severity.CRITICAL
    assert [item.reveal() for item in hit.evidence] == ["hunter2"]


def test_ordinary_hyperlinks_are_passed_over_but_for_passwords() -> None:
    plain = ExternalTarget("sheet1.xml", "hyperlink", "https://example.org/page")
    secret = ExternalTarget("sheet2.xml", "hyperlink", "https://reader:hunter2@example.org/page")
    (hit,) = external_link_path(Workbook(external_targets=[plain, secret]))
    assert hit.place == Place(part="sheet2.xml")


def test_the_source_of_a_pivot_cache_in_another_file_is_told() -> None:
    source = ExternalTarget("pivotCacheDefinition1.xml", "externalLinkPath", r"file:///\\srv01\hr\staff.xlsx")
    (hit,) = external_link_path(Workbook(external_targets=[source]))
    assert hit.content is Content.OTHER_PEOPLE


def test_a_path_that_a_broken_name_still_spells_is_told() -> None:
    name = DefinedName("Old", r"'C:\Users\afield\[pay.xlsx]Staff'!#REF!")
    (hit,) = external_link_path(Workbook(names=[name], names_part="xl/workbook.xml"))
    assert hit.content is Content.OTHER_PEOPLE
    assert [item.reveal() for item in hit.evidence] == [r"C:\Users\afield\pay.xlsx"]
