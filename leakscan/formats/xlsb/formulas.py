"""Parsed expressions of records of packages ([MS-XLSB] 2.5.97)."""

from leakscan.formats.parsed.expressions import Layout, Names, TextForm, expression_text
from leakscan.formats.xls import text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS

LAYOUT = Layout(
    rows=MAX_ROWS,
    columns=MAX_COLUMNS,
    row_bytes=4,
    column_bytes=2,
    text=TextForm.WIDE,
    text_length_bytes=2,
    member_length_bytes=2,
    array_bytes=14,
    members={0: "number", 1: "text", 2: "boolean", 4: "error"},
    member_bytes={"boolean": 1, "error": 4},
    is_array_of_rows=True,
    name_bytes=(4, 0),
    memory=(4, 16),
)


def formula_text(tokens: bytes, reader: Reader, names: Names, origin: tuple[int, int] = (0, 0)) -> str:
    """Return a formula whose tokens were taken from a record, and whose extra data come next.

    Raises:
        MalformedFileError: a token breaks off or is unknown.
    """
    extra = reader.take(reader.long()) if reader.left >= 4 else b""
    return expression_text(text.Reader([tokens]), text.Reader([extra]), LAYOUT, names, origin)
