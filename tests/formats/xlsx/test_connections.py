from fixtures.making import xlsx
from fixtures.making.parts import add_connection
from tests.formats.xlsx.reading import read_workbook, rows_of

MODEL = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"


def test_everything_a_connection_says_is_kept_but_for_switches_and_numbers() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    add_connection(book, "First", '<webPr url="https://example.org/" xml="1" htmlFormat="all"/>', kind=4)
    add_connection(
        book,
        "Second",
        '<dbPr connection="DSN=hr" command="SELECT 1_x000D_FROM x" commandType="2"/>'
        f'<extLst><ext uri="x" xmlns:x15="{MODEL}"><x15:connection id="m"><x15:oledbPr '
        'connection="Data Source=db01"/></x15:connection></ext></extLst>',
        kind=5,
    )
    data = book.to_bytes()
    first, second = read_workbook(data)[0].connections
    assert first.settings == (("name", "First"), ("webPr.url", "https://example.org/"))
    assert rows_of(data, second.table) == list(second.settings)
    assert ("dbPr.command", "SELECT 1\rFROM x") in second.settings
    assert ("oledbPr.connection", "Data Source=db01") in second.settings


def test_a_saved_password_is_told_and_one_that_is_not_saved_is_not() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    add_connection(book, "Staff", '<dbPr connection="DSN=hr"/>')
    book.edit("xl/connections.xml", "<connection ", '<connection savePassword="1" ')
    (connection,) = read_workbook(book.to_bytes())[0].connections
    assert ("savePassword", "1") in connection.settings
    book.edit("xl/connections.xml", 'savePassword="1"', 'savePassword="0"')
    (connection,) = read_workbook(book.to_bytes())[0].connections
    assert ("savePassword", "0") not in connection.settings


def test_the_file_of_a_connection_is_a_path() -> None:
    book = xlsx(sheets={"Cover": [["Total"]]})
    add_connection(book, "Staff", '<textPr sourceFile="C:\\Users\\afield\\staff.csv"/>', kind=6)
    assert [path.text for path in read_workbook(book.to_bytes())[0].paths] == ["C:\\Users\\afield\\staff.csv"]
