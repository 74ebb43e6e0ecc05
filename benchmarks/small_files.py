"""What small files cost once a process has started and is warm, people left aside.

`python -m benchmarks.small_files [FOLDER]` measures the files of up to 60 KB of a folder (the corpus beside this
project, if it is there) and some of the generated files of W3. Every round is a process of its own that first
scans every fifth file, so that readers are loaded, and then each of the others once by the clock; of each file the
best round counts. Files with a cipher, which are slow on purpose, are counted apart. Exit code 1 above the bound.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import leakscan
from benchmarks.small_workloads import OPTIONS, SMALL_KINDS, generated_files, has_cipher, small_files_of
from tests.corpus.files import CORPUS

_GENERATED = 100
_MOST_MS = 4.0


def measured(paths: list[Path]) -> dict[Path, tuple[float, bool]]:
    """Return for each file but those that warm up how long a scan takes, in ms, and whether it has a cipher."""
    for path in paths[::5]:
        leakscan.scan(path, OPTIONS)
    found = {}
    for number, path in enumerate(paths):
        if number % 5:
            start = time.process_time()
            report = leakscan.scan(path, OPTIONS)
            taken = 1000 * (time.process_time() - start)
            found[path] = taken, has_cipher(report)
    return found


def best_of(paths: list[Path], rounds: int) -> dict[Path, tuple[float, bool]]:
    """Return the best round of each file."""
    best: dict[Path, tuple[float, bool]] = {}
    for _ in range(rounds):
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            for path, found in apart.submit(measured, paths).result().items():
                best[path] = min(found, best.get(path, found))
    return best


def _line(name: str, times: Mapping[Path, tuple[float, bool]]) -> float:
    """Print a line of the table and return the mean."""
    taken = [milliseconds for milliseconds, _ in times.values()]
    mean = statistics.fmean(taken) if taken else 0.0
    if taken:
        print(f"| {name} | {len(taken)} | {mean:.1f} | {statistics.median(taken):.1f} |", flush=True)
    return mean


def main() -> int:
    """Measure and print a table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.small_files", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="a folder of files")
    parser.add_argument("--rounds", type=int, default=3, help="how many processes measure every file")
    arguments = parser.parse_args()
    print("| files | number | mean ms | median ms |\n|---|---|---|---|")
    means = []
    with tempfile.TemporaryDirectory(prefix="leakscan-") as folder:
        generated_files(Path(folder) / "W3", count=_GENERATED)
        generated = best_of(sorted((Path(folder) / "W3").iterdir()), arguments.rounds)
        means.append(_line("generated", generated))
    small = small_files_of(arguments.folder)
    if small:
        every = best_of(small, arguments.rounds)
        real = {path: found for path, found in every.items() if not found[1]}
        means.append(_line("real", real))
        for kind in SMALL_KINDS:
            _line(f"real, {kind}", {path: found for path, found in real.items() if path.suffix == f".{kind}"})
        _line("real, with a cipher", {path: found for path, found in every.items() if found[1]})
    return int(max(means) > _MOST_MS)


if __name__ == "__main__":
    raise SystemExit(main())
