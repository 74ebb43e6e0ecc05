"""Field codes: what a field asks for, which no page shows (ECMA-376-1 §17.16)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.views.paths import PathMention, read_path
from leakscan.views.prose import Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCES = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "DATA"}
)
"""Fields that fetch something from another file."""
_TEXTS = frozenset(
    {"ASK", "FILLIN", "SET", "IF", "PRIVATE", "ADDIN", "QUOTE", "COMMENTS", "AUTOTEXT", "SKIPIF", "NEXTIF"}
)
"""Fields whose code holds words of its author or of an add-in."""
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_MOST_NESTED = 64


@dataclass(slots=True)
class _Field:
    code: str = ""
    is_in_code: bool = True


class Fields:
    """The fields of one story.

    Attributes:
        codes: their codes: place and text.
    """

    def __init__(self, part: str) -> None:
        self.codes: list[tuple[Place, str]] = []
        self._part = part
        self._open: list[_Field] = []

    @property
    def is_in_code(self) -> bool:
        """True between the beginning of a field and its result, where nothing shows."""
        return any(field.is_in_code for field in self._open)

    def code(self, text: str) -> None:
        """Take a piece of code."""
        if self._open:
            self._open[-1].code += text

    def nested(self, text: str) -> None:
        """Take the result of a field that stands in the code of another."""
        for field in reversed(self._open):
            if field.is_in_code:
                field.code += text
                return

    def simple(self, code: str, place: Place) -> None:
        """Take the code of a field that is one element."""
        self.codes.append((place, code))

    def mark(self, element: "_Element", place: Place) -> None:
        """Take the beginning, the middle or the end of a field."""
        match xmlsafe.attribute(element, "fldCharType"):
            case "begin" if len(self._open) < _MOST_NESTED:
                self._open.append(_Field())
            case "separate" if self._open:
                self._open[-1].is_in_code = False
            case "end" if self._open:
                self.codes.append((place, self._open.pop().code))

    @staticmethod
    def form_texts(element: "_Element", place: Place) -> Iterator[SideText]:
        """Yield the texts of a form field: help, default, choices (ECMA-376-1 §17.16.17)."""
        for data in xmlsafe.children(element, "ffData"):
            for child in data.iter("*"):
                name = xmlsafe.local_name(child)
                text = xmlsafe.attribute(child, "val") or ""
                parent = child.getparent()
                is_text = parent is not None and xmlsafe.local_name(parent) == "textInput"
                if name in ("helpText", "statusText", "listEntry") or (name == "default" and is_text):
                    what = {"listEntry": "choice of a list", "default": "default of a form field"}
                    if text.strip():
                        yield SideText(SideKind.CONTROL, what.get(name, "help of a form field"), text, place)


def field_settings(codes: list[tuple[Place, str]]) -> Iterator[Setting]:
    """Yield the fields that fetch from other files or hold words of their own."""
    for place, code in codes:
        name, _, rest = code.strip().partition(" ")
        name = name.upper()
        if (name in _SOURCES and rest.strip()) or (name in _TEXTS and _QUOTED.search(rest)):
            yield Setting(SettingKind.FIELD, name, rest.strip(), place)


def field_paths(codes: list[tuple[Place, str]]) -> Iterator[PathMention]:
    """Yield the paths of folders and machines in the codes of fields, where backslashes are written twice."""
    for place, code in codes:
        for quoted, plain in _QUOTED.findall(code):
            text = (quoted or plain).replace("\\\\", "\\")
            if len(text) > 3 and read_path(text) is not None:
                yield PathMention(text, "code of a field", place)
