"""Actions: what a document does by itself or at a click, and the scripts it brings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Kind", "Page", "Text")


class ActionKind(Enum):
    """What an action does."""

    SCRIPT = "script"
    LAUNCH = "starts a program or opens a file"
    ADDRESS = "opens an address"
    REMOTE = "opens another document"
    SUBMIT = "sends the form"
    IMPORT = "reads data from a file"


class Action(NamedTuple):
    """One action.

    Attributes:
        kind: what it does.
        text: its script, address or file.
        place: where it stands.
    """

    kind: ActionKind
    text: str
    place: Place


@dataclass(slots=True, eq=False, repr=False)
class Actions:
    """The actions of a document.

    Attributes:
        items: the actions.
        tables: by kind, the actions as rows.
    """

    items: list[Action] = field(default_factory=list)
    tables: dict[ActionKind, Table] = field(default_factory=dict)

    def of(self, kind: ActionKind) -> list[Action]:
        """Return the actions of one kind."""
        return [item for item in self.items if item.kind is kind]


def action_rows(items: list[Action]) -> Iterator[Row]:
    """Yield one row for each action."""
    for item in items:
        yield item.kind.value, item.place.page, item.text
