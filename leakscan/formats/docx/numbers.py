"""Words in the levels of numberings that no paragraph shows (ECMA-376-1 §17.9)."""

import re
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.elements import value_of
from leakscan.formats.docx.layout import Numbering
from leakscan.formats.docx.tints import Look, Tint, Tints, read_look
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.side_texts import says_much

_COUNTER = re.compile(r"%\d")
_MOST_WORDS, _MOST_BESIDE_COUNTER = 1, 3
"""Numbers bear a word such as "Article", and templates of law a few; what has more is a text."""


def level_passages(numbering: Numbering, part: str, tints: Tints, page: Tint) -> Iterator[Passage]:
    """Yield the texts of levels that no paragraph has, or whose look hides them; call after the text is read."""
    root, used = numbering.root, numbering.used
    if root is None:
        return
    lists: dict[str, set[str]] = {}
    for number in xmlsafe.children(root, "num"):
        lists.setdefault(value_of(number, "abstractNumId"), set()).add(xmlsafe.attribute(number, "numId") or "")
    for level in xmlsafe.descendants(root, "lvl"):
        text = value_of(level, "lvlText")
        most = _MOST_BESIDE_COUNTER if _COUNTER.search(text) else _MOST_WORDS
        if not says_much(text, most_words=most):
            continue
        look = Look()
        for formatting in xmlsafe.children(level, "rPr"):
            look = read_look(formatting, tints)
        holder, depth = level.getparent(), xmlsafe.attribute(level, "ilvl") or "0"
        numbers: set[str] = set()
        if holder is not None and xmlsafe.local_name(holder) == "abstractNum":
            numbers = lists.get(xmlsafe.attribute(holder, "abstractNumId") or "", set())
        elif holder is not None and (outer := holder.getparent()) is not None:
            numbers = {xmlsafe.attribute(outer, "numId") or ""}
        depths = {level for number, level in used if number in numbers}
        is_shown = depth in depths or (bool(depths) and bool(value_of(level, "pStyle")))
        place = Place(part=part)
        if not is_shown:
            yield Passage(PassageKind.HIDDEN, "text of a list that no paragraph shows", text, place)
        elif look.vanish:
            yield Passage(PassageKind.HIDDEN, "number of a paragraph formatted as hidden", text, place)
        elif look.on(page).unseen() is not None:
            why = "number of a paragraph in the colour of the page or too small to read"
            yield Passage(PassageKind.UNSEEN, why, text, place)
