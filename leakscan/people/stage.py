"""The stage between hits and judging: every finding that gives back data is asked who is exposed by it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leakscan.blocks import Block
from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Content, Finding, Hit
from leakscan.limits import Budget
from leakscan.options import Options
from leakscan.people.secret import run_secret
from leakscan.people.summaries import explained
from leakscan.people.tables import Examined, examine
from leakscan.people.visibility import count_confirmed, keys_of, visible_rows
from leakscan.pii.exposure import Exposure, examine_texts
from leakscan.pii.knowledge import Knowledge
from leakscan.source import Source
from leakscan.tables import Origin, Row, Table
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook

_SMALL = 1_000
"""A table of so many rows is kept while the findings of its file are examined."""

_READ = frozenset({Content.DATA, Content.SHOWN, Content.WORDING, Content.GIVEN, Content.STOCK})


@dataclass(slots=True)
class Pending:
    """A finding that waits for its people.

    Attributes:
        hit: what the detector saw.
        finding: the finding made of it.
        view: the view it was seen in.
    """

    hit: Hit
    finding: Finding
    view: object

    @property
    def is_to_be_examined(self) -> bool:
        """True when it gives back data that is not its file's own; who wrote a file is authorship, and no leak."""
        hit = self.hit
        is_read = not isinstance(self.view, Properties) and (hit.table is not None or bool(hit.evidence))
        return is_read and hit.content in _READ

    @property
    def reads_its_file(self) -> bool:
        """True when its rows, or what its workbook shows, have to be read from the file."""
        table = self.hit.table
        return isinstance(self.view, Workbook) or (table is not None and not table.is_lent)


class PeopleStage:
    """Examines the findings of one scan, file by file; what was visible is read at most once for each file."""

    def __init__(self, origin: Origin, options: Options, seconds_left: float | None = None) -> None:
        self._origin = origin
        # Files are read again: their bytes count anew, but the time is that of the whole scan.
        seconds = options.limits.timeout_seconds if seconds_left is None else seconds_left
        self._budget = Budget(replace(options.limits, timeout_seconds=seconds))
        self._knowledge = options.knowledge()
        self._secret = run_secret()

    def exposures(self, waiting: list[Pending]) -> Iterator[tuple[Pending, Exposure | FileError | None]]:
        """Yield each with its exposure: None when nothing personal is in it, an error where it was not read.

        An exposure without people tells what was not counted.

        Raises:
            LimitReachedError: a limit of the scan is reached; what was not yielded is not examined.
        """
        by_file: dict[tuple[str, ...], list[Pending]] = {}
        for item in waiting:
            if item.is_to_be_examined:
                steps = item.hit.table.steps if item.hit.table is not None else ()
                by_file.setdefault((*item.finding.trail[1:], *steps), []).append(item)
        for trail, items in by_file.items():
            yield from self._of_file(trail, items)

    def _of_file(
        self, trail: tuple[str, ...], items: list[Pending]
    ) -> Iterator[tuple[Pending, Exposure | FileError | None]]:
        from leakscan.engine import opened_source

        try:
            # The files on the way are opened again only where rows are read again.
            steps = trail if any(item.reads_its_file for item in items) else ()
            with opened_source(self._origin, steps, self._budget) as source:
                reading = _FileReading(source, self._secret, self._knowledge)
                for item in items:
                    try:
                        reading.take(item)
                    except LimitReachedError as error:
                        if error.ends_scan:
                            raise
                        yield item, error
                    except FileError as error:
                        yield item, error
                yield from reading.finished()
        except LimitReachedError:
            raise
        except FileError as error:
            for item in items:
                yield item, error


class _FileReading:
    """The findings of one file: their tables are read one by one, then the visible sheets once for all."""

    def __init__(self, source: Source, secret: bytes, knowledge: Knowledge) -> None:
        self._source = source
        self._secret = secret
        self._knowledge = knowledge
        self._examined: list[tuple[Pending, Examined]] = []
        self._small: dict[int, list[Block]] = {}
        self._by_table: dict[tuple[int, bool, bool], Examined] = {}  # many sheets may share one part

    def take(self, item: Pending) -> None:
        """Examine one finding."""
        table = item.hit.table
        workbook = item.view if isinstance(item.view, Workbook) and not (table and table.steps) else None
        if table is None:
            texts = [evidence.reveal() for evidence in item.hit.evidence]
            self._examined.append((item, Examined(examine_texts(texts, self._secret, knowledge=self._knowledge))))
            return
        is_records = item.hit.counts.records is not None and item.hit.counts.records > 0
        key = (id(table), is_records, workbook is None)
        examined = self._by_table.get(key)
        if examined is None:
            examined = examine(
                table,
                self._rows,
                self._blocks,
                self._secret,
                self._knowledge,
                workbook,
                is_records=is_records,
            )
            self._by_table[key] = examined
        self._examined.append((item, examined))

    def _rows(self, table: Table) -> Iterator[Row]:
        return table.rows_of(self._source)

    def _blocks(self, table: Table) -> Iterator[Block]:
        """Yield the rows of a table as blocks; a small one, which several findings may lie in, is read once."""
        if len(table) > _SMALL:
            return table.blocks_of(self._source)
        if id(table) not in self._small:
            self._small[id(table)] = [*table.blocks_of(self._source)]
        return iter(self._small[id(table)])

    def finished(self) -> Iterator[tuple[Pending, Exposure | None]]:
        """Yield each finding with its exposure, after what is visible was looked at where it matters."""
        workbook = next((item.view for item, seen in self._examined if seen.nominations is not None), None)
        sought: Counter[frozenset[int]] = Counter()
        people = [seen for _, seen in self._examined if seen.nominations is not None and seen.exposure.records]
        rows: list[Row] = []
        if isinstance(workbook, Workbook) and people:
            for seen in people:
                if seen.nominations is not None:
                    sought.update(seen.nominations.records)
            is_worth = bool(sought) or any(seen.tallies for seen in people)
            rows = _bounded(visible_rows(workbook, self._rows)) if is_worth else []
        is_1904 = isinstance(workbook, Workbook) and workbook.is_1904
        for item, seen in self._examined:
            yield item, _with_visibility(seen, rows, is_1904=is_1904)


_MOST_VISIBLE_ROWS = 300_000


def _bounded(rows: Iterator[Row]) -> list[Row]:
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) >= _MOST_VISIBLE_ROWS:
            break
    return kept


def _with_visibility(seen: Examined, rows: list[Row], *, is_1904: bool) -> Exposure | None:
    exposure = seen.exposure
    if not exposure.people.estimate and not exposure.indications:
        return exposure if seen.is_cut_short else None
    if seen.nominations is None or not exposure.records:
        return exposure
    nominated = seen.nominations.records
    shown = (keys_of(row, is_1904=is_1904) for row in rows)
    confirmed = count_confirmed(nominated, shown) if nominated else 0
    return replace(
        exposure,
        not_visible=max(0, exposure.records - confirmed),
        reidentified=0 if confirmed else explained(seen.tallies, rows),
    )
