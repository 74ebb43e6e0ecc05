"""WebArchiveDocument: web pages with what belongs to them in one file (MHTML, RFC 2557)."""

import codecs
from collections.abc import Iterator
from functools import partial

from leakscan.errors import MalformedFileError
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.html.document import MOST_BYTES
from leakscan.formats.mail.message import Attachment, MessageReader
from leakscan.parts import PartState
from leakscan.source import Source, Store

_OWN = frozenset({"text/css", "text/xml", "application/xml", "text/javascript", "application/javascript"})
"""Parts that a page uses and that show nothing by themselves; style sheets are read with each page."""


class WebArchiveDocument(CarryingFile):
    """One file of pages, pictures and style sheets."""

    format = "mhtml"

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        self._reader = MessageReader(self._whole(MOST_BYTES, "page"))
        self._parts = list(self._reader.attachments(with_bodies=True))

    def extract(self, name: str) -> Store:
        """Return a part; a page as UTF-8, with the style sheets of the file in it.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        for part in self._parts:
            if _name(part) == name:
                return self._stored(part)
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
            name, size = _name(part), len(part.content or b"")
            if part.kind in _OWN:
                ledger.enter(source.trail, name, kind=part.kind, size=size, state=PartState.RECOGNISED)
            else:
                yield from self._handed_on(name, partial(self._stored, part), kind="part", size=size)
        for problem in self._reader.problems():
            ledger.problem(problem.code, source.trail, str(problem), lost="parts of the file")
        if not self._reader.is_whole:
            ledger.problem("damaged-message", source.trail, "the file breaks off", lost="parts of the file")

    def _stored(self, part: Attachment) -> Store:
        content = part.content
        if content is None:
            raise MalformedFileError("the part is damaged", code="damaged-attachment")
        if part.kind == "text/html":
            sheets = (
                decoded_page(item.content or b"", item.charset) for item in self._parts if item.kind == "text/css"
            )
            styles = "".join(f"<style>{sheet}</style>" for sheet in sheets)
            content = codecs.BOM_UTF8 + f"{decoded_page(content, part.charset)}{styles}".encode("utf-8", "replace")
        return self._held(content)


def _name(part: Attachment) -> str:
    return f"{part.name}.html" if part.kind == "text/html" else part.name
