"""The secret of the run, under which people become keys: made once in a process, written nowhere."""

import secrets

_SECRET: list[bytes] = []


def run_secret() -> bytes:
    """Return the secret of this process, for handing it to the workers that are to count the same people."""
    if not _SECRET:
        _SECRET.append(secrets.token_bytes(32))
    return _SECRET[0]


def use_run_secret(secret: bytes) -> None:
    """Take over the secret of another process; done before the first scan.

    Raises:
        ValueError: it is shorter than 16 or longer than 64 bytes.
    """
    if not 16 <= len(secret) <= 64:
        raise ValueError("a secret of 16 to 64 bytes is needed")
    _SECRET[:] = [secret]
