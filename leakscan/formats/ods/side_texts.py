"""Texts beside the cells: headers and footers, validations, shapes, controls, protection, printers."""

import io
import re
from collections.abc import Collection, Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ods.content import SHAPES
from leakscan.formats.ods.criteria import texts_of_no_cell
from leakscan.formats.ods.looks import TINY_POINTS, points
from leakscan.formats.ods.nodes import Node, paragraph_text
from leakscan.formats.ods.properties import setups
from leakscan.formats.ods.reading import DocumentPass, Kept, Reading
from leakscan.formats.ods.tables import opened_document
from leakscan.formats.texts import runs_of_text
from leakscan.formats.xlsx.sheet_texts import telling_words
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.side_texts import SideKind, SideText, TextPart
from leakscan.views.spreadsheet import Workbook

_HEADERS = {
    "header": "header",
    "header-left": "header of even pages",
    "header-first": "header of the first page",
    "footer": "footer",
    "footer-left": "footer of even pages",
    "footer-first": "footer of the first page",
}
_FIELDS = frozenset(
    {
        "page-number", "page-count", "sheet-name", "date", "time", "title", "file-name", "author-name",
        "creation-date", "modification-date", "subject",
    }
)  # fmt: skip
_SHORT = 12
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_CHOICES = re.compile(r"(?:of:)?cell-content-is-in-list\(")
_FORM_TEXTS = {
    "label": "text of a control",
    "value": "value of a control",
    "current-value": "value of a control",
    "title": "description of a control",
    "string-value": "setting of a control",
}
_FORM_REFERENCES = {
    "linked-cell": "cell a control is linked to",
    "source-cell-range": "cells of a control's choices",
    "list-source": "source of a control's choices",
    "command": "source of a form",
    "datasource": "source of a form",
    "href": "address of a control",
}
_GENERATED = re.compile(r"(?:Chart|Shape|Image|Picture|Object|Rectangle|Text ?Box|Line|Diagramm|Bild|Form) ?\d*")


_CAPTIONED = frozenset({"button", "checkbox", "radio", "fixed-text", "frame"})
"""Controls that show their label (ODF 1.3 part 3, §13.5)."""


def texts_of(main: Reading, readings: list[Reading], workbook: Workbook) -> Iterator[SideText]:
    """Yield every text beside the cells.

    Args:
        main: the reading of the part with the sheets.
        readings: those of every part, that one included.
        workbook: its sheets are complete.
    """
    for reading in readings:
        for item in reading.nodes("master-styles"):
            yield from _headers(item.node, main, reading.part, workbook)
    shown = _shown_controls(main)
    for item in main.kept:
        node = item.node
        if node.name == "content-validation":
            yield from _validation(node, main)
        elif node.name in SHAPES:
            yield from _shape(item, main, hidden_by="")
        elif node.name in ("title", "desc"):
            text = node.text.strip()
            if text:
                what = "description of a table"
                yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, item.place(main.part))
        elif node.name == "forms":
            yield from control_texts(node, item.place(main.part), shown)
        elif node.name == "spreadsheet" and node.get("structure-protected") == "true":
            what = "protection of the workbook"
            yield SideText(SideKind.PROTECTION, what, "structure-protected", Place(part=main.part), is_own=True)
    yield from texts_of_no_cell(main, workbook)
    for sheet in workbook.sheets:
        if sheet.number in main.outsides:
            yield from main.outsides[sheet.number].literals.side_texts(sheet.place(), SideKind.FORMULA)
        if sheet.is_protected:
            yield SideText(SideKind.PROTECTION, "protection of a sheet", "protected", sheet.place(), is_own=True)


def _headers(masters: Node, main: Reading, part: str, workbook: Workbook) -> Iterator[SideText]:
    """Yield the words of headers and footers, once for each sheet that is printed with them."""
    for master in masters.children("master-page"):
        name = master.get("name")
        sheets = [
            sheet
            for sheet in workbook.sheets
            if (main.styles.page_of(main.styles_of_sheets.get(sheet.number, "")) or "Default") == name
        ]
        for header in master.children(*_HEADERS):
            is_used = header.get("display", "true") != "false"
            what = _HEADERS[header.name] if is_used else f"{_HEADERS[header.name]} that is not in use"
            text, is_by_field = _words(header)
            for sheet in sheets if text else ():
                shown = is_used and sheet.is_visible
                yield SideText(SideKind.HEADER_FOOTER, what, text, sheet.place(), is_shown=shown)
            if text and not sheets:
                # LibreOffice writes page styles that no sheet uses, with its own words beside their fields.
                place = Place(part=part, name=name)
                yield SideText(SideKind.HEADER_FOOTER, what, text, place, is_own=is_by_field)


def _words(header: Node) -> tuple[str, bool]:
    """Return the words of a header without its fields, and whether they only go with a field."""
    lines: list[str] = []
    has_field = False
    for paragraph in header.descendants("p"):
        plain = Node("p", {})
        has_field = has_field or any(True for _ in paragraph.descendants(*_FIELDS))
        _copy(paragraph, plain)
        lines.append(" ".join(paragraph_text(plain).split()))
    text = telling_words(lines)
    return text, has_field and len(text) < _SHORT


def _copy(source: Node, target: Node) -> None:
    for item in source.inside:
        if isinstance(item, str):
            target.inside.append(item)
        elif item.name not in _FIELDS:
            copied = Node(item.name, item.attributes)
            target.inside.append(copied)
            _copy(item, copied)


def _validation(node: Node, main: Reading) -> Iterator[SideText]:
    place = main.validated.get(node.get("name"), Place(part=main.part))
    for message in node.children("help-message", "error-message"):
        kind = "hint" if message.name == "help-message" else "warning"
        for what, text in (
            (f"title of a {kind}", message.get("title")),
            (kind, "\n".join(message.paragraphs())),
        ):
            if text.strip():
                yield SideText(SideKind.VALIDATION, what, text.strip(), place)
    condition = node.get("condition")
    is_list = _CHOICES.match(condition) is not None
    for found in _LITERAL.finditer(condition):
        text = found[1].replace('""', '"').strip()
        if text:
            what = "choice of a list" if is_list else "text in a condition"
            yield SideText(SideKind.VALIDATION, what, text, place)


def _shape(item: Kept, main: Reading, *, hidden_by: str) -> Iterator[SideText]:
    """Yield the texts of a shape and of those in it."""
    node, place = item.node, item.place(main.part)._replace(name=item.node.get("name"))
    why = hidden_by
    if not why and (node.get("display") in ("none", "printer") or main.styles.hides_shape(node.get("style-name"))):
        why = "that is hidden"
    if not why and item.sheet is not None and not item.sheet.is_visible:
        why = "on a hidden sheet"
    why = why or _unseen_by_place(item)
    for key in ("title", "desc"):
        text = node.child_text(key).strip()
        if text:
            what = "title of a shape" if key == "title" else "description of a shape"
            is_own = _GENERATED.fullmatch(text) is not None
            yield SideText(SideKind.ALTERNATIVE_TEXT, what, text, place, is_own=is_own)
    inner = [child for child in node.children() if child.name in SHAPES]
    texts = [
        text.strip() for text in node.paragraphs(without=(*SHAPES, "object", "title", "desc")) if text.strip()
    ]
    picture = any(True for _ in node.children("image"))
    for text in texts:
        kind = SideKind.HIDDEN_SHAPE if why else SideKind.SHAPE
        what = f"shape {why}" if why else "text of a shape"
        yield SideText(kind, what, text, place, is_shown=not why)
    if why == "that is hidden" and not texts:
        what = f"{'picture' if picture else 'shape'} {why}"
        yield SideText(SideKind.HIDDEN_SHAPE, what, node.get("name"), place, is_own=not picture)
    for child in inner:
        yield from _shape(Kept(child, item.sheet, item.row, item.column), main, hidden_by=why)


def _unseen_by_place(item: Kept) -> str:
    """Return why a shape is not seen by its size, or by its place on the sheet where that is none in a cell."""
    left, top, width, height = (points(item.node.get(key)) for key in ("x", "y", "width", "height"))
    if width is None or height is None:
        return ""
    if width < TINY_POINTS and height < TINY_POINTS:
        return "of no size"
    is_off = (left is not None and left + width < 0) or (top is not None and top + height < 0)
    return "off the sheet" if is_off and not item.row else ""


def _shown_controls(main: Reading) -> frozenset[str]:
    """Return the identifiers of the controls that stand on a sheet and show."""
    found = (item.node for item in main.kept if item.sheet is not None and item.sheet.is_visible)
    return frozenset(
        node.get("control")
        for node in found
        if node.name == "control"
        and node.get("display") not in ("none", "printer")
        and not main.styles.hides_shape(node.get("style-name"))
    )


def control_texts(forms: Node, place: Place, shown: Collection[str]) -> Iterator[SideText]:
    """Yield the texts of controls; labels of those that show stand on sheet or page, like texts of shapes."""
    for node in forms.descendants():
        for text in node.paragraphs() if node.name in ("textarea", "formatted-text") else ():
            if text.strip():
                yield SideText(SideKind.CONTROL, "value of a control", text.strip(), place)
        if node.name in ("item", "option"):
            for key in ("label", "value"):
                if node.get(key).strip():
                    yield SideText(SideKind.CONTROL, "choice of a list", node.get(key).strip(), place)
            continue
        if node.name == "property" and node.get("property-name") in _OWN_PROPERTIES:
            continue
        for key, what in _FORM_TEXTS.items():
            text = node.get(key).strip()
            is_switch = text.isdigit() or text in ("true", "false")
            if text and key == "label" and node.name in _CAPTIONED and node.get("id") in shown:
                yield SideText(SideKind.SHAPE, "text of a shape", text, place, is_shown=True)
            elif text and not is_switch:
                yield SideText(SideKind.CONTROL, what, text, place, is_own=node.name == "property")
        for key, what in _FORM_REFERENCES.items():
            if node.get(key).strip():
                yield SideText(SideKind.CONTROL, what, node.get(key).strip(), place, is_own=True)


_OWN_PROPERTIES = frozenset(
    {"DefaultControl", "ControlTypeinMSO", "ObjIDinMSO", "PropertyChangeNotificationEnabled"}
)


def printer_parts(readings: list[Reading]) -> Iterator[TextPart]:
    """Yield what the setup of a printer keeps in the settings."""
    for reading in readings:
        for item in reading.nodes("settings"):
            found = TextPart(SideKind.PRINTER, Place(part=reading.part, name="PrinterSetup"), name="PrinterSetup")
            for text in _setup_texts(item.node):
                found.add(text)
            if found.rows:
                found.table = Table(
                    columns=("Number", "Text"),
                    count=found.rows,
                    reader="leakscan.formats.ods.side_texts:printer_rows",
                    arguments={"part": reading.part},
                )
                yield found


def _setup_texts(settings: Node) -> Iterator[str]:
    for data in setups(settings):
        yield from runs_of_text(io.BytesIO(data))


def printer_rows(source: Source, *, part: str) -> Iterator[Row]:
    """Yield the pieces of text in the setup of a printer, numbered from 1."""
    reading = Reading(part)
    with opened_document(source, part) as opened, opened.open(part) as stream:
        xmlsafe.stream(stream, DocumentPass(reading, Workbook()))
    for item in reading.nodes("settings"):
        yield from enumerate(_setup_texts(item.node), 1)
