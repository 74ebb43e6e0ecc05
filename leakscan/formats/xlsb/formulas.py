"""Parsed expressions as text, as far as it takes to say what they hold or point at ([MS-XLSB] 2.5.97).

The tokens are those of [MS-XLS] with wider rows, columns and counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leakscan.errors import MalformedFileError
from leakscan.formats.xls.functions import argument_count, function_name
from leakscan.formats.xlsb.functions import LATER_FUNCTIONS
from leakscan.formats.xlsb.numbers import ERRORS, number_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsx.cells import MAX_COLUMNS, MAX_ROWS
from leakscan.views.spreadsheet import column_letters

_USER_DEFINED = 255
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
_COLUMN_MASK, _RELATIVE_COLUMN, _RELATIVE_ROW = 0x3FFF, 0x4000, 0x8000
_MOST_MEMBERS = 1 << 16


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in an expression mean.

    Attributes:
        sheet: gives the sheets that an index into the external sheets means, as a formula writes them.
        name: gives the defined name of a number, from 1.
    """

    sheet: Callable[[int], str]
    name: Callable[[int], str]


def formula_text(reader: Reader, names: Names, origin: tuple[int, int] = (0, 0)) -> str:
    """Return the formula that comes next in a record, with its extra data behind it.

    Args:
        reader: stands at the formula.
        names: what its numbers mean.
        origin: row and column, from 0, that relative references start from.

    Raises:
        MalformedFileError: a token breaks off or is unknown.
    """
    tokens = reader.take(reader.long())
    extra = reader.take(reader.long()) if reader.left >= 4 else b""
    return _Expression(tokens, extra, names, origin).read()


def skip_formula(reader: Reader) -> None:
    """Pass over the formula that comes next in a record."""
    reader.take(reader.long())
    reader.take(reader.long())


class _Expression:
    def __init__(self, tokens: bytes, extra: bytes, names: Names, origin: tuple[int, int]) -> None:
        self._reader = Reader(tokens)
        self._extra = Reader(extra)
        self._names = names
        self._origin = origin
        self._stack: list[str] = []

    def read(self) -> str:
        while self._reader.left:
            self._token(self._reader.byte())
        return "".join(self._stack[-1:])

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
            self._stack.append(self._constant(base))
        elif base == 0x18:
            self._extended()
        elif base == 0x19:
            self._attribute()
        elif base in (0x21, 0x22):
            self._function(base)
        elif base in (0x24, 0x25, 0x2A, 0x2B, 0x2C, 0x2D):
            self._reference(base, "")
        elif base in (0x3A, 0x3B, 0x3C, 0x3D):
            sheet = self._names.sheet(self._reader.short())
            self._reference({0x3A: 0x24, 0x3B: 0x25, 0x3C: 0x2A, 0x3D: 0x2B}[base], f"{sheet}!" if sheet else "")
        elif base == 0x23:
            self._stack.append(self._names.name(self._reader.long()))
        elif base == 0x39:
            self._reader.take(2)
            self._stack.append(f"NAME{self._reader.long()}")
        elif base == 0x01:
            self._reader.take(4)
        elif base in (0x26, 0x27, 0x28, 0x29):
            self._memory(base)
        else:
            raise MalformedFileError("an expression holds an unknown token", code="unknown-token")

    def _pop(self) -> str:
        return self._stack.pop() if self._stack else ""

    def _constant(self, base: int) -> str:
        reader = self._reader
        match base:
            case 0x16:
                return ""
            case 0x17:
                return _quoted(reader.characters(reader.short()))
            case 0x1C:
                return ERRORS.get(reader.byte(), "#N/A")
            case 0x1D:
                return "TRUE" if reader.byte() else "FALSE"
            case 0x1E:
                return str(reader.short())
            case 0x1F:
                return number_text(reader.double())
        reader.take(14)
        return self._array()

    def _array(self) -> str:
        extra = self._extra
        rows, columns = extra.long(), extra.long()
        if rows * columns > _MOST_MEMBERS:
            raise MalformedFileError("an array of constants is impossibly large", code="short-record")
        return "{" + ";".join(",".join(self._member() for _ in range(columns)) for _ in range(rows)) + "}"

    def _member(self) -> str:
        extra = self._extra
        match extra.byte():
            case 0:
                return number_text(extra.double())
            case 1:
                return _quoted(extra.characters(extra.short()))
            case 2:
                return "TRUE" if extra.byte() else "FALSE"
            case 4:
                error = ERRORS.get(extra.byte(), "#N/A")
                extra.take(3)
                return error
        raise MalformedFileError("an array of constants holds an unknown member", code="unknown-token")

    def _memory(self, base: int) -> None:
        """Pass over the places that a union or intersection was found to mean; the tokens behind say it again."""
        self._reader.take(2 if base == 0x29 else 6)
        if base == 0x26:
            self._extra.take(16 * self._extra.long())

    def _extended(self) -> None:
        kind = self._reader.byte()
        if kind == 0x19:
            self._reader.take(4)
            self._stack.append(f"TABLE{self._reader.long()}[]")
            self._reader.take(4)
        else:
            self._reader.take(4)
            self._stack.append("")

    def _attribute(self) -> None:
        flags, data = self._reader.byte(), self._reader.short()
        if flags & 0x04:
            self._reader.take(2 * (data + 1))
        elif flags & 0x10:
            self._stack.append(f"SUM({self._pop()})")

    def _function(self, base: int) -> None:
        if base == 0x21:
            number = self._reader.short()
            count = LATER_FUNCTIONS[number][1] if number in LATER_FUNCTIONS else argument_count(number)
        else:
            count, number = self._reader.byte() & 0x7F, self._reader.short() & 0x7FFF
        arguments = [self._pop() for _ in range(count)][::-1]
        # A function of an add-in comes as its name and then its arguments ([MS-XLSB] 2.5.97.10).
        if number == _USER_DEFINED and arguments:
            name = arguments.pop(0)
        elif number in LATER_FUNCTIONS:
            name = LATER_FUNCTIONS[number][0]
        else:
            name = function_name(number)
        self._stack.append(f"{name}({','.join(arguments)})")

    def _reference(self, base: int, prefix: str) -> None:
        is_area = base in (0x25, 0x2B, 0x2D)
        rows = [self._reader.long() for _ in range(2 if is_area else 1)]
        columns = [self._reader.short() for _ in rows]
        if base in (0x2A, 0x2B):
            self._stack.append(prefix + "#REF!")
            return
        ends = [
            self._cell(row, column, is_offset=base in (0x2C, 0x2D))
            for row, column in zip(rows, columns, strict=True)
        ]
        masked = [column & _COLUMN_MASK for column in columns]
        if is_area and rows == [0, MAX_ROWS - 1]:
            cells = [letters for letters, _ in ends]
        elif is_area and masked == [0, MAX_COLUMNS - 1]:
            cells = [numbers for _, numbers in ends]
        else:
            cells = [letters + numbers for letters, numbers in ends]
        self._stack.append(prefix + ":".join(cells))

    def _cell(self, row: int, packed: int, *, is_offset: bool) -> tuple[str, str]:
        """Return the column and the row of a reference, each with its `$` where it stays."""
        column = packed & _COLUMN_MASK
        moves_column, moves_row = packed & _RELATIVE_COLUMN, packed & _RELATIVE_ROW
        if is_offset and moves_column:
            column = (column + self._origin[1]) % MAX_COLUMNS
        if is_offset and moves_row:
            row = (row + self._origin[0]) % MAX_ROWS
        letters, number = column_letters(column + 1), str(row % MAX_ROWS + 1)
        return letters if moves_column else f"${letters}", number if moves_row else f"${number}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
