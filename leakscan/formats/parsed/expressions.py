"""Parsed expressions as text, as far as it takes to say what they hold or point at.

The tokens are one language ([MS-XLS] 2.5.198, [MS-XLSB] 2.5.97). Versions pack rows, columns, counts and texts in
other widths; a `Layout` says how, and everything else is the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.functions import argument_count, function_name
from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xls.text import Reader
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
_SIGNS = {0x12: ("+", ""), 0x13: ("-", ""), 0x14: ("", "%"), 0x15: ("(", ")")}
_AREAS, _GONE, _OFFSETS = (0x25, 0x2B, 0x2D), (0x2A, 0x2B), (0x2C, 0x2D)
_WITH_SHEET = {0x3A: 0x24, 0x3B: 0x25, 0x3C: 0x2A, 0x3D: 0x2B}
_RELATIVE_COLUMN, _RELATIVE_ROW = 0x01, 0x02
_FLAGS_SHIFT = 14
_CHOOSE, _SUM = 0x04, 0x10
_LIST = 0x19
_SHEET_GONE, _ANY_SHEET = 0xFFFF, 0x8000
_MOST_MEMBERS = 1 << 16


class TextForm(Enum):
    """How the characters of a text are stored."""

    BYTES = "bytes in a code page"
    UNICODE = "one or two bytes, as flags before them say"
    WIDE = "two bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a version packs what stands in tokens, and in the data behind them.

    Attributes:
        rows: rows of a sheet, a power of two.
        columns: columns of a sheet, a power of two.
        row_bytes: bytes of a row.
        column_bytes: bytes of a column.
        flags_with_row: the two flags of a place stand above its row, and not above its column.
        text: how texts are stored.
        text_length_bytes: bytes of the length of a text.
        member_length_bytes: bytes of the length of a text in an array.
        array_bytes: bytes that an array's token leaves free.
        members: kinds of the members of arrays, by their codes.
        member_bytes: bytes of a member that is no number and no text.
        is_array_of_rows: an array's size is rows and columns in four bytes each; otherwise columns in one byte,
            and rows in two.
        array_base: what is to be added to the size of an array.
        name_bytes: bytes of a name's number, and how many follow it.
        spells_sheets: a reference gives the numbers of its sheets, and not that of an entry of EXTERNSHEET.
        memory: bytes of the count of a remembered list of ranges, and of each range.
    """

    rows: int
    columns: int
    row_bytes: int
    column_bytes: int
    flags_with_row: bool = False
    text: TextForm
    text_length_bytes: int
    member_length_bytes: int
    array_bytes: int
    members: Mapping[int, str]
    member_bytes: Mapping[str, int]
    is_array_of_rows: bool = False
    array_base: int = 0
    name_bytes: tuple[int, int]
    spells_sheets: bool = False
    memory: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in an expression mean.

    Attributes:
        sheet: gives the sheets that an index into the external sheets means, as a formula writes them.
        name: gives the defined name of a number, from 1.
        outer: gives the name of a number, from 1, of what an index into the external sheets means.
        own: gives the sheets from one number to another, from 0, as a formula writes them.
    """

    sheet: Callable[[int], str]
    name: Callable[[int], str]
    outer: Callable[[int, int], str]
    own: Callable[[int, int], str] = "{}:{}".format


def expression_text(
    tokens: Reader, extra: Reader, layout: Layout, names: Names, origin: tuple[int, int] = (0, 0)
) -> str:
    """Return what the tokens of an expression say.

    Args:
        tokens: the parsed expression.
        extra: stands at what follows it, members of arrays; stands behind it afterwards.
        layout: how they are packed.
        names: what their numbers mean.
        origin: row and column, from 0, that distances in it count from.

    Raises:
        MalformedFileError: a token breaks off or is unknown.
    """
    return _Expression(tokens, extra, layout, names, origin).read()


class _Expression:
    def __init__(
        self, tokens: Reader, extra: Reader, layout: Layout, names: Names, origin: tuple[int, int]
    ) -> None:
        self._reader = tokens
        self._extra = extra
        self._layout = layout
        self._names = names
        self._origin = origin
        self._stack: list[str] = []

    def read(self) -> str:
        while self._reader.left:
            code = self._reader.byte()
            base = code if code < 0x20 else (code & 0x1F) | 0x20
            take = self._takers.get(base)
            if take is None:
                raise MalformedFileError("an expression holds an unknown token", code="unknown-token")
            take(self, base)
        return "".join(self._stack[-1:])

    def _pop(self) -> str:
        return self._stack.pop() if self._stack else ""

    def _number(self, count: int) -> int:
        return int.from_bytes(self._reader.take(count), "little")

    def _operator(self, base: int) -> None:
        right, left = self._pop(), self._pop()
        self._stack.append(f"{left}{_OPERATORS[base]}{right}")

    def _sign(self, base: int) -> None:
        before, behind = _SIGNS[base]
        self._stack.append(f"{before}{self._pop()}{behind}")

    def _missing(self, base: int) -> None:  # noqa: ARG002  # a taker's signature
        self._stack.append("")

    def _literal(self, base: int) -> None:  # noqa: ARG002  # as above
        self._stack.append(_quoted(self._text(self._reader, self._layout.text_length_bytes)))

    def _text(self, reader: Reader, length_bytes: int) -> str:
        length = int.from_bytes(reader.take(length_bytes), "little")
        match self._layout.text:
            case TextForm.BYTES:
                return reader.bytes_text(length)
            case TextForm.UNICODE:
                return reader.unicode_of(length)
        return reader.take(2 * length).decode("utf-16-le", "surrogatepass")

    def _error(self, base: int) -> None:  # noqa: ARG002  # as above
        self._stack.append(ERRORS.get(self._reader.byte(), "#N/A"))

    def _boolean(self, base: int) -> None:  # noqa: ARG002  # as above
        self._stack.append("TRUE" if self._reader.byte() else "FALSE")

    def _integer(self, base: int) -> None:  # noqa: ARG002  # as above
        self._stack.append(str(self._reader.short()))

    def _double(self, base: int) -> None:  # noqa: ARG002  # as above
        self._stack.append(number_text(self._reader.double()))

    def _array(self, base: int) -> None:  # noqa: ARG002  # as above
        layout, extra = self._layout, self._extra
        self._reader.take(layout.array_bytes)
        if layout.is_array_of_rows:
            rows, columns = extra.long(), extra.long()
        else:
            columns, rows = extra.byte() + layout.array_base, extra.short() + layout.array_base
            columns = columns or layout.columns
        if rows * columns > _MOST_MEMBERS:
            raise MalformedFileError("an array of constants is impossibly large", code="short-record")
        lines = (",".join(self._member() for _ in range(columns)) for _ in range(rows))
        self._stack.append("{" + ";".join(lines) + "}")

    def _member(self) -> str:
        layout, extra = self._layout, self._extra
        kind = layout.members.get(extra.byte())
        match kind:
            case "number":
                return number_text(extra.double())
            case "text":
                return _quoted(self._text(extra, layout.member_length_bytes))
            case None:
                raise MalformedFileError("an array of constants holds an unknown member", code="unknown-token")
        value = extra.take(layout.member_bytes[kind])[0]
        if kind == "boolean":
            return "TRUE" if value else "FALSE"
        return ERRORS.get(value, "#N/A") if kind == "error" else ""

    def _memory(self, base: int) -> None:
        """Pass over the places that a union or intersection was found to mean; the tokens behind say it again."""
        self._reader.take(2 if base == 0x29 else 6)
        if base == 0x26 and self._extra.left:
            count, size = self._layout.memory
            self._extra.take(size * int.from_bytes(self._extra.take(count), "little"))

    def _pass(self, base: int) -> None:  # noqa: ARG002  # as above
        """Pass over the place of a formula that cells share, or of a table of results."""
        self._reader.take(4)

    def _extended(self, base: int) -> None:  # noqa: ARG002  # as above
        kind = self._reader.byte()
        self._reader.take(4)
        if kind == _LIST:
            self._stack.append(f"TABLE{self._reader.long()}[]")
            self._reader.take(4)
        else:
            self._stack.append("")

    def _attribute(self, base: int) -> None:  # noqa: ARG002  # as above
        flags, data = self._reader.byte(), self._reader.short()
        if flags & _CHOOSE:
            self._reader.take(2 * (data + 1))
        elif flags & _SUM:
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
        index_bytes, rest = self._layout.name_bytes
        sheet = None
        if base == 0x39:
            sheet = self._reader.short()
            if self._layout.spells_sheets:
                self._reader.take(8)
        number = self._number(index_bytes)
        self._reader.take(rest)
        self._stack.append(self._names.name(number) if sheet is None else self._names.outer(sheet, number))

    def _reference_3d(self, base: int) -> None:
        index = self._reader.short()
        if self._layout.spells_sheets:
            self._reader.take(8)
            first, last = self._reader.short(), self._reader.short()
            if index >= _ANY_SHEET:
                sheet = "#REF!" if _SHEET_GONE in (first, last) else self._names.own(first, last)
            else:
                sheet = self._names.sheet(index - 1)
        else:
            sheet = self._names.sheet(index)
        self._reference(_WITH_SHEET[base], sheet)

    def _reference(self, base: int, sheet: str = "") -> None:
        layout = self._layout
        count = 2 if base in _AREAS else 1
        rows = [self._number(layout.row_bytes) for _ in range(count)]
        columns = [self._number(layout.column_bytes) for _ in range(count)]
        prefix = f"{sheet}!" if sheet and not sheet.endswith("!") else sheet
        if base in _GONE:
            self._stack.append(f"{prefix}#REF!")
            return
        is_offset = base in _OFFSETS
        ends = [self._cell(row, column, is_offset=is_offset) for row, column in zip(rows, columns, strict=True)]
        row_mask, column_mask = layout.rows - 1, layout.columns - 1
        if count == 2 and [row & row_mask for row in rows] == [0, row_mask]:
            cells = [letters for letters, _ in ends]
        elif count == 2 and [column & column_mask for column in columns] == [0, column_mask]:
            cells = [numbers for _, numbers in ends]
        else:
            cells = [letters + numbers for letters, numbers in ends]
        self._stack.append(prefix + ":".join(cells))

    def _cell(self, row: int, column: int, *, is_offset: bool) -> tuple[str, str]:
        """Return the column and the row of a reference, each with its `$` where it stays."""
        layout = self._layout
        flags = (row if layout.flags_with_row else column) >> _FLAGS_SHIFT
        moves_column, moves_row = flags & _RELATIVE_COLUMN, flags & _RELATIVE_ROW
        if is_offset and moves_column:
            column += self._origin[1]
        if is_offset and moves_row:
            row += self._origin[0]
        letters, number = column_letters((column & layout.columns - 1) + 1), str((row & layout.rows - 1) + 1)
        return letters if moves_column else f"${letters}", number if moves_row else f"${number}"

    _takers: ClassVar[Mapping[int, Callable[["_Expression", int], None]]] = {
        0x01: _pass,
        0x02: _pass,
        **dict.fromkeys(_OPERATORS, _operator),
        **dict.fromkeys(_SIGNS, _sign),
        0x16: _missing,
        0x17: _literal,
        0x18: _extended,
        0x19: _attribute,
        0x1C: _error,
        0x1D: _boolean,
        0x1E: _integer,
        0x1F: _double,
        0x20: _array,
        0x21: _function,
        0x22: _function,
        0x23: _name,
        **dict.fromkeys((0x24, 0x25, 0x2A, 0x2B, 0x2C, 0x2D), _reference),
        **dict.fromkeys((0x26, 0x27, 0x28, 0x29), _memory),
        0x39: _name,
        **dict.fromkeys(_WITH_SHEET, _reference_3d),
    }
    """What takes each token, by its number without its class ([MS-XLS] 2.5.198.25)."""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
