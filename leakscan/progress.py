"""A progress bar on a terminal, and nothing anywhere else."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """Counts files and their bytes on standard error while they are scanned.

    The bar shows only between `scanning` begins and ends where reports go to a terminal too, so that the two do
    not write over each other.
    """

    def __init__(self, paths: Sequence[str], stream: TextIO) -> None:
        self._yields = stream.isatty()
        self._progress: Progress | None = None
        self._files = 0
        if len(paths) > 1 and sys.stderr.isatty():
            from rich import console, progress

            self._progress = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.TextColumn("{task.fields[files]} of {task.fields[count]} files"),
                progress.DownloadColumn(),
                progress.TimeRemainingColumn(),
                console=console.Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            total = sum(map(_size, paths))
            self._progress.add_task("Scanning", total=total, files=0, count=len(paths))

    @contextmanager
    def scanning(self, path: str) -> Iterator[None]:
        """Show the bar while one file is scanned, and count that file."""
        if self._progress is None:
            yield
            return
        self._progress.start()
        try:
            yield
            self._files += 1
            self._progress.update(self._progress.task_ids[0], advance=_size(path), files=self._files)
        finally:
            if self._yields:
                self._progress.stop()

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def _size(path: str) -> int:
    """Return the size of a file; one byte where it has none, so that the bar comes to its end."""
    try:
        return max(1, Path(path).stat().st_size)
    except OSError:
        return 1
