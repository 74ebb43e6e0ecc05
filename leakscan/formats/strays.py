"""Texts of one part that stand in its markup and that no program shows."""

import base64
from collections import Counter
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText

REMARK = "remark in the markup"
INSTRUCTION = "instruction in the markup"
STRAY = "text in an element that is none of the format's"
ATTRIBUTE = "value of an attribute that is none of the format's"
VALUE = "text where the format has numbers, switches or names"
BESIDE = "text in a cell that its type does not show"
REPLACED = "value of a cell that another takes the place of, or that stands in no row"
REPEATED = "content of an element that stands twice"

_BASE64 = late_pattern(r"[A-Za-z0-9+/]+={0,2}")
_LEAST_CHAFF = 700
_LEAST_DIFFERENT = 200
"""Text in base 64 has a hundred different bytes at most, and random bytes nearly all."""
_MOST_TEXTS = 10_000
_MOST_CHARACTERS = 4 << 20


class Strays:
    """Gathers such texts, each once, in bounded memory.

    Attributes:
        texts: what each is, and the text.
        is_cut: there were more than are kept.
    """

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], None] = {}
        self.is_cut = False
        self._characters = 0

    def add(self, what: str, text: str) -> None:
        """Take a text; blanks and signs are none."""
        text = text.strip()
        if (what, text) in self.texts or not any(letter.isalnum() for letter in text):
            return
        self._characters += len(text)
        if len(self.texts) >= _MOST_TEXTS or self._characters > _MOST_CHARACTERS:
            self.is_cut = True
            return
        self.texts[what, text] = None

    def add_remark(self, text: str) -> None:
        """Take a remark, unless it is random signs."""
        if not is_chaff(text):
            self.add(REMARK, text)

    def add_instruction(self, target: str, data: str) -> None:
        """Take a processing instruction."""
        self.add(INSTRUCTION, f"{target} {data}")

    def side_texts(self, place: Place, kind: SideKind = SideKind.MARKUP) -> Iterator[SideText]:
        """Yield them as texts beside the cells."""
        for what, text in self.texts:
            yield SideText(kind, what, text, place)


def is_chaff(text: str) -> bool:
    """Return whether a remark is random bytes in base 64.

    LibreOffice 7.4 puts one into each part that it encrypts, so that the beginnings of parts are not alike.
    """
    if len(text) < _LEAST_CHAFF or _BASE64.fullmatch(text) is None:
        return False
    data = base64.b64decode(text[: len(text) // 4 * 4])
    counts = Counter(data).values()
    return len(counts) > _LEAST_DIFFERENT and max(counts) * 32 < len(data)
