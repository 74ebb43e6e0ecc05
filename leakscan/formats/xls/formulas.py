"""Parsed expressions of names, as far as it takes to say what they hold or point at ([MS-XLS] 2.5.198).

What a name hides is its constants and the places it points at; its arithmetic is told as far as it takes.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.cells import ERRORS, number_text
from leakscan.formats.xls.functions import argument_count, function_name
from leakscan.formats.xls.text import Reader
from leakscan.views.spreadsheet import column_letters

_USER_DEFINED = 255
_LAST_COLUMN = 255
_IS_COLUMN_RELATIVE, _IS_ROW_RELATIVE = 0x01, 0x02
_OPERATORS = {
    0x03: "+",
    0x04: "-",
    0x05: "*",
    0x06: "/",
    0x07: "^",
    0x08: "&",
    0x09: "<",
    0x0A: "<=",
    0x0B: "=",
    0x0C: ">=",
    0x0D: ">",
    0x0E: "<>",
    0x0F: " ",
    0x10: ",",
    0x11: ":",
}


@dataclass(slots=True)
class Expression:
    """What a name's expression holds.

    Attributes:
        text: the expression as text.
        constants: the constants in it: strings, numbers, arrays' members.
        has_reference: it points at cells.
        is_broken: it points at cells that are gone.
        rest: what follows the members of its arrays.
    """

    text: str = ""
    constants: list[str] = field(default_factory=list)
    has_reference: bool = False
    is_broken: bool = False
    rest: bytes = b""


def read_expression(
    tokens: bytes,
    extra: bytes,
    *,
    version: int,
    sheet_name: Callable[[int], str],
    name_of: Callable[[int], str] = "NAME{}".format,
    origin: tuple[int, int] | None = None,
) -> Expression:
    """Return what the tokens of an expression say.

    Args:
        tokens: the parsed expression.
        extra: what follows it: members of array constants.
        version: BIFF version.
        sheet_name: gives the sheets that an index into EXTERNSHEET means, as text.
        name_of: gives the defined name of a number, from 1.
        origin: row and column, from 0, that it is written for: its relative references are written as such;
            without it all are written as absolute ones, as those of names are.

    Raises:
        MalformedFileError: a token breaks off or is unknown.
    """
    return _Expressions(tokens, extra, version, sheet_name, name_of, origin).read()


class _Expressions:
    def __init__(
        self,
        tokens: bytes,
        extra: bytes,
        version: int,
        sheet_name: Callable[[int], str],
        name_of: Callable[[int], str],
        origin: tuple[int, int] | None,
    ) -> None:
        self._reader = Reader([tokens])
        self._extra = Reader([extra])
        self._version = version
        self._sheet_name = sheet_name
        self._name_of = name_of
        self._origin = origin
        self._stack: list[str] = []
        self._found = Expression()

    def read(self) -> Expression:
        while self._reader.left:
            self._token(self._reader.byte())
        self._found.text = "".join(self._stack[-1:])
        self._found.rest = self._extra.rest()
        return self._found

    def _token(self, code: int) -> None:
        base = code if code < 0x20 else (code & 0x1F) | 0x20
        if base in _OPERATORS:
            right, left = self._pop(), self._pop()
            self._stack.append(f"{left}{_OPERATORS[base]}{right}")
        elif base in (0x12, 0x13, 0x14):
            operand = self._pop()
            self._stack.append({0x12: "+", 0x13: "-"}.get(base, "") + operand + ("%" if base == 0x14 else ""))
        elif base == 0x15:
            self._stack.append(f"({self._pop()})")
        elif base in (0x16, 0x17, 0x1C, 0x1D, 0x1E, 0x1F, 0x20):
            self._constant(base)
        elif base == 0x19:
            self._attribute()
        elif base in (0x21, 0x22):
            self._function(base)
        elif base in (0x24, 0x25, 0x2A, 0x2B, 0x2C, 0x2D):
            self._reference(base, "")
        elif base in (0x3A, 0x3B, 0x3C, 0x3D):
            self._reference_3d(base)
        elif base in (0x23, 0x39):
            self._name(base)
        elif base == 0x29:
            self._reader.skip(2)
        elif base in (0x26, 0x27, 0x28):
            self._reader.skip(6)
        elif base in (0x01, 0x02):
            self._reader.skip(4)
        else:
            raise MalformedFileError("an expression holds an unknown token", code="unknown-token")

    def _pop(self) -> str:
        return self._stack.pop() if self._stack else ""

    def _constant(self, base: int) -> None:
        reader = self._reader
        match base:
            case 0x16:
                self._stack.append("")
                return
            case 0x17:
                length = reader.byte()
                text = reader.unicode_of(length) if self._version >= 8 else reader.take(length).decode("latin-1")
                shown = '"' + text.replace('"', '""') + '"'
            case 0x1C:
                self._stack.append(ERRORS.get(reader.byte(), "#N/A"))
                self._found.is_broken = self._found.is_broken or self._stack[-1] == "#REF!"
                return
            case 0x1D:
                shown = text = "TRUE" if reader.byte() else "FALSE"
            case 0x1E:
                shown = text = str(reader.short())
            case 0x1F:
                shown = text = number_text(reader.double())
            case _:
                reader.skip(7)
                self._stack.append(self._array())
                return
        self._found.constants.append(text)
        self._stack.append(shown)

    def _array(self) -> str:
        columns, rows = self._extra.byte() + 1, self._extra.short() + 1
        if self._version < 8:
            rows -= 1
        members: list[str] = []
        for _ in range(min(columns * rows, 1 << 16)):
            kind = self._extra.byte()
            if kind == 0x02:
                text = self._extra.unicode(2) if self._version >= 8 else self._extra.string(1)
                members.append(text)
                continue
            raw = self._extra.take(8)
            if kind == 0x01:
                members.append(number_text(struct.unpack("<d", raw)[0]))
            elif kind == 0x04:
                members.append("TRUE" if raw[0] else "FALSE")
        self._found.constants.extend(members)
        return "{" + ",".join(members) + "}"

    def _attribute(self) -> None:
        flags, data = self._reader.byte(), self._reader.short()
        if flags & 0x04:
            self._reader.skip(2 * (data + 1))
        elif flags & 0x10:
            self._stack.append(f"SUM({self._pop()})")

    def _function(self, base: int) -> None:
        if base == 0x21:
            number = self._reader.short()
            count = argument_count(number)
        else:
            count, number = self._reader.byte() & 0x7F, self._reader.short() & 0x7FFF
        arguments = [self._pop() for _ in range(count)][::-1]
        # A function of an add-in comes as its name and then its arguments ([MS-XLS] 2.5.198.17).
        name = arguments.pop(0) if number == _USER_DEFINED and arguments else function_name(number)
        self._stack.append(f"{name}({','.join(arguments)})")

    def _name(self, base: int) -> None:
        reader = self._reader
        if base == 0x39:
            reader.skip(2 if self._version >= 8 else 10)
        number = reader.short()
        reader.skip(2 if self._version >= 8 else 12)
        self._stack.append(self._name_of(number) if base == 0x23 else f"NAME{number}")

    def _reference_3d(self, base: int) -> None:
        if self._version >= 8:
            sheet = self._sheet_name(self._reader.short())
        else:
            index = self._reader.short()
            self._reader.skip(8)
            first, last = self._reader.short(), self._reader.short()
            self._found.is_broken = self._found.is_broken or 0xFFFF in (first, last)
            sheet = "" if index >= 0x8000 else self._sheet_name(index - 1)
        self._reference({0x3A: 0x24, 0x3B: 0x25, 0x3C: 0x2A, 0x3D: 0x2B}[base], sheet)

    def _reference(self, base: int, sheet: str) -> None:
        prefix = f"{sheet}!" if sheet else ""
        wide = self._version >= 8
        is_area = base in (0x25, 0x2B, 0x2D)
        rows = [self._reader.short() for _ in range(2 if is_area else 1)]
        columns = [self._reader.short() if wide else self._reader.byte() for _ in rows]
        if base in (0x2A, 0x2B):
            self._found.is_broken = True
            self._stack.append(prefix + "#REF!")
            return
        self._found.has_reference = True
        if "#REF!" in sheet:
            self._found.is_broken = True
        mask = 0xFFFF if wide else 0x3FFF
        corners = [
            self._corner(
                row & mask, column & 0xFF, (column if wide else row) >> 14, is_offset=base in (0x2C, 0x2D)
            )
            for row, column in zip(rows, columns, strict=True)
        ]
        if [row for row, _, _ in corners] == [0, mask]:
            cells = [
                f"{self._sign(flags & _IS_COLUMN_RELATIVE)}{column_letters(column + 1)}"
                for _, column, flags in corners
            ]
        elif [column for _, column, _ in corners] == [0, _LAST_COLUMN]:
            cells = [f"{self._sign(flags & _IS_ROW_RELATIVE)}{row + 1}" for row, _, flags in corners]
        else:
            cells = [
                f"{self._sign(flags & _IS_COLUMN_RELATIVE)}{column_letters(column + 1)}"
                f"{self._sign(flags & _IS_ROW_RELATIVE)}{row + 1}"
                for row, column, flags in corners
            ]
        self._stack.append(prefix + ":".join(cells))

    def _corner(self, row: int, column: int, flags: int, *, is_offset: bool) -> tuple[int, int, int]:
        """Return row, column and flags of a cell, with what it is away from the cell that it is written for."""
        if is_offset and self._origin is not None:
            if flags & _IS_ROW_RELATIVE:
                row = row + self._origin[0] & (0xFFFF if self._version >= 8 else 0x3FFF)
            if flags & _IS_COLUMN_RELATIVE:
                column = column + self._origin[1] & 0xFF
        return row, column, flags

    def _sign(self, is_relative: int) -> str:
        return "" if is_relative and self._origin is not None else "$"
