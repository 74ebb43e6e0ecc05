"""XmlSpreadsheetDocument: opens an XML spreadsheet and says what it holds."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError, MalformedFileError
from leakscan.findings import PartState, Place
from leakscan.formats import remnants
from leakscan.formats.document import Context
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import told_paths, told_people, told_properties
from leakscan.formats.spreadsheetml.content import BookHandler
from leakscan.formats.spreadsheetml.reading import PART, BeforePass, BookPass, Known
from leakscan.source import Source, Store
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook


class XmlSpreadsheetDocument:
    """One workbook that is a single XML file."""

    format = "spreadsheetml"

    def __init__(self, source: Source, context: Context) -> None:
        self._source = source
        self._context = context

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def extract(self, name: str) -> Store:  # noqa: ARG002  # the protocol's signature
        """Raise MalformedFileError: no file inside is known."""
        raise MalformedFileError("the part does not exist", code="part-missing")

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return true: nothing in it is packed."""
        return True

    def views(self) -> Iterator[object]:
        """Yield the workbook, complete: what shows is known before its cells are read."""
        ledger, source, place = self._context.ledger, self._source, Place(part=PART)
        ledger.enter(source.trail, PART, kind="XML spreadsheet", size=source.size)
        workbook, properties, known = Workbook(), Properties(), Known()
        handler = BookPass(known, workbook, properties)
        with ledger.recording(source.trail, place, lost="what follows in the document"):
            damage: FileError | None = None
            try:
                self._read(BeforePass(known))
            except FileError as error:
                damage = error  # told of by the second reading, which meets it again
            try:
                self._read(handler)
            finally:
                handler.finish()
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
        workbook.names_part = PART
        handler.settle()
        told_properties(properties)
        workbook.paths.extend(property_paths(properties))
        yield workbook
        yield properties
        people = told_people(gather_people(workbook, properties))
        yield people
        yield told_paths(workbook.paths, people)

    def _read(self, handler: BookHandler) -> None:
        with remnants.opened_range(self._source, 0, self._source.size) as stream:
            xmlsafe.stream(stream, handler)
