"""SignedDocument: a signature of a message, with or without the message inside (S/MIME: RFC 5652, RFC 8551)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from leakscan.errors import EncryptedFileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.certificates import certificate_texts
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.mail.asn1 import Element, Reader
from leakscan.formats.mentions import gather_mentions
from leakscan.formats.rereading import side_text_table, told_people
from leakscan.parts import PartState
from leakscan.source import Source, Store
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideText, grouped
from leakscan.views.surface import Surface

_MOST_BYTES = 64 << 20
_KIND = re.compile(
    rb"\x30(?:\x80|[\x01-\x7f]|\x81.|\x82..|\x83...|\x84....)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07([\x02\x03])",
    re.DOTALL,
)
"""A sequence that begins with the identifier of signed or of enveloped data (RFC 5652 §5, §6)."""
_SIGNED = b"\x02"
_SEQUENCE, _SET, _INTEGER, _CONTENT = 0x30, 0x31, 0x02, 0xA0
_INNER = "message.eml"


def is_signed_message(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a signed or encrypted message."""
    return _KIND.match(head) is not None


@dataclass(slots=True)
class _Signed:
    """What a signed message is made of.

    Attributes:
        content: the message inside; None where it lies elsewhere.
        certificates: those that it brings.
        serials: the numbers of the certificates of those who signed.
    """

    content: bytes | None = None
    certificates: list[bytes] = field(default_factory=list)
    serials: set[bytes] = field(default_factory=set)


class SignedDocument(CarryingFile):
    """One signature, with or without the message that it signs."""

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        data = self._whole(_MOST_BYTES, "message")
        found = _KIND.match(data)
        if found is None or found[1] != _SIGNED:
            raise EncryptedFileError("the message is encrypted")
        self._signed = _read(data)

    @property
    def format(self) -> str:
        """Name of the format."""
        return "signature" if self._signed.content is None else "signed message"

    def extract(self, name: str) -> Store:
        """Return the message inside.

        Raises:
            MalformedFileError: there is none of that name.
        """
        if name != _INNER or self._signed.content is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        return self._held(self._signed.content)

    def views(self) -> Iterator[object]:
        """Yield who signed, whom that names, and the message inside."""
        source, surface = self._source, Surface()
        texts = list(self._texts())
        surface.side_texts = grouped(texts)
        for group in surface.side_texts:
            group.table = side_text_table(group)
        gather_mentions(texts, surface)
        yield surface
        yield told_people(gather_people(surface, Properties()))
        self._context.ledger.enter(
            source.trail,
            "",
            kind=self.format,
            size=source.size,
            state=PartState.EXAMINED,
            start=0,
            end=source.size,
        )
        if self._signed.content is not None:
            load, size = partial(self.extract, _INNER), len(self._signed.content)
            yield from self._handed_on(_INNER, load, kind="message", size=size)

    def _texts(self) -> Iterator[SideText]:
        signed = self._signed
        for data in signed.certificates:
            serial = _serial(data)
            is_holder = serial in signed.serials or not signed.serials
            yield from certificate_texts(data, Place(), is_holder=is_holder)


def _read(data: bytes) -> _Signed:
    """Return what a signed message is made of (RFC 5652 §5.1).

    Raises:
        FileError: it is damaged.
    """
    reader, signed = Reader(), _Signed()
    whole = _only(reader, data)
    *_, explicit = reader.elements(whole.content)
    has_content = False
    for part in reader.elements(_only(reader, explicit.content).content):
        if part.tag == _SEQUENCE and not has_content:
            has_content = True
            signed.content = _content(reader, part)
        elif part.tag == _CONTENT:
            signed.certificates = [one.whole for one in reader.elements(part.content) if one.tag == _SEQUENCE]
        elif part.tag == _SET and has_content:
            signed.serials = {serial for one in reader.elements(part.content) for serial in _signer(reader, one)}
    return signed


def _only(reader: Reader, data: bytes) -> Element:
    """Return the one element that some bytes are."""
    found = list(reader.elements(data))
    if len(found) != 1:
        raise MalformedFileError("the signed message holds more than one", code="damaged-message")
    return found[0]


def _content(reader: Reader, part: Element) -> bytes | None:
    for item in reader.elements(part.content):
        if item.tag == _CONTENT:
            return b"".join(reader.octets(piece) for piece in reader.elements(item.content))
    return None


def _signer(reader: Reader, part: Element) -> Iterator[bytes]:
    """Yield the number of the certificate of one who signed (RFC 5652 §5.3)."""
    identifier = next((item for item in reader.elements(part.content) if item.tag == _SEQUENCE), None)
    if identifier is not None:
        yield from (item.content for item in reader.elements(identifier.content) if item.tag == _INTEGER)


def _serial(certificate: bytes) -> bytes:
    """Return the number of a certificate (RFC 5280 §4.1)."""
    reader = Reader()
    for first in reader.elements(_only(reader, certificate).content):
        return next((item.content for item in reader.elements(first.content) if item.tag == _INTEGER), b"")
    return b""
