"""Points that charts keep beyond what is visible."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.caches import CacheSource, Chart, ChartSeries
from leakscan.views.surface import Surface
from leakscan.views.values import ValueSet, number_key

RULE = Rule(
    id="chart-cache",
    title="Chart with points from elsewhere",
    severity=Severity.MEDIUM,
    finds=(
        "Values that a chart keeps of cells that do not show: on hidden sheets, in hidden rows and columns, on "
        "deleted sheets and in other workbooks; points that the range it names no longer holds."
    ),
    why=(
        "A chart carries a copy of its numbers, names and categories, exact to the last digit, that stays when "
        "the cells behind it are hidden or deleted."
    ),
    see=(
        "Office programs: rest the pointer on a point of the chart, or right-click it, Select Data. LibreOffice: "
        "Data Table. The exact values stand in xl/charts of the package."
    ),
    remedy="Replace the chart by a picture: cut it, then Paste Special, Picture (PNG).",
    references=("ECMA-376-1 §21.2.2.201", "ECMA-376-1 §21.2.2.122", "ECMA-376-1 §21.2.2.95"),
    since="0.1",
)

_WORST_FIRST = (
    CacheSource.SHEET_GONE,
    CacheSource.OTHER_WORKBOOK,
    CacheSource.SHEET_HIDDEN,
    CacheSource.RANGE_HIDDEN,
    CacheSource.SHEET_VISIBLE,
    CacheSource.UNKNOWN,
)

_ELSEWHERE = (CacheSource.SHEET_GONE, CacheSource.OTHER_WORKBOOK, CacheSource.SHEET_HIDDEN)
_ZERO = number_key(0.0)


@detector(RULE, on=Surface)
def chart_cache(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each chart that keeps something its visible cells do not hold."""
    for chart in surface.charts:
        kept = [series for series in chart.series if _is_beyond(surface, chart, series)]
        values = ValueSet()
        for series in kept:
            values.merge(series.values)
        if not len(values):
            continue
        source = next(item for item in _WORST_FIRST if any(series.source is item for series in kept))
        examples = list(dict.fromkeys(text for series in kept for text in series.examples))
        yield Hit(
            Place(part=chart.part, sheet=chart.sheet),
            _message(source),
            evidence=tuple(Evidence("point", text) for text in examples[:5]),
            counts=Counts(
                values=sum(series.points for series in kept),
                distinct_values=len(values),
                not_visible=surface.not_visible(values),
            ),
            table=chart.table,
            confidence=Confidence.LIKELY if source is CacheSource.SHEET_VISIBLE else Confidence.CERTAIN,
            access=Access.IN_APP if chart.is_on_visible_sheet else Access.PACKAGE,
        )


def _is_beyond(surface: Surface, chart: Chart, series: ChartSeries) -> bool:
    """Return whether a sequence of points is more than a copy of what shows."""
    if series.source is CacheSource.UNKNOWN and chart.is_on_visible_sheet:
        return False  # typed into the chart, which draws them
    if series.source in _ELSEWHERE:
        return True  # told even where it is a redundant copy: the source itself does not show
    missing = surface.not_visible(series.values)
    if series.source is CacheSource.SHEET_VISIBLE:
        missing -= surface.not_visible(series.labels)
        # Excel draws a cell that holds text as 0, and keeps the 0.
        missing -= _ZERO in series.values and _ZERO not in surface.visible
    return missing > 0


def _message(source: CacheSource) -> str:
    if source is CacheSource.SHEET_VISIBLE:
        return "A chart keeps points that the cells it names do not hold."
    if source is CacheSource.UNKNOWN:
        return "A chart that does not show keeps points."
    return f"A chart keeps points of {source.value}."
