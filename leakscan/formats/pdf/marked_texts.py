"""Reads the texts in the property lists of marked content (ISO 32000-2 14.6.2, 14.9.3 to 14.9.5).

PDFium gives a replacement text in place of what is painted, so that the text of a page cannot tell whether the two
agree. What is painted is therefore read from the operators, where it is written in letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.findings import Place
from leakscan.formats.pdf.contents import Content, painted_contents
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.shown_strings import shown_strings
from leakscan.formats.pdf.syntax import read_value
from leakscan.formats.pdf.values import Value
from leakscan.views.asides import AsideKind
from leakscan.views.values import ValueSet
from leakscan.views.words import missing_words, words

_KEYS = {"Alt": AsideKind.ALTERNATIVE, "ActualText": AsideKind.ACTUAL, "E": AsideKind.EXPANSION}
_MARK = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]+[\0\t\n\f\r ]*(?=<<)")
_NAMED = re.compile(
    rb"/[^\0\t\n\f\r ()<>\[\]{}/%]+[\0\t\n\f\r ]*/([^\0\t\n\f\r ()<>\[\]{}/%]+)(?=[\0\t\n\f\r ]*BDC)"
)
_BEGINS = re.compile(rb"[\0\t\n\f\r ]*(?:BDC|DP)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text that stands for content.

    Attributes:
        kind: what it is.
        text: the text.
        place: the page, and the object that paints.
        shown: what the content that it stands for shows, where that is written in letters.
    """

    kind: AsideKind
    text: str
    place: Place
    shown: str

    def missing(self, visible: ValueSet) -> list[str]:
        """Return its words that show neither on a page nor, for a replacement, in what it stands for."""
        if self.kind is not AsideKind.ACTUAL or not self.shown:
            return missing_words(self.text, visible)
        shown = "".join(words(self.shown))
        return [word for word in words(self.text) if len(word) > 1 and word not in shown]


def marked_texts(pdf: Pdf, objects: Objects) -> Iterator[MarkedText]:
    """Yield the alternative, replacement and expansion texts of marked content, each once a page."""
    seen: set[tuple[AsideKind, str, int | None]] = set()
    for content in painted_contents(pdf):
        place = Place(part=content.part, page=content.page)
        for entries, shown in _lists(content, objects):
            for key, kind in _KEYS.items():
                text = objects.text(entries.get(key)).strip() if key in entries else ""
                if text and (kind, text, content.page) not in seen:
                    seen.add((kind, text, content.page))
                    yield MarkedText(kind, text, place, shown)


def _lists(content: Content, objects: Objects) -> Iterator[tuple[dict[str, Value], str]]:
    """Yield the property lists that content names, and those written within it, with what they stand for."""
    data = content.data or b""
    named = objects.dictionary(content.resources.get("Properties"))
    if b"BDC" in data or b"DP" in data:
        for mark in _MARK.finditer(data):
            try:
                value, end = read_value(data, mark.end(), len(data))
            except ValueError:
                continue
            if isinstance(value, dict) and _BEGINS.match(data, end) is not None:
                yield value, _stands_for(data, end)
        for mark in _NAMED.finditer(data) if named else ():
            yield objects.dictionary(named.get(mark[1].decode("latin-1"))), _stands_for(data, mark.end())
    for value in named.values():
        yield objects.dictionary(value), ""


def _stands_for(data: bytes, start: int) -> str:
    end = data.find(b"EMC", start)
    return shown_strings(data[start : end if end >= 0 else len(data)])
