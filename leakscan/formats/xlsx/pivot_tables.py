"""Pivot tables: where they stand, how they look, and the texts that none of their cells need show."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import decimal
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.parts import PartState
from leakscan.views.side_texts import SideKind, SideText

_FILTER_TEXTS = ("stringValue1", "stringValue2", "name", "description")
_ALTERNATIVE_TEXTS = ("altText", "altTextSummary")
_MOST_TEXTS = 10_000


class PivotTable(xmlsafe.Handler):
    """What a pivot table's definition says (ECMA-376-1 §18.10.1.73).

    Attributes:
        attributes: those of its root element.
        location: those of its first `location`.
        style: those of its `pivotTableStyleInfo`.
        captions: names given to items of its fields, and texts of its filters.
        descriptions: its alternative texts ([MS-XLSX] 2.4.47).
    """

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.location: dict[str, str] = {}
        self.style: dict[str, str] = {}
        self.captions: dict[tuple[str, str], None] = {}
        self.descriptions: dict[str, None] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        match name:
            case "item" if attributes.get("n"):
                self._caption("caption of an item", attributes["n"])
            case "filter":
                for key in _FILTER_TEXTS:
                    self._caption("text of a filter", attributes.get(key, ""))
            case "pivotTableDefinition":
                for key in _ALTERNATIVE_TEXTS:  # in the extension, whose element has the name of the root
                    if attributes.get(key, "").strip():
                        self.descriptions[unescaped(attributes[key]).strip()] = None
                self.attributes = self.attributes or attributes
            case "location":
                self.location = self.location or attributes
            case "pivotTableStyleInfo":
                self.style = attributes

    def _caption(self, what: str, text: str) -> None:
        text = unescaped(text).strip()
        if text and len(self.captions) < _MOST_TEXTS:
            self.captions[what, text] = None


def pivot_tables(package: Package, sheet_part: str, sheet: str) -> Iterator[tuple[str, PivotTable]]:
    """Yield the pivot tables of a sheet part, each with its own part; a damaged one as far as it goes."""
    for relationship in package.related(sheet_part, "pivotTable") if sheet_part else ():
        part = package.name(relationship.target)
        if part is None:
            continue
        found = PivotTable()
        with package.recording(Place(part=part, sheet=sheet), lost="a pivot table"), package.open(part) as stream:
            xmlsafe.stream(stream, found)
            package.mark(part, PartState.EXAMINED, "pivot table")
        yield part, found


def pivot_texts(package: Package, sheet_part: str, sheet: str) -> Iterator[SideText]:
    """Yield the texts of the pivot tables of a sheet part that none of their cells need show."""
    for part, found in pivot_tables(package, sheet_part, sheet):
        place = Place(part=part, sheet=sheet, name=unescaped(found.attributes.get("name", "")))
        for what, text in found.captions:
            is_number = decimal(text) is not None
            yield SideText(SideKind.TABLE, f"{what} of a pivot table", text, place, is_own=is_number)
        for text in found.descriptions:
            yield SideText(SideKind.ALTERNATIVE_TEXT, "description of a pivot table", text, place)
