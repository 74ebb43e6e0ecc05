"""Every fixture damaged many times: `python -m tests.mutate [TIMES]`, 300 times each unless said otherwise."""

import itertools
import sys
import time

import leakscan
from tests.mutating import LIMITS, files, mutations, objection, recovered


def main() -> int:
    """Damage every fixture, print what went wrong, and return how often it did."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    failures = total = 0
    slowest = 0.0
    for path in files():
        data = path.read_bytes()
        with leakscan.scan(data, leakscan.Options(limits=LIMITS), name=path.name) as report:
            known = recovered(report)
        for mutation in itertools.islice(mutations(data, f"{path.parent.name}/{path.name}"), times):
            started = time.perf_counter()
            wrong = objection(path.name, mutation.data, known)
            slowest = max(slowest, time.perf_counter() - started)
            total += 1
            if wrong:
                failures += 1
                print(f"{path.parent.name}/{path.name}: {mutation.name}: {wrong}")
    print(f"{total} mutations, {failures} objections, the slowest scan {slowest:.2f} s")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
