"""Texts in quotes and paths that formulas hold (ECMA-376-1 §18.17.2)."""

import html
from collections.abc import Iterator

from leakscan.formats.xlsx.escapes import unescaped
from leakscan.patterns import late_pattern
from leakscan.views.caches import DefinedName
from leakscan.views.names import literals, spelled_paths

LITERAL = "text in a formula"

_TELLING = late_pattern(r"[^\W\d_]{3}|\d{4}")
_REFERRING = late_pattern(rb"<f(?: [^>]*)?>([^<]*[A-Za-z_\x80-\xff!][^<]*)</f>")
_IN_BLOCK = late_pattern(rb"<f(?: [^>]*)?>([^<]*(?:\"|&quot;|&#)[^<]*)</f>")


def formula_texts(formula: str) -> Iterator[str]:
    """Yield the texts in quotes that hold a word or a long number, and the paths of other files."""
    formula = unescaped(formula)
    for text in literals(formula):
        if _TELLING.search(text):
            yield text
    if "[" in formula:
        yield from spelled_paths(DefinedName("", formula))


def formulas_in(data: bytes, *, referring: bool) -> Iterator[str]:
    """Yield the formulas of a plain block of rows that may name something, or those with texts in quotes."""
    for found in (_REFERRING if referring else _IN_BLOCK).finditer(data):
        yield html.unescape(found[1].decode("utf-8", "replace"))
