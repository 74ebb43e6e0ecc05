"""What openpyxl reads in a workbook, through its whole-workbook reader and its readers of single parts.

It knows the strict dialect in single parts only, and does not read the state of a chart sheet.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.pivot.cache import CacheDefinition
from openpyxl.pivot.record import RecordList
from openpyxl.reader.strings import read_string_table
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.external_link.external import ExternalLink
from openpyxl.xml.functions import fromstring

from tests.peers.reading import Reading, empty_reading, squeezed, text

KINDS = (
    "hidden sheets",
    "hidden sheet values",
    "hidden row values",
    "hidden column values",
    "pivot records",
    "external values",
    "comments",
    "comment authors",
    "hidden names",
    "name constants",
    "custom properties",
    "authors",
    "orphan strings",
)

_KINDS_OF_PARTS = ("pivot records", "external values", "authors")
_TINY_POINTS = 1.0
_TINY_CHARACTERS = 0.1
_STATES = {"hidden": "hidden", "veryHidden": "very hidden"}


def reading(data: bytes) -> Reading:
    """Return what openpyxl finds in a workbook and in the workbooks and archives inside it."""
    found = empty_reading(*KINDS)
    _read(data, found)
    if _is_strict(data):
        return {kind: found[kind] for kind in _KINDS_OF_PARTS}
    return found


def _read(data: bytes, found: Reading) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            if not _is_strict(data):
                _read_workbook(data, found)
            _read_parts(archive, found)
        for name in names:
            if archive.read(name).startswith(b"PK\3\4"):
                _read(archive.read(name), found)


def _is_strict(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "xl/workbook.xml" in archive.namelist() and b"purl.oclc.org" in archive.read("xl/workbook.xml")


def _read_workbook(data: bytes, found: Reading) -> None:
    book: Any = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    shown: set[str] = set()
    for sheet in book.worksheets:
        _read_sheet(sheet, found)
        shown.update(cell.value for cell in sheet._cells.values() if isinstance(cell.value, str))
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name, defined in names.items():
            refers_to = defined.attr_text or ""
            if defined.hidden and not name.startswith("_xlnm."):
                found["hidden names"][name, refers_to] += 1
            for one in _texts(refers_to):
                found["name constants"][name, one] += 1
    for prop in book.custom_doc_props.props:
        found["custom properties"][prop.name, text(prop.value)] += 1
    _read_strings(data, shown, found)


def _texts(formula: str) -> Iterator[str]:
    """Yield the texts of a constant or an array of constants."""
    if re.fullmatch(r'\s*(?:"(?:[^"]|"")*"|\{.*\})\s*', formula):
        for quoted in re.findall(r'"((?:[^"]|"")*)"', formula):
            yield quoted.replace('""', '"')


def _read_sheet(sheet: Any, found: Reading) -> None:
    is_hidden = sheet.sheet_state in _STATES
    if is_hidden:
        found["hidden sheets"][sheet.title, _STATES[sheet.sheet_state]] += 1
    columns = _hidden_columns(sheet)
    for cell in sheet._cells.values():  # those it holds: `iter_rows` makes every cell up to the farthest
        value = text(cell.value)
        if value and is_hidden:
            found["hidden sheet values"][sheet.title, value] += 1
        if value and not is_hidden and _is_hidden_row(sheet, cell.row):
            found["hidden row values"][sheet.title, value] += 1
        if value and not is_hidden and cell.column in columns:
            found["hidden column values"][sheet.title, value] += 1
        if cell.comment is not None and not _stands_in(cell.comment):
            found["comments"][sheet.title, cell.coordinate, squeezed(cell.comment.text)] += 1
            if cell.comment.author not in ("", "None"):
                found["comment authors"][sheet.title, cell.coordinate, cell.comment.author] += 1


def _stands_in(note: Any) -> bool:
    """Return whether a note stands in for a threaded comment; LibreOffice keeps its text and drops its author."""
    return str(note.author).startswith("tc=") or str(note.text).startswith("[Threaded comment]")


def _is_hidden_row(sheet: Any, number: int) -> bool:
    """Return whether a row that the file holds does not show; one without attributes has the default height."""
    standard = sheet.sheet_format
    row = sheet.row_dimensions[number]
    default = standard.defaultRowHeight if standard.customHeight else None
    height = default if row.height is None else row.height
    return bool(row.hidden or (height is not None and height < _TINY_POINTS))


def _hidden_columns(sheet: Any) -> set[int]:
    standard = sheet.sheet_format
    hidden: set[int] = set()
    shown: set[int] = set()
    for letters, column in sheet.column_dimensions.items():
        first = column.min or column_index_from_string(letters)
        numbers = range(first, (column.max or first) + 1)
        is_tiny = column.width is not None and column.width < _TINY_CHARACTERS
        (hidden if column.hidden or is_tiny else shown).update(numbers)
    if standard.defaultColWidth == 0:
        hidden.update(set(range(1, sheet.max_column + 1)) - shown)
    return hidden


def _read_strings(data: bytes, shown: set[str], found: Reading) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = read_string_table(archive.open("xl/sharedStrings.xml"))
            found["orphan strings"].update(
                dict.fromkeys(((one,) for one in strings if one and one not in shown), 1)
            )


def _read_parts(archive: Any, found: Reading) -> None:
    for name in archive.namelist():
        if re.fullmatch(r"xl/pivotCache/pivotCacheRecords\d*\.xml", name):
            definition = _definition(archive, name)
            if definition is not None:
                for record in _records(archive, definition, name):
                    found["pivot records"][record] += 1
        elif re.fullmatch(r"xl/externalLinks/externalLink\d*\.xml", name):
            for value in _external_values(archive, name):
                found["external values"][(value,)] += 1
        elif name == "docProps/core.xml":
            properties = _part(DocumentProperties, archive.read(name))
            for author in (properties.creator, properties.lastModifiedBy):
                # openpyxl takes itself for the creator where none is named.
                if author and (author != "openpyxl" or b"creator>" in archive.read(name)):
                    found["authors"][(author,)] = 1


def _part(element: Any, data: bytes) -> Any:
    """Return a part as openpyxl's object for its root element."""
    return element.from_tree(fromstring(data))


def _definition(archive: Any, records: str) -> str | None:
    """Return the part with the fields of some records: the one related to them, else the one of their number."""
    names: list[str] = archive.namelist()
    for name in names:
        if name.startswith("xl/pivotCache/_rels/"):
            for relationship in _part(RelationshipList, archive.read(name)):
                target = posixpath.normpath(posixpath.join("/xl/pivotCache", relationship.Target)).lstrip("/")
                if target == records:
                    return name.replace("_rels/", "").removesuffix(".rels")
    numbered = records.replace("Records", "Definition")
    return numbered if numbered in names else None


def _records(archive: Any, definition: str, records: str) -> Iterator[tuple[str, ...]]:
    cache = _part(CacheDefinition, archive.read(definition))
    items = [
        list(field.sharedItems._fields) if field.sharedItems else []
        for field in cache.cacheFields
        if field.databaseField is not False
    ]
    for record in _part(RecordList, archive.read(records)).r:
        yield tuple(_value(one, shared) for one, shared in zip(record._fields, items, strict=False))


def _value(one: Any, shared: list[Any]) -> str:
    if type(one).__name__ == "Index":
        one = shared[one.v]
    return text(getattr(one, "v", None))


def _external_values(archive: Any, name: str) -> Iterator[str]:
    link = _part(ExternalLink, archive.read(name))
    book = link.externalBook
    for sheet in book.sheetDataSet.sheetData if book is not None and book.sheetDataSet is not None else ():
        for row in sheet.row:
            for cell in row.cell:
                if cell.v is not None:
                    yield ("TRUE" if cell.v == "1" else "FALSE") if cell.t == "b" else _number(cell.v, cell.t)


def _number(written: str, kind: str | None) -> str:
    return text(float(written)) if kind in (None, "n") else written
