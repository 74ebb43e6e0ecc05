"""What counting people adds to the scan of 500,000 pivot records that the XML parser reads, record by record.

Run `python -m benchmarks.people_cost [--rounds N]`. The commands run in turn, A B A B, each a process of its own;
the ratio of processor times is formed within each round, and their median must stay within the bound.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import run
from benchmarks.workloads import many_fields

MOST = 1.25
"""Counting people may add a quarter."""


def main() -> int:
    """Build the workload, measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people_cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each command runs")
    arguments = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory(prefix="leakscan-") as folder:
        path = Path(folder) / "W2.xlsx"
        many_fields(path)
        for _ in range(arguments.rounds):
            without, _ = run("scan-exact", path)
            with_people, peak = run("scan-exact-people", path)
            ratios.append(with_people / without)
            print(f"{without:.2f} s, with people {with_people:.2f} s: {ratios[-1]:.3f}, {peak:.0f} MB", flush=True)
    print(f"median {statistics.median(ratios):.3f}, at most {MOST}")
    return int(statistics.median(ratios) > MOST)


if __name__ == "__main__":
    sys.exit(main())
