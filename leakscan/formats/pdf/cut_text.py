"""Tells text that one page cuts off and another goes on with from text that shows nowhere.

A chart that reaches over several pages of a sheet is painted on each of them (LibreOffice 7.4).
"""

from collections.abc import Iterator

from leakscan.formats.pdf.hidden_text import PageText
from leakscan.views.pages import HiddenText

_MOST_OCCURRENCES = 20


def is_continued(item: HiddenText, pages: dict[int, PageText]) -> bool:
    """Return whether another page paints a text again, and shows what of it is cut off on its own page."""
    text = "".join(item.text.split())
    here = pages.get(item.page)
    if here is None or not text:
        return False
    return any(
        _hidden_in_both(text, one, other) <= (len(text) > 1)  # the character on the edge may show on neither
        for one in _shown_at(text, here)
        if one != text
        for number, page in pages.items()
        if number != item.page
        for other in _shown_at(text, page)
    )


def _shown_at(text: str, page: PageText) -> Iterator[str]:
    """Yield what shows of a text wherever it stands on a page."""
    position = page.letters.find(text)
    for _ in range(_MOST_OCCURRENCES):
        if position < 0:
            return
        yield page.shown_letters[position : position + len(text)]
        position = page.letters.find(text, position + 1)


def _hidden_in_both(text: str, one: str, other: str) -> int:
    return sum(letter not in (mine, theirs) for letter, mine, theirs in zip(text, one, other, strict=True))
