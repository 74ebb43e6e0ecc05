"""Ledger: what became of every part, and what went wrong, while one root file is examined."""

from contextlib import AbstractContextManager
from types import TracebackType

from leakscan.errors import FileError, LeakscanError, LimitReachedError
from leakscan.findings import Place
from leakscan.parts import Part, PartState, Problem


class Ledger:
    """Collects the parts and problems of one scan; a part is entered once and its state may improve.

    Args:
        strict: a reader's own failure is raised instead of recorded.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict
        self._parts: dict[tuple[tuple[str, ...], str, int | None], Part] = {}
        self._problems: dict[Problem, None] = {}
        self._with_ranges: set[tuple[str, ...]] = set()
        self.pixels_not_read = 0

    def enter(
        self,
        trail: tuple[str, ...],
        name: str,
        *,
        kind: str,
        size: int,
        state: PartState = PartState.UNKNOWN,
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        """Enter a part or a range, or replace what was entered for it."""
        if start is not None:
            self._with_ranges.add(trail)
        self._parts[trail, name, start] = Part(trail, name, kind, size, state, start, end)

    def mark(
        self, trail: tuple[str, ...], name: str, state: PartState, *, kind: str = "", size: int | None = None
    ) -> None:
        """Say what became of a part that was entered."""
        known = self._parts[trail, name, None]
        self._parts[trail, name, None] = Part(
            trail, name, kind or known.kind, known.size if size is None else size, state
        )

    def state(self, trail: tuple[str, ...], name: str) -> PartState | None:
        """Return the state of a part, or None when it was never entered."""
        known = self._parts.get((trail, name, None))
        return None if known is None else known.state

    def problem(
        self, code: str, trail: tuple[str, ...], message: str, *, place: Place | None = None, lost: str
    ) -> None:
        """Record a problem; the same one twice is one."""
        self._problems[Problem(code, trail, place or Place(), message, lost)] = None

    def has_ranges(self, trail: tuple[str, ...]) -> bool:
        """Return whether ranges of the bytes of a file were entered."""
        return trail in self._with_ranges

    def recording(
        self, trail: tuple[str, ...], place: Place, *, lost: str, mark: bool = True
    ) -> AbstractContextManager[None]:
        """Turn what goes wrong inside into a problem, so that the rest is still read.

        The part named by `place` is marked unreadable (skipped when a limit stopped it) unless `mark` is
        false. A limit of the whole scan is raised on, and so is what the caller is at fault for.
        """
        return _Recording(self, trail, place, lost, mark)

    def settle(self, error: Exception, trail: tuple[str, ...], place: Place, *, lost: str, mark: bool) -> bool:
        """Record what went wrong while a part was read, or return false for what is to be raised on."""
        is_limit = isinstance(error, LimitReachedError)
        if isinstance(error, FileError):
            self.problem(error.code, trail, str(error), place=place, lost=lost)
        elif isinstance(error, LeakscanError) or self._strict:
            return False
        else:  # a reader's own failure costs what it would have read, and no more
            self.failure(trail, error, place=place, lost=lost)
        if mark and (trail, place.part, None) in self._parts:
            self.mark(trail, place.part, PartState.SKIPPED if is_limit else PartState.UNREADABLE)
        return not (isinstance(error, LimitReachedError) and error.ends_scan)

    def failure(
        self,
        trail: tuple[str, ...],
        error: Exception,
        *,
        who: str = "the reader",
        place: Place | None = None,
        lost: str,
    ) -> None:
        """Record that a reader or a rule itself failed."""
        self.problem("internal-error", trail, f"{who} failed with {type(error).__name__}", place=place, lost=lost)

    def parts(self) -> tuple[Part, ...]:
        """Return every line, in a fixed order."""
        return tuple(
            sorted(
                self._parts.values(),
                key=lambda part: (part.trail, part.start is not None, part.start or 0, part.name),
            )
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem, in a fixed order."""
        return tuple(
            sorted(self._problems, key=lambda item: (item.trail, item.place.part, item.code, str(item.place)))
        )


class _Recording:
    """A block whose failures the ledger records; entered some thirty times a file, so no generator."""

    __slots__ = ("_ledger", "_lost", "_mark", "_place", "_trail")

    def __init__(self, ledger: Ledger, trail: tuple[str, ...], place: Place, lost: str, mark: bool) -> None:  # noqa: FBT001  # as the ledger has it
        self._ledger = ledger
        self._trail = trail
        self._place = place
        self._lost = lost
        self._mark = mark

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        return self._ledger.settle(error, self._trail, self._place, lost=self._lost, mark=self._mark)
