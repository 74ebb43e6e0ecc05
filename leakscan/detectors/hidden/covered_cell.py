"""Cells that a shape, picture or chart covers."""

from collections.abc import Iterator

from leakscan.detectors.hidden.unseen_hits import unseen_hits
from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook
from leakscan.views.unseen import Unseen

RULE = Rule(
    id="covered-cell",
    title="Cells covered by a shape, picture or chart",
    severity=Severity.MEDIUM,
    finds=(
        "Cells with content that lie under a picture, shape or chart that nothing shows through, wholly or with "
        "all of their text. Cells that the chart or shape shows itself are listed at info."
    ),
    why="Moving the picture, shape or chart aside, or copying the cells, shows what lies under it.",
    see="Excel: press Ctrl+6 to hide what lies over the cells, or drag it aside. LibreOffice: drag it aside.",
    remedy="Delete the content of the cells, or move what the chart needs to where it can be seen.",
    references=("ECMA-376-1 §20.5.2.33", "ECMA-376-1 §20.5.2.24", "ECMA-376-1 §20.5.2.1"),
    since="0.1",
)

_MESSAGES = {
    Unseen.SHAPE: "Cells lie under a shape.",
    Unseen.PICTURE: "Cells lie under a picture.",
    Unseen.CHART: "Cells that it does not draw lie under a chart.",
    Unseen.CHARTED: "Cells lie under a chart or shape that shows them.",
}


@detector(RULE, on=Workbook)
def covered_cell(workbook: Workbook) -> Iterator[Hit]:
    """Yield a hit for each sheet and kind of cover."""
    yield from unseen_hits(workbook, _MESSAGES)
