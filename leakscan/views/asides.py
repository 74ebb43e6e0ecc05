"""Asides: texts that a document keeps beside its pages, such as the titles of its outline."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

COLUMNS = ("Kind", "Text", "Page", "Words on no page")


class AsideKind(Enum):
    """What a text beside the pages is."""

    OUTLINE = "outline title"
    DESTINATION = "named destination"
    PAGE_LABEL = "page label"
    THREAD = "article thread"
    ALTERNATIVE = "alternative text"
    ACTUAL = "replacement text"
    EXPANSION = "expansion of an abbreviation"
    ELEMENT_TITLE = "title of a structure element"


class Aside(NamedTuple):
    """One text beside the pages.

    Attributes:
        kind: what it is.
        text: the text.
        place: where it stands.
        missing: its words that show on no page.
    """

    kind: AsideKind
    text: str
    place: Place
    missing: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Asides:
    """The texts beside the pages of a document.

    Attributes:
        items: the texts.
        can_compare: the pages hold text to compare with.
        names_sheets: the outline's titles are the names of a workbook's sheets.
        tables: by kind, those with a word that shows on no page, as rows.
    """

    items: list[Aside] = field(default_factory=list)
    can_compare: bool = True
    names_sheets: bool = False
    tables: dict[AsideKind, Table] = field(default_factory=dict)

    def of(self, kind: AsideKind) -> list[Aside]:
        """Return the texts of one kind that hold a word which shows on no page."""
        return [item for item in self.items if item.kind is kind and item.missing]


def aside_rows(items: list[Aside]) -> Iterator[Row]:
    """Yield one row for each text."""
    for item in items:
        yield item.kind.value, item.text, item.place.page, " ".join(item.missing)


def missing_values(items: list[Aside]) -> ValueSet:
    """Return the set of the words that show on no page."""
    from leakscan.views.values import value_key

    found = ValueSet()
    for item in items:
        for word in item.missing:
            found.add(value_key(word))
    return found
