"""Macros: what a macro project holds, module by module."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table
from leakscan.views.credentials import secrets_in
from leakscan.views.paths import read_path
from leakscan.views.storages import StorageDirectory

COLUMNS = ("Module", "What", "Text")
_LITERAL = late_pattern(r'"((?:[^"\n]|"")*)"')
_ASSIGNED = late_pattern(r'\b([A-Za-z]\w{0,100})(?:\s+As\s+String)?\s*:?=\s*"((?:[^"\n]|"")+)"', re.IGNORECASE)
_PROTECTION = late_pattern(r'\.(?:Unp|P)rotect\s*+(?:\(\s*+)?"((?:[^"\n]|"")+)"', re.IGNORECASE)
_AUTHOR = late_pattern(
    r"^[^\S\n]*'.*?\b(?:recorded\b.{0,40}?\bby|(?:created|written|developed|coded|modified|changed|programmed|made)\s+by"
    r"|author|auteur|autor|verfasser|developer|programmer)\b\s*[:=]?\s*(\w[^\n]{1,80})",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = late_pattern(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_WEB = late_pattern(r"\b(?:https?|ftp)://[^\s\"'/]+[^\s\"']*", re.IGNORECASE)
_STANDARD_WEB = late_pattern(r"https?://(?:schemas\.|www\.w3\.org|purl\.|ns\.)", re.IGNORECASE)
_NO_CODE = late_pattern(r"\s*(?:Attribute VB_.*|Option (?:Explicit|Base \d|Compare \w+|Private Module))?\s*")
_HUMP = late_pattern(r"(?<=[a-z])(?=[A-Z])")


class MacroModule(NamedTuple):
    """A module of a macro project.

    Attributes:
        name: its name.
        source: its source.
        compiled: texts of its compiled form that its source does not hold.
        is_listed: the project lists it; one that it does not list shows in no editor.
    """

    name: str
    source: str
    compiled: tuple[str, ...] = ()
    is_listed: bool = True

    def code(self) -> list[str]:
        """Return the lines that somebody wrote; attributes and options are the editor's."""
        return [line for line in self.source.splitlines() if _NO_CODE.fullmatch(line) is None]


class MacroText(NamedTuple):
    """A text that a project holds besides its source: of a form, a description, a signature."""

    of: str
    what: str
    text: str


@dataclass(slots=True, eq=False, repr=False)
class MacroProject:
    """A macro project.

    Attributes:
        place: the part or storage that holds it.
        modules: its modules.
        texts: its other texts.
        paths: the folders it names: of libraries, other projects and temporary files.
        table: source and other texts as rows.
        leftovers: what only the compiled form, or a module that is not listed, holds.
        directory: what the compound file that it is notes of its storages.
    """

    place: Place
    modules: tuple[MacroModule, ...] = ()
    texts: tuple[MacroText, ...] = ()
    paths: tuple[str, ...] = ()
    table: Table | None = None
    leftovers: Table | None = None
    directory: StorageDirectory | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the source line by line, then the other texts."""
        for module in self.modules:
            if module.is_listed:
                for line in module.code():
                    yield module.name, "source", line
        for item in self.texts:
            yield item.of, item.what, item.text

    def leftover_rows(self) -> Iterator[Row]:
        """Yield what only the compiled form, or a module that is not listed, holds."""
        for module in self.modules:
            for text in module.compiled:
                yield module.name, "compiled", text
            if not module.is_listed:
                for line in module.code():
                    yield module.name, "source that is not listed", line


class CodeFacts(NamedTuple):
    """What source says of people, machines and secrets.

    Attributes:
        secrets: passwords, keys and tokens.
        people: names of authors, and e-mail addresses.
        places: paths, servers and addresses.
    """

    secrets: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]


def facts_in(source: str) -> CodeFacts:
    """Return what source says of people, machines and secrets."""
    literals = [found[1].replace('""', '"') for found in _LITERAL.finditer(source)]
    secrets = [secret for text in literals for secret in secrets_in(text)]
    for name, text in _ASSIGNED.findall(source):
        key = _HUMP.sub(" ", name).replace("_", " ")
        if any(character.isalnum() for character in text):
            secrets.extend(secrets_in(f'{key}="{text}"'))
    secrets.extend(text.replace('""', '"') for text in _PROTECTION.findall(source))
    people = [text.strip(" .'*-") for text in _AUTHOR.findall(source)]
    people.extend(_ADDRESS.findall(source))
    places = [text for text in literals if read_path(text) is not None]
    places.extend(text for text in _WEB.findall(source) if not _STANDARD_WEB.match(text))
    return CodeFacts(_once(secrets), _once(people), _once(places))


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
