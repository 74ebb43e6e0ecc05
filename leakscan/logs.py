"""Keeps other libraries from logging what they read: a log of leaks must not leak either."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Silence(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002  # the filter's signature
        return False


@contextmanager
def silenced(*names: str) -> Iterator[None]:
    """Drop what the loggers of those names say in the block; a filter of one's own, so that nothing else changes."""
    silence = _Silence()
    for name in names:
        logging.getLogger(name).addFilter(silence)
    try:
        yield
    finally:
        for name in names:
            logging.getLogger(name).removeFilter(silence)
