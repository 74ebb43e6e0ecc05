"""Charts and the points they keep (ECMA-376-1 §21.2, [MS-ODRAWXML] 2.24.3)."""

from collections import deque
from collections.abc import Iterator, Set

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import decimal, whole
from leakscan.formats.xlsx.roots import parts_of
from leakscan.parts import PartState
from leakscan.patterns import late_pattern
from leakscan.source import Source
from leakscan.tables import Row, Table, Value
from leakscan.views.caches import CacheSource, Chart, ChartSeries
from leakscan.views.references import source_of
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.surface import Surface
from leakscan.views.values import value_key

_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
_JOINT = late_pattern(r" - |\s")
_FORMATTED = late_pattern(
    r"(?=.*\d)[-+\d\s.,/:%()'\u2019$\u00a3\u20ac\u00a5]*"
    r"|(?:\d{1,4}[-. /])?[^\W\d]{3,9}\.?(?:[-. /,]{1,2}\d{1,4}){1,2}(?: \d{1,2}:\d\d.*)?"
    r"|(?:\d{1,2}[-. /])[^\W\d]{3,9}"
)
"""A number, an amount, a date or a month with its day or year, as number formats show them."""
_PROMPTS = (
    "To resize chart data range, drag lower right corner of range.",
    "\u82e5\u8981\u8c03\u6574\u56fe\u8868\u6570\u636e\u533a\u57df\u7684\u5927\u5c0f\uff0c\u8bf7\u62d6\u62fd\u533a\u57df\u7684\u53f3\u4e0b\u89d2\u3002",
)
"""What Office 2007 and 2010 write below the cells behind a chart, in English and in Chinese: no data of anyone."""
COLUMNS = ("Series", "What", "Point", "Value", "Source")

_SEQUENCES = {
    "strRef": True,
    "strLit": True,
    "multiLvlStrRef": True,
    "strDim": True,
    "txData": True,
    "datalabelsRange": True,
    "numRef": False,
    "numLit": False,
    "numDim": False,
}
"""Elements that hold a sequence of points, and whether the points are texts."""

_WHAT = {
    "tx": "name",
    "cat": "category",
    "val": "value",
    "xVal": "x",
    "yVal": "y",
    "bubbleSize": "size",
    "plus": "error",
    "minus": "error",
    "title": "title",
    "datalabelsRange": "label",
    "data": "data",
}


def read_charts(package: Package, workbook: Workbook) -> None:
    """Read every chart of the package into `workbook`."""
    sheets = _sheets_of_charts(package, workbook)
    classic = parts_of(package, root="chartSpace", content_type="chart")
    extended = parts_of(package, root="chartSpace", content_type="chartex")
    for part in sorted({*classic, *extended}):
        workbook.charts.append(_chart(package, part, sheets.get(part), workbook))


def read_page_charts(package: Package, surface: Surface, shown: Set[str]) -> None:
    """Read every chart of a document with pages into `surface`; those in `shown` draw their points on a page."""
    classic = parts_of(package, root="chartSpace", content_type="chart")
    extended = parts_of(package, root="chartSpace", content_type="chartex")
    for part in sorted({*classic, *extended}):
        chart = _chart(package, part, None, surface)
        chart.is_on_visible_sheet = part in shown
        surface.charts.append(chart)
        if part in shown:
            for series in chart.series:
                surface.visible.merge(series.values)
            for text in (*chart.captions, *_PROMPTS):
                surface.visible.add(value_key(text))


def _sheets_of_charts(package: Package, workbook: Workbook) -> dict[str, Sheet]:
    """Return the sheet on which each chart stands, a visible one first."""
    found: dict[str, Sheet] = {}
    for sheet in sorted(workbook.sheets, key=lambda item: not item.is_visible):
        pending = deque([sheet.part] if sheet.part else [])
        seen = set(pending)
        while pending:
            for relationship in package.relationships(pending.popleft()):
                name = None if relationship.is_external else package.name(relationship.target)
                if name is None or name in seen or relationship.kind not in ("drawing", "chart", "chartEx"):
                    continue
                seen.add(name)
                pending.append(name)
                if relationship.kind != "drawing":
                    found.setdefault(name, sheet)
    return found


def _chart(package: Package, part: str, sheet: Sheet | None, surface: Surface) -> Chart:
    handler = ChartPass(surface)
    with package.recording(Place(part=part), lost="the points of a chart"), package.open(part) as stream:
        xmlsafe.stream(stream, handler)
        package.mark(part, PartState.EXAMINED, "chart")
    count = sum(series.points for series in handler.series)
    return Chart(
        part=part,
        sheet="" if sheet is None else sheet.name,
        is_on_visible_sheet=sheet is not None and sheet.is_visible,
        series=handler.series,
        captions=handler.captions,
        table=None
        if not count
        else Table(
            columns=COLUMNS,
            count=count,
            reader="leakscan.formats.xlsx.charts:chart_points",
            arguments={"part": part},
        ),
    )


class ChartHandler(xmlsafe.Handler):
    """Turns the events of a chart part into sequences of points; subclasses take them.

    Attributes:
        number: number of the series, from 1; 0 outside of one.
        what: what the sequence is to the series.
        is_text: its points are texts.
        formula: where it came from.
    """

    def __init__(self) -> None:
        self.number = 0
        self.what = ""
        self.is_text = False
        self.formula = ""
        self._full_formula = ""
        self._path: list[str] = []
        self._series = 0
        self._sequence_depth = 0
        self._index = 0
        self._pieces: list[str] | None = None

    def sequence_start(self) -> None:
        """Take the start of a sequence; its formula is not known yet."""

    def point(self, index: int, text: str) -> None:
        """Take a point, numbered from 0."""

    def sequence_end(self) -> None:
        """Take the end of a sequence; its formula is known."""

    def caption(self, text: str) -> None:
        """Take a piece of a title or label that is typed into the chart."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name in ("ser", "series"):
            self._series += 1
            self.number = self._series
        elif name in _SEQUENCES and not self._sequence_depth:
            self._sequence_depth = len(self._path) + 1
            self.is_text = _SEQUENCES[name]
            self.what = next((_WHAT[word] for word in reversed([*self._path, name]) if word in _WHAT), "")
            self.formula = self._full_formula = ""
            self._index = 0
            self.sequence_start()
        elif self._sequence_depth:
            if name == "pt":
                self._index = whole(attributes.get("idx")) or 0
                self._pieces = []
            elif name in ("f", "sqref", "v"):
                self._pieces = []
        elif name == "t":
            self._pieces = []
        self._path.append(name)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._path:
            self._path.pop()
        if self._sequence_depth and self._pieces is not None and name in ("f", "sqref", "v", "pt"):
            self._take(name, "".join(self._pieces))
        elif name == "t" and not self._sequence_depth and self._pieces is not None:
            self.caption("".join(self._pieces))
            self._pieces = None
        if self._sequence_depth == len(self._path) + 1:
            self.formula = self.formula or self._full_formula
            self.sequence_end()
            self._sequence_depth = 0
        if name in ("ser", "series"):
            self.number = 0

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._pieces is not None:
            self._pieces.append(data)

    def _take(self, name: str, text: str) -> None:
        self._pieces = None
        if name == "f":
            self.formula = text.strip()
        elif name == "sqref":
            self._full_formula = text.strip()
        elif text.strip():
            self.point(self._index, text)


class ChartPass(ChartHandler):
    """Gathers what rules need of a chart."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self.series: list[ChartSeries] = []
        self.captions: list[str] = []
        self._surface = surface
        self._current = ChartSeries(CacheSource.UNKNOWN)

    def sequence_start(self) -> None:
        """Take the start of a sequence."""
        self._current = ChartSeries(CacheSource.UNKNOWN)

    def caption(self, text: str) -> None:
        """Take a piece of a title or label."""
        self.captions.append(text)

    def point(self, index: int, text: str) -> None:  # noqa: ARG002  # the base's signature
        """Take a point."""
        series = self._current
        series.points += 1
        key = None if text.startswith("#") else value_key(text)
        series.values.add(key)
        if self.is_text and key is not None and self._is_label(text):
            series.labels.add(key)
        shown = text[:_EXAMPLE_CHARACTERS]
        if key is not None and len(series.examples) < _MOST_EXAMPLES and shown not in series.examples:
            series.examples.append(shown)

    def sequence_end(self) -> None:
        """Take the end of a sequence."""
        series = self._current
        series.formula = self.formula
        if self.formula and isinstance(self._surface, Workbook):  # on a page it names cells of another file
            series.source, _, _ = source_of(self._surface, self.formula)
        self.series.append(series)

    def _is_label(self, text: str) -> bool:
        """Return whether a text can be what a chart makes of visible cells.

        Names over several cells are joined with a blank, those of pivot charts with a dash; numbers and dates
        stand as their format shows them.
        """
        if _FORMATTED.fullmatch(text.strip()):
            return True
        pieces = [piece for piece in _JOINT.split(text) if piece]
        if len(pieces) < 2:
            return False
        keys = [value_key(piece) for piece in pieces]
        return all(key is None or key in self._surface.visible for key in keys)


class ChartPoints(ChartHandler):
    """Makes rows of the points of a chart."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[int, str]] = []
        self.ready: list[Row] = []

    def point(self, index: int, text: str) -> None:
        """Take a point."""
        self._waiting.append((index, text))

    def sequence_end(self) -> None:
        """Take the end of a sequence."""
        for index, text in self._waiting:
            value: Value = text
            number = None if self.is_text else decimal(text)
            if number is not None:
                value = int(number) if number.is_integer() and abs(number) < 1e15 else number
            self.ready.append((self.number or None, self.what, index + 1, value, self.formula or None))
        self._waiting.clear()


def chart_points(source: Source, *, part: str) -> Iterator[Row]:
    """Yield every point that a chart keeps: series, what it is to it, number, value, source.

    Args:
        source: the workbook.
        part: the chart.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package, package.open(part) as stream:
        handler = ChartPoints()
        yield from xmlsafe.collected(stream, handler, handler.ready)
