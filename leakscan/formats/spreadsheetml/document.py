"""XmlSpreadsheetDocument: opens an XML spreadsheet and says what it holds."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.document import SingleFile
from leakscan.formats.ods.telling import settle, surface_views
from leakscan.formats.spreadsheetml.content import BookHandler
from leakscan.formats.spreadsheetml.formulas import read_lost_sources
from leakscan.formats.spreadsheetml.opening import opened_book
from leakscan.formats.spreadsheetml.reading import PART, BookPass, Known, read_known
from leakscan.parts import PartState
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook


class XmlSpreadsheetDocument(SingleFile):
    """One workbook that is a single XML file."""

    format: str = "spreadsheetml"

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: what shows is known before its cells are read."""
        ledger, source, place = self._context.ledger, self._source, Place(part=PART)
        ledger.enter(source.trail, PART, kind="XML spreadsheet", size=source.size)
        known = Known()
        with suppress(FileError), self._opened() as book:
            read_known(book, known)  # the next reading meets its damage again
        handler, damage = self._pass(known)
        if handler.far:
            for number, far in handler.far.items():
                known.veils[number] = (*known.veils.get(number, ()), *far)
            handler, damage = self._pass(known)
        workbook, properties = handler.workbook, handler.properties
        with ledger.recording(source.trail, place, lost="what follows in the document"):
            if damage is not None:
                raise damage
            ledger.mark(source.trail, PART, PartState.EXAMINED)
        if handler.unread:
            ledger.problem(
                "elements-not-examined",
                source.trail,
                "the workbook holds elements that are not examined",
                place=place,
                lost=", ".join(sorted(handler.unread)),
            )
        if handler.has_too_many_texts:
            message = "too many texts stand in markup or formulas"
            ledger.problem("limit-tree-bytes", source.trail, message, place=place, lost="the rest of them")
        workbook.names_part = PART
        handler.settle()
        read_lost_sources(self._opened, handler.outsides, workbook)
        settle(handler.texts, workbook, properties)
        yield from surface_views(workbook, properties)

    def _pass(self, known: Known) -> tuple[BookPass, FileError | None]:
        """Return everything, as far as it could be read, and what broke it off."""
        handler = BookPass(known, Workbook(), Properties())
        damage = self._read(handler)
        handler.finish()
        return handler, damage

    def _read(self, handler: BookHandler) -> FileError | None:
        """Read the document; return what broke it off."""
        try:
            with self._opened() as book:
                xmlsafe.stream(book, handler)
        except FileError as error:
            return error
        return None

    def _opened(self) -> AbstractContextManager[xmlsafe.Readable]:
        return opened_book(self._source)
