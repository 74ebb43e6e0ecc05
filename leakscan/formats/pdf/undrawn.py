"""Finds what stands among the operators of a page and is never drawn: strings, words, comments (ISO 32000-2 7.8).

Viewers pass over operators that they do not know, over operands that none takes, and over comments. Most content
has none of these: whatever is in order is stepped over at once.

What this module does not promise: words of up to three letters, which any operator may be, and strings in codes of
a font that are no letters.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.formats.pdf.contents import painted_contents
from leakscan.formats.pdf.opened import Content, Pdf
from leakscan.formats.pdf.syntax import NESTING, UnendedStringError, read_value
from leakscan.formats.pdf.values import Value
from leakscan.views.private_data import PrivateData
from leakscan.views.words import missing_words

_MOST_TEXT = 20_000
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_BLANKS = rb"[\0\t\n\f\r ]*+"
_NUMBERS = rb"[\0\t\n\f\r 0-9.+-]"
_STRING = rb"\([^()\\]*+(?:\\.[^()\\]*+)*\)"
_HEX = rb"<[0-9A-Fa-f\0\t\n\f\r ]*+>"
_IN_ORDER = re.compile(
    rb"(?:(?>" + _NUMBERS + rb"*+(?:"
    rb"[A-Za-z]{1,3}+[01*]?+(?!" + _REGULAR + rb")"
    rb"|/" + _REGULAR + rb"*+"
    rb"|\[(?>" + _NUMBERS + rb"*+(?:" + _STRING + rb"|" + _HEX + rb"))*" + _NUMBERS + rb"*+\]" + _BLANKS + rb"TJ"
    rb"|(?:" + _STRING + rb"|" + _HEX + rb")" + _BLANKS + rb"(?:Tj|'|\")"
    rb"|true|false|null|['\"]"
    rb"|\[[^()<>\[\]%]*+\])"
    rb"|" + _NUMBERS + rb"++))+",
    re.DOTALL,
)
"""What needs no second look: numbers, names, operators, and strings that an operator shows."""
_PICTURE = re.compile(rb"(?<![^\0\t\n\f\r ])BI(?=[\0\t\n\f\r /]).{0,2000}?[\0\t\n\f\r ]ID[\0\t\n\f\r ]", re.DOTALL)
"""The beginning of a picture within the content (8.9.7), up to its data."""
_PICTURE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ](?:[\t\n\r -~]{16}|[\t\n\r -~]*\Z)|\Z)")
"""Its end: data may hold these letters too, but nothing written in letters follows them there."""
_TEXT_END = re.compile(rb"~[\0\t\n\f\r ]*>[\0\t\n\f\r ]*EI")
"""The end of a picture whose data are written to the base of 85."""
_COMMENT = re.compile(rb"%[^\r\n]*")
_WORDS = re.compile(rb"[^\r\n()<>\[\]{}/%]+")
_TAKES = re.compile(rb"[\0\t\n\f\r ]*(?:Tj|TJ|'|\"|BDC|DP)(?!" + _REGULAR + rb")")
_GLUED = re.compile(
    rb"(?:BDC|BMC|EMC|SCN|BT|ET|Tf|Td|TD|Tm|Tj|TJ|Tc|Tw|Tz|TL|Tr|Ts|re|rg|RG|Do|CS|SC|ri|MP|DP|BX|EX|BI|ID|EI"
    rb"|[bBfFW]\*?|[qQwJjMdimlcvyhnSsgGkK0-9.+-])+"
)
"""Operators and numbers that a writer put together without blanks between them, each readable in one way alone:
`gs`, `cs`, `sc`, `scn`, `cm`, `sh`, `d0` and `d1` are made of others."""
_KNOWN = frozenset({"Alt", "ActualText", "E", "Lang"})
"""Keys of property lists that are read elsewhere, or say the language."""
_PIECES = re.compile(r"[()\r\n]")
_BEGINNINGS = re.compile(rb"[<\[\0\t\n\f\r ]*")
_READABLE = re.compile(r"[^\W\d_]{2,}")
_LETTERS = re.compile(rb"[A-Za-z]{4}")


class _Undrawn(NamedTuple):
    """What one content holds and does not draw.

    Attributes:
        texts: strings and words.
        properties: strings in property lists.
        comments: comments.
    """

    texts: list[str]
    properties: list[str]
    comments: list[str]


def undrawn_items(pdf: Pdf) -> Iterator[PrivateData]:
    """Yield the words that stand among operators, are not drawn and show on no page, content by content."""
    seen: set[tuple[str, bytes]] = set()
    for content in painted_contents(pdf):
        if content.data is None or (content.part, content.data) in seen:
            continue
        seen.add((content.part, content.data))
        pdf.source.budget.check_time()
        found = _undrawn(content.data)
        yield from _item(pdf, content, "operators", found.texts, is_undrawn=True)
        yield from _item(pdf, content, "property lists", found.properties)
        yield from _item(pdf, content, "comments", found.comments)


def undrawn_words(data: bytes) -> list[str]:
    """Return the words that stand among the operators of a content and are not drawn."""
    found = _undrawn(data)
    return [text for text in (*found.texts, *found.properties, *found.comments) if _READABLE.search(text)]


def _item(
    pdf: Pdf, content: Content, name: str, texts: list[str], *, is_undrawn: bool = False
) -> Iterator[PrivateData]:
    visible = pdf.pages.visible
    telling = [text for text in dict.fromkeys(texts) if _READABLE.search(text) and missing_words(text, visible)]
    if telling:
        text = "\n".join(telling)
        place = Place(part=content.part, name=name, page=content.page)
        yield PrivateData(place, len(text), text[:_MOST_TEXT], is_undrawn=is_undrawn)


def _undrawn(data: bytes) -> _Undrawn:
    if b"BI" in data and b"EI" in data:
        data = _without_pictures(data)
    found = _Undrawn([], [], [])
    position = 0
    while position < len(data):
        passed = _IN_ORDER.match(data, position)
        if passed is not None:
            position = passed.end()
            if position == len(data):
                break
        sign = data[position : position + 1]
        if sign == b"%":
            position = _take(_COMMENT.match(data, position), found.comments, position)
        elif sign in b"(<[":
            position = _take_value(data, position, found)
        else:
            words = _WORDS.match(data, position)
            is_glued = words is None or all(_GLUED.fullmatch(word) for word in words[0].split())
            has_words = words is not None and _LETTERS.search(words[0]) is not None
            position = _take(words, found.texts if has_words and not is_glued else [], position)
    return found


def _without_pictures(data: bytes) -> bytes:
    parts: list[bytes] = []
    position = 0
    while (head := _PICTURE.search(data, position)) is not None:
        ending = _TEXT_END if b"A85" in head[0] or b"ASCII85" in head[0] else _PICTURE_END
        end = ending.search(data, head.end() - 1)
        parts.append(data[position : head.start()])
        position = len(data) if end is None else end.end()
    return b" ".join((*parts, data[position:]))


def _take(match: "re.Match[bytes] | None", texts: list[str], position: int) -> int:
    """Take in the text of a match, and return where it ends, or the next position."""
    if match is None:
        return position + 1
    text = match[0].decode("latin-1").lstrip("%").strip()
    if text.isprintable():
        texts.append(text)
    return match.end()


def _take_value(data: bytes, position: int, found: _Undrawn) -> int:
    """Take in the strings of a value that no operator shows, and return where it ends."""
    try:
        value, end = read_value(data, position, len(data))
    except UnendedStringError:
        # Nothing after its beginning is drawn; letters alone, for what looks like operators is in it too.
        rest = data[position : position + _MOST_TEXT].decode("latin-1")
        found.texts.extend(text for text in _PIECES.split(rest) if text.isprintable() and _READABLE.search(text))
        return len(data)
    except ValueError:
        # Of beginnings one after another, only so many can be read that the next ones are not too deep.
        return max(position + 1, _BEGINNINGS.match(data, position).end() - NESTING)  # type: ignore[union-attr]  # it may be empty
    is_taken = _TAKES.match(data, end) is not None
    if not is_taken or isinstance(value, dict):
        texts = found.properties if is_taken else found.texts
        texts.extend(text for text in _strings(value) if text.isprintable())
    return end


def _strings(value: Value) -> Iterator[str]:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(held for key, held in item.items() if key not in _KNOWN)
        elif isinstance(item, list):
            pending.extend(reversed(item))
        elif type(item) is str:
            yield item
