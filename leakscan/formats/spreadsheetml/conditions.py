"""Conditional formats: how they paint cells, and on which conditions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leakscan.formats.colours import BLACK, Colour
from leakscan.formats.html.looks import read_colour
from leakscan.formats.ods.conditions import Painted
from leakscan.formats.ods.looks import Look, look_hiding
from leakscan.formats.ods.nodes import Node
from leakscan.formats.spreadsheetml.content import cell_formula, reference_text
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.formats.xlsx.conditions import Condition, Subject
from leakscan.views.unseen import Unseen

_PROPERTY = re.compile(r"(?<![-\w])(color|background(?:-color)?)\s*:\s*([^;]+)")
_OPERATORS = {
    "Equal": "equal",
    "NotEqual": "notEqual",
    "Greater": "greaterThan",
    "GreaterOrEqual": "greaterThanOrEqual",
    "Less": "lessThan",
    "LessOrEqual": "lessThanOrEqual",
    "Between": "between",
    "NotBetween": "notBetween",
}


@dataclass(frozen=True, slots=True)
class Painting:
    """A conditional format.

    Attributes:
        areas: the cells that it stands on.
        rules: its conditions, each with the colours of the text and behind it; None for those that it leaves.
        is_known: every colour is known.
    """

    areas: list[Area]
    rules: list[tuple[Condition, Colour | None, Colour | None]]
    is_known: bool = True

    def painted(self, look: Look, subject: Subject) -> Iterator[Painted]:
        """Yield what its conditions make of a cell of that look."""
        for condition, colour, background in self.rules:
            own = replace(look, colour=colour or look.colour, background=background or look.background)
            why = Unseen.ICON if condition.names_value else Unseen.CONDITIONAL
            yield Painted(condition.holds(subject), look_hiding(own), why if subject.value != 0 else None)


def painting_of(node: Node) -> Painting:
    """Return what a `ConditionalFormatting` says."""
    ranges = reference_text(node.child_text("Range").strip()).split(",")
    areas = [area for text in ranges if (area := read_area(text)) is not None]
    rules = []
    is_known = True
    for item in node.children("Condition"):
        for painted in item.children("Format"):
            said = {name.partition("-")[0]: value for name, value in _PROPERTY.findall(painted.get("Style"))}
            colours = {name: _colour(value.strip().casefold()) for name, value in said.items()}
            is_known = is_known and None not in colours.values()
            rules.append((_condition(item, areas), colours.get("color"), colours.get("background")))
    return Painting(areas, rules, is_known)


def paintings_at(paintings: Iterable[Painting], row: int, column: int) -> list[Painting]:
    """Return the conditional formats that stand on a cell."""
    return [item for item in paintings if any(area.holds(row, column) for area in item.areas)]


def _colour(text: str) -> Colour | None:
    if text == "windowtext":
        return BLACK
    found = read_colour(text)
    return None if found is None else found[0]


def _condition(node: Node, areas: list[Area]) -> Condition:
    """Return a condition as other workbooks have it: its formulas are those of the first cell."""
    row = min((area.top for area in areas), default=1)
    column = min((area.left for area in areas), default=1)
    operator = _OPERATORS.get(node.child_text("Qualifier").strip(), "")
    texts = (node.child_text(name).strip().removeprefix("=") for name in ("Value1", "Value2"))
    formulas = [cell_formula(text, row, column) for text in texts if text]
    return Condition(areas, "cellIs" if operator else "expression", 1, operator, formulas=formulas)
