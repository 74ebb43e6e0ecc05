"""The choices of one call, as one frozen value."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakscan.errors import UsageError
from leakscan.limits import Limits

if TYPE_CHECKING:
    from leakscan.pii.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, and how far to go.

    Attributes:
        select: ids of the only rules to run; all when empty.
        ignore: ids of rules not to run.
        limits: what one scan may use.
        passwords: tried on encrypted files; shown in no repr, pickle or JSON.
        strict: re-raise a rule's or a reader's own failure instead of recording it.
        mask_places: number the names of sheets, parts and attachments instead of showing them.
        people: say who is exposed by what is found.
        identifiers: a text file of names and numbers to find in what is hidden, one a line.
        words: a TOML file of the headers and patterns of your own, and of countries besides the United Kingdom.
        presidio: ask Microsoft Presidio about what is hidden as well; it comes with `leakscan[presidio]`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    passwords: tuple[str, ...] = field(default=(), repr=False, compare=False)
    strict: bool = False
    mask_places: bool = False
    people: bool = True
    identifiers: str | None = None
    words: str | None = None
    presidio: bool = False

    def __post_init__(self) -> None:
        for name in ("select", "ignore", "passwords"):
            value = getattr(self, name)
            texts = (value,) if isinstance(value, str) else tuple(value)
            if not all(isinstance(text, str) for text in texts):
                raise UsageError(f"the option {name} must hold texts")
            object.__setattr__(self, name, texts)
        if not isinstance(self.limits, Limits):
            raise UsageError("the option limits must be leakscan.Limits")
        for name in ("identifiers", "words"):
            path = getattr(self, name)
            object.__setattr__(self, name, None if path is None else str(Path(path)))

    @property
    def has_knowledge(self) -> bool:
        """True when there are lists and words of the user's own."""
        return self.identifiers is not None or self.words is not None or self.presidio

    def knowledge(self) -> "Knowledge":
        """Return what the user knows: the lists and words that the options name.

        Raises:
            UsageError: a file cannot be read, or says what cannot be understood; Presidio is not installed.
        """
        from leakscan.pii.knowledge import Knowledge

        try:
            return Knowledge.read(
                identifiers=_text(self.identifiers), words=_text(self.words), presidio=self.presidio
            )
        except (OSError, ValueError) as error:
            raise UsageError(f"your own names, numbers or words cannot be read: {error}") from error

    def __reduce__(self) -> tuple[object, ...]:
        choices = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "passwords"}
        return _rebuilt, (choices,)


def _text(path: str | None) -> str | None:
    return None if path is None else Path(path).read_text(encoding="utf-8-sig")


def _rebuilt(choices: dict[str, Any]) -> Options:
    return Options(**choices)
