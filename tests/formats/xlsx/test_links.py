from fixtures.making import Row, xlsx
from fixtures.making.parts import add_external_link, add_link_part
from leakscan.views.caches import ExternalTarget, LinkKind
from tests.formats.xlsx.reading import read_workbook, rows_of

TENANTS: list[Row] = [["Tenant", "Arrears"], [], ["Ada Field", 120.5], ["Ben", True]]


def test_the_cells_of_each_sheet_are_recovered_with_their_rows() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    add_external_link(book, "tenants.xlsx", {"Empty": [], "Tenants": TENANTS}, names={"All": "='Tenants'!$A$1"})
    data = book.to_bytes()
    (link,) = read_workbook(data)[0].external_links
    assert link.number == 1
    assert link.targets == ("tenants.xlsx",)
    assert link.sheet_names == ("Empty", "Tenants")
    assert link.names == (("All", "='Tenants'!$A$1"),)
    (sheet,) = link.sheets
    assert (sheet.name, sheet.rows, sheet.cells) == ("Tenants", 3, 6)
    assert rows_of(data, sheet.table) == [(1, "Tenant", "Arrears"), (3, "Ada Field", 120.5), (4, "Ben", True)]
    assert rows_of(data, link.names_table) == [
        ("sheet", "Empty", None),
        ("sheet", "Tenants", None),
        ("name", "All", "='Tenants'!$A$1"),
    ]


def test_columns_that_hold_nothing_are_left_out() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    add_link_part(
        book,
        '<externalBook><sheetNames><sheetName val="Pay"/></sheetNames><sheetDataSet><sheetData sheetId="0">'
        '<row r="7"><cell r="C7" t="str"><v>Ada_x000A_Field</v></cell><cell r="XFD7"><v>12</v></cell>'
        '<cell r="D7" t="str"><v></v></cell></row></sheetData></sheetDataSet></externalBook>',
    )
    data = book.to_bytes()
    (link,) = read_workbook(data)[0].external_links
    table = link.sheets[0].table
    assert rows_of(data, table) == [(7, "Ada\nField", 12)]
    assert table is not None
    assert table.columns == ("Row", "C", "XFD")


def test_the_values_of_a_dde_item_stand_in_rows_and_columns() -> None:
    book = xlsx(sheets={"Cover": [["Price"]]})
    add_link_part(
        book,
        '<ddeLink ddeService="quotes" ddeTopic="live"><ddeItems><ddeItem name="price"><values rows="2" cols="2">'
        '<value t="str"><val>Ada</val></value><value><val>12</val></value><value t="nil"/>'
        '<value t="b"><val>1</val></value></values></ddeItem></ddeItems></ddeLink>',
    )
    data = book.to_bytes()
    (link,) = read_workbook(data)[0].external_links
    assert link.kind is LinkKind.DDE
    assert link.targets == ("live",)
    assert rows_of(data, link.sheets[0].table) == [
        ("price", 1, 1, "Ada"),
        ("price", 1, 2, 12),
        ("price", 2, 2, True),
    ]


def test_a_link_that_nothing_lists_is_read_all_the_same() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    part = add_external_link(book, "tenants.xlsx", {"Tenants": TENANTS})
    book.unrelate("xl/workbook.xml", part)
    (link,) = read_workbook(book.to_bytes())[0].external_links
    assert link.number == 0
    assert link.sheets[0].cells == 6


def test_other_targets_outside_the_package_are_kept_apart() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    book.relate("xl/worksheets/sheet1.xml", "https://example.org/", "hyperlink", external=True)
    add_external_link(book, "tenants.xlsx", {"Tenants": []})
    workbook, _ = read_workbook(book.to_bytes())
    assert workbook.external_targets == [
        ExternalTarget("xl/worksheets/sheet1.xml", "hyperlink", "https://example.org/")
    ]


def test_a_boolean_that_stands_visibly_is_known_as_such() -> None:
    book = xlsx(sheets={"Cover": [[True]]})
    add_external_link(book, "tenants.xlsx", {"Tenants": [[True]]})
    workbook, _ = read_workbook(book.to_bytes())
    assert workbook.not_visible(workbook.external_links[0].sheets[0].values) == 0
