"""What holds at one place of an RTF file: the destination, the look of the text, its change."""

from dataclasses import dataclass, replace

from leakscan.formats.colours import BLACK, EQUAL_DIFFERENCE, SAME_DIFFERENCE, WHITE, Colour, difference
from leakscan.views.prose import PassageKind

_TINY_HALF_POINTS = 4
HIDDEN = "text formatted as hidden"
SAME_COLOUR = "text in the colour of its background"
NEAR_COLOUR = "text in nearly the colour of its background"
TOO_SMALL = "text too small to read"


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: whether text is gone by it, its word, the number of its author and its time."""

    word: str = ""
    author: int = 0
    time: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the text of a group.

    Attributes:
        skip: how many characters stand behind a numbered one for older programs.
        font: number of the font.
        hidden: the text is hidden.
        colour: number of its colour; 0 is automatic.
        ground: number of the colour behind the characters; 0 for none.
        paragraph: number of the colour behind the paragraph; 0 for none.
        is_ground_known: no shape or page with a colour may lie behind it.
        has_pattern: the paragraph or the characters have a pattern behind them.
        has_cell_colour: a cell of the row has a colour of its own.
        is_in_table: the paragraph is in a table.
        size: in half points.
        change: the tracked change it belongs to.
    """

    skip: int = 1
    font: int = -1
    hidden: bool = False
    colour: int = 0
    ground: int = 0
    paragraph: int = 0
    is_ground_known: bool = True
    has_pattern: bool = False
    has_cell_colour: bool = False
    is_in_table: bool = False
    size: int = 24
    change: Change = Change()

    def with_word(self, word: str, number: int | None) -> "State":
        """Return the state after a control word."""
        value = 0 if number is None else number
        match word:
            case "v":
                return replace(self, hidden=number != 0)
            case "cf":
                return replace(self, colour=value)
            case "cb" | "chcbpat" | "highlight":
                return replace(self, ground=value)
            case "cbpat":
                return replace(self, paragraph=value)
            case "shading" | "chshdng":
                return replace(self, has_pattern=value != 0)
            case "clcbpat" | "clcbpatraw" | "clshdng" | "trcbpat":
                return replace(self, has_cell_colour=True)
            case "trowd":
                return replace(self, has_cell_colour=False)
            case "intbl":
                return replace(self, is_in_table=True)
            case "fs":
                return replace(self, size=24 if number is None else number)
            case "f":
                return replace(self, font=value)
            case "uc":
                return replace(self, skip=max(0, value))
            case "plain":
                return replace(self, hidden=False, colour=0, ground=0, size=24, change=Change())
            case "pard":
                return replace(self, paragraph=0, has_pattern=False, is_in_table=False)
        change = _changed(self.change, word, number)
        return self if change is self.change else replace(self, change=change)

    def unseen(self, colours: list[Colour | None]) -> tuple[PassageKind, str] | None:
        """Return why text does not show, or None when it does."""
        if self.change.word in ("deleted", "mvf"):
            return PassageKind.DELETED, "deletion" if self.change.word == "deleted" else "text moved away"
        if self.hidden:
            return PassageKind.HIDDEN, HIDDEN
        if 0 <= self.size < _TINY_HALF_POINTS:
            return PassageKind.UNSEEN, TOO_SMALL
        own = _colour(colours, self.ground) or _colour(colours, self.paragraph)
        may_be_painted = not self.is_ground_known or (self.is_in_table and self.has_cell_colour)
        if self.has_pattern or (own is None and may_be_painted):
            return None
        colour = _colour(colours, self.colour) if self.colour else None
        if colour is None:
            return None  # automatic text turns white on a dark ground
        apart = difference(colour, own or WHITE)
        if apart < EQUAL_DIFFERENCE:
            return PassageKind.UNSEEN, SAME_COLOUR
        return (PassageKind.UNSEEN, NEAR_COLOUR) if apart < SAME_DIFFERENCE else None


def _changed(change: Change, word: str, number: int | None) -> Change:
    """Return the tracked change after a control word."""
    match word:
        case "deleted" | "revised" | "mvf" | "mvt":
            return replace(change, word=word) if number != 0 else Change()
        case "revauth" | "revauthdel" | "mvauth":
            return replace(change, author=number or 0)
        case "revdttm" | "revdttmdel" | "mvdate":
            return replace(change, time=number or 0)
    return change


def _colour(colours: list[Colour | None], number: int) -> Colour | None:
    if number <= 0 or number >= len(colours):
        return None
    return colours[number] or BLACK
