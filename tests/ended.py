"""Ends what would not end by itself."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def ended_within(seconds: int, what: str) -> Iterator[None]:
    """Fail when what is done within takes longer; many times what it takes, so that a busy machine is none."""

    def fail(*_: object) -> None:
        pytest.fail(f"{what} does not end")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
