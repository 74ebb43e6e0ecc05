"""WebBookDocument: opens a workbook that is HTML or MHTML and says what it holds."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.html.page import read_page
from leakscan.formats.mail.message import Attachment, MessageReader
from leakscan.formats.rereading import side_text_table
from leakscan.formats.spreadsheetml.document import XmlSpreadsheetDocument
from leakscan.formats.webbook.telling import WebBook
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.embedded import Embedded
from leakscan.views.paths import PathMention, read_path
from leakscan.views.side_texts import grouped
from leakscan.views.spreadsheet import Workbook

_READ = frozenset({"text/html", "text/css"})
_STYLES = re.compile(r"<style\b.*?(?:</style>|\Z)", re.DOTALL | re.IGNORECASE)
_SIDES = re.compile(
    r"<!--(?!\[if)|<script|\b(?:alt|title|aria-label|src|href|background|data-[\w-]{1,64}|type)\s*=", re.IGNORECASE
)
"""What a page must hold for a look at what stands beside its tables."""
_OWN = frozenset({"text/xml", "application/xml"})
"""Parts in which Excel lists the other parts."""


class WebBookDocument(XmlSpreadsheetDocument):
    """One workbook of web pages."""

    def __init__(self, source: Source, context: Context, name: str) -> None:
        super().__init__(source, context)
        self.format = name
        self._book = WebBook(source)

    def extract(self, name: str) -> Store:
        """Return a part of an MHTML file that is no page.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        found = next((part for part in self._files() if part.name == name), None)
        if found is None or found.content is None:
            raise MalformedFileError("the part does not exist", code="part-missing")
        self._source.budget.spend_part()
        self._source.budget.spend_bytes(len(found.content))
        return BytesStore(found.content)

    def views(self) -> Iterator[object]:
        """Yield what an XML spreadsheet yields, and the files among the parts."""
        for view in super().views():
            if isinstance(view, Workbook):
                self._add_sides(view)
            yield view
        ledger, trail = self._context.ledger, self._source.trail
        for part in self._files():
            place = Place(part=part.name)
            ledger.enter(trail, part.name, kind="part", size=len(part.content or b""))
            if part.kind in _OWN:
                ledger.mark(trail, part.name, PartState.RECOGNISED, kind="list of parts")
                continue
            store = None
            with ledger.recording(trail, place, lost="the file inside"):
                store = self.extract(part.name)
                ledger.mark(trail, part.name, PartState.EXAMINED)
            if store is not None and store.size:
                yield Embedded(
                    self._source.child(part.name, store, has_own_name=False), place, is_meant_to_be_read=True
                )

    def _add_sides(self, workbook: Workbook) -> None:
        """Add what the pages hold beside their tables, and say what is not examined."""
        ledger, trail, book = self._context.ledger, self._source.trail, self._book
        if book.unread:
            lost = ", ".join(sorted(book.unread))
            message = "the pages of the workbook hold what is not examined"
            ledger.problem("elements-not-examined", trail, message, lost=lost)
        for text in book.pages.texts:
            if _SIDES.search(_STYLES.sub("", text)) is None:
                continue
            contents, _ = read_page(text, budget=self._source.budget)
            workbook.side_texts.extend(grouped(contents.texts))
            for where, target, place in contents.targets:
                if read_path(target) is not None:
                    workbook.paths.append(PathMention(target, where, place))
        for group in workbook.side_texts:
            group.table = side_text_table(group)
        if any(sheet.text is None for sheet in book.pages.sheets):
            ledger.problem(
                "sheets-elsewhere",
                trail,
                "sheets of the workbook are not in the file",
                lost="what these sheets hold",
            )

    def _opened(self) -> AbstractContextManager[xmlsafe.Readable]:
        return nullcontext(self._book)

    def _files(self) -> Iterator[Attachment]:
        if self.format == "mhtml":
            with self._source.open() as stream:
                reader = MessageReader(stream.read())
            yield from (part for part in reader.attachments(with_bodies=True) if part.kind not in _READ)
