"""What a workbook remembers of its past and its other faces: revisions, scenarios, saved views."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

REVISION_COLUMNS = ("Number", "Author", "Date", "Change", "Sheet", "Cells", "Old", "New")
VIEW_COLUMNS = ("View", "What", "Text")
SCENARIO_COLUMNS = ("Sheet", "Scenario", "Author", "Comment", "Cell", "Value")


class Revision(NamedTuple):
    """One change that was logged.

    Attributes:
        number: its number in the log.
        author: who made it.
        date: when it was saved, as written.
        change: what was done, in words.
        sheet: name of the sheet, or its number where the name is gone.
        cells: the cells changed.
        old: what stood there before: a value, a formula or a name.
        new: what stands there after it.
    """

    number: str
    author: str
    date: str
    change: str
    sheet: str = ""
    cells: str = ""
    old: str = ""
    new: str = ""

    def row(self) -> Row:
        """Return it as a row."""
        return self.number, self.author, self.date, self.change, self.sheet, self.cells, self.old, self.new


@dataclass(slots=True, eq=False, repr=False)
class RevisionLog:
    """The changes of one save of a shared workbook.

    Attributes:
        place: the part.
        author: who saved.
        date: when, as written.
        is_related: the list of saves leads to it.
        changes: how many changes it holds.
        overwritten: how many of them tell what stood there before.
        values: the different values in it, old and new.
        examples: a few values that stood there before, or else new ones.
        table: the changes as rows.
    """

    place: Place
    author: str = ""
    date: str = ""
    is_related: bool = True
    changes: int = 0
    overwritten: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    table: Table | None = None


class Scenario(NamedTuple):
    """A set of values that cells can be given by name.

    Attributes:
        place: the sheet.
        name: its name.
        author: who made it.
        comment: what its author wrote of it.
        values: cell and value.
        is_hidden: the list of scenarios does not show it while the sheet is protected.
    """

    place: Place
    name: str
    author: str = ""
    comment: str = ""
    values: tuple[tuple[str, str], ...] = ()
    is_hidden: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Its values and its comment."""
        return (*(value for _, value in self.values), self.comment)

    def rows(self) -> Iterator[Row]:
        """Yield it as rows, one a cell."""
        for cell, value in self.values or (("", ""),):
            yield self.place.sheet, self.name, self.author, self.comment, cell, value


@dataclass(slots=True, eq=False, repr=False)
class SavedView:
    """A view that was saved under a name, or of one user of a shared workbook.

    Attributes:
        place: the part that lists it.
        name: its name.
        is_personal: the program made it for one user, after whom it is named.
        hidden: sheets, rows and columns that do not show in it: what, and where.
        criteria: what its filters look for.
        texts: headers and footers of its own.
    """

    place: Place
    name: str
    is_personal: bool = False
    hidden: list[tuple[str, str]] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Yield what it hides, looks for and heads."""
        for what, text in self.hidden:
            yield self.name, f"hidden {what}", text
        for text in self.criteria:
            yield self.name, "filter", text
        for text in self.texts:
            yield self.name, "header or footer", text

    @property
    def user(self) -> str:
        """The user a personal view is of; empty for others. Excel adds words in its own language."""
        return self.name.rpartition(" - ")[0] if self.is_personal else ""
