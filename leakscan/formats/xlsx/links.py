"""External links: what a workbook keeps of other files, and where they are (ECMA-376-1 §18.14)."""

from collections.abc import Iterator, Mapping

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import MAX_COLUMNS, column_of, decimal, whole
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.roots import parts_of
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.tables import Row, Table, Value
from leakscan.views.caches import ExternalLink, ExternalSheet, ExternalTarget, LinkKind
from leakscan.views.spreadsheet import Workbook, column_letters
from leakscan.views.values import boolean_key, value_key

_MOST_EXAMPLES = 5
_EXAMPLE_CHARACTERS = 200
_READER = "leakscan.formats.xlsx.links:link_rows"
_NAMES_READER = "leakscan.formats.xlsx.links:name_rows"
_NAME_COLUMNS = ("What", "Name", "Refers to")
_LINK_COLUMNS = ("Item", "Row", "Column", "Value")


def read_links(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read every external link, and every other target outside the package, into `workbook`."""
    numbers = _numbers(package, workbook_part)
    link_parts = parts_of(package, root="externalLink")
    for part in link_parts:
        workbook.external_links.append(_link(package, part, numbers.get(part, 0)))
    for part in sorted({"", *package.entries}):
        if part in link_parts or part.endswith(".rels"):
            continue
        for relationship in package.relationships(part):
            if relationship.is_external:
                workbook.external_targets.append(ExternalTarget(part, relationship.kind, relationship.target))


def _numbers(package: Package, workbook_part: str) -> dict[str, int]:
    """Return the number of each link part, by which formulas refer to it: its position in the workbook's list."""
    root = package.tree(workbook_part, "workbook", lost="the order of external links")
    targets = {item.id: package.name(item.target) for item in package.related(workbook_part, "externalLink")}
    numbers: dict[str, int] = {}
    if root is not None:
        for number, element in enumerate(xmlsafe.descendants(root, "externalReference"), start=1):
            name = targets.get(xmlsafe.attribute(element, "id") or "")
            if name is not None:
                numbers.setdefault(name, number)
    return numbers


def _link(package: Package, part: str, number: int) -> ExternalLink:
    handler = LinkPass()
    with package.recording(Place(part=part), lost="what is kept of another file"), package.open(part) as stream:
        xmlsafe.stream(stream, handler)
        package.mark(part, PartState.EXAMINED, "external link")
    targets = [item.target for item in package.relationships(part) if item.is_external and item.target]
    link = link_of(handler, part, number, targets, reader=_READER, where={"part": part})
    count = len(link.sheet_names) + len(link.names)
    if count:
        link.names_table = Table(
            columns=_NAME_COLUMNS, count=count, reader=_NAMES_READER, arguments={"part": part}
        )
    return link


def link_of(
    handler: "LinkPass", part: str, number: int, targets: list[str], *, reader: str, where: Mapping[str, object]
) -> ExternalLink:
    """Return the view of a link that was read.

    Args:
        handler: what was gathered of it.
        part: the part that holds it.
        number: its number among the links.
        targets: where the other file is.
        reader: what reads its cells again.
        where: the arguments that tell the reader which link.
    """
    targets = [handler.topic, *targets] if handler.topic else targets
    sheets = [sheet for sheet in handler.sheets.values() if sheet.cells]
    for sheet_number, sheet in handler.sheets.items():
        is_values = sheet_number is None
        columns = _LINK_COLUMNS if is_values else ("Row", *map(column_letters, handler.columns_of(sheet_number)))
        sheet.table = Table(
            columns=columns,
            count=sheet.rows,
            reader=reader,
            arguments={
                **where,
                "sheet": sheet_number,
                "columns": () if is_values else handler.columns_of(sheet_number),
            },
        )
    return ExternalLink(
        part=part,
        number=number,
        kind=handler.kind,
        targets=tuple(dict.fromkeys([*targets, *handler.alternates])),
        program=handler.program,
        sheet_names=tuple(handler.sheet_names),
        names=tuple(handler.names),
        sheets=sheets,
    )


class LinkHandler(xmlsafe.Handler):
    """Turns the events of an external link part into cells and values; subclasses take them."""

    def __init__(self) -> None:
        self.sheet: int | None = None
        self.row = 0
        self._column = 0
        self._type = "n"
        self._item = ""
        self._values_row = 0
        self._values_column = 0
        self._width = 1
        self._pieces: list[str] | None = None

    def head(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element outside the cells."""

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell of `sheet` and `row`."""

    def row_end(self) -> None:
        """Take the end of a row."""

    def value(self, item: str, position: tuple[int, int], kind: str, text: str) -> None:
        """Take a value of a DDE or OLE link: its item, row and column from 1, and its type."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        match name:
            case "cell":
                column = column_of(attributes.get("r", ""))
                self._column = self._column + 1 if column is None else column
                self._type = attributes.get("t", "n")
            case "v" | "val":
                self._pieces = []
            case "row":
                number = whole(attributes.get("r"))
                self.row = self.row + 1 if number is None else number
                self._column = 0
            case "sheetData":
                self.sheet = whole(attributes.get("sheetId")) or 0
                self.row = 0
            case "ddeItem" | "oleItem":
                self._item = unescaped(attributes.get("name", ""))
            case "values":
                self._width = max(1, whole(attributes.get("cols")) or 1)
                self._values_row, self._values_column = 1, 0
            case "value":
                self._type = attributes.get("t", "n")
                self._values_column += 1
                if self._values_column > self._width:
                    self._values_row, self._values_column = self._values_row + 1, 1
            case _:
                self.head(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._pieces is not None and name in ("v", "val"):
            text = unescaped("".join(self._pieces))
            self._pieces = None
            if name == "v" and self._column:
                self.cell(self._column, self._type, text)
            elif name == "val":
                self.value(self._item, (self._values_row, self._values_column), self._type, text)
        elif name == "row":
            self.row_end()

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._pieces is not None:
            self._pieces.append(data)


class LinkPass(LinkHandler):
    """Gathers what rules need of an external link."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = LinkKind.WORKBOOK
        self.topic = ""
        self.program = ""
        self.sheet_names: list[str] = []
        self.names: list[tuple[str, str]] = []
        self.alternates: list[str] = []
        self.sheets: dict[int | None, ExternalSheet] = {}
        self._columns: dict[int | None, set[int]] = {}
        self._last_row: dict[int, int] = {}

    def head(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element outside the cells."""
        match name:
            case "sheetName":
                self.sheet_names.append(unescaped(attributes.get("val", "")))
            case "definedName":
                refers_to = unescaped(attributes.get("refersTo", ""))
                self.names.append((unescaped(attributes.get("name", "")), refers_to))
            case "ddeLink":
                self.kind = LinkKind.DDE
                self.topic = unescaped(attributes.get("ddeTopic", ""))
                self.program = unescaped(attributes.get("ddeService", ""))
            case "oleLink":
                self.kind = LinkKind.OLE
            case "alternateUrls" | "absoluteUrl" | "relativeUrl" | "driveId" | "itemId":
                # The addresses are relationships of the part; older writers spell them here.
                self.alternates.extend(value for key, value in attributes.items() if "url" in key.casefold())

    def columns_of(self, sheet: int | None) -> tuple[int, ...]:
        """Return the columns of a sheet that hold something."""
        return tuple(sorted(self._columns.get(sheet, ())))

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell of `sheet` and `row`."""
        number = self.sheet or 0
        name = self.sheet_names[number] if 0 <= number < len(self.sheet_names) else ""
        sheet = self.sheets.setdefault(number, ExternalSheet(name))
        if not text or column > MAX_COLUMNS:
            return
        self._columns.setdefault(number, set()).add(column)
        if self._last_row.get(number) != self.row:
            self._last_row[number] = self.row
            sheet.rows += 1
        self._take(sheet, kind, text)

    def value(self, item: str, position: tuple[int, int], kind: str, text: str) -> None:  # noqa: ARG002  # the base's
        """Take a value of a DDE or OLE link."""
        if kind == "nil" or not text:
            return
        sheet = self.sheets.setdefault(None, ExternalSheet(""))
        sheet.rows += 1
        self._take(sheet, kind, text)

    def _take(self, sheet: ExternalSheet, kind: str, text: str) -> None:
        sheet.cells += 1
        if kind == "b":
            key: int | None = boolean_key(xmlsafe.is_true(text))
        else:
            key = None if kind == "e" else value_key(text)
        sheet.values.add(key)
        shown = text[:_EXAMPLE_CHARACTERS]
        if key is not None and len(sheet.examples) < _MOST_EXAMPLES and shown not in sheet.examples:
            sheet.examples.append(shown)


class LinkRows(LinkHandler):
    """Makes rows of one sheet, or of the values of a DDE or OLE link."""

    def __init__(self, sheet: int | None, columns: tuple[int, ...]) -> None:
        super().__init__()
        self._wanted = sheet
        self._positions = {column: index + 1 for index, column in enumerate(columns)}
        self._current: list[Value] | None = None
        self.ready: list[Row] = []

    def cell(self, column: int, kind: str, text: str) -> None:
        """Take a cell of `sheet` and `row`."""
        position = self._positions.get(column)
        if self.sheet != self._wanted or position is None or not text:
            return
        if self._current is None:
            self._current = [self.row, *([None] * len(self._positions))]
        self._current[position] = _typed(kind, text)

    def row_end(self) -> None:
        """Take the end of a row."""
        if self._current is not None:
            self.ready.append(tuple(self._current))
            self._current = None

    def value(self, item: str, position: tuple[int, int], kind: str, text: str) -> None:
        """Take a value of a DDE or OLE link."""
        if self._wanted is None and kind != "nil" and text:
            self.ready.append((item, *position, _typed(kind, text)))


def _typed(kind: str, text: str) -> Value:
    if kind == "b":
        return xmlsafe.is_true(text)
    number = decimal(text) if kind == "n" else None
    if number is None:
        return text
    return whole(text) if number.is_integer() and whole(text) is not None else number


def link_rows(source: Source, *, part: str, sheet: int | None, columns: tuple[int, ...]) -> Iterator[Row]:
    """Yield the cells kept of one sheet of another workbook, or the values of a DDE or OLE link.

    Args:
        source: the workbook.
        part: the external link.
        sheet: number of the sheet in the link, from 0; None for the values of a DDE or OLE link.
        columns: the columns wanted, from 1.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package, package.open(part) as stream:
        handler = LinkRows(sheet, columns)
        yield from xmlsafe.collected(stream, handler, handler.ready)


def name_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the sheets and the defined names that a link names of another workbook.

    Args:
        source: the workbook.
        part: the external link.
    """
    from leakscan.formats.xlsx.tables import opened_package

    handler = LinkPass()
    with opened_package(source) as package, package.open(part) as stream:
        xmlsafe.stream(stream, handler)
    for name in handler.sheet_names:
        yield "sheet", name, None
    for name, refers_to in handler.names:
        yield "name", name, refers_to or None
