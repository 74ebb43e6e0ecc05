"""Peak memory of scanning large workbooks, and of reading what was recovered to its end.

Run `python -m benchmarks.memory`. Each workload is scanned in a process of its own, whose peak resident size the
operating system gives (`ru_maxrss`). Exit code 1 when a peak is above its bound.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.workloads import PIVOT_RECORDS, SHEET_ROWS, WORKLOADS

_MOST_MB = {"pivot-cache": 200, "million-rows": 300}
_ROWS = {"pivot-cache": PIVOT_RECORDS, "million-rows": SHEET_ROWS}
_RULE = {"pivot-cache": "orphan-pivot-cache", "million-rows": "hidden-sheet"}


def main() -> int:
    """Measure every workload, print the figures and return the exit code."""
    failures = 0
    for name, write in WORKLOADS.items():
        with tempfile.TemporaryDirectory(prefix="leakscan-") as folder:
            path = Path(folder) / f"{name}.xlsx"
            _in_child("write", name, str(path))
            seen = json.loads(_in_child("scan", name, str(path)))
            size = path.stat().st_size
        is_right = seen["rows"] == seen["read"] == _ROWS[name]
        is_small = seen["peak_mb"] < _MOST_MB[name]
        failures += not (is_right and is_small)
        print(
            f"{name}: file {size / 1e6:.0f} MB; peak {seen['peak_mb']:.0f} MB (bound {_MOST_MB[name]}), "
            f"{seen['scan_peak_mb']:.0f} MB after the scan; scan {seen['scan_seconds']:.0f} s, "
            f"reading {seen['read']:,} rows {seen['read_seconds']:.0f} s; "
            + ("all rows came back" if is_right else "ROWS ARE MISSING")
        )
        assert write is not None
    return 1 if failures else 0


def _in_child(task: str, name: str, path: str) -> str:
    command = [sys.executable, "-m", "benchmarks.memory", task, name, path]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _scan(name: str, path: str) -> dict[str, float]:
    import leakscan

    options = leakscan.Options(limits=leakscan.Limits(timeout_seconds=None))
    begun = time.monotonic()
    report = leakscan.scan(path, options)
    scanned = time.monotonic()
    scan_peak_mb = _peak_mb()
    for problem in report.problems:
        print(problem.code, problem.place, problem.message, file=sys.stderr)
    [finding] = [item for item in report.findings if item.rule.id == _RULE[name]]
    assert finding.table is not None
    read = sum(1 for _ in finding.table.rows())
    return {
        "rows": len(finding.table),
        "read": read,
        "scan_peak_mb": scan_peak_mb,
        "peak_mb": _peak_mb(),
        "scan_seconds": scanned - begun,
        "read_seconds": time.monotonic() - scanned,
    }


def _peak_mb() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    task, name, path = sys.argv[1:]
    if task == "write":
        WORKLOADS[name](Path(path))
    else:
        print(json.dumps(_scan(name, path)))
