"""Parts that are encrypted, and what a password makes of them (ODF 1.3 part 2, §3.4 and §4).

LibreOffice 24.8 encrypts a package as a whole, with Argon2id and AES-GCM (RFC 9106; XML Encryption 1.1 §5.2.4):
that is read by its description, while files of LibreOffice 7.4 were tried.
"""

import base64
import binascii
import hashlib
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError
from leakscan.limits import Budget
from leakscan.source import SpoolStore

if TYPE_CHECKING:
    from lxml.etree import _Element

_AES_CBC, _AES_GCM, _BLOWFISH = "aes-cbc", "aes-gcm", "blowfish"
_ALGORITHMS = {
    "aes128-cbc": _AES_CBC,
    "aes192-cbc": _AES_CBC,
    "aes256-cbc": _AES_CBC,
    "aes256-gcm": _AES_GCM,
    "Blowfish CFB": _BLOWFISH,
    "blowfish": _BLOWFISH,
}
_HASHES = {"sha256": "sha256", "SHA1": "sha1", "sha1": "sha1"}
_CHECKED_BYTES = 1024
_BLOCK_BYTES = 16
_NONCE_BYTES = 12
_USUAL_KEY_BYTES = 16
_MOST_KEY_BYTES = 64
_MOST_ROUNDS = 10_000_000
_MOST_MEMORY_KIB = 256 << 10
MOST_BYTES = 512 << 20
"""Parts larger than this are not deciphered: they are held in memory more than once."""
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Cipher:
    """How one part is encrypted; keys and salts are shown in no repr.

    Attributes:
        algorithm: of the encryption.
        start: the value it starts from.
        hash_name: of the password, before the key is made of it.
        salt: of the key.
        key_bytes: length of the key.
        rounds: of the derivation of the key.
        memory_kib: that the derivation takes, when it is Argon2id; 0 when it is PBKDF2.
        lanes: of Argon2id.
        checksum_name: of the checksum; empty for none.
        checksum: of the first bytes of what was encrypted.
    """

    algorithm: str
    start: bytes = field(repr=False)
    hash_name: str
    salt: bytes = field(repr=False)
    key_bytes: int
    rounds: int
    memory_kib: int
    lanes: int
    checksum_name: str
    checksum: bytes = field(repr=False)


def read_cipher(data: "_Element") -> Cipher:
    """Return what an `encryption-data` says.

    Raises:
        EncryptedFileError: it says nothing that is known.
    """
    algorithm, start_key, derivation = (
        next(xmlsafe.descendants(data, name), None)
        for name in ("algorithm", "start-key-generation", "key-derivation")
    )
    kind = _ALGORITHMS.get(_word(algorithm, "algorithm-name"))
    hash_name = "sha1" if start_key is None else _HASHES.get(_word(start_key, "start-key-generation-name"))
    derived = _word(derivation, "key-derivation-name").rpartition(":")[2].casefold()
    checksum_name = _word(data, "checksum-type").removesuffix("-1k").removesuffix("/1K")
    if kind is None or hash_name is None or derived not in ("pbkdf2", "argon2id"):
        raise EncryptedFileError("the file is encrypted in a way that is not known, which no password opens")
    is_argon = derived == "argon2id"
    return Cipher(
        algorithm=kind,
        start=_bytes(algorithm, "initialisation-vector"),
        hash_name=hash_name,
        salt=_bytes(derivation, "salt"),
        key_bytes=_number(derivation, "key-size", _MOST_KEY_BYTES, usual=_USUAL_KEY_BYTES),
        rounds=_number(derivation, "argon2-iterations" if is_argon else "iteration-count", _MOST_ROUNDS),
        memory_kib=_number(derivation, "argon2-memory", _MOST_MEMORY_KIB) if is_argon else 0,
        lanes=_number(derivation, "argon2-lanes", _MOST_KEY_BYTES) if is_argon else 0,
        checksum_name=_HASHES.get(checksum_name, ""),
        checksum=_bytes(data, "checksum"),
    )


def _word(element: "_Element | None", name: str) -> str:
    """Return the last word of a name that may be an address."""
    text = "" if element is None else xmlsafe.attribute(element, name) or ""
    return text.rpartition("#")[2]


def _bytes(element: "_Element | None", name: str) -> bytes:
    text = "" if element is None else xmlsafe.attribute(element, name) or ""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedFileError("the description of the encryption is damaged") from error


def _number(element: "_Element | None", name: str, most: int, *, usual: int = 0) -> int:
    text = "" if element is None else xmlsafe.attribute(element, name) or ""
    number = int(text) if text.isdecimal() and len(text) < 10 else usual
    if not 0 < number <= most:
        raise MalformedFileError("the description of the encryption is damaged")
    return number


def _key(cipher: Cipher, password: str) -> bytes:
    first = hashlib.new(cipher.hash_name, password.encode("utf-8", "replace")).digest()
    if not cipher.memory_kib:
        return hashlib.pbkdf2_hmac("sha1", first, cipher.salt, cipher.rounds, cipher.key_bytes)
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    except ImportError as error:
        message = "the file is encrypted in a way that needs the library cryptography 44 or later"
        raise EncryptedFileError(message) from error
    derivation = Argon2id(
        salt=cipher.salt,
        length=cipher.key_bytes,
        iterations=cipher.rounds,
        lanes=cipher.lanes,
        memory_cost=cipher.memory_kib,
    )
    return derivation.derive(first)


def deciphered(cipher: Cipher, password: str, data: bytes) -> bytes | None:
    """Return what was encrypted, still compressed, or None when the password is another.

    Raises:
        FileError: it cannot be deciphered, whatever the password.
    """
    try:
        plain = _plain(cipher, _key(cipher, password), data)
    except ValueError as error:
        raise MalformedFileError("the description of the encryption is damaged") from error
    if plain is None or not cipher.checksum_name:
        return plain
    is_right = hashlib.new(cipher.checksum_name, plain[:_CHECKED_BYTES]).digest() == cipher.checksum
    return plain if is_right else None


def _plain(cipher: Cipher, key: bytes, data: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher as Machine
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    if cipher.algorithm == _AES_GCM:
        start, rest = (data[:_NONCE_BYTES], data[_NONCE_BYTES:])
        try:
            return AESGCM(key).decrypt(start, rest, None)
        except InvalidTag:
            return None
    if cipher.algorithm == _BLOWFISH:
        from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
        from cryptography.hazmat.decrepit.ciphers.modes import CFB

        machine = Machine(Blowfish(key), CFB(cipher.start)).decryptor()
        return machine.update(data) + machine.finalize()
    if not data or len(data) % _BLOCK_BYTES:
        raise MalformedFileError("the encrypted part breaks off")
    decryptor = Machine(AES(key), CBC(cipher.start)).decryptor()
    padded = decryptor.update(data) + decryptor.finalize()
    # The last byte tells how many the padding has (XML Encryption 1.1 §5.2.1); the checksum tells what is right.
    return padded[: -padded[-1]] if 0 < padded[-1] <= _BLOCK_BYTES else None


def inflated(data: bytes, budget: Budget) -> SpoolStore:
    """Return what was compressed before it was encrypted.

    Raises:
        MalformedFileError: it is damaged.
        LimitReachedError: it is too large.
    """
    store, machine = SpoolStore(), zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        pending = data
        while not machine.eof:
            block = machine.decompress(pending, _CHUNK_BYTES)
            pending = machine.unconsumed_tail
            if not block and not pending:
                break
            budget.spend_bytes(len(block))
            store.write(block)
            if store.size > budget.limits.part_bytes:
                raise LimitReachedError("the part is larger than allowed", code="limit-part-bytes")
    except zlib.error as error:
        raise MalformedFileError("the encrypted part is damaged") from error
    if not machine.eof:
        raise MalformedFileError("the encrypted part breaks off")
    return store
