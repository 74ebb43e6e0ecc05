"""A progress bar on a terminal, and nothing anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """Counts files on standard error while they are scanned.

    The bar shows only between `scanning` begins and ends where reports go to a terminal too, so that the two do
    not write over each other.
    """

    def __init__(self, total: int, stream: TextIO) -> None:
        self._yields = stream.isatty()
        self._progress: Progress | None = None
        if total > 1 and sys.stderr.isatty():
            from rich import console, progress

            self._progress = progress.Progress(
                console=console.Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._progress.add_task("Scanning", total=total)

    @contextmanager
    def scanning(self) -> Iterator[None]:
        """Show the bar while one file is scanned, and count that file."""
        if self._progress is None:
            yield
            return
        self._progress.start()
        try:
            yield
            self._progress.advance(self._progress.task_ids[0])
        finally:
            if self._yields:
                self._progress.stop()

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
