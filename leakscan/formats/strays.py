"""Texts of one part that stand in its markup and that no program shows."""

REMARK = "remark in the markup"
INSTRUCTION = "instruction in the markup"
STRAY = "text in an element that is none of the format's"
ATTRIBUTE = "value of an attribute that is none of the format's"
VALUE = "text where the format has numbers, switches or names"
BESIDE = "text in a cell that its type does not show"
REPLACED = "value of a cell that another takes the place of, or that stands in no row"
REPEATED = "content of an element that stands twice"

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

    def add_instruction(self, target: str, data: str) -> None:
        """Take a processing instruction."""
        self.add(INSTRUCTION, f"{target} {data}")
