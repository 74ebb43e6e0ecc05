"""Speed and memory of whole scans, beside plain inflating and beside other readers of spreadsheets.

Run `python -m benchmarks [--rounds N] [--only NAME]`. Every command is a process of its own, start included; the
commands run in turn, A B C A B C, and a ratio is formed within each round. Times are processor time, user and
system, so that other work on the machine matters little; medians are printed, and the peak of the resident memory.
"""

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.floors import COMMANDS, PACKAGES
from benchmarks.speed_workloads import SPEED_WORKLOADS

_MB = 1e6


def main() -> int:
    """Build the workloads, measure, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each command runs")
    parser.add_argument("--only", default="", metavar="TEXT", help="workloads whose name holds the text")
    arguments = parser.parse_args()
    print(_machine())
    print("| workload | command | CPU s | ms a file | to the first | peak MB |")
    print("|---|---|---|---|---|---|")
    for name, (write, commands) in SPEED_WORKLOADS.items():
        if arguments.only not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="leakscan-") as folder:
            path = Path(folder) / name
            with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # a child's peak begins with its parent's
                apart.submit(write, path).result()
            usable = [command for command in commands if _is_installed(command)]
            _measure(name, path, usable, arguments.rounds)
    return 0


def _measure(name: str, path: Path, commands: list[str], rounds: int) -> None:
    seconds: dict[str, list[float]] = {command: [] for command in commands}
    peaks: dict[str, list[float]] = {command: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            cpu, peak = run(command, path)
            seconds[command].append(cpu)
            peaks[command].append(peak)
    files = len(list(path.iterdir())) if path.is_dir() else 1
    for command in commands:
        ratios = [own / floor for own, floor in zip(seconds[command], seconds[commands[0]], strict=True)]
        print(
            f"| {name} | {command} | {statistics.median(seconds[command]):.2f} | "
            f"{1000 * statistics.median(seconds[command]) / files:.1f} | "
            f"{statistics.median(ratios):.2f} | {statistics.median(peaks[command]):.0f} |",
            flush=True,
        )


def run(command: str, path: Path) -> tuple[float, float]:
    """Return the processor time and the peak memory, in MB, of one command on a file or folder.

    Modules are compiled once and kept, as they are where a package is installed.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.floors", command, str(path)], stdout=subprocess.PIPE, env=kept
    )
    assert child.stdout is not None
    told = child.stdout.read()
    child.stdout.close()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} failed on {path.name}: {json.dumps(told.decode())}")
    peak = used.ru_maxrss if sys.platform == "darwin" else used.ru_maxrss * 1024
    return used.ru_utime + used.ru_stime, peak / _MB


def _is_installed(command: str) -> bool:
    package = PACKAGES.get(command)
    return command in COMMANDS and (package is None or importlib.util.find_spec(package[0]) is not None)


def _machine() -> str:
    versions = [f"Python {platform.python_version()}"]
    for name in ("numpy", "isal", "openpyxl", "python-calamine", "fastexcel", "polars"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"no {name}")
    return f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}; {', '.join(versions)}\n"


if __name__ == "__main__":
    sys.exit(main())
