"""Texts that a document keeps beside its cells and pages, whatever format it came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table
from leakscan.views.credentials import secrets_in
from leakscan.views.paths import read_path
from leakscan.views.people import emails_in
from leakscan.views.values import ValueSet, value_key

COLUMNS = ("What", "Text", "Sheet", "Cells", "Part")
_TIME_GUID = late_pattern(
    r"(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-([0-9a-f]{12})(?![0-9a-f])",
    re.IGNORECASE,
)
_PROGRAM_FOLDER = late_pattern(r"[a-z]:\\(?:program files|windows|winnt)", re.IGNORECASE)
"""Folders of programs, the same on every machine."""
_MOST_TELLING = 200
_EXAMPLE_CHARACTERS = 200
_MOST_EXAMPLES = 5


class SideKind(Enum):
    """What sort of thing a text beside the cells belongs to."""

    ALTERNATIVE_TEXT = "alternative text"
    CONTROL = "control"
    CUSTOM_XML = "custom XML"
    FORMULA = "formula"
    HEADER_FOOTER = "header or footer"
    HIDDEN_SHAPE = "shape that does not show"
    IDENTIFIER = "identifier"
    LABEL = "sensitivity label"
    MARKUP = "markup"
    PHONETIC = "reading"
    PRINTER = "printer settings"
    PROTECTION = "protection"
    PUBLISH_ITEM = "published item"
    SHAPE = "shape"
    SHEET_PROPERTY = "property of a sheet"
    SIGNATURE = "signature"
    TABLE = "table"
    THUMBNAIL = "thumbnail"
    VALIDATION = "validation"
    WEB_EXTENSION = "web extension"
    XML_MAP = "XML map"


class SideText(NamedTuple):
    """One text beside the cells.

    Attributes:
        kind: what sort of thing it belongs to.
        what: which text of that thing, such as "left header".
        text: the text.
        place: where.
        is_own: the software wrote it by itself, or it is a name that the software made up.
        is_shown: it shows to whoever looks at the page or prints it.
    """

    kind: SideKind
    what: str
    text: str
    place: Place
    is_own: bool = False
    is_shown: bool = False


@dataclass(slots=True, eq=False, repr=False)
class SideTexts:
    """The texts of one kind in one place.

    Attributes:
        kind: what sort of thing they belong to.
        place: the part, and the sheet where there is one.
        items: the texts.
        table: the texts as rows.
    """

    kind: SideKind
    place: Place
    items: list[SideText] = field(default_factory=list)
    table: Table | None = None


@dataclass(slots=True, eq=False, repr=False)
class TextPart:
    """A part whose text is gathered as a whole, because its inside is nobody's standard.

    Attributes:
        kind: what sort of thing it is.
        place: the part.
        name: what it calls itself, such as its root element or the name of a property.
        is_own: it is of a known make in which only software writes.
        is_ink: it holds strokes of ink.
        rows: how many pieces of text it holds.
        values: the different ones.
        examples: a few of them.
        telling: addresses, paths and secrets among them: what each is, and the text.
        parts: how many such parts there are, where they say the same things.
        table: the pieces as rows.
    """

    kind: SideKind
    place: Place
    name: str = ""
    is_own: bool = False
    is_ink: bool = False
    rows: int = 0
    values: ValueSet = field(default_factory=ValueSet)
    examples: list[str] = field(default_factory=list)
    telling: list[tuple[str, str]] = field(default_factory=list)
    parts: int = 1
    table: Table | None = None

    def add(self, text: str) -> None:
        """Take a piece of its text."""
        self.rows += 1
        self.values.add(value_key(text))
        if len(self.examples) < _MOST_EXAMPLES:
            self.examples.append(text[:_EXAMPLE_CHARACTERS])
        if len(self.telling) < _MOST_TELLING:
            self.telling.extend(item for item in telling_in(text) if item not in self.telling)

    def merge(self, other: "TextPart") -> None:
        """Take what another part of its kind holds."""
        self.parts += other.parts
        self.rows += other.rows
        self.values.merge(other.values)
        self.is_own = self.is_own and other.is_own
        more = [text for text in other.examples if text not in self.examples]
        self.examples = [*self.examples, *more][:_MOST_EXAMPLES]


def telling_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the secrets, e-mail addresses and paths that a text holds: what each is, and the text."""
    for secret in secrets_in(text):
        yield "secret", secret
    for address in emails_in(text):
        yield "e-mail", address
    if read_path(text) is not None and not _PROGRAM_FOLDER.match(text):
        yield "path", text


_WORD = late_pattern(r"[^\W\d_]{2,}")
_LONG_NUMBER = late_pattern(r"(?<!\w)\d{6,}(?!\w)")
_MOST_NAME_WORDS = 3


def says_much(name: str, *, most_words: int = _MOST_NAME_WORDS) -> bool:
    """Return whether what stands as a name is more than one: it has a long number, or the words of a sentence."""
    return len(_WORD.findall(name)) > most_words or _LONG_NUMBER.search(name) is not None


_TOLD_TOGETHER = frozenset({SideKind.IDENTIFIER, SideKind.PROTECTION, SideKind.THUMBNAIL})
"""Kinds of which a file has many that mean one thing."""


def grouped(texts: Iterable[SideText]) -> list[SideTexts]:
    """Return texts by kind, part and sheet, each once, in the order they come."""
    found: dict[tuple[SideKind, str, str], SideTexts] = {}
    for item in dict.fromkeys(texts):
        key = item.kind, item.place.part, item.place.sheet
        if item.kind in _TOLD_TOGETHER:
            key = item.kind, "", ""
        if key not in found:
            found[key] = SideTexts(item.kind, Place(part=item.place.part, sheet=item.place.sheet))
        found[key].items.append(item)
    return list(found.values())


def machines_in(text: str) -> Iterator[str]:
    """Yield the network addresses of machines in identifiers made of time and address (RFC 9562 §5.1).

    An address that was made up instead has its multicast bit set (RFC 9562 §6.10).
    """
    for found in _TIME_GUID.finditer(text):
        node = found[1]
        if not int(node[:2], 16) & 1 and int(node, 16):
            yield ":".join(node[at : at + 2] for at in range(0, 12, 2))


def side_rows(group: SideTexts) -> Iterator[Row]:
    """Yield texts as rows."""
    for item in group.items:
        place = item.place
        yield item.what, item.text, place.sheet, place.cells or place.name, place.part
