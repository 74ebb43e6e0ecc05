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
    if source.size > _MOST_SIGNATURE or source.extension not in ("asc", "sig"):
        return ""
    return "signature" if _ARMOURED.fullmatch(source.head(_MOST_SIGNATURE)) else ""


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
