"""numpy is loaded without threads that turn idly, and the caller's environment is left as it was."""

import subprocess
import sys

import pytest

_SCRIPT = """
import os
{before}
import sys
seen = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            seen.append(os.environ.get("OPENBLAS_THREAD_TIMEOUT"))
sys.meta_path.insert(0, Watch())
from leakscan.arrays import numpy
print(seen, os.environ.get("OPENBLAS_THREAD_TIMEOUT"), numpy.arange(3).sum())
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("os.environ.pop('OPENBLAS_THREAD_TIMEOUT', None)", "['4'] None 3"),
        ("os.environ['OPENBLAS_THREAD_TIMEOUT'] = '20'", "['20'] 20 3"),
    ],
)
def test_idle_threads_sleep_and_the_environment_stays_what_it_was(before: str, expected: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(before=before)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == expected
