"""The shared strings of a workbook (ECMA-376-1 §18.4.9), in bounded memory."""

import array
import json
import re
from collections.abc import Sequence
from itertools import chain
from typing import BinaryIO, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.colours import Colour
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.formats.xlsx.cells import decimal
from leakscan.formats.xlsx.cutting import feed
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.looks import Looks
from leakscan.formats.xlsx.plain_texts import resolved
from leakscan.source import SpoolStore
from leakscan.views.side_texts import SideKind, TextPart
from leakscan.views.values import plain_keys, value_key

EMPTY = 0
"""In place of the key of a string without a character."""
BLANK = 1
"""In place of the key of a string of nothing but blanks: no value, yet not empty."""

_BLOCK_STRINGS = 64
_HELD_STRINGS = 50_000
_HELD_CHARACTERS = 4 << 20
_CACHED_BLOCKS = 2048
_CACHED_BYTES = 8 << 20
_BETWEEN = "\0"
"""What stands between the strings of a block: no XML can hold it, but escapes and other formats can."""

_START, _END, _CUT_BYTES = b"<si>", b"</sst>", 1 << 16
_CHARACTERS = "[^<&\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]*+"
_STRING = f'<si><t(?: xml:space="preserve")?>({_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);{_CHARACTERS})*)</t></si>'
_PLAIN_STRING, _PLAIN_STRINGS = re.compile(_STRING), re.compile(f"(?:{_STRING})+")
"""Strings of one look without a reading: of such, nothing has to be asked of a parser."""

_MOST_RUNS = 50_000
_MOST_RUN_CHARACTERS = 4 << 20


class Run(NamedTuple):
    """A piece of a text with one look (ECMA-376-1 §18.4.4).

    Attributes:
        text: the piece.
        has_font: it has a font of its own, which replaces the cell's.
        colour: the colour of that font; None when it is automatic.
        points: its size, where it is given.
    """

    text: str
    has_font: bool = False
    colour: Colour | None = None
    points: float | None = None


class SharedStrings:
    """Strings by number. Many or long ones lie in a temporary file, 64 to a block.

    Attributes:
        readings: the readings that strings carry, none when `is_keyed` was false.
        keys: the value key of each string, or EMPTY or BLANK; none when `is_keyed` was false, nor once all
            sheets are read.
        filled: by number, whether the string has a character.
        runs: the runs of strings with more than one look, by number; not of all where there are very many.
        suspects: numbers of those with a run that may not be seen.
        strays: what no reader takes, and what strings spell in letters that show nothing.
        walker: what gathered all that is not on the list of the format; None when `is_keyed` was false, and where
            the part is not XML.
    """

    def __init__(self, *, is_keyed: bool = True) -> None:
        self.keys = array.array("Q")
        self.readings = TextPart(SideKind.PHONETIC, Place())
        self.filled = bytearray()
        self.strays = Strays()
        self.walker: Walker | None = None
        self._is_keyed = is_keyed
        self._count = 0
        self._texts: list[str] | None = []
        self._characters = 0
        self._spool = SpoolStore()
        self._offsets = array.array("Q", [0])
        self._pending: list[str] = []
        self._stream: BinaryIO | None = None
        self._odd: set[int] = set()  # blocks with a string that holds what stands between others
        self._cached: dict[int, list[str]] = {}
        self._cached_bytes = 0
        self.runs: dict[int, tuple[Run, ...]] = {}
        self.suspects: list[int] = []
        self._run_characters = 0

    def append_runs(self, runs: list[Run], looks: Looks) -> None:
        """Add the next string, whose runs have looks of their own."""
        text = "".join(run.text for run in runs)
        is_suspect = any(looks.is_suspect(run.colour, run.points) for run in runs)
        if len(self.runs) < _MOST_RUNS and self._run_characters < _MOST_RUN_CHARACTERS:
            self._run_characters += len(text)
            self.runs[self._count] = tuple(runs)
            if is_suspect:
                self.suspects.append(self._count)
        self.append(text)

    def append(self, text: str) -> None:
        """Add the next string."""
        if self._texts is None or len(self._texts) >= _HELD_STRINGS:
            self.extend((text,))
            return
        self._look_into((text,))
        self._count += 1
        self.filled.append(1 if text else 0)
        if self._is_keyed:
            self.keys.append(_key(text))
        self._texts.append(text)
        self._characters += len(text)
        if self._characters > _HELD_CHARACTERS:
            self._hold_no_more()

    def extend(self, texts: Sequence[str]) -> None:
        """Add the next strings."""
        self._look_into(texts)
        self._count += len(texts)
        self.filled.extend(b"\1" * len(texts) if all(texts) else [1 if text else 0 for text in texts])
        if self._is_keyed:
            self.keys.extend(
                plain_keys(texts)
                or [
                    BLANK if key is None and text else key or EMPTY for text in texts for key in (value_key(text),)
                ]
            )
        if self._texts is None:
            self._spool_texts(texts)
            return
        self._texts.extend(texts)
        self._characters += sum(map(len, texts))
        if len(self._texts) > _HELD_STRINGS or self._characters > _HELD_CHARACTERS:
            self._hold_no_more()

    def _look_into(self, texts: Sequence[str]) -> None:
        if self._is_keyed:
            for text in texts:
                if not text.isascii():
                    for what, spelled in unseen_letters(text):
                        self.strays.add(what, spelled)

    def _hold_no_more(self) -> None:
        """Put the strings that are held into the temporary file."""
        held, self._texts = self._texts, None
        self._spool_texts(held or ())

    def append_reading(self, text: str) -> None:
        """Add a reading of the string that comes next."""
        if self._is_keyed:
            self.readings.add(text)

    def watcher(self) -> Walker | None:
        """Return what gathers all that is not on the list of the format, or None when nobody asks for it."""
        if self._is_keyed:
            self.walker = Walker(vocabulary("spreadsheet"), self.strays)
        return self.walker

    def finish(self) -> None:
        """Say that no more strings follow."""
        if self._pending:
            self._flush()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        """Return a string.

        Raises:
            IndexError: there is no such number.
        """
        if not 0 <= number < self._count:
            raise IndexError(number)
        if self._texts is not None:
            return self._texts[number]
        block, within = divmod(number, _BLOCK_STRINGS)
        return (self._cached.get(block) or self._kept_block(block))[within]

    def between(self, start: int, end: int) -> list[str]:
        """Return the strings from one number up to another."""
        if self._texts is not None:
            return self._texts[start:end]
        first = start // _BLOCK_STRINGS
        skipped = start - first * _BLOCK_STRINGS
        found = chain.from_iterable(map(self._block, range(first, -(-end // _BLOCK_STRINGS))))
        return [*found][skipped : skipped + end - start]

    def close(self) -> None:
        """Delete the temporary file."""
        if self._stream is not None:
            self._stream.close()
        self._spool.close()

    def _spool_texts(self, texts: Sequence[str]) -> None:
        start = 0
        while start < len(texts):
            end = start + _BLOCK_STRINGS - len(self._pending)
            self._pending += texts[start:end]
            start = end
            if len(self._pending) == _BLOCK_STRINGS:
                self._flush()

    def _flush(self) -> None:
        text = _BETWEEN.join(self._pending)
        if text.count(_BETWEEN) >= len(self._pending):
            self._odd.add(len(self._offsets) - 1)
            text = json.dumps(self._pending, ensure_ascii=False)
        self._spool.write(text.encode("utf-8", "surrogatepass"))
        self._offsets.append(self._spool.size)
        self._pending.clear()

    def _block(self, block: int) -> list[str]:
        """Return the strings of a block."""
        if self._stream is None:
            self._stream = self._spool.open()
        self._stream.seek(self._offsets[block])
        data = self._stream.read(self._offsets[block + 1] - self._offsets[block])
        text = data.decode("utf-8", "surrogatepass")
        return list(json.loads(text)) if block in self._odd else text.split(_BETWEEN)

    def _kept_block(self, block: int) -> list[str]:
        """Return the strings of a block, and keep it: neighbours are asked for again."""
        while self._cached and (len(self._cached) >= _CACHED_BLOCKS or self._cached_bytes > _CACHED_BYTES):
            self._cached_bytes -= self._size(next(iter(self._cached)))
            del self._cached[next(iter(self._cached))]
        self._cached_bytes += self._size(block)
        found = self._cached[block] = self._block(block)
        return found

    def _size(self, block: int) -> int:
        return self._offsets[block + 1] - self._offsets[block]


def _key(text: str) -> int:
    key = value_key(text)
    return BLANK if key is None and text else key or EMPTY


class StringsHandler(xmlsafe.Handler):
    """Collects the text of each `si`: plain, perhaps in whole blocks, or rich; its phonetic reading apart."""

    takes_qualified = False

    def __init__(self, strings: SharedStrings, looks: Looks | None) -> None:
        self._strings = strings
        self._append = strings.append
        self._append_reading = strings.append_reading
        self._reading: list[str] = []
        self._looks = looks
        self._pieces: list[str] | None = None
        self._in_text = False
        self._phonetic = 0
        self._runs: list[Run] = []
        self._run = Run("")
        self._start = 0
        self._depth = 0

    @property
    def is_between(self) -> bool:
        """True when the parser stands between two strings."""
        walker = self._strings.walker
        return self._depth == 1 and not self._phonetic and (walker is None or walker.stands_in("x:sst", "x:si"))

    def take(self, data: bytes) -> bool:
        """Take a block of strings; return whether they were plain. If not, it has left no trace."""
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return False
        if "]]>" in text or _PLAIN_STRINGS.fullmatch(text) is None:
            return False
        texts = _PLAIN_STRING.findall(text)
        if "&" in text:
            texts = [resolved(item) for item in texts]
        if "_x" in text:
            texts = [unescaped(item) for item in texts]
        self._strings.extend(texts)
        return True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if name == "si":
            self._pieces = []
        elif name == "t":
            self._in_text = True
        elif name == "rPh":
            self._phonetic += 1
        elif self._looks is None:
            return
        elif name == "r":
            self._run, self._start = Run(""), len(self._pieces or ())
        elif name == "rPr":
            self._run = self._run._replace(has_font=True)
        elif name == "color":
            self._run = self._run._replace(colour=self._looks.palette.colour(attributes))
        elif name == "sz":
            self._run = self._run._replace(points=decimal(attributes.get("val")))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if name == "t":
            self._in_text = False
        elif name == "si":
            self._end_string()
        elif name == "rPh":
            self._phonetic = max(0, self._phonetic - 1)
            if self._reading:
                self._append_reading(unescaped("".join(self._reading)))
                self._reading.clear()
        elif name == "r" and self._looks is not None and self._pieces is not None:
            text = unescaped("".join(self._pieces[self._start :]))
            self._runs.append(self._run._replace(text=text))

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if not self._in_text or self._pieces is None:
            return
        if self._phonetic:
            self._reading.append(data)
        else:
            self._pieces.append(data)

    def watcher(self) -> Walker | None:
        """Return what gathers all that is not on the list of the format."""
        return self._strings.watcher()

    def _end_string(self) -> None:
        runs, self._runs = self._runs, []
        if self._pieces is None:
            return
        if self._looks is not None and any(run.has_font for run in runs):
            self._strings.append_runs(runs, self._looks)
        else:
            self._append(unescaped("".join(self._pieces)))
        self._pieces = None


def read_strings(
    stream: BinaryIO, strings: SharedStrings, looks: Looks | None = None, *, block_bytes: int = _CUT_BYTES
) -> None:
    """Read a shared strings part to its end, into `strings`.

    Args:
        stream: the part.
        strings: where they go.
        looks: the styles of the workbook; the runs of rich texts are only kept with them.
        block_bytes: how large the blocks are that are read together.

    Raises:
        FileError: the part is damaged; what came before the damage has been added.
    """
    handler = StringsHandler(strings, looks)
    try:
        feed(stream, handler, handler, start=_START, end=_END, block_bytes=block_bytes)
    finally:
        strings.finish()
