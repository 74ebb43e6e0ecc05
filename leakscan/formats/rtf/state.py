"""What holds at one place of an RTF file: the destination, the look of the text, its change."""

from dataclasses import dataclass, replace

from leakscan.formats.colours import BLACK, EQUAL_DIFFERENCE, Colour, difference, is_alike
from leakscan.formats.rtf.rows import Cell
from leakscan.views.prose import PassageKind

_TINY_HALF_POINTS = 4
HIDDEN = "text formatted as hidden"
SAME_COLOUR = "text in the colour of its background"
NEAR_COLOUR = "text in nearly the colour of its background"
TOO_SMALL = "text too small to read"
_OFF = "text off the page"
_FAR = 14_400
"""Ten inches: a line that begins so far beside the page hides most of its text, however long it is."""
_NARROWEST_PERCENT = 5
_LOWEST_LINE = 40
"""Lines of exactly two points or less show nothing that can be read."""
_MOST_CONDENSED = 0.8
"""Letters drawn closer by so much of their size lie on one another."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The page: its size in twips, and its colour; None where that is not known."""

    width: int
    height: int
    colour: Colour | None


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
        left: indent of the paragraph in twips.
        first: indent of its first line beside that.
        across: how far from the left the frame of the paragraph lies, in twips.
        down: how far from the top.
        nesting: how many tables deep the paragraph stands; tables in tables define their rows behind them.
        percent: width of the letters, in hundredths of the usual.
        spacing: how much further apart letters stand, in twips.
        raised: how far text is raised, in half points.
        line: height of a line in twips; exact where it is below zero.
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
    left: int = 0
    first: int = 0
    across: int = 0
    down: int = 0
    nesting: int = 1
    percent: int = 100
    spacing: int = 0
    raised: int = 0
    line: int = 0

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
            case "fs":
                return replace(self, size=24 if number is None else number)
            case "f":
                return replace(self, font=value)
            case "uc":
                return replace(self, skip=max(0, value))
            case "plain":
                plain = replace(self, hidden=False, colour=0, ground=0, size=24, change=Change())
                return replace(plain, percent=100, spacing=0, raised=0)
            case "charscalex":
                return replace(self, percent=100 if number is None else number)
            case "expnd" | "expndtw":
                return replace(self, spacing=value * 5 if word == "expnd" else value)
            case "up" | "dn":
                return replace(self, raised=6 if number is None else number)
        paragraph = self._with_paragraph_word(word, value)
        if paragraph is not self:
            return paragraph
        change = _changed(self.change, word, number)
        return self if change is self.change else replace(self, change=change)

    def _with_paragraph_word(self, word: str, value: int) -> "State":
        """Return the state after a control word of paragraphs or tables; itself where it is none."""
        match word:
            case "cbpat":
                return replace(self, paragraph=value)
            case "shading" | "chshdng":
                return replace(self, has_pattern=value != 0)
            case "clcbpat" | "clcbpatraw" | "clshdng" | "trcbpat":
                return replace(self, has_cell_colour=True)
            case "trowd":
                return replace(self, has_cell_colour=False, is_in_table=True)
            case "intbl":
                return replace(self, is_in_table=True)
            case "pard":
                bare = replace(self, paragraph=0, has_pattern=False, is_in_table=False, nesting=1)
                return replace(bare, left=0, first=0, across=0, down=0, line=0)
            case "li" | "lin":
                return replace(self, left=value)
            case "fi":
                return replace(self, first=value)
            case "posx" | "posnegx":
                return replace(self, across=value)
            case "posy" | "posnegy":
                return replace(self, down=value)
            case "sl":
                return replace(self, line=value)
            case "itap":
                return replace(self, nesting=value)
        return self

    def unseen(
        self, colours: list[Colour | None], paper: Paper, cell: Cell | None, *, is_low: bool
    ) -> tuple[PassageKind, str] | None:
        """Return why text does not show, or None when it does.

        Args:
            colours: the colours of the document.
            paper: its page.
            cell: the cell that text in a table stands in; None where that is not known.
            is_low: the row of the table is too low to read.
        """
        if self.change.word in ("deleted", "mvf"):
            return PassageKind.DELETED, "deletion" if self.change.word == "deleted" else "text moved away"
        if self.hidden:
            return PassageKind.HIDDEN, HIDDEN
        if not self.is_in_table or self.nesting > 1:
            cell = None
        elif cell is not None and cell.merged:
            return PassageKind.HIDDEN, cell.merged
        elif is_low:
            return PassageKind.UNSEEN, "text in a row too low to read"
        why = self._unreadable() or self._displaced(paper) or self._tinted(colours, paper, cell)
        return (PassageKind.UNSEEN, why) if why else None

    def _unreadable(self) -> str:
        if 0 <= self.size <= _TINY_HALF_POINTS or 0 < self.percent < _NARROWEST_PERCENT:
            return TOO_SMALL
        if self.spacing < 0 and -self.spacing >= _MOST_CONDENSED * self.size * 10:
            return "text whose letters lie on one another"
        return "text in lines too low to read" if -_LOWEST_LINE <= self.line < 0 else ""

    def _displaced(self, paper: Paper) -> str:
        if abs(self.raised) * 10 >= paper.height:
            return "text moved off the page"
        begins = (self.left, self.left + self.first)
        if max(begins) <= -_FAR or min(begins) >= paper.width or self.across <= -_FAR or self.down <= -_FAR:
            return _OFF
        return _OFF if self.across >= paper.width or self.down >= paper.height else ""

    def _tinted(self, colours: list[Colour | None], paper: Paper, cell: Cell | None) -> str:
        own = _colour(colours, self.ground) or _colour(colours, self.paragraph)
        may_be_painted = not self.is_ground_known
        if cell is not None:
            own = own or _colour(colours, cell.ground)
            may_be_painted |= cell.is_painted
        elif self.is_in_table:
            may_be_painted |= self.has_cell_colour
        if self.has_pattern or (own is None and may_be_painted):
            return ""
        ground, colour = own or paper.colour, _colour(colours, self.colour)
        if colour is None or ground is None:
            return ""  # automatic text turns white on a dark ground
        if difference(colour, ground) < EQUAL_DIFFERENCE:
            return SAME_COLOUR
        return NEAR_COLOUR if is_alike(colour, ground) else ""


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
