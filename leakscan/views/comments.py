"""Comments: notes and threads on cells, whatever format they came from."""

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Table


class CommentKind(Enum):
    """What sort of comments these are."""

    NOTE = "note"
    THREAD = "threaded comment"


class Comment(NamedTuple):
    """One comment.

    Attributes:
        place: the cell it is on.
        author: who wrote it.
        text: its text.
        date: when, as written; empty when the format does not say.
        mentioned: names of the people it mentions.
        is_reply: it answers another comment.
        is_resolved: its thread is marked as resolved.
        is_shown: its box is always shown; None when that is not known.
    """

    place: Place
    author: str
    text: str
    date: str = ""
    mentioned: tuple[str, ...] = ()
    is_reply: bool = False
    is_resolved: bool = False
    is_shown: bool | None = None


@dataclass(slots=True, eq=False, repr=False)
class Comments:
    """The comments of one kind on one sheet.

    Attributes:
        kind: notes or threaded comments.
        place: the part, and the sheet where one refers to it.
        sheet_is_visible: the sheet shows; None when no sheet refers to the comments.
        items: the comments; a note that only stands in for a thread is left out.
        former_authors: names in the list of authors that no comment left bears.
        table: the comments as rows.
    """

    kind: CommentKind
    place: Place
    sheet_is_visible: bool | None = None
    items: list[Comment] = field(default_factory=list)
    former_authors: tuple[str, ...] = ()
    table: Table | None = None
