"""Joins hidden characters into words and runs."""

import unicodedata

from leakscan.formats.pdf.characters import Glyph
from leakscan.views.pages import Cover, HiddenText

UNREADABLE = "\ufffd"
"""Stands for a glyph of which the file does not tell the letter."""
LEAST_UNREADABLE = 3
"""One alone is a bullet or a picture set as a letter."""
_WORD_SHARE = 0.4


def complete_words(glyphs: list[Glyph], covers: dict[int, Cover]) -> None:
    """Count the rest of a word as hidden when much of it is: a label painted over a cover meets some of it."""
    word: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.box is not None and not glyph.text.isspace():
            word.append(glyph)
            continue
        hidden = [covers[item.place] for item in word if item.place in covers]
        if hidden and len(hidden) >= len(word) * _WORD_SHARE:
            is_covered = all(cover.is_covering for cover in hidden)
            common = max(hidden, key=hidden.count)
            for item in word:
                covers[item.place] = common if is_covered else covers.get(item.place, common)
        word = []


def hidden_runs(number: int, glyphs: list[Glyph], covers: dict[int, Cover]) -> tuple[list[HiddenText], set[int]]:
    """Return the runs of hidden characters, and the positions of the characters in them."""
    runs: list[HiddenText] = []
    hidden: set[int] = set()
    run: list[Glyph] = []
    blanks: list[Glyph] = []
    kind: Cover | None = None
    for glyph in [*glyphs, None]:
        cover = None if glyph is None else covers.get(glyph.place)
        if glyph is not None and glyph.text.isspace() and glyph.text not in "\r\n" and run:
            blanks.append(glyph)
            continue
        if cover is None or cover is not kind:
            if run:
                _finish(number, run, kind, runs, hidden)
                run = []
            kind = cover
        if glyph is not None and cover is not None:
            run.extend(blanks)
            run.append(glyph)
        blanks = []
    return runs, hidden


def _is_unreadable(character: str) -> bool:
    """Return whether a character stands for a glyph of which the file does not tell the letter."""
    return unicodedata.category(character) in ("Co", "Cn", "Cc") or character == UNREADABLE


def _holds_unreadable(text: str, kind: Cover) -> bool:
    """Return whether text is made of glyphs that paint something, of which the letters are not told."""
    return kind is not Cover.UNPAINTED and sum(map(_is_unreadable, text)) >= LEAST_UNREADABLE


def _finish(number: int, run: list[Glyph], kind: Cover | None, runs: list[HiddenText], hidden: set[int]) -> None:
    text = "".join(glyph.text for glyph in run).strip()
    letters = sum(character.isalnum() for character in text)
    least = 2 if kind in (Cover.PARTLY, Cover.UNPAINTED, Cover.CLIPPED, Cover.BLACKED_OUT) else 1
    if kind is None:
        return
    if letters < least:
        if not _holds_unreadable(text, kind):
            return
        text = "".join(UNREADABLE if _is_unreadable(character) else character for character in text)
    boxes = [glyph.box for glyph in run if glyph.box is not None]
    box = (
        min(item[0] for item in boxes),
        min(item[1] for item in boxes),
        max(item[2] for item in boxes),
        max(item[3] for item in boxes),
    )
    runs.append(HiddenText(number, text, kind, box))
    hidden.update(glyph.place for glyph in run)
