"""Revisions: earlier states of a document that its file still holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.values import ValueSet

COLUMNS = ("Revision", "What", "Page", "Text")


class LossKind(Enum):
    """What a later state no longer holds, or holds otherwise."""

    PAGE = "page"
    TEXT = "text"
    PICTURE = "picture"
    ANNOTATION = "annotation"
    FIELD = "form value"
    PROPERTY = "property"
    ATTACHMENT = "attachment"
    TITLE = "outline title"


class Loss(NamedTuple):
    """Something an earlier state holds and the last one does not.

    Attributes:
        kind: what it is.
        text: the text, or a description where it is none.
        page: its page in the earlier state, from 1; None where it is on none.
    """

    kind: LossKind
    text: str
    page: int | None = None


@dataclass(slots=True, eq=False, repr=False)
class Revision:
    """An earlier state.

    Attributes:
        number: from 1, the first state.
        place: the bytes that are this state.
        pages: how many pages it has; None when it cannot be read.
        losses: what the last state no longer holds.
        values: the different words and values lost.
        not_visible: how many of them show nowhere on the pages of the last state.
        table: the losses as rows.
    """

    number: int
    place: Place
    pages: int | None
    losses: list[Loss] = field(default_factory=list)
    values: ValueSet = field(default_factory=ValueSet)
    not_visible: int = 0
    table: Table | None = None

    def rows(self) -> Iterator[Row]:
        """Yield one row for each loss."""
        for loss in self.losses:
            yield self.number, loss.kind.value, loss.page, loss.text


@dataclass(slots=True, eq=False, repr=False)
class Revisions:
    """The earlier states of a document, the first one first."""

    items: list[Revision] = field(default_factory=list)
