"""What a scan may use (Limits) and what it has used (Budget)."""

import time
from dataclasses import dataclass, fields
from typing import NoReturn

from leakscan.errors import LimitReachedError, UsageError

_MIB = 1024 * 1024

RATIO_FREE_BYTES = 64 * _MIB
"""Output below this size is never judged by its ratio: small parts of one repeated byte are common."""

_MOST_HELD_BYTES = 64 * _MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What one scan of one file, with everything inside it, may use.

    Attributes:
        total_bytes: bytes taken out of all containers together.
        part_bytes: bytes taken out of one part.
        tree_bytes: size of a part that is parsed as one tree in memory.
        parts: parts in all containers together.
        depth: how many files deep a file may lie in another.
        pages: pages of one document.
        pixels: pixels of one page or picture that is painted.
        ratio: output bytes for each input byte of one part, above 64 MiB of output.
        timeout_seconds: wall time; no limit when None.
    """

    total_bytes: int = 16 * 1024 * _MIB
    part_bytes: int = 8 * 1024 * _MIB
    tree_bytes: int = 32 * _MIB
    parts: int = 100_000
    depth: int = 16
    pages: int = 20_000
    pixels: int = 25_000_000
    ratio: int = 500
    timeout_seconds: float | None = 900.0

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if value is None and item.name == "timeout_seconds":
                continue
            kinds = (int, float) if item.name == "timeout_seconds" else (int,)
            if isinstance(value, bool) or not isinstance(value, kinds):
                raise UsageError(f"the limit {item.name} must be a number")
            if not 0 <= value < float("inf"):
                raise UsageError(f"the limit {item.name} must be finite and not below zero")


class Budget:
    """What the scan of one root file has spent of its limits.

    Attributes:
        limits: what it may spend.
        ended_by: the limit that ended the scan; who passes over what a part raises cannot hide it.
    """

    __slots__ = ("_deadline", "_held_bytes", "_parts", "_total_bytes", "ended_by", "limits")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.renew()

    def renew(self) -> None:
        """Begin anew, as if nothing had been spent."""
        self.ended_by: LimitReachedError | None = None
        self._total_bytes = 0
        self._parts = 0
        self._held_bytes = 0
        seconds = self.limits.timeout_seconds
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def spend_bytes(self, count: int) -> None:
        """Account for bytes handed out by a container.

        Raises:
            LimitReachedError: the total or the time is used up.
        """
        self._total_bytes += count
        if self._total_bytes > self.limits.total_bytes:
            self._end("the limit on bytes taken out of the file is reached", "limit-total-bytes")
        self.check_time()

    def spend_part(self) -> None:
        """Account for one part of a container.

        Raises:
            LimitReachedError: there are too many.
        """
        self._parts += 1
        if self._parts > self.limits.parts:
            self._end("the limit on the number of parts is reached", "limit-parts")

    def hold(self, count: int) -> bool:
        """Return whether a reader may hold so many bytes more until the scan ends, to spare a second reading."""
        if self._held_bytes + count > _MOST_HELD_BYTES:
            return False
        self._held_bytes += count
        return True

    @property
    def seconds_left(self) -> float | None:
        """The time that is left; None when there is no limit."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def check_time(self) -> None:
        """Raise LimitReachedError when the time is used up."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            self._end("the time limit is reached", "limit-time")

    def _end(self, message: str, code: str) -> NoReturn:
        self.ended_by = LimitReachedError(message, code=code, ends_scan=True)
        raise self.ended_by
