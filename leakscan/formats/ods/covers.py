"""Shapes, pictures and charts that lie over the cells of a sheet (ODF 1.3 part 3, §10, §19.577)."""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.ods.addresses import address_text, sheet_and_cells, split_addresses
from leakscan.formats.ods.charts import ChartDocument, sequences
from leakscan.formats.ods.conditions import Painting, Rule, spelled
from leakscan.formats.ods.looks import points
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.reading import Kept, Reading, read_part
from leakscan.formats.ods.veils import Ground, Veil, units, veil_of
from leakscan.formats.pictures.opacity import is_opaque
from leakscan.formats.xlsx.areas import Area, read_area
from leakscan.views.references import references
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.unseen import Unseen
from leakscan.views.values import ValueSet

_NEARLY_OPAQUE = 95.0
_BOXES = ("rect", "custom-shape", "frame")
_OUTLINES = frozenset(
    {
        "rectangle", "round-rectangle", "ooxml-rect", "ooxml-roundRect", "ooxml-round1Rect",
        "ooxml-round2SameRect", "ooxml-snip1Rect", "ooxml-snip2SameRect", "ooxml-plaque", "flowchart-process",
        "flowchart-alternate-process", "flowchart-internal-storage", "flowchart-predefined-process", "paper",
    }
)  # fmt: skip
"""Shapes that fill their box, corners aside; others let cells show beside their outline."""


def read_sheets(
    opened: Callable[[], BinaryIO], reading: Reading, workbook: Workbook, package: OpenPackage | None
) -> FileError | None:
    """Read the part with the sheets, twice where something lies over cells or may paint them away.

    Returns:
        what broke the reading off, or None.

    Args:
        opened: opens the part.
        reading: where what others read goes.
        workbook: where its sheets go.
        package: where pictures and charts are; None in a flat document, whose charts are not looked at.
    """
    damage = read_part(opened, reading, workbook)
    veils = veils_of(reading, workbook, package)
    reading.paintings = paintings_of(reading)
    if veils or reading.paintings:
        reading.forget()
        workbook.sheets.clear()
        workbook.visible = ValueSet()
        damage = read_part(opened, reading, workbook, veils)
    return damage


def paintings_of(reading: Reading) -> dict[int, tuple[Painting, ...]]:
    """Return the conditional formats of each visible sheet that may hide something, by its number."""
    styles = reading.styles
    looks = [styles.look(name) for name in ("", *reading.worn)]
    found: dict[int, tuple[Painting, ...]] = {}
    for item in reading.nodes("conditional-format"):
        if item.sheet is None or not item.sheet.is_visible:
            continue
        rules = tuple(
            Rule(spelled(node.get("value")), node.get("apply-style-name"), node.get("base-cell-address"))
            for node in item.node.children("condition")
        )
        if any(styles.may_hide(rule, looks) for rule in rules):
            ranges = split_addresses(item.node.get("target-range-address"))
            areas = [area for text in ranges if (area := read_area(sheet_and_cells(text)[1])) is not None]
            edges = tuple((area.top, area.left, area.bottom, area.right) for area in areas)
            found[item.sheet.number] = (*found.get(item.sheet.number, ()), (edges, rules))
    return found


def veils_of(reading: Reading, workbook: Workbook, package: OpenPackage | None) -> dict[int, Veil]:
    """Return what lies over the cells of each visible sheet, by its number."""
    found: dict[int, Veil] = {}
    for sheet in workbook.sheets:
        used = reading.used.get(sheet.number)
        if used is None or not sheet.is_visible:
            continue
        covers: list[tuple[Area, Unseen]] = []
        charted: list[Area] = []
        for item in reading.kept:
            if item.sheet is sheet and item.node.name in _BOXES:
                cover = _cover(item, reading, package)
                area = None if cover is None else _area(item, reading.grounds[sheet.number])
                if area is not None and cover is not None and _meets(area, sheet):
                    covers.append((area, cover))
                    charted.extend(_charted(item.node, sheet.name, package))
        veil = veil_of(covers, used.far(), charted)
        if veil:
            found[sheet.number] = veil
    return found


def _meets(area: Area, sheet: Sheet) -> bool:
    facts = sheet.facts
    return facts is not None and area.top <= facts.last_row and area.left <= facts.last_column


def _area(item: Kept, ground: Ground) -> Area | None:
    """Return the cells that a shape covers wholly, or None when it covers none or is turned."""
    node = item.node
    if node.get("transform"):
        return None
    left = ground.left(item.column) if item.column else 0
    top = ground.top(item.row) if item.column else 0
    left += units(points(node.get("x"))) or 0
    top += units(points(node.get("y"))) or 0
    width, height = units(points(node.get("width"))), units(points(node.get("height")))
    end = read_area(sheet_and_cells(node.get("end-cell-address"))[1]) if item.column else None
    if end is not None:
        right = ground.left(end.left) + (units(points(node.get("end-x"))) or 0)
        bottom = ground.top(end.top) + (units(points(node.get("end-y"))) or 0)
    elif width is not None and height is not None:
        right, bottom = left + width, top + height
    else:
        return None
    return ground.covered((left, top, right, bottom))


def _cover(item: Kept, reading: Reading, package: OpenPackage | None) -> Unseen | None:
    """Return what a shape is to the cells under it, or None when they show."""
    node, styles = item.node, reading.styles
    style = node.get("style-name")
    is_behind = styles.graphic(style, "run-through") == "background" or node.get("table-background") == "true"
    if is_behind or node.get("display") in ("none", "printer") or styles.hides_shape(style):
        return None
    if _is_lucent(styles.graphic(style, "opacity")) or _is_lucent(styles.graphic(style, "image-opacity")):
        return None
    fill = styles.graphic(style, "fill")
    if node.name != "frame":
        is_box = node.name == "rect" or any(
            geometry.get("type") in _OUTLINES for geometry in node.children("enhanced-geometry")
        )
        return Unseen.SHAPE if is_box and fill != "none" else None
    if any(True for _ in node.children("text-box")):
        return Unseen.SHAPE if fill not in ("", "none") else None
    for shown in node.children("object"):
        target = _target(shown)
        return Unseen.CHART if package is not None and target and _is_chart_opaque(package, target) else None
    for image in node.children("image"):
        return Unseen.PICTURE if _is_picture_opaque(package, image) else None
    return None


def _is_lucent(opacity: str) -> bool:
    try:
        return bool(opacity) and float(opacity.rstrip("%")) < _NEARLY_OPAQUE
    except ValueError:
        return False


def _target(node: Node) -> str:
    return node.get("href").removeprefix("./").rstrip("/")


def _is_picture_opaque(package: OpenPackage | None, image: Node) -> bool:
    """Return whether a picture lets nothing through: one of the package, or one in the markup."""
    part = None if package is None else package.name(_target(image))
    coded = image.child_text("binary-data")
    try:
        if package is None or part is None:
            return bool(coded) and is_opaque(base64.b64decode("".join(coded.split()), validate=True))
        return part not in package.encrypted and is_opaque(package.read(part))
    except (FileError, binascii.Error):
        return False  # the reader of pictures tells of it


def _chart(package: OpenPackage, target: str) -> tuple[Node | None, Reading]:
    """Return a chart with the styles of its document; its own reader tells of damage."""
    handler, reading = ChartDocument(), Reading("")
    part = package.name(f"{target}/content.xml")
    if part is not None and part not in package.encrypted:
        read_part(lambda: package.open(part), reading, Workbook())
        try:
            with package.open(part) as stream:
                xmlsafe.stream(stream, handler)
        except FileError:
            return None, reading
    return handler.root, reading


def _is_chart_opaque(package: OpenPackage, target: str) -> bool:
    root, reading = _chart(package, target)
    if root is None:
        return False
    fill, opacity = (reading.styles.graphic(root.get("style-name"), key, "chart") for key in ("fill", "opacity"))
    return fill != "none" and not _is_lucent(opacity)


def _charted(node: Node, sheet: str, package: OpenPackage | None) -> Iterator[Area]:
    """Yield the cells of a sheet that a chart draws, with the headings above them and to their left."""
    for found in node.children("object"):
        root, _ = (None, None) if package is None else _chart(package, _target(found))
        for item in () if root is None else sequences(root):
            for address in split_addresses(item.formula):
                for reference in references(address_text(address)):
                    area = read_area(reference.cells) if reference.sheet.casefold() == sheet.casefold() else None
                    if area is not None:
                        yield Area(max(1, area.top - 1), max(1, area.left - 1), area.bottom, area.right)
