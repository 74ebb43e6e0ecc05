"""Digital signatures of a binary document: who signed it, and when ([MS-OFFCRYPTO] 2.5)."""

import datetime
import struct
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.containers.cfb import CfbContainer
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.certificates import certificate_texts
from leakscan.formats.ooxml.signatures import signature_of
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.views.side_texts import SideKind, SideText

_STREAM, _STORAGE = "_signatures", "_xmlsignatures/"
_HEAD = struct.Struct("<2I8s8s7I")
_STORE_HEAD = 8
_CERTIFICATE, _END_OF_STORE = 0x20, 0
_EPOCH = datetime.datetime(1601, 1, 1)  # noqa: DTZ001  # UTC
_YEARS = range(1995, 2100)
"""Years in which a document of Office can have been signed."""


def read_signatures(container: CfbContainer, ledger: Ledger) -> Iterator[SideText]:
    """Yield what every signature tells of its signer; the streams are marked in the ledger."""
    trail = container.source.trail
    for entry in container.entries():
        word, place = entry.name.casefold(), Place(part=entry.name)
        if not entry.size or (word != _STREAM and not word.startswith(_STORAGE)):
            continue
        with ledger.recording(trail, place, lost="who signed"):
            data = container.read(entry.name)
            if word == _STREAM:
                yield from certified(data, place)
            else:
                yield from signature_of(xmlsafe.parse(data), place)
            ledger.mark(trail, entry.name, PartState.EXAMINED, kind="signature")


def certified(data: bytes, place: Place) -> Iterator[SideText]:
    """Yield what signatures of Office 97 to 2003 tell: who vouches, then who signed ([MS-OFFCRYPTO] 2.5.1.3).

    Raises:
        MalformedFileError: they break off, or hold what is not described.
    """
    reader = _Reader(data)
    for certificate in _store(reader.taken(reader.number())):
        yield from certificate_texts(certificate, place, is_holder=False)
    reader.number()
    while reader.number():
        yield from _signer(reader, place)
    if reader.rest().strip(b"\0"):
        raise MalformedFileError("the signature holds more than is described", code="damaged-signature")


def _signer(reader: "_Reader", place: Place) -> Iterator[SideText]:
    """Yield what one signature tells, whose size was read already ([MS-OFFCRYPTO] 2.5.1.2)."""
    (
        signer_letters,
        issuer_letters,
        _expires,
        signed,
        _hash,
        signature_bytes,
        certificate_bytes,
        _version,
        serial_bytes,
        issuer_bytes,
        _,
    ) = _HEAD.unpack(reader.taken(_HEAD.size))
    signer, issuer = reader.text(signer_letters), reader.text(issuer_letters)
    reader.taken(signature_bytes)
    certificate = reader.taken(certificate_bytes)
    reader.taken(serial_bytes)
    reader.taken(issuer_bytes)
    if signer:
        yield SideText(SideKind.SIGNATURE, "signer", signer, place)
    if issuer:
        yield SideText(SideKind.SIGNATURE, "issuer of the certificate", issuer, place, is_own=True)
    when = _time(signed)
    if when:
        yield SideText(SideKind.SIGNATURE, "time of signing", when, place, is_own=True)
    yield from certificate_texts(certificate, place)


def _store(data: bytes) -> Iterator[bytes]:
    """Yield the certificates of a serialised store, without their properties ([MS-OSHARED] 2.3.9.1)."""
    reader = _Reader(data)
    reader.taken(min(_STORE_HEAD, len(data)))
    while reader.left:
        kind, _, size = reader.number(), reader.number(), reader.number()
        value = reader.taken(size)
        if kind == _END_OF_STORE:
            return
        if kind == _CERTIFICATE:
            yield value


def _time(packed: bytes) -> str:
    """Return a time in ISO 8601; the two halves of its number may stand in either order."""
    high, low = struct.unpack("<2I", packed)
    for ticks in (high << 32 | low, low << 32 | high):
        try:
            moment = _EPOCH + datetime.timedelta(microseconds=ticks // 10)
        except OverflowError:
            continue
        if moment.year in _YEARS:
            return moment.isoformat(timespec="seconds")
    return ""


class _Reader:
    """Fields of a signature, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    @property
    def left(self) -> int:
        """Return how many bytes are left."""
        return len(self._data) - self._position

    def taken(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            MalformedFileError: there are fewer.
        """
        if size > self.left:
            raise MalformedFileError("the signature breaks off", code="damaged-signature")
        self._position += size
        return self._data[self._position - size : self._position]

    def number(self) -> int:
        """Return the next number of four bytes."""
        return int.from_bytes(self.taken(4), "little")

    def text(self, letters: int) -> str:
        """Return the next text and pass over the zero that ends it, which its length may count or not."""
        data = self.taken(letters * 2)
        if data[-2:] != b"\0\0" and self._data[self._position : self._position + 2] == b"\0\0":
            self.taken(2)
        return data.decode("utf-16-le", "replace").rstrip("\0")

    def rest(self) -> bytes:
        """Return what is left."""
        return self._data[self._position :]
