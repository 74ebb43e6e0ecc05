"""Elements of a sheet outside its cells, kept whole while the cells go by."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leakscan.formats.strays import STRAY, Strays
from leakscan.formats.xlsx.formulas import LITERAL, formula_texts

if TYPE_CHECKING:
    from lxml.etree import TreeBuilder, _Element

_WANTED = frozenset(
    {
        "controls", "customProperties", "customSheetViews", "dataValidations", "headerFooter", "protectedRanges",
        "scenarios", "sheetPr", "sheetProtection", "webPublishItems",
    }
)  # fmt: skip
_TEXTED = frozenset(
    {
        "col", "colOff", "evenFooter", "evenHeader", "f", "firstFooter", "firstHeader", "formula", "formula1",
        "formula2", "id", "list", "oddFooter", "oddHeader", "row", "rowOff", "securityDescriptor", "sqref",
    }
)  # fmt: skip
"""Elements outside the cells with a text of their own: read by others, or a place, a number or a formula."""
_MOST_ELEMENTS = 200_000


class Outside:
    """Builds a tree of each element wanted, wherever it stands: extensions repeat some of them.

    Attributes:
        elements: the elements kept, in the order of the part; names without namespaces, attributes as written.
        is_cut: there were more than are kept.
        strays: texts that stand in the markup of the part, within the cells or outside.
        literals: texts in formulas of a sheet that does not show.
    """

    def __init__(self) -> None:
        self.elements: list[_Element] = []
        self.is_cut = False
        self.strays = Strays()
        self.literals = Strays()
        self._name = ""
        self._pieces: list[str] = []
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        self.settle()
        self._name = name
        if self._builder is None:
            if name not in _WANTED:
                return
            from lxml import etree

            self._builder = etree.TreeBuilder()
        self._depth += 1
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            self.is_cut = True
            return
        self._builder.start(name, {key.replace(":", "."): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Take the end of an element outside the cells."""
        self.settle()
        self._name = ""
        if self._builder is None:
            return
        self._depth -= 1
        if not self.is_cut:
            self._builder.end(name)
        if self._depth == 0:
            if not self.is_cut:
                self.elements.append(self._builder.close())
            self._builder = None

    def text(self, data: str) -> None:
        """Take a piece of text outside the cells."""
        if self._name not in _TEXTED and not data.isspace():
            self._pieces.append(data)
        if self._builder is not None and not self.is_cut:
            self._builder.data(data)

    def formula(self, formula: str) -> None:
        """Take a formula of a sheet that does not show."""
        for text in formula_texts(formula):
            self.literals.add(LITERAL, text)

    def stray(self, data: str) -> None:
        """Take a piece of text among the cells that stands in none."""
        if not data.isspace():
            self.strays.add(STRAY, data)

    def settle(self) -> None:
        """Take that a text has ended."""
        if self._pieces:
            self.strays.add(STRAY, "".join(self._pieces))
            self._pieces.clear()

    def all(self, name: str) -> "list[_Element]":
        """Return the elements of that name."""
        return [element for element in self.elements if element.tag == name]
