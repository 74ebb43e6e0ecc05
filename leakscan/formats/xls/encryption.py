"""Encrypted binary workbooks, deciphered where a password at hand opens them ([MS-XLS] 2.2.10, [MS-OFFCRYPTO]).

Only the arithmetic of msoffcrypto is used: which bytes of which record are encrypted is decided here.
"""

import io
import logging
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import EncryptedFileError, LimitReachedError
from leakscan.formats.encrypted.keys import DEFAULT_PASSWORD
from leakscan.source import BytesStore, Store

_MOST_BYTES = 64 << 20
"""Larger files are not deciphered: they are held in memory several times."""
_FILE_PASS, _BOUND_SHEET = 0x002F, 0x0085
_PLAIN = frozenset((0x0809, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138))
"""Records that are never encrypted ([MS-XLS] 2.2.10)."""
_BOUND_SHEET_PLAIN = 4
_BLOCK = 1024
_LONGEST_XOR_PASSWORD = 15
_XOR, _RC4 = 0, 1
_METHOD = "the file is encrypted by a method that is not read"
_LOGGER = "msoffcrypto"

Decipher = Callable[[bytes], bytes]
"""Gives the stream deciphered everywhere, plain records too."""


@dataclass(frozen=True, slots=True)
class _FilePass:
    """The record that tells how a workbook is encrypted; before version 8 it tells no method."""

    data: bytes
    is_old: bool


def deciphered(container: CfbContainer, part: str, passwords: tuple[str, ...]) -> tuple[Store, bool]:
    """Return the file with its workbook deciphered, and whether the password everybody knows did it.

    Raises:
        EncryptedFileError: no password at hand opens it, or its method is not read.
        LimitReachedError: it is too large.
        MalformedFileError: the stream breaks off.
    """
    source = container.source
    if source.size > _MOST_BYTES:
        raise LimitReachedError("the encrypted content is too large to be opened", code="limit-part-bytes")
    stream = container.read(part)
    file_pass = _file_pass(stream)
    _close_logs()
    for password in (DEFAULT_PASSWORD, *passwords):
        source.budget.check_time()
        decipher = _decipher(file_pass, password)
        if decipher is not None:
            with source.open() as whole:
                data = bytearray(whole.read())
            plain, position = _merged(stream, decipher), 0
            for start, end in container.pieces(part):
                data[start:end] = plain[position : position + end - start]
                position += end - start
            return BytesStore(bytes(data)), password == DEFAULT_PASSWORD
    raise EncryptedFileError("the file is encrypted, and no password given opens it")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield type, first byte of the data and the byte after it, up to the padding at the end."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        if kind == 0 and length == 0:
            return
        yield kind, position + 4, min(position + 4 + length, len(stream))
        position += 4 + length


def _file_pass(stream: bytes) -> _FilePass:
    for kind, start, end in _records(stream):
        if kind == _FILE_PASS:
            return _FilePass(stream[start:end], is_old=stream[4:6] != b"\x00\x06")
    raise EncryptedFileError(_METHOD)


def _merged(stream: bytes, decipher: Decipher) -> bytes:
    """Return the stream with the encrypted parts of its records deciphered, and without its FILEPASS."""
    plain = bytearray(stream)
    opened = decipher(stream)
    for kind, start, end in _records(stream):
        if kind == _FILE_PASS:
            plain[start - 4 : start - 2] = b"\0\0"
        elif kind not in _PLAIN:
            first = start + _BOUND_SHEET_PLAIN if kind == _BOUND_SHEET else start
            plain[first:end] = opened[first:end]
    return bytes(plain)


def _decipher(file_pass: _FilePass, password: str) -> Decipher | None:
    """Return what deciphers with a password, or None when it is wrong.

    Raises:
        EncryptedFileError: the method is not read.
    """
    data = file_pass.data
    try:
        if file_pass.is_old:
            return _xor(data, password)
        method, major, minor = struct.unpack_from("<3H", data)
        if method == _XOR:
            return _xor(data[2:], password)
        if method == _RC4 and (major, minor) == (1, 1):
            return _rc4(data[6:], password)
        if method == _RC4 and major in (2, 3, 4) and minor == 2:
            return _crypto_api(data[6:], password)
    except (struct.error, ValueError, IndexError, TypeError):
        # Nothing is chained: frames of the library hold the password.
        raise EncryptedFileError("the description of the encryption is damaged") from None
    raise EncryptedFileError(_METHOD)


def _xor(data: bytes, password: str) -> Decipher | None:
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    _, verifier = struct.unpack_from("<HH", data)
    if len(password) > _LONGEST_XOR_PASSWORD or not password or max(map(ord, password)) > 0xFF:
        return None
    if not DocumentXOR.verifypw(password, verifier):
        return None
    keys = bytes(DocumentXOR.create_xor_array_method1(password))
    turned = bytes((byte << 3 & 0xFF) | byte >> 5 for byte in range(256))

    def decipher(stream: bytes) -> bytes:
        plain = bytearray(stream)
        for _, start, end in _records(stream):
            first = end % len(keys)
            needed = (keys[first:] + keys * ((end - start) // len(keys) + 1))[: end - start]
            pairs = zip(stream[start:end], needed, strict=True)
            plain[start:end] = bytes(byte ^ key for byte, key in pairs).translate(turned)
        return bytes(plain)

    return decipher


def _rc4(data: bytes, password: str) -> Decipher | None:
    from msoffcrypto.method.rc4 import DocumentRC4

    salt, verifier, digest = data[:16], data[16:32], data[32:48]
    if not DocumentRC4.verifypw(password, salt, verifier, digest):
        return None

    def decipher(stream: bytes) -> bytes:
        plain: bytes = DocumentRC4.decrypt(password, salt, io.BytesIO(stream), blocksize=_BLOCK).read()
        return plain

    return decipher


def _crypto_api(data: bytes, password: str) -> Decipher | None:
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

    (size,) = struct.unpack_from("<I", data, 4)
    (key_bits,) = struct.unpack_from("<I", data, 8 + 16)
    verifier_at = 8 + size
    (salt_size,) = struct.unpack_from("<I", data, verifier_at)
    if salt_size != 16:
        raise ValueError("a salt has 16 bytes")
    salt = data[verifier_at + 4 : verifier_at + 20]
    verifier = data[verifier_at + 20 : verifier_at + 36]
    digest = data[verifier_at + 40 : verifier_at + 60]
    bits = key_bits or 40
    if not DocumentRC4CryptoAPI.verifypw(password, salt, bits, verifier, digest):
        return None

    def decipher(stream: bytes) -> bytes:
        whole = io.BytesIO(stream)
        plain: bytes = DocumentRC4CryptoAPI.decrypt(password, salt, bits, whole, blocksize=_BLOCK).read()
        return plain

    return decipher


def _is_quiet(record: logging.LogRecord) -> bool:  # noqa: ARG001  # the filter's signature
    return False


def _close_logs() -> None:
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(_LOGGER):
            logging.getLogger(name).addFilter(_is_quiet)
