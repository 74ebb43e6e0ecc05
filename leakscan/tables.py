"""Table: recovered rows as a recipe that reads them again, never the rows themselves."""

import datetime
import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakscan import optional
from leakscan.errors import SourceGoneError
from leakscan.limits import Budget
from leakscan.source import PathStore, Source, Store, verify

if TYPE_CHECKING:
    from leakscan.blocks import Block
    from leakscan.options import Options
    from leakscan.reopening import Chain

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
"""What a recovered cell holds; error values such as `#REF!` are text."""

Row = tuple[Value, ...]

_FORMULA_START = re.compile(r"'*[=+\-@\t\r]")


class Origin:
    """The root file of a scan, as far as a table needs it to read it again.

    Attributes:
        name: name of the root file, as given.
        sha256: its digest when it was scanned.
        chain: keeps files inside open while several tables are read one after another; None otherwise.
    """

    def __init__(self, store: Store, *, name: str, sha256: str, options: "Options") -> None:
        self.name = name
        self.sha256 = sha256
        self.chain: Chain | None = None
        self._store: Store | None = store
        self._options = options

    def source(self, budget: Budget | None = None) -> Source:
        """Return the root source anew, under a fresh budget, after checking that it has not changed.

        Args:
            budget: what the scan itself reads under; the file is not checked again.

        Raises:
            SourceGoneError: the bytes are out of reach.
            SourceChangedError: they are not those that were scanned.
        """
        if self._store is None:
            raise SourceGoneError("this table was pickled away from the bytes it reads; scan the file again")
        store: Store = PathStore(self._store.path) if isinstance(self._store, PathStore) else self._store
        source = Source(
            store,
            name=self.name,
            budget=budget or Budget(self._options.limits),
            passwords=self._options.passwords,
        )
        if budget is None:
            verify(source, self.sha256)
        return source

    @property
    def options(self) -> "Options":
        """The options of the scan."""
        return self._options

    def close(self) -> None:
        """Let go of the bytes, where they are held."""
        if self._store is not None:
            self._store.close()

    def __getstate__(self) -> dict[str, Any]:
        store = self._store if isinstance(self._store, PathStore) else None
        return {**self.__dict__, "_store": store, "chain": None}


class Table:
    """Rows recovered from a file, read again each time they are asked for.

    Attributes:
        columns: the header of the rows.
        reader: `module:function` of the function that reads the rows; it gets the source and the arguments.
        block_reader: the same of a function that gives the same rows block by block, column by column; empty
            where there is none.
        around: the whole sheet that the rows are a part of, where its header or its other columns tell more.

    While a scan runs, a reader that holds the rows anyhow may lend them, so that the file is not read again to
    ask whom they speak of. The engine gives them back when the scan ends; from then on it is a recipe and no more.
    """

    def __init__(
        self,
        *,
        columns: tuple[str, ...],
        count: int,
        reader: str,
        arguments: Mapping[str, Any],
        block_reader: str = "",
        around: "Table | None" = None,
        lent: Callable[[], Iterator[Row]] | None = None,
    ) -> None:
        self.columns = columns
        self.around = around
        self.reader = reader
        self.block_reader = block_reader
        self._count = count
        self._arguments = dict(arguments)
        self._origin: Origin | None = None
        self._inner_trail: tuple[str, ...] = ()
        self._steps: tuple[str, ...] = ()
        self._lent = lent
        self._lent_blocks: Callable[[Source], Iterator[Block]] | None = None

    def within(self, steps: tuple[str, ...]) -> "Table":
        """Return the same recipe for a file that lies `steps` further inside the one it gets bound to."""
        inner = Table(
            columns=self.columns,
            count=self._count,
            reader=self.reader,
            arguments=self._arguments,
            block_reader=self.block_reader,
            around=None if self.around is None else self.around.within(steps),
            lent=self._lent,
        )
        inner._lent_blocks = self._lent_blocks
        inner._steps = (*steps, *self._steps)
        return inner

    def rows_of(self, source: Source) -> Iterator[Row]:
        """Yield the rows from a source that is open already; it must be the one the recipe is for."""
        if self._lent is not None:
            yield from self._lent()
            return
        yield from _function(self.reader)(source, **self._arguments)

    def blocks_of(self, source: Source) -> "Iterator[Block]":
        """Yield what `rows_of` yields, as blocks of columns."""
        from leakscan.blocks import blocks_of_rows

        if self._lent_blocks is not None:
            yield from self._lent_blocks(source)
        elif self._lent is None and self.block_reader:
            yield from self.read_blocks(source)
        else:
            yield from blocks_of_rows(self.rows_of(source))

    def read_blocks(self, source: Source) -> "Iterator[Block]":
        """Yield the rows as blocks, read again even where they are lent; it must have a reader of blocks."""
        return _function(self.block_reader)(source, **self._arguments)

    def bind(self, origin: Origin, inner_trail: tuple[str, ...]) -> None:
        """Tie the recipe to the root file and the trail below it; done once, by the engine."""
        self._origin = origin
        self._inner_trail = (*inner_trail, *self._steps)
        if self.around is not None:
            self.around.bind(origin, inner_trail)

    def lend_blocks(self, blocks: "Callable[[Source], Iterator[Block]]") -> None:
        """Lend the rows as blocks, on the same terms as rows; what they lack they read from the source."""
        self._lent_blocks = blocks

    @property
    def lends_blocks(self) -> bool:
        """True while blocks are lent."""
        return self._lent_blocks is not None

    @property
    def is_lent(self) -> bool:
        """True while whoever made the recipe lends the rows."""
        return self._lent is not None

    def give_back(self) -> None:
        """Let go of what is lent; done by the engine, before anybody else sees the table."""
        self._lent = self._lent_blocks = None
        if self.around is not None:
            self.around.give_back()

    @property
    def steps(self) -> tuple[str, ...]:
        """The files that lie between the one the recipe was made for and the one it reads."""
        return self._steps

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"<Table: {self._count} rows, {len(self.columns)} columns>"

    def rows(self) -> Iterator[Row]:
        """Yield the rows, each as long as `columns`, in constant memory.

        Raises:
            SourceGoneError: the bytes that were scanned are out of reach.
            SourceChangedError: the file has changed since.
            FileError: the file breaks off in the middle of the rows.
        """
        from leakscan.reopening import opened_source

        if self._origin is None:
            raise SourceGoneError("this table is not tied to a scan")
        with opened_source(self._origin, self._inner_trail) as source:
            yield from self.rows_of(source)

    def to_csv(self, path: str | Path, *, safe: bool = False) -> int:
        """Write the rows as CSV (UTF-8 with a byte order mark) and return their number.

        Args:
            path: the file to write; it is created for its owner only.
            safe: put an apostrophe before text that a spreadsheet would take for a formula, so that opening
                the file runs nothing; values are exact when false. Apostrophes that stand before such a text
                already are kept, so that taking one away from each gives the exact values again.
        """
        import csv

        written = 0
        target = private_file(Path(path))
        with target.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as stream:
            writer = csv.writer(stream)
            writer.writerow([csv_text(name, safe=safe) for name in self.columns])
            for row in self.rows():
                writer.writerow([csv_text(value, safe=safe) for value in row])
                written += 1
        return written

    def to_dataframe(self) -> Any:
        """Return the rows as a pandas DataFrame.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        pandas = optional.load("pandas", extra="pandas")
        return pandas.DataFrame.from_records(list(self.rows()), columns=list(self.columns))

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of the table; never its rows."""
        return {"columns": len(self.columns), "rows": self._count}


def _function(name: str) -> Callable[..., Iterator[Any]]:
    module_name, _, function_name = name.partition(":")
    function: Callable[..., Iterator[Any]] = getattr(importlib.import_module(module_name), function_name)
    return function


def private_file(path: Path) -> Path:
    """Create an empty file that only its owner can read, and return its path."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path


def csv_text(value: Value, *, safe: bool) -> str:
    """Return a value as the text of a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    text = str(value)
    if safe and isinstance(value, str) and _FORMULA_START.match(text):
        return "'" + text
    return text
