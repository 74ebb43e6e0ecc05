"""Which words of a picture stand on no sheet that shows."""

import datetime
from collections.abc import Iterator

from leakscan.errors import FileError, LimitReachedError
from leakscan.formats.ooxml.shown_texts import telling_words
from leakscan.source import Source
from leakscan.tables import Value
from leakscan.views.pictures import Picture, Showing
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key
from leakscan.views.words import pieces

_MOST_ROWS = 200_000
"""Rows that are read again for the words of pictures; with more, what is missing is not known."""


class ShownWords:
    """The words that a workbook shows, looked up in what was gathered, and read again where that is not enough."""

    def __init__(self, workbook: Workbook, source: Source) -> None:
        self._workbook = workbook
        self._source = source
        self._found: set[str] = set()

    def add(self, texts: list[str]) -> None:
        """Take texts that a picture shows."""
        self._found.update(telling_words(texts))

    def take(self, picture: Picture) -> None:
        """Take a picture: what one on a sheet that shows draws is visible."""
        if picture.showing is Showing.PAGE:
            self.add(picture.texts)
            self._workbook.visible.update(key for text in picture.texts if (key := value_key(text)) is not None)

    def missing(self, texts: list[str]) -> list[str] | None:
        """Return the words of some texts that stand nowhere visible; None when that cannot be told.

        Numbers are left out, for a sheet shows them in formats of every kind; so are names of columns.
        """
        wanted: set[str] = set()
        for text in texts:
            key = value_key(text)
            if key is None or key not in self._workbook.visible:
                wanted.update(telling_words([text]))
        wanted -= self._found
        if wanted:
            self._find(wanted, self._beside_cells())
        try:
            if wanted and not self._find(wanted, self._in_cells()):
                return None
        except LimitReachedError as error:
            if error.ends_scan:
                raise
            return None
        except FileError:
            return None
        return sorted(wanted)

    def _find(self, wanted: set[str], texts: Iterator[str | None]) -> bool:
        """Take from `wanted` what stands in some texts, and say whether they were read to their end."""
        for text in texts:
            if text is None:
                return False
            for word in pieces(text):
                if word in wanted:
                    wanted.discard(word)
                    self._found.add(word)
            if not wanted:
                break
        return True

    def _beside_cells(self) -> Iterator[str]:
        for sheet in self._workbook.sheets:
            if sheet.is_visible:
                yield sheet.name
        for group in self._workbook.side_texts:
            for item in group.items:
                if item.is_shown:
                    yield item.text

    def _in_cells(self) -> Iterator[str | None]:
        """Yield the texts of cells on sheets that show, and None when there are too many."""
        rows = 0
        for sheet in self._workbook.sheets:
            table = None if sheet.facts is None or not sheet.is_visible else sheet.facts.table
            if table is None:
                continue
            for row in table.rows_of(self._source):
                rows += 1
                if rows > _MOST_ROWS:
                    yield None
                    return
                yield " ".join(_text(value) for value in row[1:] if value is not None)


def _text(value: Value) -> str:
    """Return what a cell may show; a date in its long form, with the names of day and month."""
    if isinstance(value, datetime.date):
        return value.strftime("%A %B %a %b")
    return str(value)
