"""Elements of a sheet outside its cells, kept whole while the cells go by."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from leakscan.formats.strays import Strays
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.formulas import LITERAL, formula_texts
from leakscan.views.references import Reference, names_in, references

if TYPE_CHECKING:
    from lxml.etree import TreeBuilder, _Element

_WANTED = frozenset(
    {
        "autoFilter", "conditionalFormatting", "controls", "customProperties", "customSheetViews",
        "dataConsolidate", "dataValidations", "headerFooter", "protectedRanges", "scenarios", "sheetPr",
        "sheetProtection", "smartTags", "webPublishItems",
    }
)  # fmt: skip
_MOST_ELEMENTS = 200_000
_MOST_REFERRED = 10_000
_MOST_FORMULAS = 20_000
_MOST_LINKS = 20_000


class LinkText(NamedTuple):
    """The text that a link keeps for its cells (ECMA-376-1 §18.3.1.47).

    Attributes:
        cells: the cells.
        text: the text.
        location: where in the file it leads.
    """

    cells: str
    text: str
    location: str = ""


class Outside:
    """Builds a tree of each element wanted, wherever it stands: extensions repeat some of them.

    Attributes:
        elements: the elements kept, in the order of the part; names without namespaces, attributes as written.
        is_cut: there were more than are kept.
        literals: texts in formulas of a sheet that does not show, or whose formulas do not.
        names: the defined names that formulas of a sheet that shows use, as far as its first formulas go.
        links: the texts that links keep for their cells.
        refers: the first reference to each book and sheet in formulas of a sheet that shows, with its key.
    """

    def __init__(self) -> None:
        self.elements: list[_Element] = []
        self.is_cut = False
        self.literals = Strays()
        self.refers: dict[Reference, tuple[str, str]] = {}
        self._referred: set[tuple[str, str]] = set()
        self.names: set[str] = set()
        self.links: list[LinkText] = []
        self._formulas = 0
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element outside the cells."""
        if self._builder is None:
            if name == "hyperlink" and attributes.get("display"):
                self.link(attributes.get("ref", ""), attributes["display"], attributes.get("location", ""))
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
        if self._builder is not None and not self.is_cut:
            self._builder.data(data)

    def link(self, cells: str, text: str, location: str) -> None:
        """Take the text that a link keeps for its cells."""
        if len(self.links) < _MOST_LINKS:
            self.links.append(LinkText(cells, unescaped(text), unescaped(location)))

    @property
    def wants_names(self) -> bool:
        """True while the names in formulas are still taken."""
        return self._formulas < _MOST_FORMULAS and len(self.names) < _MOST_REFERRED

    def referring(self, formula: str) -> None:
        """Take a formula of a sheet that shows."""
        if self.wants_names:
            self.names.update(names_in(unescaped(formula)))
        self._formulas += 1
        for reference in references(unescaped(formula)) if "!" in formula else ():
            key = reference.key
            if key not in self._referred and len(self._referred) < _MOST_REFERRED:
                self._referred.add(key)
                self.refers[reference] = key

    def formula(self, formula: str) -> None:
        """Take a formula of a sheet that does not show, or one that does not show itself."""
        for text in formula_texts(formula):
            self.literals.add(LITERAL, text)

    def all(self, name: str) -> "list[_Element]":
        """Return the elements of that name."""
        return [element for element in self.elements if element.tag == name]
