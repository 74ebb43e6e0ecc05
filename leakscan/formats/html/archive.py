"""WebArchiveDocument: web pages with what belongs to them in one file (MHTML, RFC 2557)."""

import codecs
from collections.abc import Iterator

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.html.document import MOST_BYTES
from leakscan.formats.mail.message import Attachment, MessageReader
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.embedded import Embedded

_OWN = frozenset({"text/css", "text/xml", "application/xml", "text/javascript", "application/javascript"})
"""Parts that a page uses and that show nothing by themselves; style sheets are read with each page."""


class WebArchiveDocument:
    """One file of pages, pictures and style sheets."""

    format = "mhtml"

    def __init__(self, source: Source, context: Context) -> None:
        if source.size > MOST_BYTES:
            raise LimitReachedError("the page is too large to be read as a whole", code="limit-tree-bytes")
        self._source = source
        self._context = context
        with source.open() as stream:
            self._reader = MessageReader(stream.read())
        self._parts = list(self._reader.attachments(with_bodies=True))

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def is_uncompressed(self, name: str) -> bool:
        """Return true for the file itself: its parts are coded."""
        return not name

    def extract(self, name: str) -> Store:
        """Return a part; a page as UTF-8, with the style sheets of the file in it.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        for part in self._parts:
            if _name(part) == name:
                return self._store(part)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[object]:
        """Yield its parts as files of their own."""
        source, ledger = self._source, self._context.ledger
        ledger.enter(
            source.trail,
            "",
            kind="web archive",
            size=source.size,
            state=PartState.EXAMINED,
            start=0,
            end=source.size,
        )
        for part in self._parts:
            name, place = _name(part), Place(part=_name(part))
            ledger.enter(source.trail, name, kind="part", size=len(part.content or b""))
            if part.kind in _OWN:
                ledger.mark(source.trail, name, PartState.RECOGNISED, kind=part.kind)
                continue
            store = None
            with ledger.recording(source.trail, place, lost="the part"):
                store = self._store(part)
                ledger.mark(source.trail, name, PartState.EXAMINED)
            if store is not None and store.size:
                yield Embedded(source.child(name, store, has_own_name=False), place, is_meant_to_be_read=True)
        for problem in self._reader.problems():
            ledger.problem(problem.code, source.trail, str(problem), lost="parts of the file")
        if not self._reader.is_whole:
            ledger.problem("damaged-message", source.trail, "the file breaks off", lost="parts of the file")

    def _store(self, part: Attachment) -> Store:
        content = part.content
        if content is None:
            raise MalformedFileError("the part is damaged", code="damaged-attachment")
        if part.kind == "text/html":
            sheets = (
                decoded_page(item.content or b"", item.charset) for item in self._parts if item.kind == "text/css"
            )
            styles = "".join(f"<style>{sheet}</style>" for sheet in sheets)
            content = codecs.BOM_UTF8 + f"{decoded_page(content, part.charset)}{styles}".encode("utf-8", "replace")
        budget = self._source.budget
        if len(content) > budget.limits.part_bytes:
            raise LimitReachedError("the part is too large", code="limit-part-bytes")
        budget.spend_part()
        budget.spend_bytes(len(content))
        return BytesStore(content)


def _name(part: Attachment) -> str:
    return f"{part.name}.html" if part.kind == "text/html" else part.name
