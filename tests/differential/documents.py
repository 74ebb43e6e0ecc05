"""The content of an OpenDocument spreadsheet through the exact reader and the fast ones, and what came of it."""

import array
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from unittest.mock import patch

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ods import blocks, plain
from leakscan.formats.ods.blocks import DocumentArrays
from leakscan.formats.ods.looks import Styles
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import DocumentPass, Reading
from leakscan.formats.ods.row_columns import SheetColumns
from leakscan.formats.ods.sheet_rows import SheetRows
from leakscan.formats.ods.veils import Veil
from leakscan.limits import Budget, Limits
from leakscan.tables import Row, Table
from leakscan.views.spreadsheet import Hiding, Sheet, Workbook
from leakscan.views.values import ValueSet

Told = tuple[object, ...]
_STYLES = ("styles", "style_nodes")
"""They remember what they were asked."""


class Counting(DocumentArrays):
    """Counts the rows that went as arrays."""

    counted = 0

    def _take_run(self, run, gathering, sizes):  # type: ignore[no-untyped-def]
        self.counted += run.end - run.first
        super()._take_run(run, gathering, sizes)


def facts_of(data: bytes, *, block_bytes: int = 0, veils: dict[int, Veil] | None = None) -> tuple[Told, int]:
    """Return all that is gathered of a document, and how many rows went as arrays.

    Args:
        data: the document.
        block_bytes: how large blocks are to be; 0 for the exact reader.
        veils: what lies over the cells of its sheets.
    """
    reading, workbook = Reading("content.xml"), Workbook()
    handler = (Counting if block_bytes else DocumentPass)(reading, workbook, veils)
    with patch.object(blocks, "_FEWEST_CELLS", 1):
        code = _read(data, handler, block_bytes)
    handler.finish(None)
    told = (code, plain_of(workbook.sheets), plain_of(workbook.visible), plain_of(reading))
    return told, handler.counted if isinstance(handler, Counting) else 0


def _read(data: bytes, handler: DocumentPass, block_bytes: int) -> str:
    stream = io.BytesIO(data)
    with patch.multiple(plain, LARGE_BLOCK_BYTES=block_bytes, FINEST_BYTES=max(1, block_bytes // 8)):
        try:
            for _ in plain.steps(stream, handler) if block_bytes else xmlsafe.steps(stream, handler):
                pass
        except FileError as error:
            return error.code
    return ""


def rows_of(
    data: bytes,
    table: int,
    hiding: Hiding | None,
    columns: tuple[int, ...],
    *,
    block_bytes: int = 0,
    is_whole: bool = False,
) -> tuple[list[Row], str]:
    """Return the rows of a table, and the code of what broke the reading off.

    Args:
        data: the document.
        table: number of the table.
        hiding: why the rows wanted do not show.
        columns: the columns wanted.
        block_bytes: how large blocks are to be; 0 for the exact reader.
        is_whole: the document was read to its end before.
    """
    found: list[Row] = []
    stream = io.BytesIO(data)
    try:
        with patch.multiple(plain, LARGE_BLOCK_BYTES=block_bytes, FINEST_BYTES=max(1, block_bytes // 8)):
            if block_bytes:
                reader = SheetColumns(table, columns, hiding, Styles(), is_whole=is_whole)
                for block in reader.blocks(stream):
                    found.extend(block.rows(len(columns) + 1, block.height))
            else:
                exact = SheetRows(table, columns, hiding, Styles())
                for _ in xmlsafe.steps(stream, exact):
                    found.extend(exact.ready)
                    exact.ready.clear()
    except FileError as error:
        return found, error.code
    return found, ""


def kept_rows(data: bytes, *, block_bytes: int) -> Iterator[tuple[Sheet, Hiding | None, Table]]:
    """Yield the tables of which rows are kept while a document is read, with sheet and reason for hiding."""
    budget = Budget(Limits())
    reading, workbook = Reading("content.xml", keeping=budget), Workbook()
    handler = DocumentArrays(reading, workbook)
    _read(data, handler, block_bytes)
    handler.finish(None)
    for sheet in workbook.sheets:
        assert sheet.facts is not None
        for hiding, table in [
            (None, sheet.facts.table),
            *((item.hiding, item.table) for item in sheet.facts.regions),
        ]:
            if table is not None and table.lends_blocks:
                yield sheet, hiding, table


def plain_of(item: object) -> object:
    """Return an object as nothing but tuples, texts and numbers, whatever it is made of."""
    match item:
        case ValueSet():
            item._settle()
            keys = sorted(int(key) for index in range(64) for key in item._bucket(index))
            return ("values", *keys)
        case Table():
            return ("table", item.columns, len(item), plain_of(item._arguments))
        case None | bool() | int() | float() | str() | bytes():
            return (type(item).__name__, item)
        case Enum():
            return str(item)
        case dict():
            told = tuple((plain_of(key), plain_of(value)) for key, value in item.items())
            return tuple(sorted(told, key=repr)) if all(isinstance(key, tuple) for key in item) else told
        case list() | tuple() | bytearray():
            return tuple(map(plain_of, item))
        case set() | frozenset():
            return tuple(sorted(map(repr, item)))
    if callable(item) or type(item) is object:
        return "callable"
    if isinstance(item, array.array):
        return tuple(item)
    if isinstance(item, Node):
        return (item.name, plain_of(item.attributes), plain_of(item.inside))
    names = [field.name for field in fields(item)] if is_dataclass(item) else sorted(vars(item))
    return (type(item).__name__, *((name, plain_of(getattr(item, name))) for name in names if name not in _STYLES))
