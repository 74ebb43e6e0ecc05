"""What a document keeps of other files, and where it points outside itself (ODF 1.3 part 3, §9.3, §9.4.23)."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from leakscan import xmlsafe
from leakscan.formats.ods.content import ContentHandler, repeated
from leakscan.formats.ods.facts import MOST_WRITTEN_CELLS, written
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.ods.tables import opened_document
from leakscan.formats.xlsx.links import LinkHandler, LinkPass, LinkRows, link_of
from leakscan.source import Source
from leakscan.tables import Row
from leakscan.views.caches import ExternalLink, ExternalTarget, LinkKind
from leakscan.views.paths import PathMention, read_path
from leakscan.views.spreadsheet import Workbook

_READERS = "leakscan.formats.ods.links"
_LINKED = {
    "a": "hyperlink",
    "image": "image",
    "object": "oleObject",
    "object-ole": "oleObject",
    "cell-range-source": "externalLinkPath",
    "table-source": "externalLinkPath",
    "plugin": "oleObject",
    "applet": "oleObject",
    "floating-frame": "frame",
    "event-listener": "macro",
    "fill-image": "image",
    "background-image": "image",
}
_WHERE = {"hyperlink": "target of a hyperlink", "image": "linked picture", "oleObject": "linked object"}
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\.\./|/|\\\\", re.IGNORECASE)


def read_links(reading: Reading, workbook: Workbook) -> None:
    """Read every external link, and every other target outside the document, into `workbook`."""
    by_file: dict[str, list[tuple[int, str, LinkPass]]] = {}
    for number, file, sheet, found in reading.caches:
        by_file.setdefault(file, []).append((number, sheet, found))
    for position, (file, kept) in enumerate(by_file.items(), 1):
        workbook.external_links.append(_link(reading.part, position, file, kept))
    for file in reading.files:
        if file not in by_file:
            number = len(workbook.external_links) + 1
            workbook.external_links.append(ExternalLink(reading.part, number, targets=(unquote(file),)))
    for position, item in enumerate(reading.nodes("dde-link")):
        number = len(workbook.external_links) + 1
        workbook.external_links.append(_dde(reading.part, number, item.node, position))
    for item in reading.kept:
        for kind, target in targets_of(item.node):
            workbook.external_targets.append(ExternalTarget(reading.part, kind, target))
            if kind in _WHERE and read_path(target) is not None:
                workbook.paths.append(PathMention(target, _WHERE[kind], item.place(reading.part)))


def targets_of(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the targets outside the document that an element and those in it name: what for, and where."""
    for item in (node, *node.descendants()):
        kind = _LINKED.get(item.name)
        target = item.get("href")
        if kind is not None and target and _OUTSIDE.match(target) and not target.startswith("vnd.sun.star."):
            yield kind, target


def _link(part: str, number: int, file: str, found: list[tuple[int, str, LinkPass]]) -> ExternalLink:
    links = [
        link_of(
            handler,
            part,
            number,
            [unquote(file)],
            reader=f"{_READERS}:link_rows",
            where={"part": part, "table": table},
        )
        for table, _, handler in found
    ]
    first = links[0]
    first.sheet_names = tuple(name for _, name, _ in found)
    first.sheets = [sheet for link in links for sheet in link.sheets]
    return first


class _CachedRows(ContentHandler):
    """Tells the cells of one table to the rows of a link."""

    def __init__(self, table: int, rows: LinkHandler) -> None:
        super().__init__()
        self._wanted = table
        self._rows = rows
        rows.sheet = 0
        self._cells: list[tuple[int, str, str]] = []

    def row(self, attributes: dict[str, str], *, is_grouped: bool) -> None:  # noqa: ARG002  # the handler's signature
        self._cells = []

    def cell(self, column: int, repeat: int, kind: str, text: str) -> None:
        if self.table == self._wanted and text:
            kind = kind if kind in ("b", "e", "n") else "str"
            for number in range(column, column + min(repeat, MOST_WRITTEN_CELLS)):
                self._cells.append((number, kind, text))

    def row_end(self) -> None:
        if not self._cells:
            return
        for row in range(self.row_number, self.row_number + written(self.row_repeat, len(self._cells))):
            self._rows.row = row
            for cell in self._cells:
                self._rows.cell(*cell)
            self._rows.row_end()


def link_rows(
    source: Source, *, part: str, table: int, sheet: int | None, columns: tuple[int, ...]
) -> Iterator[Row]:
    """Yield the cells kept of one sheet of another file.

    Args:
        source: the document.
        part: the part with its sheets.
        table: number of the table that keeps them, from 1.
        sheet: 0.
        columns: the columns wanted, from 1.
    """
    rows = LinkRows(sheet, columns)
    handler = _CachedRows(table, rows)
    with opened_document(source, part) as opened, opened.open(part) as stream:
        yield from xmlsafe.collected(stream, handler, rows.ready)


def _dde(part: str, number: int, node: Node, position: int) -> ExternalLink:
    """Return the view of a DDE link with the values it keeps (ODF 1.3 part 3, §9.4.24)."""
    source = next(node.children("dde-source"), Node("dde-source", {}))
    handler = LinkPass()
    handler.kind = LinkKind.DDE
    handler.program = source.get("dde-application")
    handler.topic = source.get("dde-topic")
    _tell_values(node, source.get("dde-item"), handler)
    where = {"part": part, "position": position}
    return link_of(handler, part, number, [], reader=f"{_READERS}:dde_rows", where=where)


def _tell_values(node: Node, item: str, handler: LinkHandler) -> None:
    row = 0
    for line in node.descendants("table-row"):
        for _ in range(min(repeated(line.attributes, "number-rows-repeated"), MOST_WRITTEN_CELLS)):
            row += 1
            column = 0
            for cell in line.children("table-cell"):
                text = cell.get("value") or cell.get("string-value") or "\n".join(cell.paragraphs())
                kind = "n" if cell.get("value-type") in ("float", "percentage", "currency") else "str"
                for _ in range(min(repeated(cell.attributes, "number-columns-repeated"), MOST_WRITTEN_CELLS)):
                    column += 1
                    handler.value(item, (row, column), kind, text)


class _Links(ContentHandler):
    """Collects the DDE links of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: list[Node] = []

    def node(self, node: Node, column: int) -> None:  # noqa: ARG002  # the handler's signature
        if node.name == "dde-link":
            self.ready.append(node)


def dde_rows(
    source: Source, *, part: str, position: int, sheet: int | None, columns: tuple[int, ...]
) -> Iterator[Row]:
    """Yield the values that a DDE link keeps: item, row, column, value.

    Args:
        source: the document.
        part: the part with its sheets.
        position: of the link among the DDE links, from 0.
        sheet: None.
        columns: none.
    """
    handler = _Links()
    with opened_document(source, part) as opened, opened.open(part) as stream:
        for at, node in enumerate(xmlsafe.collected(stream, handler, handler.ready)):
            if at == position:
                rows = LinkRows(sheet, columns)
                item = next((found.get("dde-item") for found in node.children("dde-source")), "")
                _tell_values(node, item, rows)
                yield from rows.ready
