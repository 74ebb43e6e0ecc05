"""Documents and pictures that lie in the markup of a flat document."""

from leakscan.findings import Place
from leakscan.formats.ods.charts import chart_of
from leakscan.formats.ods.reading import Reading
from leakscan.ledger import Ledger
from leakscan.views.spreadsheet import Workbook


def read_flat_objects(reading: Reading, workbook: Workbook, ledger: Ledger, trail: tuple[str, ...]) -> None:
    """Read the charts of a flat document into `workbook`, and say what else in it is not examined."""
    place = Place(part=reading.part)
    count = 0
    for item in reading.kept:
        for node in item.node.descendants("document", "binary-data"):
            if node.name == "binary-data":
                message = "pictures and objects in the markup are not examined"
                ledger.problem("format-not-examined", trail, message, place=place, lost="what they hold")
                continue
            charts = [chart for chart in node.descendants("chart") if chart.get("class")]
            if not charts:
                message = "documents in the markup of another are not examined"
                ledger.problem("format-not-examined", trail, message, place=place, lost="what they hold")
            for chart in charts:
                found = chart_of(chart, reading.part, workbook, number=count)
                found.sheet = "" if item.sheet is None else item.sheet.name
                found.is_on_visible_sheet = item.sheet is not None and item.sheet.is_visible
                workbook.charts.append(found)
                count += 1
