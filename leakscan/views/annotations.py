"""Annotations: what was written or drawn over the pages by readers and reviewers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

COLUMNS = ("Page", "Kind", "Author", "Date", "Text", "Hidden")


class Annotation(NamedTuple):
    """One annotation.

    Attributes:
        place: its page and object.
        kind: its type as the format spells it.
        author: who made it.
        text: everything it says: contents, rich text, subject, overlay text.
        date: when it was last changed, as written.
        is_hidden: it shows neither on the screen nor on paper, or only on one of them.
        is_markup: a person's remark or mark, rather than a link, a form field or a sound.
        shows_text: its text is part of what the page shows.
        has_picture: it would show a picture.
        is_momentary: it shows for as long as somebody points at it or presses it.
    """

    place: Place
    kind: str
    author: str = ""
    text: str = ""
    date: str = ""
    is_hidden: bool = False
    is_markup: bool = True
    shows_text: bool = False
    has_picture: bool = False
    is_momentary: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Annotations:
    """The annotations of a document.

    Attributes:
        items: the annotations, by page.
        visible: every word that shows on some page.
        unseen: appearances that do not show, with words that neither a page nor their annotation's own text holds.
        table: the annotations that say something, as rows.
        hidden_table: those out of sight as rows.
        unseen_tables: such appearances as rows, by whether they show for a moment.
    """

    items: list[Annotation] = field(default_factory=list)
    visible: ValueSet = field(default_factory=ValueSet)
    unseen: list[Annotation] = field(default_factory=list)
    table: Table | None = None
    hidden_table: Table | None = None
    unseen_tables: dict[bool, Table] = field(default_factory=dict)

    @property
    def remarks(self) -> list[Annotation]:
        """Those in sight that a person made."""
        return [item for item in self.items if item.is_markup and not item.is_hidden]

    @property
    def hidden(self) -> list[Annotation]:
        """Those out of sight."""
        return [item for item in self.items if item.is_hidden]

    def unseen_of(self, *, is_momentary: bool) -> list[Annotation]:
        """Those appearances that show for a moment, or those that never do."""
        return [item for item in self.unseen if item.is_momentary == is_momentary]


def annotation_rows(items: list[Annotation]) -> Iterator[Row]:
    """Yield one row for each annotation."""
    for item in items:
        hidden = "hidden" if item.is_hidden else ""
        yield item.place.page, item.kind, item.author, item.date, item.text, hidden
