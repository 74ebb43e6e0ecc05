"""Values that only a filter, a conditional format or the definition of a table still names.

All of these follow cells: what no cell of the sheet holds any more was there once, or was typed by somebody.
"""

from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING
from urllib.parse import unquote

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.formulas import formula_texts
from leakscan.formats.xlsx.outside import Outside
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Sheet, Workbook
from leakscan.views.values import ValueSet, value_key

if TYPE_CHECKING:
    from lxml.etree import _Element

_CRITERIA = frozenset(("filter", "customFilter"))
_WORD = late_pattern(r"[^\W\d_]{2,}|\w{6,}")
_PLACE = late_pattern(r"(?:.*!)?(?:\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|R\d+C\d+)")
_ADDED = late_pattern(r"^(?:#|mailto:|https?://|file:/*)|[\\]|'(?=[^'!]*!)|(?<=[^!])'(?=!)")
_FORMATTED = late_pattern(r"[\W\d_]*(?:[^\W\d_]{1,9}\.?)?[\W\d_]*\d[\W\d_]*(?:[^\W\d_]{1,3})?")
"""A number or a date as a number format shows it, `14-Mar-15` or `3,5 kg`: the cell holds the number itself."""
_LONGEST_FORMATTED = 128


class Held:
    """Says whether some cell holds a text, seen or not: then the text comes back with the cell."""

    def __init__(self, sheets: Iterable[Sheet], visible: ValueSet) -> None:
        self._sets = [visible]
        for facts in (sheet.facts for sheet in sheets):
            if facts is None:
                continue
            hidden = (region.values for region in facts.regions)
            self._sets += [facts.values, *hidden, *(cells.values for cells in facts.unseen)]

    def __contains__(self, text: str) -> bool:
        forms = {text, text.lower(), text.upper(), text.title(), text.capitalize(), " ".join(text.split())}
        keys = {value_key(form) for form in forms}
        return any(key is None or key in known for key in keys for known in self._sets)


def texts_of_no_cell(sheet: Sheet, outside: Outside, workbook: Workbook) -> Iterator[SideText]:
    """Yield what filters, conditional formats and links of a sheet name and no cell holds."""
    if sheet.facts is None or not sheet.is_whole:
        return
    held = Held([sheet], workbook.visible)
    yield from _links(sheet, outside, held, {_bare(item.target) for item in workbook.external_targets})
    for element in outside.all("autoFilter"):
        yield from _criteria(element, sheet.place(element.get("ref", "")), held)
    for element in outside.all("conditionalFormatting"):
        yield from _conditions(element, sheet, held)


def sort_keys(sheet: Sheet, keys: Iterable[str], visible: ValueSet) -> Iterator[SideText]:
    """Yield the texts by which a sheet was sorted and that no cell holds; mostly, keys are places."""
    held = Held([sheet], visible)
    for key in keys:
        if _PLACE.fullmatch(key) is None and key not in held:
            yield SideText(SideKind.TABLE, "key by which the sheet was sorted", key, sheet.place())


def _links(sheet: Sheet, outside: Outside, held: Held, targets: Set[str]) -> Iterator[SideText]:
    """Yield the texts that links keep for their cells; most keep their target, or what the cell says."""
    for link in outside.links:
        text = link.text.strip()
        is_target = _bare(text) in targets or _bare(text) == _bare(link.location)
        if _tells(text) and not is_target and text not in held:
            yield SideText(
                SideKind.TABLE, "text that a link keeps for its cell", text, sheet.place(link.cells[:200])
            )


def _bare(target: str) -> str:
    """Return a target without what programs add to it or leave out."""
    return _ADDED.sub("", unquote(target).strip().casefold()).rstrip("/")


def texts_of_tables(package: Package, sheet: Sheet, visible: ValueSet) -> Iterator[SideText]:
    """Yield what the tables of a sheet name and no cell holds."""
    if sheet.facts is None or not sheet.is_whole:
        return
    held = Held([sheet], visible)
    for relationship in package.related(sheet.part, "table"):
        root = package.tree(relationship.target, "table", lost="texts of a table")
        if root is not None:
            place = Place(
                part=relationship.target, sheet=sheet.name, name=root.get("displayName") or root.get("name") or ""
            )
            for element in xmlsafe.children(root, "autoFilter"):
                yield from _criteria(element, place, held)
            yield from _columns(root, place, held)


def _criteria(element: "_Element", place: Place, held: Held) -> Iterator[SideText]:
    """Yield the values by which a filter chooses rows (ECMA-376-1 §18.3.2.6, §18.3.2.2)."""
    for item in element.iter("*"):
        if xmlsafe.local_name(item) in _CRITERIA:
            yield from sought(unescaped(item.get("val", "")), place, held)


def sought(text: str, place: Place, held: Held) -> Iterator[SideText]:
    """Yield a text that a filter looks for, unless some cell holds it."""
    text = text.strip().strip("*?").replace("~", "")  # signs that stand for other letters
    if _tells(text) and text not in held:
        yield SideText(SideKind.TABLE, "value that only a filter names", text, place)


def _conditions(element: "_Element", sheet: Sheet, held: Held) -> Iterator[SideText]:
    """Yield the texts in the conditions of a conditional format (ECMA-376-1 §18.3.1.10)."""
    named = next((xmlsafe.text_of(item) for item in xmlsafe.descendants(element, "sqref")), "")
    place = sheet.place((element.get("sqref") or named)[:200])
    for rule in xmlsafe.descendants(element, "cfRule"):
        formulas = [*xmlsafe.descendants(rule, "formula"), *xmlsafe.descendants(rule, "f")]
        texts = [text for item in formulas for text in formula_texts(xmlsafe.text_of(item))]
        yield from unheld([*texts, unescaped(rule.get("text", ""))], place, held)


def unheld(texts: Iterable[str], place: Place, held: Held) -> Iterator[SideText]:
    """Yield the texts of a condition that no cell holds."""
    for text in dict.fromkeys(text.strip() for text in texts):
        if _tells(text) and text not in held:
            yield SideText(SideKind.FORMULA, "text in the condition of a format", text, place)


def _columns(root: "_Element", place: Place, held: Held) -> Iterator[SideText]:
    """Yield the names of columns that their headers no longer say (ECMA-376-1 §18.5.1.3)."""
    if root.get("headerRowCount", "1") == "0":
        return  # told elsewhere: no header shows
    for column in xmlsafe.descendants(root, "tableColumn"):
        text = unescaped(column.get("name", "")).strip()
        if _WORD.search(text) and text not in held:
            yield SideText(SideKind.TABLE, "name of a column that its header does not say", text, place)


def _tells(text: str) -> bool:
    is_formatted = len(text) <= _LONGEST_FORMATTED and _FORMATTED.fullmatch(text) is not None
    return _WORD.search(text) is not None and not is_formatted
