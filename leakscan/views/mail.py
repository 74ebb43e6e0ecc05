"""Mail: one message, whatever file it came in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.findings import Place
from leakscan.tables import Row, Table

HEADER_COLUMNS = ("Header", "Value")
BODY_COLUMNS = ("Form", "Text")


@dataclass(frozen=True, slots=True)
class Header:
    """One line of the head of a message.

    Attributes:
        name: its name.
        text: its value, decoded.
        is_shown: mail programs show it.
    """

    name: str
    text: str
    is_shown: bool


@dataclass(slots=True, eq=False, repr=False)
class Mail:
    """One message.

    Attributes:
        place: where the message lies.
        headers: its head.
        blind: addresses of those who got it without the others seeing that.
        machines: machines and addresses of the net that its way through the mail system names.
        unseen: lines of the head that stand there twice, of which programs show one, and remarks in addresses,
            each with what it is.
        headers_table: the head as rows.
        shown_form: the form that programs show.
        forms: how many forms its body has, such as plain text and HTML.
        differing: lines of a form that programs do not show, which the form they show does not hold.
        further: lines of further bodies that programs do not show, which the form they show does not hold.
        hidden: texts of the form they show which do not show in it.
        slight: those of the hidden texts that a list of mails shows, or whose words show as well.
        outside: texts that stand outside the parts of the message, before the first or behind the last.
        bodies_table: these lines and texts as rows.
    """

    place: Place = field(default_factory=Place)
    headers: list[Header] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)
    machines: list[str] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    headers_table: Table | None = None
    shown_form: str = "HTML"
    forms: int = 0
    differing: list[str] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    slight: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    bodies_table: Table | None = None

    def body_rows(self) -> Iterator[Row]:
        """Yield the texts that programs do not show, each with the form it stands in."""
        for form, texts in (
            ("plain text", self.differing),
            ("further body", self.further),
            (self.shown_form, self.hidden),
            ("outside", self.outside),
        ):
            for text in texts:
                yield form, text
