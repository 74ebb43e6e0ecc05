"""Finds letters that subsets of fonts have glyphs for and no text holds (ISO 32000-2 9.9.2, 9.10.3)."""

import re
import unicodedata
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.pages import has_black_boxes
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.views.fonts import FontTrace, FontTraces, trace_rows

_SUBSET = re.compile(r"[A-Z]{6}\+")
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_TARGET = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST_MAPPED = 4_000
_MOST_SPARE = 20
"""A subset with more letters to spare was not made of the letters in use."""
_NESTING = 6


def read_font_traces(pdf: Pdf) -> FontTraces | None:
    """Return the letters to spare of a document's fonts."""
    if pdf.objects is None:
        return None
    items = trace_items(pdf)
    table = pdf_table("font_traces", count=len(items), lent=lambda: trace_rows(items))
    return FontTraces(items, bool(items) and has_black_boxes(pdf), table)


def trace_items(pdf: Pdf) -> list[FontTrace]:
    """Return the subsets whose letters occur in no text, though others of theirs do."""
    objects = pdf.objects
    shown = {form for letter in pdf.pages.letters for form in _forms(letter)}
    if objects is None or not shown:
        return []
    found = []
    for ref in _painting_fonts(pdf, objects):
        entries = objects.dictionary(ref)
        stream = objects.resolve(entries.get("ToUnicode"))
        if not isinstance(stream, Stream) or not _SUBSET.match(objects.text(entries.get("BaseFont"))):
            continue
        spare = _spare(_mapped(objects.data(stream) or b""), shown)
        if spare:
            found.append(FontTrace(Place(part=f"object {ref.number}"), "".join(sorted(spare))))
    return found


def _spare(mapped: Iterator[str], shown: set[str]) -> set[str]:
    """Return the letters of a map that no text shows; none where the map was not made for the letters in use."""
    spare: set[str] = set()
    has_shown = False
    for letter in mapped:
        if not letter.isalnum() or letter in spare:
            continue
        if letter in shown or not shown.isdisjoint(_forms(letter)):
            has_shown = True
            continue
        spare.add(letter)
        if len(spare) > _MOST_SPARE:
            return set()
    return spare if has_shown else set()


def _forms(letter: str) -> set[str]:
    """Return a letter and what it may be extracted as: ligatures come apart, compatible characters become one."""
    return {letter, *unicodedata.normalize("NFKC", letter)}


def _painting_fonts(pdf: Pdf, objects: Objects) -> list[Ref]:
    """Return the fonts that pages paint with, also in forms; those of annotations show in no text of a page."""
    found: dict[Ref, None] = {}
    seen: set[Ref] = set()
    pending: list[tuple[Value, int]] = [(node.entries.get("Resources"), 0) for node in pdf.nodes]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        resources = objects.dictionary(value)
        fonts = objects.dictionary(resources.get("Font")).values()
        found.update((font, None) for font in fonts if isinstance(font, Ref))
        if depth < _NESTING:
            for form in objects.dictionary(resources.get("XObject")).values():
                if isinstance(form, Ref) and form not in seen:
                    seen.add(form)
                    pending.append((objects.dictionary(form).get("Resources"), depth + 1))
    return sorted(found)


def _mapped(data: bytes) -> Iterator[str]:
    """Yield the single characters that a character map leads to."""
    for kind, body in _SECTION.findall(data):
        if kind == b"char":
            for _, target in _PAIR.findall(body):
                yield from _character(target, 0)
            continue
        for first, last, target, targets in _RANGE.findall(body):
            for item in _TARGET.findall(targets):
                yield from _character(item, 0)
            count = int(b"".join(last.split()), 16) - int(b"".join(first.split()), 16) + 1
            for step in range(min(max(0, count), _MOST_MAPPED) if target else 0):
                yield from _character(target, step)


def _character(digits: bytes, step: int) -> Iterator[str]:
    held = b"".join(digits.split())
    if len(held) == 4:
        yield chr(min(int(held, 16) + step, 0xFFFF))
