"""What becomes of the pieces of a paragraph: what shows, what does not and why, and what was changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.formats.docx.elements import Where
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
_TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007e]{2,}")
"""Letters of Unicode that show nothing; after a black flag they make the flag of a country (Unicode TR 51)."""
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{8,}")
"""Marks without width; so many in a row spell something."""


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


def passages_of(pieces: list[Piece], place: Place) -> Iterator[Passage]:
    """Yield what of a paragraph does not show, and what of it was changed."""
    for piece in pieces:
        where, text = piece.where, piece.text
        yield from _unseen_letters(text, place)
        if piece.kind is not None:
            if text.strip() and text.strip().casefold() not in _FORM_MARKS:
                yield Passage(piece.kind, piece.why, text, place, where.author, where.date)
        elif where.change and text.strip():
            yield Passage(PassageKind.CHANGED, CHANGES[where.change], text, place, where.author, where.date)


def _unseen_letters(text: str, place: Place) -> Iterator[Passage]:
    if text.isascii():
        return
    for found in _TAGS.findall(text):
        spelled = "".join(chr(ord(letter) - 0xE0000) for letter in found)
        yield Passage(PassageKind.UNSEEN, "text in letters that show nothing", spelled, place)
    for found in _NO_WIDTH.findall(text):
        if len(set(found)) > 1:
            marks = " ".join(f"U+{ord(letter):04X}" for letter in found)
            yield Passage(PassageKind.UNSEEN, "a row of marks without width", marks, place)
