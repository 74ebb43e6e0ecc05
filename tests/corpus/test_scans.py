"""Tests of scanning in child processes."""

import os
import time
from pathlib import Path
from typing import Any

from tests.corpus.scans import Scanned, scanned


def scan_or_worse(path: Path) -> tuple[dict[str, Any], str]:
    if path.name == "endless":
        time.sleep(600)
    if path.name == "crash":
        os._exit(7)
    return {"name": path.name}, ""


def scans_of(*names: str) -> dict[int, Scanned]:
    paths = [Path(name) for name in names]
    return {scan.number: scan for scan in scanned(paths, jobs=1, limit_seconds=3, scan=scan_or_worse)}


def test_a_scan_that_does_not_end_is_told_of_and_the_others_go_on() -> None:
    scans = scans_of("first", "endless", "last")
    assert scans[1].failure == "no end within 3 seconds"
    assert [scans[0].report, scans[2].report] == [{"name": "first"}, {"name": "last"}]


def test_a_process_that_dies_is_told_of_and_the_others_go_on() -> None:
    scans = scans_of("crash", "last")
    assert scans[0].failure == "the process ended with code 7"
    assert scans[1].report == {"name": "last"}
