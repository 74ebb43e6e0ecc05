"""Reads an RTF file in one pass: what shows, what does not, and what stands beside it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial

from leakscan.findings import Place
from leakscan.formats.colours import WHITE, Colour
from leakscan.formats.docx.fields import Code
from leakscan.formats.rtf.contents import CLOCK, Contents, time_of, word_time
from leakscan.formats.rtf.rows import Rows
from leakscan.formats.rtf.state import Change, Paper, State
from leakscan.formats.rtf.tokens import Kind, Tokens
from leakscan.formats.rtf.values import BINARY, bytes_of, codec, level_words, whole
from leakscan.formats.rtf.words import (
    BREAKS,
    CHARACTERS,
    CHARSETS,
    CORE,
    DATA,
    HOLDERS,
    INLINE,
    LONGEST_WORD,
    OFFICE,
    OWN,
    PROPERTIES,
    STORIES,
    SYMBOLS,
    TEXTS,
    TIMES,
)
from leakscan.formats.texts import is_plain_text
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.limits import Budget
from leakscan.views.paths import read_path
from leakscan.views.properties import Property, PropertyGroup
from leakscan.views.prose import Passage, PassageKind, Remark, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText, says_much, telling_in

_PAPER = Paper(12_240, 15_840, WHITE)
"""The page where nothing is said of it (RTF 1.9.1, "Document Formatting Properties")."""
_MOST_SKIPPED = 4
"""No code page takes more bytes for a character; more of them than that are a text."""
_FOR_OLDER = "text for older programs that newer ones do not show"
_TELLING_NUMBER = re.compile(r"\d{6,}")
_MOST_GROUPS = 100_000
_TIMED = 4_096
"""After how many words the time is looked at."""
_CHANGES = {"revised": "insertion", "mvt": "text moved here", "deleted": "deletion", "mvf": "text moved away"}
_SHAPE_TEXTS = {
    "wzDescription": "description",
    "wzName": "name",
    "pibName": "name of a picture",
    "gtextUNICODE": "",
}


class _Use(Enum):
    """What becomes of the text of a destination."""

    SHOWN = "it shows"
    TEXT = "it is told of"
    UNKNOWN = "it is told of as unknown"
    HOLDER = "there should be none"
    DATA = "it is data"
    COLOURS = "it ends colours"
    NOTHING = "it is left out"


@dataclass(slots=True)
class _Group:
    """An open group: what held before it, the destination it opens, if any, and what gathers in it.

    Attributes:
        target: the group whose destination text here belongs to; None when that is the document.
        is_hidden: it is a shape that does not show.
    """

    outer: State
    target: "_Group | None" = None
    word: str = ""
    use: _Use | None = None
    pieces: list[str] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)
    is_optional: bool = False
    numbers: dict[str, int] = field(default_factory=dict)
    is_hidden: bool = False


def read_rtf(data: bytes, budget: Budget | None = None) -> Contents:
    """Return what an RTF file holds; damage costs only what it hits.

    Raises:
        LimitReachedError: the time that the budget allows is used up.
    """
    reader = _Reader(data, budget)
    reader.run()
    return reader.contents


class _Reader:
    """One file while it is read."""

    def __init__(self, data: bytes, budget: Budget | None) -> None:
        self.contents = Contents()
        self._budget = budget
        self._tokens = Tokens(data)
        self._state = State()
        self._groups: list[_Group] = []
        self._coded = bytearray()
        self._skip = 0
        self._charset = "cp1252"
        self._fonts: dict[int, str] = {}
        self._colours: list[Colour | None] = []
        self._mixing: dict[str, int] = {}
        self._authors: list[str] = []
        self._line: list[str] = []
        self._unseen: list[str] = []
        self._why: tuple[PassageKind, str, Change] | None = None
        self._number = 1
        self._high = 0
        self._last: dict[str, str] = {}
        self._changes: list[tuple[str, Change, Place]] = []
        self._deleted: list[tuple[int, Change]] = []
        self._rows = Rows()
        self._paper = _PAPER
        self._shows_ground = False
        self._levels: list[tuple[str, Place]] = []
        self._left: list[str] = []

    @property
    def _place(self) -> Place:
        return Place(name=f"paragraph {self._number}")

    def run(self) -> None:
        """Read everything."""
        for count, (kind, word, number, data) in enumerate(self._tokens):
            if count % _TIMED == 0 and self._budget is not None:
                self._budget.check_time()
            if kind is Kind.TEXT:
                self._bytes(data, is_code=word == "'")
                continue
            if kind is not Kind.BINARY:
                self._flush()
            if kind is Kind.OPEN:
                if len(self._groups) >= _MOST_GROUPS:
                    self.contents.is_too_deep = True
                    break
                self._groups.append(_Group(self._state, self._destination()))
                self._skip = 0
            elif kind is Kind.CLOSE:
                self._close()
                if not self._groups:
                    self.contents.end = self._tokens.position
                    break
            elif kind is Kind.WORD:
                self._word(word, number)
            elif kind is Kind.SYMBOL:
                self._symbol(word)
            else:
                self._binary(data)
        self._flush()
        self._end_line()
        self._settle()

    # Text

    def _bytes(self, data: bytes, *, is_code: bool) -> None:
        if self._skip:
            taken = min(self._skip, 1 if is_code else len(data))
            self._skip -= taken
            if self._state.skip > _MOST_SKIPPED and self._destination() is None:
                text = data[:taken].decode(self._charset, "replace")
                self._hide((PassageKind.HIDDEN, _FOR_OLDER, self._state.change), text)
            data = data[taken:]
        if data:
            destination = self._destination()
            if destination is not None and destination.use is _Use.DATA:
                destination.data.append(data)
                return
            self._coded += data

    def _flush(self) -> None:
        """Decode the bytes that have come."""
        if not self._coded:
            return
        data, self._coded = bytes(self._coded), bytearray()
        charset = self._fonts.get(self._state.font, self._charset)
        self._text(data.decode(charset, "replace"))

    def _destination(self) -> _Group | None:
        """Return the group whose destination the text here belongs to; None when that is the document."""
        return self._groups[-1].target if self._groups else None

    def _text(self, text: str) -> None:
        destination = self._destination()
        if destination is not None and destination.use is not _Use.SHOWN:
            if destination.use is _Use.COLOURS:
                self._end_colours(text.count(";"))
            elif destination.use in (_Use.TEXT, _Use.UNKNOWN, _Use.HOLDER):
                destination.pieces.append(text)
            return
        change = self._state.change
        if change.word and text.strip() and (not self._changes or self._changes[-1][1] != change):
            self._changes.append((_CHANGES[change.word], change, self._place))
        why = self._state.unseen(self._colours, self._paper, self._rows.cell, is_low=self._rows.is_low)
        if why is None:
            self._line.append(text)
        else:
            self._hide((*why, change), text)

    def _hide(self, why: tuple[PassageKind, str, Change], text: str) -> None:
        """Take text that does not show."""
        if self._why != why:
            self._end_unseen()
            self._why = why
        self._unseen.append(text)

    def _end_colours(self, count: int) -> None:
        for _ in range(count):
            mix = self._mixing
            self._colours.append((mix.get("red", 0), mix.get("green", 0), mix.get("blue", 0)) if mix else None)
            self._mixing = {}

    def _end_line(self) -> None:
        text = "".join(self._line).strip()
        self._line.clear()
        self._end_unseen()
        for why, spelled in unseen_letters(text):
            self.contents.passages.append(Passage(PassageKind.UNSEEN, why, spelled, self._place))
        if text:
            self.contents.lines.append(text)
            self._number += 1

    def _end_unseen(self) -> None:
        text = " ".join("".join(self._unseen).split())
        self._unseen.clear()
        if self._why is not None and any(letter.isalnum() for letter in text):
            kind, why, change = self._why
            if kind is PassageKind.DELETED:
                self._deleted.append((len(self.contents.passages), change))
            self.contents.passages.append(Passage(kind, why, text, self._place))

    # Control words

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            if self._groups:
                self._groups[-1].is_optional = True
        elif self._skip:
            self._skip -= 1
        elif symbol in SYMBOLS:
            self._text(SYMBOLS[symbol] or "\n")
            if symbol in "\r\n":
                self._end_line()

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._skip = 0
            code = (number or 0) & 0xFFFF
            self._text(chr(code) if not 0xD800 <= code < 0xE000 else self._surrogate(code))
            self._skip = self._state.skip
            return
        if self._skip:
            self._skip -= 1
            return
        group = self._groups[-1] if self._groups else None
        if word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in BREAKS:
            self._break()
            self._rows.take(word, number)
        elif (use := self._use(word, group)) is not None:
            self._open(word, use)
        elif word == "ansicpg":
            self._charset = codec(f"cp{number}") or self._charset
        elif word in ("mac", "pc", "pca"):
            self._charset = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "fcharset":
            self._fonts[self._state.font] = CHARSETS.get(number or 0, self._charset)
        elif word in ("red", "green", "blue"):
            self._mixing[word] = min(255, max(0, number or 0))
        elif word in CLOCK and group is not None:
            group.numbers[word] = number or 0
        elif word in ("paperw", "pgwsxn"):
            self._paper = replace(self._paper, width=max(self._paper.width, number or 0))
        elif word in ("paperh", "pghsxn"):
            self._paper = replace(self._paper, height=max(self._paper.height, number or 0))
        elif word == "viewbksp":
            self._shows_ground = number != 0
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        """Take a word that says how what follows looks, if it is any."""
        if len(word) > LONGEST_WORD:
            self._stray("control word of no known kind", word)
        self._rows.take(word, number)
        self._state = self._state.with_word(word, number)

    def _use(self, word: str, group: _Group | None) -> _Use | None:
        """Return what becomes of the text of a destination; None when the word begins none."""
        if group is None:
            return None
        if word in INLINE:
            group.is_optional = False
            return None
        if word in STORIES:
            return _Use.SHOWN
        if word in DATA:
            return _Use.DATA
        is_merge = word.startswith("mm") and not word.startswith("mmath")
        if word in TEXTS or word in PROPERTIES or is_merge:
            return _Use.TEXT
        if word in HOLDERS:
            return _Use.HOLDER
        if word in OWN:
            return _Use.NOTHING
        if word == "colortbl":
            return _Use.COLOURS
        outer = self._destination()
        is_style = outer is not None and outer.word == "stylesheet"  # of characters, tables or sections
        if group.is_optional and not is_style and (outer is None or outer.use not in (_Use.NOTHING, _Use.HOLDER)):
            return _Use.UNKNOWN
        return None

    def _open(self, word: str, use: _Use) -> None:
        """Take the beginning of a destination."""
        group = self._groups[-1]
        group.word, group.use, group.is_optional, group.target = word, use, False, group
        if word in ("shptxt", "dptxbxtext"):
            self._state = replace(self._state, is_ground_known=False)
            if any(outer.is_hidden for outer in self._groups):
                group.use = _Use.TEXT
        if word == "background" and self._shows_ground:
            self._paper = replace(self._paper, colour=None)  # until the shape says
        if word == "footnote":
            self._state = replace(self._state, change=Change())

    def _break(self) -> None:
        destination = self._destination()
        if destination is None or destination.use is _Use.SHOWN:
            self._end_line()
        else:
            destination.pieces.append("\n")

    def _surrogate(self, code: int) -> str:
        """Return the character that two surrogates make, once both have come."""
        if code < 0xDC00:
            self._high = code
            return ""
        high, self._high = self._high, 0
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd"

    def _binary(self, data: bytes) -> None:
        group = self._destination()
        if group is None:
            return
        if group.use is not _Use.UNKNOWN:
            group.data += (BINARY, data)
        elif is_plain_text(data):
            group.pieces.append(data.decode("cp1252", "replace"))
        elif data:
            self.contents.stores[data] = None

    # Ends of destinations

    def _close(self) -> None:
        if not self._groups:
            return
        group = self._groups.pop()
        self._state = group.outer
        self._skip = 0
        text = "".join(group.pieces)
        if group.word in TIMES and group.numbers:
            self._property(TIMES[group.word], time_of(group.numbers))
        if group.use is _Use.DATA:
            self._take_data(group.word, bytes_of(group.data))
        elif group.use is _Use.TEXT:
            self._take_text(group.word, text)
        elif group.use is _Use.UNKNOWN:
            self._stray("text of a destination that is not known", text)
        elif group.use is _Use.HOLDER:
            self._stray("text of a destination that has none", text)
        elif group.use is _Use.SHOWN:
            self._end_line()
        elif group.use is None and self._groups and self._groups[-1].word == "docvar":
            self._groups[-1].pieces.append("\0")

    def _take_text(self, word: str, text: str) -> None:
        taker = self._takers().get(word)
        if taker is not None:
            taker(text)
        elif word in PROPERTIES:
            self._property(PROPERTIES[word], text.strip().rstrip(";"))
        elif word.startswith("mm"):
            self._setting(SettingKind.MERGE, word, text)
            self.contents.paths.append(("mail merge", text.strip()))
        else:
            self._last[word] = text.strip()

    def _stray(self, what: str, text: str) -> None:
        if any(letter.isalnum() for letter in text):
            self.contents.texts.append(SideText(SideKind.MARKUP, what, text.strip(), self._place))

    def _takers(self) -> dict[str, Callable[[str], None]]:
        return {
            "annotation": self._annotation,
            "atnauthor": self._author,
            "bkmkstart": self._bookmark,
            "docvar": self._variable,
            "file": lambda text: self.contents.paths.append(("linked file", text.strip())),
            "fldinst": lambda text: self.contents.fields.append(Code(self._place, text.strip())),
            "dptxbxtext": self._hidden_box,
            "leveltext": lambda text: self._levels.append((level_words(text), self._place)),
            "listname": partial(self._name, "name of a list"),
            "liststylename": partial(self._name, "name of a list"),
            "stylesheet": self._style_names,
            "revtbl": lambda text: self._authors.extend(item.strip() for item in text.split(";")),
            "staticval": lambda text: self._property(self._last.get("propname", ""), text.strip(), is_custom=True),
            "shptxt": self._hidden_box,
            "sv": self._shape_value,
            "tc": partial(self._entry, "TC"),
            "tcn": partial(self._entry, "TC"),
            "template": self._template,
            "xe": partial(self._entry, "XE"),
        }

    def _entry(self, name: str, text: str) -> None:
        """Take an entry of an index or of a table of contents, which is a field in all but its writing."""
        self.contents.fields.append(Code(self._place, f'{name} "{text.strip()}"'))

    def _hidden_box(self, text: str) -> None:
        if text.strip():
            what = "shape that is hidden"
            self.contents.texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text.strip(), self._place))

    def _template(self, text: str) -> None:
        self.contents.paths.append(("template of the document", text.strip()))
        if read_path(text.strip()) is None:
            self._name("name of a template", text)

    def _style_names(self, text: str) -> None:
        """Take the names of styles; writers give them names of several words, which are listed."""
        for name in text.split(";"):
            if says_much(name):
                is_own = not _TELLING_NUMBER.search(name) and not any(True for _ in telling_in(name))
                self.contents.texts.append(
                    SideText(SideKind.MARKUP, "name of a style", name.strip(), self._place, is_own)
                )

    def _name(self, what: str, text: str) -> None:
        """Take a name that the document shows nowhere, where it says more than a name."""
        if says_much(text):
            self._stray(what, text.strip().rstrip(";"))

    def _author(self, text: str) -> None:
        """Take the author of a comment that follows, or of one that is gone."""
        self._left.append(self._last.get("atnauthor", ""))
        self._last["atnauthor"] = text.strip()

    def _annotation(self, text: str) -> None:
        """Take a comment; who wrote it, and when, stand before it and in it."""
        place = Place(name=str(len(self.contents.remarks) + 1))
        author = self._last.pop("atnauthor", "") or self._last.pop("atnid", "")
        date = word_time(whole(self._last.pop("atndate", "")))
        self.contents.remarks.append(Remark(place, author, date, text.strip()))

    def _bookmark(self, text: str) -> None:
        name = text.strip()
        is_own = not name or name.startswith(("_", "OLE_LINK", "DDE_LINK"))
        self.contents.settings.append(Setting(SettingKind.BOOKMARK, "bookmark", name, self._place, is_own))

    def _variable(self, text: str) -> None:
        name, _, value = text.partition("\0")
        self._setting(SettingKind.VARIABLE, name.strip(), value.replace("\0", ""))

    def _setting(self, kind: SettingKind, name: str, text: str) -> None:
        if text.strip():
            self.contents.settings.append(Setting(kind, name, text.strip(), self._place))

    def _shape_value(self, text: str) -> None:
        name = self._last.get("sn", "")
        if name == "fHidden" and whole(text):
            for group in self._groups:
                group.is_hidden = group.is_hidden or group.word == "shpinst"
        if name.startswith("fill") and self._shows_ground and self._is_in("background"):
            red, green, blue = ((whole(text) >> shift) & 255 for shift in (0, 8, 16))
            is_plain = name == "fillColor"
            self._paper = replace(self._paper, colour=(red, green, blue) if is_plain else self._paper.colour)
            if name == "fillType" and whole(text):
                self._shows_ground, self._paper = False, replace(self._paper, colour=None)
        what = _SHAPE_TEXTS.get(name)
        if what and any(letter.isalnum() for letter in text):
            self.contents.texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text.strip(), self._place))
            self.contents.paths.append(("picture", text.strip()))

    def _property(self, name: str, text: str, *, is_custom: bool = False) -> None:
        if text and name:
            group = PropertyGroup.CORE if name in CORE else PropertyGroup.APPLICATION
            group = PropertyGroup.CUSTOM if is_custom and name not in OFFICE else group
            self.contents.properties.append(Property(group, name, text, Place(name=name)))

    def _is_in(self, word: str) -> bool:
        return any(group.word == word for group in self._groups)

    def _take_data(self, destination: str, data: bytes) -> None:
        if destination in _PACKED:
            if data and not data.startswith(_PACKED[destination]):
                self._stray("data that are none of the format's", data.decode("utf-8", "replace"))
        elif data:
            kinds = {"objdata": self.contents.objects, "datastore": self.contents.stores}
            kinds.get(destination, self.contents.pictures)[data] = None

    def _settle(self) -> None:
        """Name the authors of changes, and say which lists show: tables may stand anywhere in the head."""
        passages = self.contents.passages
        used = {self._author_of(change) for _, change, _ in self._changes}
        used |= {self._author_of(change) for _, change in self._deleted}
        named = [*self._authors, *self._left, self._last.get("atnauthor", "")]
        self.contents.authors = [name for name in dict.fromkeys(named) if name and name not in used]
        shown = "\n".join(self.contents.lines) if self._levels else ""
        for text, place in self._levels:
            if text and text not in shown:
                why = "text of a list that no paragraph shows"
                passages.append(Passage(PassageKind.HIDDEN, why, text, place))
        for index, change in self._deleted:
            passages[index] = passages[index]._replace(author=self._author_of(change), date=word_time(change.time))
        for why, change, place in self._changes:
            if change.word in ("revised", "mvt"):
                author, date = self._author_of(change), word_time(change.time)
                passages.append(Passage(PassageKind.CHANGED, why, "", place, author, date))

    def _author_of(self, change: Change) -> str:
        return self._authors[change.author] if 0 <= change.author < len(self._authors) else ""


_PACKED = {"themedata": b"PK", "colorschememapping": b"<"}
"""How data begin that Word writes into each file: a theme, and what it calls its colours."""
