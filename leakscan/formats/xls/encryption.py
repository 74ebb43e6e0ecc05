"""Encrypted binary workbooks: the stream deciphered where a password at hand opens it ([MS-XLS] 2.4.117)."""

import io
import logging
import struct

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import EncryptedFileError, LimitReachedError
from leakscan.formats.encrypted.keys import DEFAULT_PASSWORD
from leakscan.source import BytesStore, Store

_MOST_BYTES = 24 << 20
"""Larger files are not deciphered: the library holds a number for every byte."""
_LOGGER = "msoffcrypto"


def deciphered(container: CfbContainer, part: str, passwords: tuple[str, ...]) -> tuple[Store, bool]:
    """Return the file with its workbook deciphered, and whether the password everybody knows did it.

    Raises:
        EncryptedFileError: no password at hand opens it, or its method is not read.
        LimitReachedError: it is too large.
    """
    source = container.source
    if part != "Workbook":
        raise EncryptedFileError("the file is encrypted by a method that is not read")
    if source.size > _MOST_BYTES:
        raise LimitReachedError("the encrypted content is too large to be opened", code="limit-part-bytes")
    with source.open() as stream:
        data = stream.read()
    for password in (DEFAULT_PASSWORD, *passwords):
        source.budget.check_time()
        opened = _opened(data, password)
        if opened is not None:
            source.budget.spend_bytes(len(opened))
            return BytesStore(opened), password == DEFAULT_PASSWORD
    raise EncryptedFileError("the file is encrypted, and no password given opens it")


def _opened(data: bytes, password: str) -> bytes | None:
    """Return the file deciphered, or None when the password is wrong."""
    from msoffcrypto import exceptions
    from msoffcrypto.format.xls97 import Xls97File

    _close_logs()
    output = io.BytesIO()
    try:
        file = Xls97File(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(output)
    except exceptions.InvalidKeyError:
        return None
    except (
        exceptions.FileFormatError,
        exceptions.DecryptionError,
        exceptions.ParseError,
        ValueError,
        AssertionError,
        AttributeError,
        IndexError,
        KeyError,
        OSError,
        TypeError,
        struct.error,
    ):
        # Nothing is chained: frames of the library hold the password.
        raise EncryptedFileError("the file is encrypted by a method that is not read, or damaged") from None
    return output.getvalue()


def _is_quiet(record: logging.LogRecord) -> bool:  # noqa: ARG001  # the filter's signature
    return False


def _close_logs() -> None:
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(_LOGGER):
            logging.getLogger(name).addFilter(_is_quiet)
