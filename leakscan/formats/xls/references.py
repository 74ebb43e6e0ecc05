"""What formulas of a binary workbook refer to by number: sheets and names, its own and those of others."""

import contextlib
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.externals import EXTERNNAME, EXTERNSHEET, SUPBOOK, ExternalBook, book_of, is_own
from leakscan.formats.xls.globals import Globals
from leakscan.formats.xls.records import Group

_GONE, _WHOLE = 0xFFFF, 0xFFFE
"""Numbers that stand for a sheet that was deleted, and for the workbook as such ([MS-XLS] 2.5.344)."""


@dataclass(slots=True)
class _Book:
    """A workbook: another one, or with no number this one or an add-in."""

    number: int = 0
    is_own: bool = False
    sheets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class References:
    """The entries of EXTERNSHEET ([MS-XLS] 2.4.106); before BIFF8 each is a record of its own.

    Args:
        found: the globals; records that are damaged are left out, which is said by those who read what they hold.
    """

    def __init__(self, found: Globals) -> None:
        self._found = found
        self._books: list[_Book] = []
        self._entries: list[tuple[_Book, int, int]] = []
        for group in found.externals:
            with contextlib.suppress(MalformedFileError):
                self._take(group)

    def _take(self, group: Group) -> None:
        found = self._found
        reader = found.reader(group)
        if group.type == SUPBOOK or (group.type == EXTERNSHEET and found.version < 8):
            number = max((book.number for book in self._books), default=0) + 1
            other = book_of(reader, found, group, number)
            self._books.append(_told(other) if other is not None else _Book(is_own=is_own(found, group)))
            if found.version < 8:
                self._entries.append((self._books[-1], 0, 0))
        elif group.type == EXTERNNAME and self._books:
            reader.skip(6)
            self._books[-1].names.append(found.text(reader, 1))
        elif group.type == EXTERNSHEET:
            for _ in range(reader.short()):
                number, first, last = reader.short(), reader.short(), reader.short()
                is_there = number < len(self._books)
                book = self._books[number] if is_there else _Book(is_own=True)
                if not is_there or (book.is_own and not self._has_sheets(first, last)):
                    found.lacks("workbooks or sheets")
                self._entries.append((book, first, last))

    def _has_sheets(self, first: int, last: int) -> bool:
        count = len(self._found.sheets)
        return all(number < count or number in (_GONE, _WHOLE) for number in (first, last))

    def sheet(self, index: int) -> str:
        """Return the sheets that an entry means, as a formula writes them."""
        if not 0 <= index < len(self._entries):
            return "#REF!"
        book, first, last = self._entries[index]
        if not book.number:
            return self.own(first, last)
        if first == _GONE:
            return quoted(f"[{book.number}]#REF")
        return quoted(f"[{book.number}]{book.sheets[first] if first < len(book.sheets) else ''}")

    def telling(self) -> list[int]:
        """Return the entries that mean what is gone, or another workbook."""
        return [index for index in range(len(self._entries)) if set("[#") & set(self.sheet(index))]

    def own(self, first: int, last: int) -> str:
        """Return sheets of this workbook, from one number to another, as a formula writes them."""
        if first == _WHOLE:
            return ""
        sheets = self._found.sheets
        if first >= len(sheets):
            return "#REF!"
        name = sheets[first].name
        return quoted(name if first == last or last >= len(sheets) else f"{name}:{sheets[last].name}")

    def outer(self, index: int, number: int) -> str | None:
        """Return the name of a number, from 1, of the workbook that an entry means; None where it is this one."""
        if self._found.version < 8:
            index -= 1
        if not 0 <= index < len(self._entries):
            return None
        book = self._entries[index][0]
        if book.is_own:
            return None
        name = book.names[number - 1] if 0 < number <= len(book.names) else f"NAME{number}"
        return f"[{book.number}]!{name}" if book.number else name


def _told(book: ExternalBook) -> _Book:
    return _Book(book.number, sheets=book.sheets)


def quoted(name: str) -> str:
    """Return a sheet's name as a formula writes it."""
    if name == "#REF!" or name.replace("_", "").isalnum():
        return name
    return "'" + name.replace("'", "''") + "'"
