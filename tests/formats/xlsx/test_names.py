from fixtures.making import xlsx
from fixtures.making.parts import add_table
from leakscan.views.caches import DefinedName
from tests.formats.xlsx.reading import read_workbook, rows_of


def test_names_are_read_with_their_sheet_texts_and_state() -> None:
    book = xlsx(sheets={"Cover": [["Total"]], "Data": [[1]]})
    book.add_defined_name("Note", '"Ada"', 'localSheetId="1" hidden="true" comment="kept _x000A_on purpose"')
    (name,) = read_workbook(book.to_bytes())[0].names
    assert name == DefinedName("Note", '"Ada"', sheet="Data", is_hidden=True, texts=("kept \non purpose",))


def test_the_values_that_names_hold_are_a_table() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    book.add_defined_name("People", '{"Ada",34;"Ben",51}', "")
    book.add_defined_name("Range", "Cover!$A$1", "")
    data = book.to_bytes()
    workbook, _ = read_workbook(data)
    assert rows_of(data, workbook.names_values_table) == [
        ("People", None, 1, 1, "Ada"),
        ("People", None, 1, 2, 34),
        ("People", None, 2, 1, "Ben"),
        ("People", None, 2, 2, 51),
    ]
    assert workbook.names_texts_table is None
    assert [row[0] for row in rows_of(data, workbook.names_table)] == ["People", "Range"]


def test_the_ranges_of_tables_are_known_by_name() -> None:
    book = xlsx(sheets={"Cover": [["Name"], ["Ada"]]})
    add_table(book, "Cover", "Staff", "A1:A2", ["Name"])
    assert read_workbook(book.to_bytes())[0].table_ranges == {"staff": ("Cover", "A1:A2")}
