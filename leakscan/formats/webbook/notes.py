"""Comments and filters that Excel saves into the page of a sheet, as Excel 2003 to 2016 write them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.formats.html.islands import parsed_island
from leakscan.formats.html.selectors import Element
from leakscan.formats.webbook.pages import ISLAND
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.layout import FilterRange

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANCHOR = "msocomspan1"
"""The class of the mark that a cell with a comment gets in a browser."""
_COMMENTS = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
_COMMENT = re.compile(r"mso-element\s*:\s*comment\b(?!-)", re.IGNORECASE)
_CORNER = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_RANGE = re.compile(rf"\bx:autofilterrange\s*=\s*[\"']?({_CORNER}):({_CORNER})", re.IGNORECASE)
_CRITERIA = re.compile(r"\bx:autofilter(?:value\s*=|\s*=\s*[\"']?(?!all\b)\w)", re.IGNORECASE)

_OWN_WORDS = frozenset(("all", "custom", "blanks", "nonblanks", "top", "toppercent", "bottom", "bottompercent"))


class Note(NamedTuple):
    """A comment: who wrote it, and what."""

    author: str
    text: str


Notes = dict[int, dict[int, Note]]
"""Comments by row and column of their cells, from 1."""


def is_beside(element: Element) -> bool:
    """Return whether an element holds comments, or the mark of one, and so nothing of the sheet itself."""
    return _ANCHOR in element.classes or _COMMENTS.search(element.attributes.get("style", "")) is not None


def is_note(shape: "_Element") -> bool:
    """Return whether a drawn shape is the box of a comment."""
    return any(item.get("ObjectType") == "Note" for item in xmlsafe.descendants(shape, "ClientData"))


def notes_of(text: str, check: Callable[[], None]) -> tuple[Notes, bool]:
    """Return the comments of a page, and whether all of them could be read."""
    if _COMMENT.search(text) is None:
        return {}, True
    reader = _NoteReader(_cells(text))
    xmlsafe.stream_html(text, reader, check)
    return reader.notes, reader.is_whole


def _cells(text: str) -> dict[str, tuple[int, int, str]]:
    """Return row, column and author of each comment by the name of its box."""
    found: dict[str, tuple[int, int, str]] = {}
    for island in ISLAND.findall(text):
        try:
            root = parsed_island(island)
        except MalformedFileError:
            continue
        for shape in xmlsafe.descendants(root, "shape"):
            told = {xmlsafe.local_name(item): xmlsafe.text_of(item).strip() for item in shape.iter("*")}
            row, column = whole(told.get("Row")), whole(told.get("Column"))
            if is_note(shape) and row is not None and column is not None:
                found[shape.get("id", "")] = row + 1, column + 1, told.get("Author", "")
    return found


class _NoteReader(xmlsafe.Handler):
    """Gathers the texts of the boxes of comments.

    Attributes:
        notes: the comments.
    """

    def __init__(self, cells: dict[str, tuple[int, int, str]]) -> None:
        self.notes: Notes = {}
        self._cells = cells
        self._seen = 0
        self._depth = 0
        self._inside = 0
        self._name = ""
        self._pieces: list[str] = []

    @property
    def is_whole(self) -> bool:
        """True when each comment has a cell and a text."""
        return self._seen == sum(map(len, self.notes.values()))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if _COMMENT.search(attributes.get("style", "")):
            self._seen += 1
        box = attributes.get("v:shape", "")
        if not self._inside and box in self._cells:
            self._inside, self._name, self._pieces = self._depth, box, []
        elif self._inside and name == "br":
            self._pieces.append("\0")

    def end(self, name: str) -> None:  # noqa: ARG002  # the handler's signature
        """Take the end of an element."""
        if self._inside and self._depth == self._inside:
            row, column, author = self._cells[self._name]
            lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\0"))
            self.notes.setdefault(row, {})[column] = Note(author, "\n".join(lines).strip())
            self._inside = 0
        self._depth -= 1

    def text(self, data: str) -> None:
        """Take text."""
        if self._inside:
            self._pieces.append(data)


def filter_area(text: str) -> Area | None:
    """Return the cells that the filter of a page reaches over, or None when it has none."""
    found = _RANGE.search(text)
    return None if found is None else read_area(f"{found[1]}:{found[2]}".replace("$", ""))


def filter_of(text: str) -> FilterRange | None:
    """Return the rows that the filter of a page hides, or None when it has none, or looks for nothing."""
    area = filter_area(text)
    if area is None or _CRITERIA.search(text) is None:
        return None
    return FilterRange(area.top + 1, area.bottom, is_active=True)


def filter_words(attributes: dict[str, str]) -> list[str]:
    """Return the words that a cell at the head of a filter says rows are chosen by."""
    return [
        value
        for name, value in attributes.items()
        if name.startswith("x:autofilter") and name != "x:autofilterrange" and value.casefold() not in _OWN_WORDS
    ]
