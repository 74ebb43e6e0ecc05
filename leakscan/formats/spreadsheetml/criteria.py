"""Values that only a filter or a condition of an XML spreadsheet still names (see `xlsx.criteria`)."""

from collections.abc import Iterator

from leakscan.formats.ods.nodes import Node
from leakscan.formats.spreadsheetml.content import reference_text
from leakscan.formats.xlsx.criteria import Held, sought, unheld
from leakscan.formats.xlsx.formulas import formula_texts
from leakscan.views.side_texts import SideText
from leakscan.views.spreadsheet import Sheet
from leakscan.views.values import ValueSet


def texts_of_no_cell(node: Node, sheet: Sheet, visible: ValueSet) -> Iterator[SideText]:
    """Yield what a filter or a conditional format of a sheet names and no cell of it holds any more."""
    if sheet.facts is None or not sheet.is_whole:
        return
    held = Held([sheet], visible)
    cells = reference_text(node.get("Range") or node.child_text("Range").strip()).replace("$", "")
    place = sheet.place(cells[:200])
    if node.name == "AutoFilter":
        for item in (*node.descendants("AutoFilterCondition"), *node.children("AutoFilterColumn")):
            yield from sought(item.get("Value"), place, held)
        return
    for item in node.descendants("Value1", "Value2"):
        yield from unheld(formula_texts(item.text.strip().removeprefix("=")), place, held)
