"""Passwords to keys to content; the only module that uses msoffcrypto, and only its arithmetic.

The description of the encryption is read here, since the library would read its XML through another door than
ours. Passwords never leave this module: the library writes them to its debug log, which is therefore closed.
"""

import base64
import binascii
import io
import logging
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import EncryptedFileError, MalformedFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  # public knowledge
"""Excel uses this one where only changes are restricted, and tries it by itself ([MS-OFFCRYPTO] 2.4.2.3)."""
_MOST_SPINS = 10_000_000
"""Largest spinCount ([MS-OFFCRYPTO] 2.3.4.10)."""
_AES_KEYS = {0x660E: 128, 0x660F: 192, 0x6610: 256}
_HASHES = frozenset({"SHA1", "SHA-1", "SHA256", "SHA384", "SHA512"})
_LOGGERS = ("msoffcrypto.method.ecma376_agile", "msoffcrypto.method.ecma376_standard")


@dataclass(frozen=True, slots=True)
class AgileInfo:
    """What [MS-OFFCRYPTO] 2.3.4.10 needs; keys and salts are shown in no repr."""

    key_salt: bytes = field(repr=False)
    key_hash: str
    block_bytes: int
    hmac_key: bytes = field(repr=False)
    hmac_value: bytes = field(repr=False)
    spins: int
    salt: bytes = field(repr=False)
    hash: str
    key_bits: int
    verifier_input: bytes = field(repr=False)
    verifier_value: bytes = field(repr=False)
    key_value: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StandardInfo:
    """What [MS-OFFCRYPTO] 2.3.4.5 needs."""

    algorithm: int
    hash: int
    provider: int
    key_bits: int
    salt: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    verifier_hash: bytes = field(repr=False)


Info = AgileInfo | StandardInfo


def read_info(data: bytes) -> Info:
    """Return what an `EncryptionInfo` stream says.

    Raises:
        MalformedFileError: it is damaged.
        EncryptedFileError: it is of a version that is not read, such as extensible encryption.
    """
    if len(data) < 8:
        raise MalformedFileError("the description of the encryption is damaged", code="damaged-encryption")
    major, minor = struct.unpack_from("<HH", data)
    if (major, minor) == (4, 4):
        return _agile(data[8:])
    if minor == 2 and major in (2, 3, 4):
        return _standard(data)
    raise EncryptedFileError("the file is encrypted by a method that is not read")


def _agile(data: bytes) -> AgileInfo:
    root = xmlsafe.parse(data)
    key_data = _first(root, "keyData")
    integrity = _first(root, "dataIntegrity")
    key = _first(root, "encryptedKey")
    try:
        info = AgileInfo(
            key_salt=_decoded(key_data, "saltValue"),
            key_hash=key_data.get("hashAlgorithm", ""),
            block_bytes=int(key_data.get("blockSize", "16")),
            hmac_key=_decoded(integrity, "encryptedHmacKey"),
            hmac_value=_decoded(integrity, "encryptedHmacValue"),
            spins=int(key.get("spinCount", "")),
            salt=_decoded(key, "saltValue"),
            hash=key.get("hashAlgorithm", ""),
            key_bits=int(key.get("keyBits", "")),
            verifier_input=_decoded(key, "encryptedVerifierHashInput"),
            verifier_value=_decoded(key, "encryptedVerifierHashValue"),
            key_value=_decoded(key, "encryptedKeyValue"),
        )
    except (ValueError, binascii.Error) as error:
        raise MalformedFileError(
            "the description of the encryption is damaged", code="damaged-encryption"
        ) from error
    if not 0 <= info.spins <= _MOST_SPINS or info.key_bits not in (128, 192, 256):
        raise MalformedFileError("the description of the encryption is damaged", code="damaged-encryption")
    if info.hash.upper() not in _HASHES or info.key_hash.upper() not in _HASHES:
        raise EncryptedFileError("the file is encrypted by a method that is not read")
    return info


def _first(root: "_Element", name: str) -> "_Element":
    for element in root.iter("{*}" + name):
        return element
    raise MalformedFileError("the description of the encryption is damaged", code="damaged-encryption")


def _decoded(element: "_Element", name: str) -> bytes:
    return base64.b64decode(element.get(name, ""), validate=False)


def _standard(data: bytes) -> StandardInfo:
    try:
        (size,) = struct.unpack_from("<I", data, 8)
        _, _, algorithm, hash_id, key_bits, provider = struct.unpack_from("<6I", data, 12)
        start = 12 + size
        (salt_bytes,) = struct.unpack_from("<I", data, start)
    except struct.error as error:
        raise MalformedFileError(
            "the description of the encryption is damaged", code="damaged-encryption"
        ) from error
    verifier = data[start + 4 + 16 : start + 36]
    verifier_hash = data[start + 40 : start + 72]
    if algorithm not in _AES_KEYS:
        raise EncryptedFileError("the file is encrypted by a method that is not read")
    if salt_bytes != 16 or len(verifier_hash) < 32 or key_bits not in (128, 192, 256):
        raise MalformedFileError("the description of the encryption is damaged", code="damaged-encryption")
    return StandardInfo(
        algorithm=algorithm,
        hash=hash_id,
        provider=provider,
        key_bits=key_bits,
        salt=data[start + 4 : start + 20],
        verifier=verifier,
        verifier_hash=verifier_hash,
    )


def key_of(info: Info, password: str) -> bytes | None:
    """Return the key that a password gives, or None when the password is wrong.

    Raises:
        MalformedFileError: the description of the encryption does not fit together.
    """
    _close_logs()
    try:
        return _agile_key(info, password) if isinstance(info, AgileInfo) else _standard_key(info, password)
    except (ValueError, struct.error, IndexError, TypeError):
        # Nothing is chained: frames of the library hold the password.
        raise MalformedFileError(
            "the description of the encryption is damaged", code="damaged-encryption"
        ) from None


def _agile_key(info: AgileInfo, password: str) -> bytes | None:
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    is_right = ECMA376Agile.verify_password(
        password, info.salt, info.hash, info.verifier_input, info.verifier_value, info.spins, info.key_bits
    )
    if not is_right:
        return None
    key: bytes = ECMA376Agile.makekey_from_password(
        password, info.salt, info.hash, info.key_value, info.spins, info.key_bits
    )
    return key


def _standard_key(info: StandardInfo, password: str) -> bytes | None:
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    key: bytes = ECMA376Standard.makekey_from_password(
        password, info.algorithm, info.hash, info.provider, info.key_bits, len(info.salt), info.salt
    )
    return key if ECMA376Standard.verifykey(key, info.verifier, info.verifier_hash) else None


def content_of(info: Info, key: bytes, data: bytes) -> bytes:
    """Return the content of an `EncryptedPackage` stream.

    Raises:
        MalformedFileError: it is damaged.
    """
    _close_logs()
    if len(data) < 8:
        raise MalformedFileError("the encrypted content is damaged", code="damaged-data")
    whole = 8 + (len(data) - 8) // 16 * 16
    stream = io.BytesIO(data[:whole])
    try:
        if isinstance(info, AgileInfo):
            from msoffcrypto.method.ecma376_agile import ECMA376Agile

            content: bytes = ECMA376Agile.decrypt(key, info.key_salt, info.key_hash, stream)
        else:
            from msoffcrypto.method.ecma376_standard import ECMA376Standard

            content = ECMA376Standard.decrypt(key, stream)
    except (ValueError, struct.error, IndexError, TypeError):
        raise MalformedFileError("the encrypted content is damaged", code="damaged-data") from None
    return content


def is_intact(info: Info, key: bytes, data: bytes) -> bool:
    """Return whether the content is what was encrypted; standard encryption has no way to tell."""
    if not isinstance(info, AgileInfo):
        return True
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    try:
        return bool(
            ECMA376Agile.verify_integrity(
                key,
                info.key_salt,
                info.key_hash,
                info.block_bytes,
                info.hmac_key,
                info.hmac_value,
                io.BytesIO(data),
            )
        )
    except (ValueError, struct.error, IndexError, TypeError):
        return False


def _is_quiet(record: logging.LogRecord) -> bool:  # noqa: ARG001  # the filter's signature
    return False


def _close_logs() -> None:
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_quiet)
