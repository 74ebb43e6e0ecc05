"""Workbooks with some cells that are not seen, built by hand."""

from collections.abc import Callable, Iterator

from leakscan.findings import Hit, Severity
from leakscan.judging import judge
from leakscan.rules import Rule
from leakscan.views.spreadsheet import Sheet, SheetFacts, SheetKind, SheetState, Workbook
from leakscan.views.unseen import Unseen, UnseenCells
from leakscan.views.values import ValueSet

Look = Callable[[Workbook], Iterator[Hit]]


def workbook_with(why: Unseen, *, visible: tuple[int, ...] = (), is_listed: bool = True) -> Workbook:
    cells = UnseenCells(why, 3, ["B2:B3", "D7"], 2, ValueSet([10, 11]), ["Ada"])
    sheet = Sheet("Staff", 1, SheetKind.WORKSHEET, SheetState.VISIBLE, "xl/worksheets/sheet1.xml", is_listed)
    sheet.facts = SheetFacts(rows=4, cells=8, unseen=[cells])
    return Workbook(sheets=[sheet], visible=ValueSet(visible))


def severities(rule: Rule, look: Look) -> dict[Unseen, Severity]:
    """Return the severity with which a rule tells of each reason it looks at."""
    return {why: judge(rule, hit) for why in Unseen for hit in look(workbook_with(why))}


def check_hit(look: Look, why: Unseen) -> Hit:
    """Check what every hit about cells that are not seen says, and return it."""
    [hit] = look(workbook_with(why))
    assert (hit.place.sheet, hit.place.cells) == ("Staff", "B2:B3,D7,and 2 more")
    assert [item.reveal() for item in hit.evidence] == ["Ada"]
    assert (hit.counts.cells, hit.counts.distinct_values) == (3, 2)
    assert hit.counts.not_visible == (None if why.is_seen else 2)
    assert list(look(workbook_with(why, is_listed=False))) == []
    return hit
