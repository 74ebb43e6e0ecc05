"""Live data."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.kept_hits import kept_hit
from leakscan.rules import Rule, detector
from leakscan.views.queries import KeptKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="volatile-dependency",
    title="Live data",
    severity=Severity.LOW,
    finds="Servers and topics of live data (RTD) and of cube formulas, with the values they gave last.",
    why="Topics name internal servers, instruments and accounts, and stay when the formulas are gone.",
    see="They stand in xl/volatileDependencies.xml of the package; no menu shows them.",
    remedy="Excel: replace the formulas by their values, save, and check again.",
    references=("ECMA-376-1 §18.15",),
    since="0.1",
)


@detector(RULE, on=Workbook)
def volatile_dependency(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part."""
    for kept in workbook.kept:
        if kept.kind is KeptKind.VOLATILE and kept.telling():
            yield kept_hit(workbook, kept, "Topics of live data are kept.")
