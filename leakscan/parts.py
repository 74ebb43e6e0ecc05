"""What became of a file's parts, and what went wrong with them."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from leakscan.findings import Place


class PartState(Enum):
    """What became of a part.

    `EXAMINED` was read and judged. `RECOGNISED` is of a kind on the closed list of docs/coverage.md that
    carries no user content, and was verified to be of it. The others leave the report incomplete.
    """

    EXAMINED = "examined"
    RECOGNISED = "recognised"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"

    @property
    def is_complete(self) -> bool:
        """True when nothing of the part is left unsaid."""
        return self in (PartState.EXAMINED, PartState.RECOGNISED)


class Part(NamedTuple):
    """One line of the ledger: a part, a stream or a range of bytes.

    Attributes:
        trail: names of the files that lead to it.
        name: name of the part; empty for a range of bytes.
        kind: what it is.
        size: size in bytes (inflated, for a part of a package).
        state: what became of it.
        start: first byte in its file, for a range.
        end: the byte after the last, for a range.
    """

    trail: tuple[str, ...]
    name: str
    kind: str
    size: int
    state: PartState
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain values."""
        line: dict[str, Any] = {
            "trail": list(self.trail),
            "name": self.name,
            "kind": self.kind,
            "size": self.size,
            "state": self.state.value,
        }
        if self.start is not None:
            line["start"] = self.start
            line["end"] = self.end
        return line


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be examined, or only in part.

    Attributes:
        code: a short stable name.
        trail: names of the files that lead to the place.
        place: where.
        message: what is wrong; quotes nothing.
        lost: what is therefore not examined.
    """

    code: str
    trail: tuple[str, ...]
    place: Place
    message: str
    lost: str

    @property
    def case(self) -> tuple[str, str, str]:
        """What problems share that differ in their place alone."""
        return self.code, self.message, self.lost

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain values."""
        return {
            "code": self.code,
            "trail": list(self.trail),
            "place": self.place.to_dict(),
            "message": self.message,
            "lost": self.lost,
        }
