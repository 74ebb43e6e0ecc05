"""Files inside others that hold nothing but what shows: plain text, and signatures beside what they sign."""

import codecs
import re
from collections.abc import Iterator

from leakscan.formats.document import Context, SingleFile
from leakscan.parts import PartState
from leakscan.source import Source

_NAMES = frozenset({"csv", "ics", "log", "md", "tab", "tsv", "txt", "vcf", "vcs"})
_CHUNK_BYTES = 1 << 20
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
"""What no text holds: controls but tab, line feed, form feed, carriage return, and the end of a file of DOS."""
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SIGNED = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_NO_CONTENT = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
_SIGNATURE = re.compile(
    rb"\x30.{1,5}" + _SIGNED + rb".{0,300}?(?:\x30\x0b" + _NO_CONTENT + rb"|\x30\x80" + _NO_CONTENT + rb"\0\0)",
    re.DOTALL,
)
"""SignedData whose content lies elsewhere (RFC 5652 §5.1, §5.2; RFC 8551 §3.5.3)."""
_ARMOURED = re.compile(rb"\s*-----BEGIN PGP SIGNATURE-----[\x20-\x7e\s]*-----END PGP SIGNATURE-----\s*")
_MOST_SIGNATURE = 1 << 16


class PlainDocument(SingleFile):
    """One file of which everything shows, or a signature, of which nothing is for readers."""

    def __init__(self, source: Source, context: Context, format_name: str) -> None:
        super().__init__(source, context)
        self.format = format_name

    def views(self) -> Iterator[object]:
        """Yield nothing: there is nothing to find."""
        source = self._source
        state = PartState.EXAMINED if self.format == "text" else PartState.RECOGNISED
        self._context.ledger.enter(
            source.trail, "", kind=self.format, size=source.size, state=state, start=0, end=source.size
        )
        yield from ()


def plain_format(source: Source) -> str:
    """Return the name of the format of a plain file, or an empty string; a name alone makes no text."""
    if source.extension in _NAMES:
        return "text" if _is_text(source) else ""
    if source.size > _MOST_SIGNATURE or source.extension not in ("p7s", "asc", "sig"):
        return ""
    data = source.head(_MOST_SIGNATURE)
    is_signature = _ends_where_it_says(data) and _SIGNATURE.match(data) is not None
    return "signature" if is_signature or _ARMOURED.fullmatch(data) else ""


def _is_text(source: Source) -> bool:
    head = source.head(4)
    mark = next((name for start, name in _MARKS if head.startswith(start)), "")
    return any(_decodes(source, encoding) for encoding in ((mark,) if mark else ("utf-8-sig", "cp1252")))


def _decodes(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as stream:
        if encoding.startswith("utf-16"):
            stream.read(2)
        try:
            while chunk := stream.read(_CHUNK_BYTES):
                source.budget.check_time()
                if _CONTROLS.search(decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _ends_where_it_says(data: bytes) -> bool:
    """Return whether an element of DER is all of the data (X.690 §8.1.3); BER may leave its end to a mark."""
    if data[1:2] == b"\x80":
        return data.endswith(b"\0\0")
    count = data[1] & 127 if len(data) > 1 and data[1] & 128 else 0
    length = int.from_bytes(data[2 : 2 + count], "big") if count else data[1] if len(data) > 1 else -1
    return len(data) == 2 + count + length
