"""BinaryPackage: a package whose binary parts are read as the XML parts they stand for."""

from functools import cached_property
from typing import BinaryIO, cast

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.ooxml.package import BINARY_WORKBOOK, CONTENT_TYPES, Package
from leakscan.formats.ooxml.part_names import folded
from leakscan.formats.xlsb.book import Book
from leakscan.formats.xlsb.parts import BY_FIRST_RECORD, MAIN, WORKBOOK, BinaryKind, kind_of
from leakscan.formats.xlsb.records import Records
from leakscan.formats.xlsb.telling import RecordStream, Teller
from leakscan.formats.xlsb.unread import unread_words

LARGE_BYTES = 1 << 19
"""From which size on a sheet is read as arrays: below, importing numpy costs more than it saves."""
_SNIFFED = (MAIN, "application/octet-stream", "application/xml", "text/xml", "")


class BinaryPackage(Package):
    """An opened package; other parts than the binary ones of a workbook are read as they are."""

    def __init__(self, container: ZipContainer, context: Context) -> None:
        self._kinds: dict[str, BinaryKind | None] = {}
        self.book = Book(self)
        super().__init__(container, context)

    def content_type(self, part: str) -> str:
        """Return the content type of a part; of a binary one that of the XML part it stands for."""
        kind = self._kind(part)
        return super().content_type(part) if kind is None or kind is WORKBOOK else kind.content_type

    def reads_as_xml(self, part: str) -> bool:
        """Return whether a part comes as XML."""
        return self._kind(part) is not None or super().reads_as_xml(part)

    def open(self, part: str) -> BinaryIO:
        """Return a metered stream over a part; a binary one comes as XML.

        Raises:
            FileError: it does not exist or cannot be read.
        """
        kind = self._kind(part)
        if kind is None:
            return super().open(part)

        def teller(handler: xmlsafe.Handler) -> Teller:
            return kind.teller(handler, self.book, part)

        def damaged(error: MalformedFileError) -> None:
            self.problem(error.code, Place(part=part), str(error), lost="what the rest of the part holds")

        stream = RecordStream(
            super().open(part),
            teller,
            self._done,
            damaged,
            is_plain=bool(kind.teller.plain_types),
            is_large=bool(kind.teller.row_types) and self.entries[part].size >= LARGE_BYTES,
        )
        return cast("BinaryIO", stream)

    def open_raw(self, part: str) -> BinaryIO:
        """Return a metered stream over the records of a part.

        Raises:
            FileError: it does not exist or cannot be read.
        """
        return super().open(part)

    def _kind(self, part: str) -> BinaryKind | None:
        """Return the kind of a binary part, or None for any other part."""
        if part not in self._kinds:
            if folded(part) == CONTENT_TYPES.casefold() or part not in self.entries or not self._is_binary:
                return None
            declared = super().content_type(part)
            kind = kind_of(declared)
            if kind is None and (declared.casefold() in _SNIFFED or declared.endswith("+xml")):
                kind = self._sniffed(part)
            self._kinds[part] = kind
        return self._kinds[part]

    @cached_property
    def _is_binary(self) -> bool:
        """True when the package declares a binary workbook; the parts of any other are taken as they are."""
        return self.declares(BINARY_WORKBOOK)

    def _sniffed(self, part: str) -> BinaryKind | None:
        """Return the kind that the first record of a part tells."""
        if not part.casefold().endswith(".bin"):
            return None
        try:
            with super().open(part) as stream:
                first = next(Records(stream), None)
        except FileError:
            return None
        return None if first is None else BY_FIRST_RECORD.get(first.type)

    def _done(self, teller: Teller) -> None:
        """Say what of a part was not read."""
        place = Place(part=teller.part)
        if teller.unread:
            self.problem(
                "records-not-examined",
                place,
                "the part holds records that are not examined",
                lost=unread_words(teller.unread),
            )
        for error in teller.damage.values():
            self.problem(error.code, place, str(error), lost="an expression")
