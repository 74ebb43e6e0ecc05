"""PackedDocument: one file packed by gzip, bzip2 or xz."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.archive.unpacking import taken_out
from leakscan.formats.document import Context, SingleFile
from leakscan.parts import PartState
from leakscan.source import Source, SpoolStore
from leakscan.views.embedded import Embedded

_SUFFIXES = (".gz", ".bz2", ".xz")
_SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".svgz": ".svg", ".emz": ".emf", ".wmz": ".wmf"}


class PackedDocument(SingleFile):
    """One packed file; what it holds is handed on."""

    def __init__(self, source: Source, context: Context, format_name: str) -> None:
        super().__init__(source, context)
        self.format = format_name

    def extract(self, name: str) -> SpoolStore:  # noqa: ARG002  # the protocol's signature
        """Return the content.

        Raises:
            FileError: it is damaged or too large.
        """
        source = self._source
        with source.open() as raw, _opened(raw, self.format) as stream:
            try:
                return taken_out(stream, source, source.size)
            except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
                raise MalformedFileError("the packed file is damaged", code="damaged-archive") from error

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return false: it is packed."""
        return False

    def views(self) -> Iterator[Embedded]:
        """Yield the file inside."""
        source, ledger = self._source, self._context.ledger
        name = _inner_name(source.name)
        ledger.enter(source.trail, name, kind="packed file", size=source.size)
        store = None
        with ledger.recording(source.trail, Place(part=name), lost="the file inside"):
            store = self.extract(name)
            ledger.mark(source.trail, name, PartState.EXAMINED, size=store.size)
        if store is not None:
            yield Embedded(source.child(name, store), Place(part=name), is_meant_to_be_read=True)


def _opened(raw: BinaryIO, format_name: str) -> BinaryIO:
    readers: dict[str, Callable[[BinaryIO], object]] = {
        "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
        "bzip2": bz2.BZ2File,
        "xz": lzma.LZMAFile,
    }
    return readers[format_name](raw)  # type: ignore[return-value]  # all three are binary streams


def _inner_name(name: str) -> str:
    """Return the name of the file inside, as unpacking programs give it."""
    own = name.replace("\\", "/").rpartition("/")[2]
    for suffix, inner in _SHORT.items():
        if own.casefold().endswith(suffix):
            return own[: -len(suffix)] + inner
    for suffix in _SUFFIXES:
        if own.casefold().endswith(suffix) and len(own) > len(suffix):
            return own[: -len(suffix)]
    return "content"
