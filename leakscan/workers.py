"""Many files in several processes: reports in order, and no file that stops the others.

A worker is given a few files at a time and sends each report as it is made. When one dies, or takes longer than a
file may, the file it was at becomes a problem, and the rest of its files go to another.
"""

import os
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from leakscan.options import Options
from leakscan.report import Report
from leakscan.rules import detectors

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

LEAST_FILES = 32
"""Fewer files than this are scanned by the calling process: starting others would take longer."""
_READERS = ("docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "xls", "xlsb", "xlsx")
"""Packages of readers that bear the extension of their files."""
_CHUNK_FILES = 16
_CHUNK_BYTES = 4 << 20
_CHUNKS_AHEAD = 4
_GRACE_SECONDS = 30.0
_POLL_SECONDS = 0.5

Target = str | os.PathLike[str]
Unread = Callable[[Target, Options, str, str], Report]


def forks() -> bool:
    """Return whether workers can be made without running the caller's main module anew."""
    return sys.platform == "linux" and threading.active_count() == 1


@dataclass(slots=True)
class _Worker:
    """One process, what it was given, and since when it has been at the first of it."""

    process: "BaseProcess"
    connection: "Connection"
    numbers: deque[int] = field(default_factory=deque)
    since: float = 0.0


class Workers:
    """Processes that scan files.

    `reports` yields the reports in the order of the files; closing it ends the processes.
    """

    def __init__(self, count: int, options: Options, unread: Unread) -> None:
        self._count = count
        self._options = options
        self._unread = unread
        self._paths: list[Target] = []
        self._chunks: deque[list[int]] = deque()
        self._workers: list[_Worker] = []
        self._ready: dict[int, Report] = {}
        seconds = options.limits.timeout_seconds
        self._most_seconds = None if seconds is None else seconds + _GRACE_SECONDS

    def reports(self, paths: Iterable[Target]) -> Iterator[Report]:
        """Yield the report of each file."""
        self._paths = list(paths)
        self._chunks = deque(_chunks(self._paths))
        if forks():  # once, for every process that is made of this one
            for name in _needed(self._paths):
                import_module(name)
            detectors()
        try:
            for number in range(len(self._paths)):
                while number not in self._ready:
                    self._employ(number)
                    self._wait()
                yield self._ready.pop(number)
        finally:
            for worker in self._workers:
                worker.process.kill()
                worker.process.join()
                worker.connection.close()

    def _employ(self, number: int) -> None:
        """Give work to those without, but not so far ahead that reports would pile up."""
        most = number + self._count * _CHUNKS_AHEAD * _CHUNK_FILES
        while self._chunks and self._chunks[0][0] < most:
            worker = next((item for item in self._workers if not item.numbers), None)
            if worker is None:
                if len(self._workers) >= self._count:
                    return
                worker = self._started()
            chunk = self._chunks.popleft()
            worker.numbers.extend(chunk)
            worker.since = time.monotonic()
            with suppress(OSError):  # it died meanwhile, which `_wait` sees
                worker.connection.send([os.fspath(self._paths[item]) for item in chunk])

    def _started(self) -> _Worker:
        import multiprocessing

        from leakscan.people.secret import run_secret

        context: BaseContext = multiprocessing.get_context("fork" if forks() else "spawn")
        ours, theirs = context.Pipe()
        inherited = [worker.connection for worker in self._workers] + [ours] if forks() else []
        handed = theirs, self._options, inherited, run_secret()
        process = context.Process(target=_work, args=handed, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _wait(self) -> None:
        """Take what the workers have sent; give up those that died or take too long."""
        from multiprocessing.connection import wait

        by_connection = {id(worker.connection): worker for worker in self._workers}
        for connection in wait([worker.connection for worker in self._workers], _POLL_SECONDS):
            worker = by_connection[id(connection)]
            try:
                report = worker.connection.recv()
            except (EOFError, OSError):
                self._give_up(worker, "worker-died", "the process that read the file ended")
                continue
            self._ready[worker.numbers.popleft()] = report
            worker.since = time.monotonic()
        for worker in list(self._workers):
            is_late = self._most_seconds is not None and time.monotonic() - worker.since > self._most_seconds
            if worker.numbers and is_late:
                self._give_up(worker, "limit-time", "the limit on time is reached")

    def _give_up(self, worker: _Worker, code: str, message: str) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        if worker.numbers:
            number = worker.numbers.popleft()
            self._ready[number] = self._unread(self._paths[number], self._options, code, message)
        if worker.numbers:
            self._chunks.appendleft(list(worker.numbers))


def _needed(paths: list[Target]) -> Iterator[str]:
    """Yield what is loaded before there are workers: the readers that several files ask for."""
    yield "leakscan.formats.catalogue"
    extensions = Counter(Path(path).suffix.lower().lstrip(".") for path in paths)
    yield from (f"leakscan.formats.{name}.document" for name in _READERS if extensions[name] > 1)


def _chunks(paths: list[Target]) -> Iterator[list[int]]:
    chunk: list[int] = []
    held = 0
    for number, path in enumerate(paths):
        with suppress(OSError):
            held += Path(path).stat().st_size
        chunk.append(number)
        if len(chunk) == _CHUNK_FILES or held > _CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _work(connection: "Connection", options: Options, inherited: "list[Connection]", secret: bytes) -> None:
    """Scan what comes, and send the reports."""
    import signal

    from leakscan.engine import scan_many
    from leakscan.people.secret import use_run_secret

    use_run_secret(secret)  # or the people of two workers could not be put together
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends its workers itself
    for other in inherited:
        other.close()  # or the death of a worker would not be seen while its siblings live
    with suppress(EOFError, OSError):
        while True:
            for path in connection.recv():
                connection.send(next(scan_many([path], options)))
