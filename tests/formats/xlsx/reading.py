"""Reads the workbook view of a file made by a test."""

from contextlib import closing

from leakscan.formats.catalogue import open_document
from leakscan.formats.document import Context
from leakscan.ledger import Ledger
from leakscan.limits import Budget, Limits
from leakscan.options import Options
from leakscan.parts import Problem
from leakscan.source import BytesStore, Source
from leakscan.tables import Origin, Row, Table
from leakscan.views.spreadsheet import Workbook


def read_workbook(data: bytes) -> tuple[Workbook, tuple[Problem, ...]]:
    """Return the workbook that the bytes hold, and what could not be read."""
    ledger = Ledger()
    source = Source(BytesStore(data), name="book.xlsx", budget=Budget(Limits()))
    with closing(open_document(source, Context(ledger, Options()))) as document:
        workbook = next(view for view in document.views() if isinstance(view, Workbook))
    return workbook, ledger.problems()


def rows_of(data: bytes, table: Table | None) -> list[Row]:
    """Return the rows of a table of the workbook that the bytes hold."""
    assert table is not None
    tie(data, table)
    rows = list(table.rows())
    assert len(rows) == len(table)
    assert all(len(row) == len(table.columns) for row in rows)
    return rows


def tie(data: bytes, table: Table | None) -> None:
    """Tie a table to the bytes it is read from."""
    assert table is not None
    store = BytesStore(data)
    source = Source(store, name="book.xlsx", budget=Budget(Limits()))
    table.bind(Origin(store, name="book.xlsx", sha256=source.sha256, options=Options()), ())
