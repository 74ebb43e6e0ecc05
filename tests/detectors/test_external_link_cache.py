from leakscan.detectors.cached.external_link_cache import external_link_cache
from leakscan.findings import Access, Content, Place, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import ExternalLink, ExternalSheet, LinkKind
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key


def sheet(name: str, *texts: str) -> ExternalSheet:
    values = ValueSet()
    values.update(key for key in map(value_key, texts) if key is not None)
    return ExternalSheet(name, rows=len(texts), cells=len(texts), values=values, examples=list(texts))


def test_each_sheet_of_the_other_file_is_a_hit() -> None:
    link = ExternalLink("link1.xml", sheets=[sheet("Tenants", "Ada Field"), sheet("More", "Ben", "Cy")])
    first, second = external_link_cache(Workbook(external_links=[link]))
    assert first.place == Place(part="link1.xml", name="Tenants")
    assert (second.counts.cells, second.counts.not_visible) == (2, 2)
    assert first.access is Access.PACKAGE
    assert judge(rule("external-link-cache"), first) is Severity.MEDIUM


def test_cached_cells_that_formulas_show_are_redundant() -> None:
    shown = sheet("Tenants", "Ada Field")
    (hit,) = external_link_cache(
        Workbook(external_links=[ExternalLink("link1.xml", sheets=[shown])], visible=shown.values)
    )
    assert judge(rule("external-link-cache"), hit) is Severity.LOW


def test_cached_errors_alone_are_nothing() -> None:
    (hit,) = external_link_cache(
        Workbook(external_links=[ExternalLink("link1.xml", sheets=[ExternalSheet("Tenants", rows=1, cells=1)])])
    )
    assert hit.content is Content.EMPTY


def test_values_of_a_dde_link_are_told_apart() -> None:
    link = ExternalLink("link1.xml", kind=LinkKind.DDE, sheets=[sheet("", "12")])
    (hit,) = external_link_cache(Workbook(external_links=[link]))
    assert hit.message == "Values are kept of another program, by DDE."
    assert hit.counts.rows is None


def test_a_link_without_values_is_the_softwares_own() -> None:
    (hit,) = external_link_cache(Workbook(external_links=[ExternalLink("link1.xml", sheet_names=("Totals",))]))
    assert hit.content is Content.OWN
    assert hit.message == "A link leads to another workbook, of which no values are kept."


def test_what_the_link_leads_to_is_shown() -> None:
    kept = sheet("Tenants", "Ada Field")
    workbook = ExternalLink("link1.xml", targets=("tenants.xlsx",), sheets=[kept])
    dde = ExternalLink("link2.xml", kind=LinkKind.DDE, targets=("/c calc.exe",), program="cmd")
    first, second = external_link_cache(Workbook(external_links=[workbook, dde]))
    assert [(item.kind, item.reveal()) for item in first.evidence] == [
        ("file", "tenants.xlsx"),
        ("cell", "Ada Field"),
    ]
    assert [(item.kind, item.reveal()) for item in second.evidence] == [("program", "cmd|/c calc.exe")]


def test_names_of_ranges_beside_cells_are_no_finding_of_their_own() -> None:
    link = ExternalLink("link1.xml", names=(("All", "=Pay!$A$1"),), sheets=[sheet("Pay", "Ada Field")])
    (hit,) = external_link_cache(Workbook(external_links=[link]))
    assert hit.place.name == "Pay"


def test_defined_names_that_hold_values_are_data_unless_these_show() -> None:
    link = ExternalLink("link1.xml", names=(("All", "=Pay!$A$1"), ("Who", '="Ada Field"')))
    (hit,) = external_link_cache(Workbook(external_links=[link]))
    assert hit.content is Content.DATA
    assert next(item.reveal() for item in hit.evidence) == "Ada Field"
    shown = sheet("Cover", "Ada Field").values
    (hit,) = external_link_cache(Workbook(external_links=[link], visible=shown))
    assert hit.content is Content.COVERED


def test_a_defined_name_that_tells_of_an_account_is_about_someone() -> None:
    link = ExternalLink("link1.xml", names=(("All", "a.field@example.org"),), sheets=[sheet("Pay", "Cy")])
    _, hit = external_link_cache(Workbook(external_links=[link]))
    assert hit.content is Content.OTHER_PEOPLE
