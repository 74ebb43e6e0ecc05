"""Formulas that the formula bar does not show, since their sheet is protected (ECMA-376-1 §18.8.33)."""

from collections.abc import Set as AbstractSet

from leakscan.formats.xlsx.cells import CellHandler
from leakscan.formats.xlsx.outside import Outside


class ConcealedFormulas(CellHandler):
    """Hands on the formulas of cells whose style hides them."""

    def __init__(self, found: Outside, styles: AbstractSet[str | None]) -> None:
        super().__init__()
        self._found = found
        self._styles = styles

    def cell(self, column: int, kind: str, text: str) -> None:  # noqa: ARG002  # the handler's signature
        """Take a cell."""
        if self.has_formula and self.formula and self.style in self._styles:
            self._found.formula("".join(self.formula))
