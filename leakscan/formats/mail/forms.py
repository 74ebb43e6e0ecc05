"""The forms in which a message says its text, and what only one of them says."""

import re
from collections.abc import Iterable, Iterator

from leakscan.errors import FileError
from leakscan.formats.html.page import read_page
from leakscan.views.mail import Mail
from leakscan.views.side_texts import SideKind
from leakscan.views.words import missing_words, word_set

_ADDRESS = re.compile(
    r"<(?:https?|mailto|file|cid|ftp|outbind|tel|onenote):[^<>]*>?|https?://[^\s<>]+", re.IGNORECASE
)
"""How plain text made of HTML tells where a link leads."""


class Forms:
    """The forms of the text of one message, compared."""

    def __init__(self) -> None:
        self._damage: FileError | None = None
        self._has_doubts = False

    def compare(self, mail: Mail, plain: Iterable[str], pages: Iterable[str]) -> None:
        """Put into `mail` what its HTML does not show, and which lines of plain text it does not hold.

        Args:
            mail: the message.
            plain: lines of plain text.
            pages: HTML of the text; programs show it where there is any.
        """
        shown: list[str] = []
        hidden: list[str] = []
        pictures: list[str] = []
        slight: list[str] = []
        has_page = False
        for text in pages:
            has_page = True
            page, damage = read_page(text)
            shown += page.shown
            hidden += page.hidden_texts()
            slight.append(page.preheader)
            pictures += (item.text for item in page.texts if item.kind is SideKind.ALTERNATIVE_TEXT)
            self._damage = self._damage or damage
            self._has_doubts = self._has_doubts or page.has_doubts
        if has_page:
            self.take(mail, [*shown, *pictures], hidden, plain)
            visible = word_set(shown)
            mail.slight = [text for text in mail.hidden if text in slight or not missing_words(text, visible)]

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
