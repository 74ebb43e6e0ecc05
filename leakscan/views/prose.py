"""Prose: a document of running text, with the passages that a reader of its pages does not see."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table
from leakscan.views.surface import Surface
from leakscan.views.values import ValueSet, value_key
from leakscan.views.words import pieces

PASSAGE_COLUMNS = ("What", "Text", "Author", "Date", "Part", "Paragraph")
COMMENT_COLUMNS = ("Author", "Date", "Text", "Reply", "Resolved", "Number")
SETTING_COLUMNS = ("Name", "Text", "Part")
_RUN_OF_WORDS = 3


class PassageKind(Enum):
    """Why a passage is not part of what a reader of the pages sees."""

    DELETED = "tracked deletion"
    HIDDEN = "hidden text"
    UNSEEN = "text that cannot be seen"
    CHANGED = "tracked change"
    SLIDE = "text of a hidden slide"
    NOTES = "speaker notes"
    ORPHAN = "text of a slide that nothing lists"


class Passage(NamedTuple):
    """A piece of text, or a change, in the order of the document.

    Attributes:
        kind: why it does not show.
        why: the same more closely, such as "deleted row" or "by a style".
        text: the text; empty for a change that only concerns the look.
        place: the part, and the number of the paragraph.
        author: who made the change, if it is one.
        date: when, as written.
    """

    kind: PassageKind
    why: str
    text: str
    place: Place
    author: str = ""
    date: str = ""

    def row(self) -> Row:
        """Return it as a row."""
        return self.why, self.text, self.author, self.date, self.place.part, self.place.page or self.place.name


class Remark(NamedTuple):
    """A comment in the margin.

    Attributes:
        place: the part, and its number.
        author: who wrote it.
        date: when, as written.
        text: its text.
        is_reply: it answers another one.
        is_resolved: it is marked as resolved.
        is_anchored: the text refers to it.
    """

    place: Place
    author: str
    date: str
    text: str
    is_reply: bool = False
    is_resolved: bool = False
    is_anchored: bool = True

    def row(self) -> Row:
        """Return it as a row."""
        return self.author, self.date, self.text, self.is_reply, self.is_resolved, self.place.name


class SettingKind(Enum):
    """What a text behind the document belongs to."""

    VARIABLE = "document variable"
    MERGE = "mail merge"
    FIELD = "field code"
    BLOCK = "building block"
    BOOKMARK = "bookmark"
    TAG = "tag"


class Setting(NamedTuple):
    """A named text behind the document.

    Attributes:
        kind: what it belongs to.
        name: its name.
        text: the text.
        place: where.
        is_own: the software wrote it by itself.
    """

    kind: SettingKind
    name: str
    text: str
    place: Place
    is_own: bool = False

    def row(self) -> Row:
        """Return it as a row."""
        return self.name, self.text, self.place.part


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Prose(Surface):
    """A document of running text, complete.

    Attributes:
        passages: what its pages do not show, and what was changed, in the order of the document.
        remarks: its comments.
        settings: named texts behind it.
        tables: recipes for its rows, by kind and part (empty for all); comments under `REMARKS`.
        phrases: every run of up to three words on its pages.
    """

    passages: list[Passage] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)
    phrases: ValueSet = field(default_factory=ValueSet)

    def show(self, text: str) -> None:
        """Take a paragraph that a reader sees."""
        self.visible.add(value_key(text))
        plain = unicodedata.normalize("NFKC", text)
        for word in plain.split():
            self.visible.add(value_key(word.strip(".,;:!?()\"'")))
            self.visible.add(value_key(word.replace(",", "")))
        words = list(pieces(text))
        for length in range(1, _RUN_OF_WORDS + 1):
            for start in range(len(words) - length + 1):
                self.phrases.add(_phrase_key(words[start : start + length]))

    def shows(self, text: str) -> bool:
        """Return whether every run of three words of a text also stands on a page."""
        words = list(pieces(text))
        length = min(_RUN_OF_WORDS, len(words))
        starts = range(len(words) - length + 1) if length else ()
        return all(_phrase_key(words[start : start + length]) in self.phrases for start in starts)

    def of(self, kind: PassageKind) -> list[Passage]:
        """Return the passages of one kind."""
        return [item for item in self.passages if item.kind is kind]

    def rows(self, what: str, part: str) -> Iterator[Row]:
        """Yield the rows of one part, or of all when it is empty: a kind of passage or setting, or comments."""
        for kind, item in self._items():
            if kind == what and part in ("", item.place.part):
                yield item.row()

    def row_counts(self) -> Counter[tuple[str, str]]:
        """Return how many rows there are of each kind in each part, and in all, under an empty name."""
        return Counter(
            (kind, part) for kind, item in self._items() for part in dict.fromkeys(("", item.place.part))
        )

    def _items(self) -> "Iterator[tuple[str, Passage | Remark | Setting]]":
        yield from ((item.kind.value, item) for item in self.passages)
        yield from ((item.kind.value, item) for item in self.settings)
        yield from ((REMARKS, item) for item in self.remarks)


REMARKS = "comment"


def row_columns(passages: tuple[str, ...] = PASSAGE_COLUMNS) -> dict[str, tuple[str, ...]]:
    """Return the columns of the rows of each kind: passages, comments and settings."""
    return {
        REMARKS: COMMENT_COLUMNS,
        **{kind.value: passages for kind in PassageKind},
        **{kind.value: SETTING_COLUMNS for kind in SettingKind},
    }


def _phrase_key(words: list[str]) -> int:
    return hash(" ".join(words)) & ((1 << 64) - 1)
