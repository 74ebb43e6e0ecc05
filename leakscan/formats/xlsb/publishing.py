"""What was published as a web page ([MS-XLSB] 2.4.301)."""

from leakscan.errors import MalformedFileError
from leakscan.formats.xlsb.numbers import area, area_text
from leakscan.formats.xlsb.records import Reader

SOURCES = ("workbook", "sheet", "printArea", "autoFilter", "range", "chart", "pivotTable", "query", "label")
_RANGE = 4
_TEXTS = ("divId", "sourceObject", "destinationFile", "title")
BEGIN_ALL, END_ALL, BEGIN, END = 554, 555, 556, 557


def published(reader: Reader) -> dict[str, str | None]:
    """Return the attributes of an item that was published.

    Raises:
        MalformedFileError: the record is of no known form.
    """
    kind = reader.byte()
    reader.take(4)
    found: dict[str, str | None] = {"id": str(reader.long())}
    cells = area_text(area(reader))
    found["sourceType"] = SOURCES[kind] if kind < len(SOURCES) else None
    found["sourceRef"] = cells if kind == _RANGE else None
    present = reader.byte()
    for bit, name in enumerate(_TEXTS):
        if present & 1 << bit:
            found[name] = reader.nullable_text()
    if reader.left:
        raise MalformedFileError("a published item is of no known form", code="short-record")
    return found
