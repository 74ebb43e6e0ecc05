"""Charts of a binary workbook and the points they keep ([MS-XLS] 2.1.7.20.1)."""

from collections import defaultdict
from collections.abc import Iterator

from leakscan.errors import FileError, MalformedFileError
from leakscan.formats.parsed.values import ERRORS, number_text, rk_value
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.records import Group, Substream, grouped
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsx.charts import COLUMNS, ChartHandler, ChartPass, ChartPoints
from leakscan.ledger import Ledger
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import Chart
from leakscan.views.spreadsheet import Workbook

_SERIES, _SOURCE, _TEXT, _INDEX = 0x1003, 0x1051, 0x100D, 0x1065
_TEXT_BLOCK = 0x1025
_NUMBER, _LABEL, _RK, _BOOLERR = 0x0203, 0x0204, 0x027E, 0x0205
_WHAT = {0: "name", 1: "value", 2: "category", 3: "size"}
"""What a source is to its series, by the number in its record ([MS-XLS] 2.4.29)."""
_INDEXED = {1: 1, 2: 2, 3: 3}
_REFERENCE = 2


def read_charts(book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook, ledger: Ledger) -> None:
    """Read every chart into `workbook`."""
    for read in sheets:
        sheet = read.sheet
        for start in read.charts:
            handler = ChartPass(workbook)
            with ledger.recording(book.source.trail, sheet.place(), lost="the points of a chart", mark=False):
                tell_chart(book, start, handler)
            count = sum(series.points for series in handler.series)
            table = None
            if count:
                table = Table(
                    columns=COLUMNS,
                    count=count,
                    reader="leakscan.formats.xls.charts:chart_points",
                    arguments={"part": book.part, "start": start},
                )
            workbook.charts.append(Chart(book.part, sheet.name, sheet.is_visible, handler.series, table))


def tell_chart(book: BinaryBook, start: int, handler: ChartHandler) -> None:
    """Tell the sequences of one chart's points to a handler.

    Raises:
        MalformedFileError: the chart breaks off; what came before was told.
    """
    chart = _Chart(book)
    damage: FileError | None = None
    try:
        for group in grouped(iter(Substream(book.stream, start))):
            chart.take(group)
    except FileError as error:
        damage = error
    chart.tell(handler)
    if damage is not None:
        raise damage


class _Chart:
    """Gathers sources, names and points of a chart's series until all are there."""

    def __init__(self, book: BinaryBook) -> None:
        self._book = book
        self._series = 0
        self._sources: dict[tuple[int, int], str] = {}
        self._texts: dict[int, str] = {}
        self._points: defaultdict[tuple[int, int], list[tuple[int, str, bool]]] = defaultdict(list)
        self._indexed = 0
        self._kind = -1
        self._is_title = False

    def take(self, group: Group) -> None:
        """Take a record; one that is too short says nothing."""
        try:
            self._take(group)
        except MalformedFileError as error:
            self._book.found.damage.append(error)

    def tell(self, handler: ChartHandler) -> None:
        """Tell everything that was gathered, series by series."""
        count = max([self._series, *(series + 1 for series, _ in self._points)], default=0)
        for series in range(count):
            handler.number = series + 1
            for kind in (0, 2, 1, 3):
                formula = self._sources.get((series, kind), "")
                points = self._points.get((series, kind), [])
                if kind == 0 and self._texts.get(series):
                    points = [(0, self._texts[series], True)]
                if not points:
                    continue
                handler.what = _WHAT[kind]
                handler.is_text = any(is_text for _, _, is_text in points)
                handler.formula = formula
                handler.sequence_start()
                for index, text, _ in points:
                    handler.point(index, text)
                handler.sequence_end()

    def _take(self, group: Group) -> None:
        found = self._book.found
        reader = found.reader(group)
        kind = group.type
        if kind == _SERIES:
            self._series += 1
            self._kind = -1
            self._is_title = False
        elif kind == _TEXT_BLOCK:
            self._is_title = (
                True  # titles come behind the series, with a source and a text of their own (`chart_texts`)
            )
        elif kind == _SOURCE and self._series and not self._is_title:
            self._kind, how = reader.byte(), reader.byte()
            reader.skip(4)
            if how == _REFERENCE and self._kind in _WHAT:
                tokens = reader.take(reader.short())
                text = self._book.formula(tokens)
                self._sources.setdefault((self._series - 1, self._kind), text)
        elif kind == _TEXT and self._series and self._kind == 0 and not self._is_title:
            reader.skip(2)
            self._texts.setdefault(self._series - 1, found.text(reader, 1))
            self._kind = -1
        elif kind == _INDEX:
            self._indexed = reader.short()
        elif kind in (_NUMBER, _LABEL, _RK, _BOOLERR) and self._indexed in _INDEXED:
            self._take_point(kind, group)

    def _take_point(self, kind: int, group: Group) -> None:
        reader = self._book.found.reader(group)
        index, series = reader.short(), reader.short()
        reader.skip(2)
        if kind == _NUMBER:
            text = number_text(reader.double())
        elif kind == _RK:
            text = number_text(rk_value(reader.long()))
        elif kind == _LABEL:
            text = self._book.found.text(reader, 2)
        else:
            code, is_error = reader.byte(), reader.byte()
            text = ERRORS.get(code, "#N/A") if is_error else str(code)
        if text.strip():
            self._points[series, _INDEXED[self._indexed]].append((index, text, kind == _LABEL))


def chart_texts(book: BinaryBook, start: int) -> Iterator[str]:
    """Yield titles and other texts of a chart, not the names of its series; damage is said with its points."""
    is_text = False
    try:
        for group in grouped(iter(Substream(book.stream, start))):
            if group.type in (_SERIES, _TEXT_BLOCK):
                is_text = group.type == _TEXT_BLOCK
            elif group.type == _TEXT and is_text:
                reader = book.found.reader(group)
                reader.skip(2)
                yield book.found.text(reader, 1)
    except FileError:
        return


def chart_points(source: Source, *, part: str, start: int) -> Iterator[Row]:
    """Yield every point that a chart keeps: series, what it is to it, number, value, source.

    Args:
        source: the workbook.
        part: its stream.
        start: offset of the chart in it.
    """
    with opened_book(source, part) as book:
        handler = ChartPoints()
        tell_chart(book, start, handler)
        yield from handler.ready
