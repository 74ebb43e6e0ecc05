"""Encrypted OpenDocument spreadsheets: each way of encrypting, the wrong password, damage."""

import base64
import hashlib
import os
import zlib
from collections.abc import Callable

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

import leakscan
from fixtures.making.open_document import MIMETYPE, OdsSheet, ods
from fixtures.making.zipping import Entry, zip_bytes
from tests.mutating import LIMITS

PASSWORD = "ZQ-open-1"  # of invented files
_URN = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
Encrypting = Callable[[bytes], tuple[bytes, str]]


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def deflated(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


def by_aes(data: bytes) -> tuple[bytes, str]:
    """As LibreOffice 7.4 does."""
    salt, start = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, 1000, 32)
    count = 16 - len(data) % 16
    machine = Cipher(AES(key), CBC(start)).encryptor()
    done = machine.update(data + bytes(count - 1) + bytes([count])) + machine.finalize()
    return done, (
        f'<m:encryption-data m:checksum-type="{_URN}#sha256-1k" '
        f'm:checksum="{text(hashlib.sha256(data[:1024]).digest())}">'
        '<m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
        f'm:initialisation-vector="{text(start)}"/><m:start-key-generation '
        'm:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" m:key-size="32"/>'
        '<m:key-derivation m:key-derivation-name="PBKDF2" m:key-size="32" m:iteration-count="1000" '
        f'm:salt="{text(salt)}"/></m:encryption-data>'
    )


def by_blowfish(data: bytes) -> tuple[bytes, str]:
    """As ODF 1.1 does, and OpenOffice.org did."""
    salt, start = os.urandom(16), os.urandom(8)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(PASSWORD.encode()).digest(), salt, 1024, 16)
    machine = Cipher(Blowfish(key), CFB(start)).encryptor()
    checksum = hashlib.sha1(data[:1024]).digest()  # the format's own
    return machine.update(data) + machine.finalize(), (
        f'<m:encryption-data m:checksum-type="SHA1/1K" m:checksum="{text(checksum)}">'
        f'<m:algorithm m:algorithm-name="Blowfish CFB" m:initialisation-vector="{text(start)}"/>'
        f'<m:key-derivation m:key-derivation-name="PBKDF2" m:iteration-count="1024" m:salt="{text(salt)}"/>'
        "</m:encryption-data>"
    )


def by_argon(data: bytes) -> tuple[bytes, str]:
    """As LibreOffice 24.8 is said to do."""
    salt, start = os.urandom(16), os.urandom(12)
    first = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=64).derive(first)
    return start + AESGCM(key).encrypt(start, data, None), (
        '<m:encryption-data xmlns:l="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">'
        '<m:algorithm m:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm" '
        f'm:initialisation-vector="{text(start)}"/><m:start-key-generation '
        'm:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256" m:key-size="32"/><m:key-derivation '
        'm:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" '
        'm:key-size="32" l:argon2-iterations="1" l:argon2-memory="64" l:argon2-lanes="1" '
        f'm:salt="{text(salt)}"/></m:encryption-data>'
    )


def encrypted(encrypt: Encrypting, *, is_whole: bool = False) -> bytes:
    """Return a spreadsheet of which each part, or which as a whole, is encrypted."""
    book = ods({"Cover": [["Total"]], "Pay": OdsSheet(rows=[["ZQ-Inner-4c2"]], is_hidden=True)})
    entries = [Entry(name="mimetype", data=MIMETYPE.encode(), stored=True)]
    lines = ""
    documents = {name: data for name, data in book.documents().items() if isinstance(data, bytes)}
    parts = {"encrypted-package": book.data()} if is_whole else documents
    for name, data in parts.items():
        done, description = encrypt(deflated(data))
        entries.append(Entry(name=name, data=done, stored=True))
        lines += f'<m:file-entry m:full-path="{name}" m:media-type="text/xml">{description}</m:file-entry>'
    root = f'<m:file-entry m:full-path="/" m:media-type="{MIMETYPE}"/>'
    manifest = f'<m:manifest xmlns:m="{_URN}">{root}{lines}</m:manifest>'
    return zip_bytes([*entries, Entry(name="META-INF/manifest.xml", data=manifest.encode())])


def report_of(data: bytes, *passwords: str) -> leakscan.Report:
    options = leakscan.Options(strict=True, limits=LIMITS, passwords=passwords)
    return leakscan.scan(data, options, name="book.ods")


@pytest.mark.parametrize("encrypt", [by_aes, by_blowfish, by_argon])
@pytest.mark.parametrize("is_whole", [False, True])
def test_a_password_opens_the_document(encrypt: Encrypting, *, is_whole: bool) -> None:
    report = report_of(encrypted(encrypt, is_whole=is_whole), "wrong", PASSWORD)
    assert report.complete
    (hidden,) = (item for item in report.findings if item.rule.id == "hidden-sheet")
    assert hidden.trail[-1] == "(deciphered package)"
    assert hidden.table is not None
    assert list(hidden.table.rows()) == [(1, "ZQ-Inner-4c2")]


@pytest.mark.parametrize("encrypt", [by_aes, by_blowfish, by_argon])
def test_the_wrong_password_opens_nothing(encrypt: Encrypting) -> None:
    report = report_of(encrypted(encrypt), "wrong")
    assert {item.rule.id for item in report.findings} == {"encrypted-file"}
    assert {problem.code for problem in report.problems} == {"encrypted"}
    assert not report.complete


@pytest.mark.parametrize(
    "harm",
    [
        ("aes256-cbc", "rot13"),
        ('m:iteration-count="1000"', 'm:iteration-count="99999999"'),
        ('m:salt="', 'm:salt="?'),
        ('m:key-size="32" m:iteration', 'm:key-size="31" m:iteration'),
    ],
)
def test_a_damaged_description_makes_the_report_incomplete(harm: tuple[str, str]) -> None:
    def damaged(data: bytes) -> tuple[bytes, str]:
        done, description = by_aes(data)
        assert harm[0] in description
        return done, description.replace(*harm)

    report = report_of(encrypted(damaged), PASSWORD)
    assert not report.complete
    assert "hidden-sheet" not in {item.rule.id for item in report.findings}


def test_a_part_that_breaks_off_makes_the_report_incomplete() -> None:
    def cut(data: bytes) -> tuple[bytes, str]:
        done, description = by_aes(data)
        return done[:-3], description

    assert not report_of(encrypted(cut), PASSWORD).complete


def test_random_signs_that_go_with_encryption_are_no_remark() -> None:
    book = ods({"Cover": [["Total"]]})
    book.after = f"<!--{text(os.urandom(1024))}-->"
    assert report_of(book.data()).findings == ()
    book.after = f"<!--{text(b'ZQ-Hidden-8d1 in words of base 64. ' * 40)}-->"
    assert {item.rule.id for item in report_of(book.data()).findings} == {"markup-remark"}
