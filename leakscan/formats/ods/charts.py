"""Charts: documents inside the document, each with a table of its own points (ODF 1.3 part 3, §11)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan import xmlsafe
from leakscan.formats.ods.addresses import address_text, split_addresses
from leakscan.formats.ods.content import repeated, value_of
from leakscan.formats.ods.nodes import Node, NodeBuilder
from leakscan.formats.ods.sieve import Sieve
from leakscan.formats.ods.tables import opened_document
from leakscan.formats.ods.typed import typed
from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.charts import COLUMNS
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import CacheSource, Chart, ChartSeries
from leakscan.views.references import source_of
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

_LOCAL = "local-table"
_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
_MOST_REPEATED = 1000


@dataclass(slots=True)
class Sequence:
    """One column of a chart's own table.

    Attributes:
        number: number of the series, from 1; 0 for categories.
        what: what it is to the series.
        formula: the cells it was drawn from; empty when it was typed into the chart.
        points: kind and text of each.
        typed: what the series itself says the same of.
    """

    number: int
    what: str
    formula: str = ""
    points: list[tuple[str, str]] = field(default_factory=list)
    typed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_count(self) -> bool:
        """True for the numbers from 1 that programs put in place of texts to lie points over."""
        texts = [text for _, text in self.points]
        return self.what in ("categories", "x") and texts == [str(number) for number in range(1, len(texts) + 1)]


class ChartDocument(Sieve):
    """Keeps the body of a chart.

    Attributes:
        root: the `chart:chart` element; None when there is none.
        trends: the names of its trend lines (LibreOffice 7.4, `regression-name` of a style).
    """

    def __init__(self, number: int = 0, strays: Strays | None = None) -> None:
        super().__init__(strays)
        self.root: Node | None = None
        self.trends: list[str] = []
        self._passed = -1
        self._number = number
        self._builder: NodeBuilder | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._builder is not None:
            self._builder.start(name, attributes)
        elif name == "chart" and "class" in attributes:
            self._passed += 1
            if self._passed == self._number:
                self._builder = NodeBuilder(name, attributes)
        elif name == "chart-properties" and attributes.get("regression-name"):
            self.trends.append(attributes["regression-name"])

    @property
    def shows_trends(self) -> bool:
        """True when there is a legend, which alone shows the names of trend lines."""
        return self.root is not None and any(True for _ in self.root.descendants("legend"))

    def closed(self, name: str) -> None:  # noqa: ARG002  # the base's signature
        """Take the end of an element."""
        if self._builder is not None and self._builder.end():
            self.root, self._builder = self._builder.root, None

    def words(self, data: str) -> None:
        """Take a piece of text."""
        if self._builder is not None:
            self._builder.text(data)


def sequences(chart: Node) -> list[Sequence]:
    """Return what a chart's own table holds: categories, and name and values of each series."""
    planned = list(_planned(chart))
    names = [name for name, _ in planned]
    columns = [column for _, column in planned]
    table = next((node for node in chart.descendants("table") if node.get("name") == _LOCAL), None)
    for at, row in enumerate(() if table is None else table.descendants("table-row")):
        for column, (kind, text, described) in enumerate(_cells(row)):
            if column >= len(columns):
                names.append(Sequence(column, "name"))
                columns.append(Sequence(column, "values"))
            item = names[column] if at == 0 else columns[column]
            if at <= 1:
                item.formula = described or item.formula
            if text and text != "NaN" and (kind, text) not in item.typed:
                item.points.append((kind, text))
    for item in names:
        item.points[:0] = item.typed
    return [item for pair in zip(names, columns, strict=True) for item in pair if item.points]


def _planned(chart: Node) -> Iterator[tuple[Sequence, Sequence]]:
    """Yield name and points of each column of a chart's own table, as its series say: first what they lie over."""
    categories = next((node.get("cell-range-address") for node in chart.descendants("categories")), "")
    yield Sequence(0, "name"), Sequence(0, "categories", categories)
    for number, series in enumerate(chart.descendants("series"), 1):
        for domain in series.children("domain"):
            yield Sequence(number, "name"), Sequence(number, "x", domain.get("cell-range-address"))
        name = Sequence(number, "name", series.get("label-cell-address"))
        label = series.get("label-string").strip('"')
        if label:
            name.typed.append(("str", label))
        yield name, Sequence(number, "values", series.get("values-cell-range-address"))


def _cells(row: Node) -> Iterator[tuple[str, str, str]]:
    """Yield kind, value and described range of each cell of a row."""
    for cell in row.children("table-cell"):
        described = next((node.text for node in cell.descendants("desc")), "")
        kind, text = value_of(cell.attributes, "\n".join(cell.paragraphs(without=("g",))))
        for _ in range(min(repeated(cell.attributes, "number-columns-repeated"), _MOST_REPEATED)):
            yield kind, text, described


def chart_of(chart: Node, part: str, workbook: Workbook, *, number: int = 0) -> Chart:
    """Return the view of a chart, by its number in the part; on which sheet it stands is still to be said."""
    found = Chart(part)
    count = 0
    for item in sequences(chart):
        count += len(item.points)
        formula = "" if _LOCAL in item.formula else formula_of(item.formula)
        series = ChartSeries(CacheSource.UNKNOWN, formula, len(item.points))
        if formula:
            series.source, _, _ = source_of(workbook, formula)
        is_count = item.is_count
        for _, text in item.points:
            key = None if text.startswith("#") else value_key(text)
            series.values.add(key)
            if is_count and key is not None:
                series.labels.add(key)
            shown = text[:_EXAMPLE_CHARACTERS]
            if key is not None and len(series.examples) < _MOST_EXAMPLES and shown not in series.examples:
                series.examples.append(shown)
        found.series.append(series)
    if count:
        found.table = Table(
            columns=COLUMNS,
            count=count,
            reader="leakscan.formats.ods.charts:chart_points",
            arguments={"part": part, "number": number},
        )
    return found


def formula_of(ranges: str) -> str:
    """Return the ranges of a sequence as a formula."""
    return ",".join(address_text(word) for word in split_addresses(ranges))


def chart_points(source: Source, *, part: str, number: int = 0) -> Iterator[Row]:
    """Yield every point that a chart keeps: series, what it is to it, number, value, source.

    Args:
        source: the document.
        part: the part with the chart.
        number: of the chart among those of the part, from 0.
    """
    handler = ChartDocument(number)
    with opened_document(source, part) as opened, opened.open(part) as stream:
        xmlsafe.stream(stream, handler)
    for item in () if handler.root is None else sequences(handler.root):
        formula = "" if _LOCAL in item.formula else formula_of(item.formula)
        for number, (kind, text) in enumerate(item.points, 1):
            yield item.number or None, item.what, number, typed(kind, text), formula or None
