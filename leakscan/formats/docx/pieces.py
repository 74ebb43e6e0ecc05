"""What becomes of the pieces of a paragraph: what shows, what does not and why, and what was changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.formats.docx.elements import Where
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.views.prose import Passage, PassageKind

CHANGES = {
    "ins": "insertion",
    "del": "deletion",
    "moveFrom": "text moved away",
    "moveTo": "text moved here",
    "cellIns": "inserted cell",
    "cellDel": "deleted cell",
    "cellMerge": "merged cell",
    "conflictIns": "insertion",
    "conflictDel": "deletion",
}
GONE = frozenset({"del", "moveFrom", "cellDel", "conflictDel"})
_FORM_MARKS = frozenset({"top of form", "bottom of form"})
"""What Word writes hidden around forms that came from the web."""


@dataclass(slots=True)
class Piece:
    """A piece of a paragraph of one look.

    Attributes:
        text: the text.
        kind: why it does not show; None when it does.
        why: the same more closely.
        where: what stands around it.
    """

    text: str
    kind: PassageKind | None
    why: str
    where: Where


def text_of(pieces: list[Piece]) -> tuple[str, str]:
    """Return what of a paragraph shows, empty for blanks, and why the shape it stands in does not show."""
    text = "".join(piece.text for piece in pieces if piece.kind is None)
    return (text, pieces[0].where.shape) if text.strip() else ("", "")


def passages_of(pieces: list[Piece], place: Place) -> Iterator[Passage]:
    """Yield what of a paragraph does not show, and what of it was changed."""
    for piece in pieces:
        where, text = piece.where, piece.text
        for why, spelled in unseen_letters(text):
            yield Passage(PassageKind.UNSEEN, why, spelled, place)
        if piece.kind is not None:
            if text.strip() and text.strip().casefold() not in _FORM_MARKS:
                yield Passage(piece.kind, piece.why, text, place, where.author, where.date)
        elif where.change and text.strip():
            yield Passage(PassageKind.CHANGED, CHANGES[where.change], text, place, where.author, where.date)
