import pytest

from leakscan.detectors.cached.chart_cache import chart_cache
from leakscan.findings import Access, Confidence, Hit, Severity
from leakscan.judging import judge
from leakscan.rules import rule
from leakscan.views.caches import CacheSource, Chart, ChartSeries
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key


def values(*texts: str) -> ValueSet:
    made = ValueSet()
    made.update(key for key in map(value_key, texts) if key is not None)
    return made


def series(source: CacheSource, *texts: str, labels: tuple[str, ...] = ()) -> ChartSeries:
    return ChartSeries(
        source, points=len(texts), values=values(*texts), labels=values(*labels), examples=list(texts)
    )


def hits(*kept: ChartSeries, visible: tuple[str, ...] = (), shows: bool = True) -> list[Hit]:
    chart = Chart("chart1.xml", "Cover", is_on_visible_sheet=shows, series=list(kept))
    return list(chart_cache(Workbook(charts=[chart], visible=values(*visible))))


@pytest.mark.parametrize(
    "source",
    [CacheSource.SHEET_GONE, CacheSource.SHEET_HIDDEN, CacheSource.RANGE_HIDDEN, CacheSource.OTHER_WORKBOOK],
)
def test_points_of_what_does_not_show_are_told(source: CacheSource) -> None:
    (hit,) = hits(series(source, "Ada Field", "12"), visible=("12",))
    assert hit.message == f"A chart keeps points of {source.value}."
    assert (hit.counts.values, hit.counts.not_visible) == (2, 1)
    assert hit.access is Access.IN_APP


def test_points_that_all_stand_visibly_are_passed_over() -> None:
    assert hits(series(CacheSource.SHEET_VISIBLE, "12", "7.5"), visible=("12", "7.5")) == []
    assert hits(series(CacheSource.RANGE_HIDDEN, "12", "7.5"), visible=("12", "7.5")) == []


def test_points_of_a_hidden_sheet_that_stand_visibly_are_redundant() -> None:
    (hit,) = hits(series(CacheSource.SHEET_HIDDEN, "12", "7.5"), visible=("12", "7.5"))
    assert judge(rule("chart-cache"), hit) is Severity.LOW


def test_one_hit_a_chart_tells_the_worst_source() -> None:
    (hit,) = hits(series(CacheSource.SHEET_HIDDEN, "12"), series(CacheSource.SHEET_GONE, "13"))
    assert hit.message == "A chart keeps points of a sheet or range that no longer exists."
    assert hit.counts.values == 2


def test_points_that_visible_cells_no_longer_hold_are_likely() -> None:
    (hit,) = hits(series(CacheSource.SHEET_VISIBLE, "12", "31"), visible=("12",))
    assert hit.confidence is Confidence.LIKELY


def test_labels_made_of_visible_cells_are_passed_over() -> None:
    assert hits(series(CacheSource.SHEET_VISIBLE, "11/1/06", labels=("11/1/06",))) == []
    assert len(hits(series(CacheSource.SHEET_GONE, "11/1/06", labels=("11/1/06",)))) == 1


def test_points_typed_into_a_chart_are_drawn_and_passed_over_unless_the_chart_is_hidden() -> None:
    typed = series(CacheSource.UNKNOWN, "12")
    assert hits(typed) == []
    (hit,) = hits(typed, shows=False)
    assert hit.message == "A chart that does not show keeps points."
    assert hit.access is Access.PACKAGE


def test_the_zero_that_stands_for_a_text_is_passed_over() -> None:
    kept = series(CacheSource.SHEET_VISIBLE, "2", "0", "8")
    assert hits(kept, visible=("2", "8", "closed")) == []
    assert len(hits(kept, visible=("2", "closed"))) == 1
