"""Scans of many files in child processes, each under a time limit, so that a crash or a hang is told of."""

import multiprocessing
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import leakscan

_WAIT_SECONDS = 0.5

Scan = Callable[[Path], tuple[dict[str, Any], str]]
"""Gives a report as plain values, or a failure in words."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of one scan: a report or a failure.

    Attributes:
        number: the place of its path among those given.
        report: the report as plain values, revealed; empty after a failure.
        failure: a traceback, or what else ended it; empty when all went well.
        seconds: how long it took.
    """

    number: int
    report: dict[str, Any]
    failure: str
    seconds: float


def scanned(
    paths: Iterable[Path], *, jobs: int, limit_seconds: float, scan: Scan | None = None
) -> Iterator[Scanned]:
    """Yield what became of the scan of each path, in the order they end.

    Args:
        paths: the files.
        jobs: child processes at the same time.
        limit_seconds: how long one scan may take before its process is killed.
        scan: what to do with each path; a scan with the usual options if not given.
    """
    scan = scan or revealed_scan
    waiting = deque(enumerate(paths))
    workers: dict[Connection, _Worker] = {}
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                worker = _Worker(scan)
                workers[worker.connection] = worker
                worker.take(*waiting.popleft())
            for connection in wait(list(workers), timeout=_WAIT_SECONDS):
                worker = workers[connection]  # type: ignore[index]  # wait() gives back what it was given
                yield worker.result()
                if waiting and worker.is_alive:
                    worker.take(*waiting.popleft())
                else:
                    del workers[worker.connection]
                    worker.stop()
            for worker in [worker for worker in workers.values() if worker.seconds > limit_seconds]:
                del workers[worker.connection]
                yield worker.timed_out(limit_seconds)
    finally:
        for worker in workers.values():
            worker.stop()


class _Worker:
    """A child process that scans one file after another."""

    def __init__(self, scan: Scan) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_scan_in_turn, args=(theirs, scan), daemon=True)
        self._process.start()
        theirs.close()
        self._number = -1
        self._started = 0.0
        self.is_alive = True

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def take(self, number: int, path: Path) -> None:
        self._number = number
        self._started = time.monotonic()
        self.connection.send(path)

    def result(self) -> Scanned:
        try:
            report, failure = self.connection.recv()
        except EOFError:
            self.is_alive = False
            self._process.join()
            report, failure = {}, f"the process ended with code {self._process.exitcode}"
        return Scanned(self._number, report, failure, self.seconds)

    def timed_out(self, limit_seconds: float) -> Scanned:
        seconds = self.seconds
        self._process.kill()
        self.stop()
        return Scanned(self._number, {}, f"no end within {limit_seconds:g} seconds", seconds)

    def stop(self) -> None:
        self.connection.close()
        self._process.join(timeout=_WAIT_SECONDS)
        if self._process.is_alive():
            self._process.kill()


def _scan_in_turn(connection: Connection, scan: Scan) -> None:
    """Scan what arrives until nothing more can arrive."""
    while True:
        try:
            path = connection.recv()
        except EOFError:
            return
        connection.send(scan(path))


def revealed_scan(path: Path) -> tuple[dict[str, Any], str]:
    """Return the report of a file as plain values, and a traceback when something was raised."""
    try:
        with leakscan.scan(path) as report:
            plain = report.to_dict(reveal=True)
        if any(problem["code"] == "internal-error" for problem in plain["problems"]):
            # The report hides the traceback; a strict scan raises it.
            leakscan.scan(path, leakscan.Options(strict=True)).close()
            return plain, "an internal error that a strict scan does not repeat"
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        return {}, traceback.format_exc()
    return plain, ""
