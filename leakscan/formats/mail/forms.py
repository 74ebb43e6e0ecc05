"""The forms in which a message says its text, and what only one of them says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leakscan.errors import FileError
from leakscan.formats.html.page import Contents, read_page
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.limits import Budget
from leakscan.views.mail import Mail
from leakscan.views.side_texts import SideKind
from leakscan.views.words import missing_words, word_set

_ADDRESS = re.compile(
    r"<(?:https?|mailto|file|cid|ftp|outbind|tel|onenote):[^<>]*>?|https?://[^\s<>]+", re.IGNORECASE
)
"""How plain text made of HTML tells where a link leads."""


@dataclass(slots=True)
class Bodies:
    """The forms of the text of one message.

    Attributes:
        pages: HTML that shows.
        lines: plain text that shows.
        other_pages: HTML that programs pass over for another form.
        other_lines: plain text that they pass over.
    """

    pages: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    other_pages: list[str] = field(default_factory=list)
    other_lines: list[str] = field(default_factory=list)


class Forms:
    """The forms of the text of one message, compared."""

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget
        self._damage: FileError | None = None
        self._has_doubts = False

    def compare(self, mail: Mail, bodies: Bodies) -> None:
        """Put into `mail` what the form that shows hides, and what only other forms say."""
        shown = list(bodies.lines)
        hidden = [spelled for line in bodies.lines for _, spelled in unseen_letters(line)]
        pictures: list[str] = []
        slight: list[str] = []
        for text in bodies.pages:
            page = self._read(text)
            shown += page.shown
            hidden += page.hidden_texts()
            slight.append(page.preheader)
            pictures += (item.text for item in page.texts if item.kind is SideKind.ALTERNATIVE_TEXT)
        mail.shown_form = "HTML" if bodies.pages else "plain"
        self.take(mail, [*shown, *pictures], hidden, bodies.other_lines)
        visible = word_set(shown)
        mail.slight = [text for text in mail.hidden if text in slight or not missing_words(text, visible)]
        pages = [self._read(text) for text in bodies.other_pages]
        further = (text for page in pages for text in [*page.shown, *page.hidden_texts()])
        words = word_set([*shown, *pictures, *mail.hidden])
        mail.further = [text for text in dict.fromkeys(further) if _differs(missing_words(text, words))]
        if not bodies.pages:
            mail.further, mail.differing = [*mail.differing, *mail.further], []

    def _read(self, text: str) -> Contents:
        page, damage = read_page(text, budget=self._budget)
        self._damage = self._damage or damage
        self._has_doubts = self._has_doubts or page.has_doubts
        return page

    @staticmethod
    def take(mail: Mail, shown: Iterable[str], hidden: Iterable[str], others: Iterable[str]) -> None:
        """Put into `mail` what the form that shows hides, and which lines of other forms it does not hold."""
        mail.hidden = list(dict.fromkeys(hidden))
        words = word_set([*shown, *mail.hidden])
        mail.differing = [
            line for line in dict.fromkeys(others) if _differs(missing_words(_ADDRESS.sub(" ", line), words))
        ]

    def problems(self) -> Iterator[FileError]:
        """Yield what was not read of the HTML."""
        if self._damage is not None:
            yield self._damage
        if self._has_doubts:
            yield FileError("rules of style that are not examined may hide text", code="styles-not-examined")


def _differs(missing: list[str]) -> bool:
    """Return whether words of a plain line say more than the addresses that plain text adds for links."""
    said = (word for word in missing if any(letter.isalnum() for letter in word))  # lines are no words
    return any(not re.search(r"[/@]|^(?:https?|www|cid|mailto|image|tel)", word) for word in said)
