"""Field codes: what a field asks for, which no page shows (ECMA-376-1 §17.16)."""

import base64
import binascii
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.leftovers import taken
from leakscan.formats.texts import runs_of_text
from leakscan.patterns import late_pattern
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
    {
        "ASK", "FILLIN", "SET", "IF", "PRIVATE", "ADDIN", "QUOTE", "COMMENTS", "AUTOTEXT", "AUTOTEXTLIST",
        "SKIPIF", "NEXTIF", "COMPARE", "XE", "TC", "TA", "PRINT", "GREETINGLINE", "ADDRESSBLOCK", "GLOSSARY",
    }
)  # fmt: skip
"""Fields whose code holds words of its author or of an add-in."""
_WRITTEN_OUT = frozenset({"EQ", "SYMBOL", "ADVANCE", "MACROBUTTON", "GOTOBUTTON", "BARCODE", "DISPLAYBARCODE"})
"""Fields whose words show."""
_ARGUMENTS = {
    **dict.fromkeys(
        (
            "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "BIDIOUTLINE", "CREATEDATE", "DATE", "EDITTIME",
            "FILENAME", "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "INDEX", "LASTSAVEDBY", "MERGEREC",
            "MERGESEQ", "NEXT", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PRINTDATE", "REVNUM", "SAVEDATE",
            "SECTION", "SECTIONPAGES", "SHAPE", "TEMPLATE", "TIME", "TOA", "TOC",
        ),
        0,
    ),
    **dict.fromkeys(
        (
            "AUTHOR", "CITATION", "DOCPROPERTY", "DOCVARIABLE", "FTNREF", "HYPERLINK", "KEYWORDS", "LISTNUM",
            "MERGEFIELD", "NOTEREF", "PAGEREF", "REF", "STYLEREF", "SUBJECT", "TITLE", "USERADDRESS",
            "USERINITIALS", "USERNAME",
        ),
        1,
    ),
    **dict.fromkeys(("CONTROL", "EMBED", "HTMLCONTROL", "INFO", "SEQ"), 2),
}  # fmt: skip
"""The fields that lay out a document, and how many arguments they take: names of marks, styles, properties."""
_WORDS = late_pattern(r'"[^"]*"|\\\S|[^\s"\\]+')
_NAME = late_pattern(r'[^\s\\"]+')
_TIP = late_pattern(r'\\o\s+(?:"([^"]*)"|(\S+))')
_QUOTED = late_pattern(r'"([^"]*)"|(\S+)')
_FORMULA_WORD = late_pattern(r"[^\W\d_]{2,}")
_LONGEST = 120
_MOST_FORMULA_WORDS = 12
_UNENDED = "field that does not end"
_OUTSIDE = "code outside of any field"
_DATA = "data of a field"


@dataclass(slots=True)
class _Field:
    code: str = ""
    is_in_code: bool = True


class Code(NamedTuple):
    """The code of one field.

    Attributes:
        place: where it ends.
        text: the code.
        what: what it is, when it is told of whatever it says.
    """

    place: Place
    text: str
    what: str = ""


class Fields:
    """The fields of one story.

    Attributes:
        codes: their codes.
    """

    def __init__(self, part: str) -> None:
        self.codes: list[Code] = []
        self._part = part
        self._open: list[_Field] = []
        self._in_code = 0

    @property
    def is_in_code(self) -> bool:
        """True between the beginning of a field and its result, where nothing shows."""
        return self._in_code > 0

    def code(self, text: str, place: Place) -> None:
        """Take a piece of code."""
        if self._open:
            self._open[-1].code += text
        elif text.strip():
            self.codes.append(Code(place, text, _OUTSIDE))

    def nested(self, text: str) -> None:
        """Take the result of a field that stands in the code of another."""
        for field in reversed(self._open):
            if field.is_in_code:
                field.code += text
                return

    def simple(self, element: "_Element", place: Place) -> None:
        """Take the code of a field that is one element, and its data."""
        self.codes.append(Code(place, xmlsafe.attribute(element, "instr") or ""))
        self._data(element, place)

    def stand_in(self, text: str, place: Place) -> None:
        """Take a code that stands in for another in older programs."""
        bare = "".join(text.split())
        if bare and all("".join(item.text.split()) != bare for item in self.codes):
            self.codes.append(Code(place, text))

    def mark(self, element: "_Element", place: Place) -> None:
        """Take the beginning, the middle or the end of a field."""
        self._data(element, place)
        match xmlsafe.attribute(element, "fldCharType"):
            case "begin":
                self._open.append(_Field())
                self._in_code += 1
            case "separate" if self._open and self._open[-1].is_in_code:
                self._open[-1].is_in_code = False
                self._in_code -= 1
            case "end" if self._open:
                field = self._open.pop()
                self._in_code -= field.is_in_code
                self.codes.append(Code(place, field.code))

    def finish(self, place: Place) -> None:
        """Take the codes of fields that nothing ends: no program shows what stands in them."""
        for field in self._open:
            if field.code.strip():
                self.codes.append(Code(place, field.code, _UNENDED if field.is_in_code else ""))
        self._open.clear()
        self._in_code = 0

    def _data(self, element: "_Element", place: Place) -> None:
        """Take what a field keeps in Base64 (ECMA-376-1 §17.16.16)."""
        for child in xmlsafe.children(element, "fldData"):
            for text in _decoded(taken(child)):
                self.codes.append(Code(place, text, _DATA))

    @staticmethod
    def form_texts(element: "_Element", place: Place) -> Iterator[SideText]:
        """Yield the texts of a form field: help, default, choices, macros (ECMA-376-1 §17.16.17)."""
        for data in xmlsafe.children(element, "ffData"):
            for child in data.iter("*"):
                name = xmlsafe.local_name(child)
                text = xmlsafe.attribute(child, "val") or ""
                parent = child.getparent()
                is_text = parent is not None and xmlsafe.local_name(parent) == "textInput"
                if (name in _FORM_TEXTS or (name == "default" and is_text)) and text.strip():
                    what = _FORM_TEXTS.get(name, "default of a form field")
                    yield SideText(SideKind.CONTROL, what, text, place, is_own=name.endswith("Macro"))


_FORM_TEXTS = {
    "helpText": "help of a form field",
    "statusText": "help of a form field",
    "listEntry": "choice of a list",
    "entryMacro": "macro of a form field",
    "exitMacro": "macro of a form field",
}


def _decoded(text: str) -> Iterator[str]:
    """Yield the words in the data of a field; data that are no Base64 are words themselves."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        if text.strip():
            yield text
        return
    yield from runs_of_text(io.BytesIO(data))


def field_settings(codes: list[Code]) -> Iterator[Setting]:
    """Yield the fields that fetch from other files, hold words of their own, or are of no known kind."""
    known = "\n".join(item.text for item in codes if item.what != _DATA)
    for item in codes:
        if item.what == _DATA:
            if item.text not in known and not item.text.startswith("_"):
                yield Setting(SettingKind.FIELD, _DATA, item.text, item.place)
            continue
        code = item.text.strip()
        found = _NAME.match(code)
        name = "" if found is None else found.group()
        rest = code[len(name) :]
        if item.what:
            yield Setting(SettingKind.FIELD, item.what, code, item.place)
        elif name.upper() == "HYPERLINK" and _is_plain(name, rest):
            for quoted, plain in _TIP.findall(rest):
                if (quoted or plain).strip():
                    yield Setting(SettingKind.FIELD, "screen tip of a link", quoted or plain, item.place)
        elif not _is_plain(name, rest):
            title = name.upper() if name.upper() in _KNOWN else "field of no known kind"
            yield Setting(SettingKind.FIELD, title, rest.strip() if title in _KNOWN else code, item.place)


def _is_plain(name: str, rest: str) -> bool:
    """Return whether a field does no more than lay out the document."""
    name, rest = name.upper(), rest.strip()
    if not name or name in _WRITTEN_OUT:
        return True
    if name.startswith("="):
        return len(_FORMULA_WORD.findall(rest)) <= _MOST_FORMULA_WORDS
    if name in _SOURCES:
        return not rest
    if name in _TEXTS:
        words = [word.strip('"') for word in _WORDS.findall(rest) if not word.startswith("\\")]
        return not any(len(word) > 1 and any(map(str.isalnum, word)) for word in words)
    most = _ARGUMENTS.get(name)
    if most is None:
        return False
    arguments, is_after_switch = 0, False
    for word in _WORDS.findall(rest):
        if word.startswith("\\"):
            is_after_switch = True
            continue
        if len(word) > _LONGEST and name != "HYPERLINK":
            return False
        arguments += not is_after_switch
        is_after_switch = False
    return arguments <= most


_KNOWN = _SOURCES | _TEXTS | _WRITTEN_OUT | frozenset(_ARGUMENTS)


def field_paths(codes: list[Code]) -> Iterator[PathMention]:
    """Yield the paths of folders and machines in the codes of fields, where backslashes are written twice."""
    for item in codes:
        for quoted, plain in _QUOTED.findall(item.text):
            text = (quoted or plain).replace("\\\\", "\\")
            if len(text) > 3 and read_path(text) is not None:
                yield PathMention(text, "code of a field", item.place)
