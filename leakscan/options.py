"""The choices of one call, as one frozen value."""

from dataclasses import dataclass, field

from leakscan.errors import UsageError
from leakscan.limits import Limits


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
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    passwords: tuple[str, ...] = field(default=(), repr=False, compare=False)
    strict: bool = False
    mask_places: bool = False

    def __post_init__(self) -> None:
        for name in ("select", "ignore", "passwords"):
            value = getattr(self, name)
            texts = (value,) if isinstance(value, str) else tuple(value)
            if not all(isinstance(text, str) for text in texts):
                raise UsageError(f"the option {name} must hold texts")
            object.__setattr__(self, name, texts)
        if not isinstance(self.limits, Limits):
            raise UsageError("the option limits must be leakscan.Limits")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (self.select, self.ignore, self.limits, self.strict, self.mask_places)


def _rebuilt(select: tuple[str, ...], ignore: tuple[str, ...], limits: Limits, *flags: bool) -> Options:
    strict, mask_places = flags
    return Options(select=select, ignore=ignore, limits=limits, strict=strict, mask_places=mask_places)
