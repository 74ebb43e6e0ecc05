"""Texts of a sheet outside its cells: headers, validations, protection, controls, published items, tables."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.vocabulary.values import is_token
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.formulas import formula_texts
from leakscan.formats.xlsx.outside import Outside
from leakscan.formats.xlsx.pivot_tables import pivot_texts
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.spreadsheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_SECTIONS = {
    "oddHeader": "header",
    "oddFooter": "footer",
    "evenHeader": "header of even pages",
    "evenFooter": "footer of even pages",
    "firstHeader": "header of the first page",
    "firstFooter": "footer of the first page",
}
_COLUMN_FORMULAS = {
    "calculatedColumnFormula": "text in the formula of a table's column",
    "totalsRowFormula": "text in the formula of a table's total",
}
_CODE = late_pattern(
    r'&(?:"[^"]*"|[LCRlcr]|[PNDTGFAZBIUSEXYOHpndtgfazbiusexyoh](?:[+-]\d+)?|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|(&))'
)
"""A code of headers and footers (ECMA-376-1 §18.3.1.46); the one for an ampersand keeps it."""
_LOOK = late_pattern(
    r"&(?:(?P<section>[LCRlcr](?![a-z]))|K(?P<colour>[0-9A-Fa-f]{6})|K(?P<theme>\d\d[+-]\d{3})|(?P<size>\d+)|&)"
)
_NEARLY_WHITE = 0xF8
_LITERAL = late_pattern(r'"((?:[^"]|"")*)"')
_GIVEN_NAME = late_pattern(
    r"(?:Column|Spalte|Colonne|Columna|Colonna|Coluna|Kolom|Kolumna|Kolumn|Kolonne|Sloupec|Oszlop|Sarake"
    r"|\u0421\u0442\u043e\u043b\u0431\u0435\u0446|\u5217)\s?\d+",
    re.IGNORECASE,
)
_GIVEN_TOTAL = late_pattern(
    r"Total|Totals|Grand total|Ergebnis|Gesamt|Summe|Totale|Totaal|Totalt|Suma|Summa|\u0418\u0442\u043e\u0433",
    re.IGNORECASE,
)
"""What Excel writes when nobody wrote anything, in its languages."""
_MESSAGES = {
    "promptTitle": "title of a hint",
    "prompt": "hint",
    "errorTitle": "title of a warning",
    "error": "warning",
}


def sheet_texts(package: Package, sheet: Sheet, outside: Outside) -> Iterator[SideText]:
    """Yield the texts that stand outside the cells of one sheet, and those of its tables and controls."""
    yield from outside_texts(sheet, outside)
    for relationship in package.related(sheet.part, "table"):
        root = package.tree(relationship.target, "table", lost="texts of a table")
        if root is not None:
            yield from _table(root, relationship.target, sheet)
    yield from pivot_texts(package, sheet.part, sheet.name)
    for relationship in package.related(sheet.part, "ctrlProp"):
        root = package.tree(relationship.target, "form control", lost="texts of a control")
        if root is not None:
            yield from _control_properties(root, relationship.target, sheet)


def outside_texts(sheet: Sheet, outside: Outside) -> Iterator[SideText]:
    """Yield the texts that stand outside the cells of one sheet of any format."""
    for element in outside.elements:
        read = _READERS.get(str(element.tag))
        if read is not None:
            yield from read(element, sheet)


def headers_of(element: "_Element") -> Iterator[tuple[str, str, bool]]:
    """Yield the headers and footers of an element: which, its words, and whether they show."""
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        what = _SECTIONS.get(name)
        if what is None:
            continue
        seen, unseen = _by_look(unescaped(xmlsafe.text_of(child)))
        is_used = True
        if name.startswith("first"):
            is_used = xmlsafe.is_true(element.get("differentFirst"))
        elif name.startswith("even"):
            is_used = xmlsafe.is_true(element.get("differentOddEven"))
        if text := header_words(seen):
            yield (what if is_used else f"{what} that is not in use"), text, is_used
        if text := header_words(unseen):
            yield f"{what} in white or too small to read", text, False


def _by_look(text: str) -> tuple[str, str]:
    """Return a header without what is in white or of one point, and that alone; each section begins anew."""
    kept: tuple[list[str], list[str]] = [], []
    end, is_white, is_tiny = 0, False, False
    for code in _LOOK.finditer(text):
        kept[is_white or is_tiny].append(text[end : code.start()])
        end = code.end()
        if code["section"]:
            is_white = is_tiny = False
            for pieces in kept:
                pieces.append(code[0])
        elif code["colour"]:
            is_white = min(bytes.fromhex(code["colour"])) > _NEARLY_WHITE
        elif code["theme"]:
            is_white = code["theme"] == "00+000"
        elif code["size"]:
            is_tiny = int(code["size"]) <= 1
        else:
            kept[is_white or is_tiny].append(code[0])
    kept[is_white or is_tiny].append(text[end:])
    return "".join(kept[0]), "".join(kept[1])


def header_words(text: str) -> str:
    """Return the words of a header without its codes, one line a section."""
    lines = []
    for section in re.split(r"(?<!&)&[LCRlcr](?![a-z])", unescaped(text)):
        line = _CODE.sub(lambda found: found[1] or " ", section)
        lines.append(" ".join(line.split()))
    return telling_words(lines)


def telling_words(lines: Iterable[str]) -> str:
    """Return the lines of a header that hold words, without the codes of numbers of pages; empty for no more."""
    words = "\n".join(line for line in lines if re.search(r"[^\W_]{2}", line))
    return "" if _PAGE_WORDS.fullmatch(words) else words


_PAGE_WORDS = late_pattern(
    r"(?:\s|page|of|seite|von|página|pagina|de|di|pag\.?|strona|z|stránka|sida|av|side|/|-|\u2013)*", re.IGNORECASE
)


def _headers(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    for what, text, is_used in headers_of(element):
        yield SideText(SideKind.HEADER_FOOTER, what, text, sheet.place(), is_shown=is_used and sheet.is_visible)


def _validations(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    for rule in element.iter("dataValidation"):
        cells = rule.get("sqref") or _child(rule, "sqref")
        place = sheet.place(cells[:200])
        for key, what in _MESSAGES.items():
            text = unescaped(rule.get(key, "")).strip()
            if text:
                yield SideText(SideKind.VALIDATION, what, text, place)
        formulas = [xmlsafe.text_of(item) for item in rule.iter("formula1", "formula2")]
        long_list = _child(rule, "list")  # x12ac:list, where a choice holds a comma ([MS-XLSX] 2.3.4.3)
        is_list = rule.get("type") == "list"
        if long_list:
            formulas.append(long_list if long_list.startswith('"') else f'"{long_list}"')
        for formula in formulas:
            yield from _literals(formula.strip(), place, is_list=is_list)


def _literals(formula: str, place: Place, *, is_list: bool) -> Iterator[SideText]:
    whole = _LITERAL.fullmatch(formula)
    if is_list and whole is not None:
        for choice in whole[1].replace('""', '"').split(","):
            if choice.strip():
                yield SideText(SideKind.VALIDATION, "choice of a list", unescaped(choice.strip()), place)
        return
    for found in _LITERAL.finditer(formula):
        text = unescaped(found[1].replace('""', '"')).strip()
        if text:
            yield SideText(SideKind.VALIDATION, "text in a condition", text, place)


def _child(element: "_Element", name: str) -> str:
    found = next(element.iter(name), None)
    return "" if found is None else xmlsafe.text_of(found).strip()


def _protected_ranges(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    for item in element.iter("protectedRange"):
        place = sheet.place(item.get("sqref", "")[:200])
        name = item.get("name", "").strip()
        if name:
            yield SideText(SideKind.PROTECTION, "name of a protected range", name, place)
        descriptors = [item.get("securityDescriptor", "")]
        descriptors += [xmlsafe.text_of(child) for child in item.iter("securityDescriptor")]
        for text in descriptors:
            if text.strip():
                yield SideText(SideKind.PROTECTION, "who may change a protected range", text.strip(), place)


def _sheet_protection(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    if protects(element):
        yield SideText(SideKind.PROTECTION, "protection of a sheet", "sheetProtection", sheet.place(), is_own=True)


def protects(element: "_Element") -> bool:
    """Return whether protection is on; what it would allow stands there without it (§18.3.1.84, §18.3.1.85)."""
    return any(xmlsafe.is_true(element.get(key)) for key in ("sheet", "content"))


def _smart_tags(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    """Yield what programs noted of cells, but for numbers and single words (ECMA-376-1 §18.3.1.6)."""
    for cell in element.iter("cellSmartTags"):
        for item in cell.iter("cellSmartTagPr"):
            text = unescaped(item.get("val", "")).strip()
            if text and not is_token(text):
                yield SideText(SideKind.MARKUP, "note of a smart tag", text, sheet.place(cell.get("r", "")))


def _published(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    for item in element.iter("webPublishItem"):
        yield from publish_texts(item, sheet.place())


def publish_texts(item: "_Element", place: Place) -> Iterator[SideText]:
    """Yield the texts of an item that was published as a web page (ECMA-376-1 §18.3.1.97, §18.2.25)."""
    for key, what in (("destinationFile", "file it was published to"), ("title", "title of the web page")):
        text = unescaped(item.get(key, "")).strip()
        if text:
            yield SideText(SideKind.PUBLISH_ITEM, what, text, place)


def _controls(element: "_Element", sheet: Sheet) -> Iterator[SideText]:
    for item in element.iter("controlPr"):
        parent = item.getparent()
        place = sheet.place(name="" if parent is None else parent.get("name", ""))
        text = item.get("altText", "").strip()
        if text:
            yield SideText(SideKind.ALTERNATIVE_TEXT, "description of a control", text, place)
        for key in ("linkedCell", "listFillRange", "macro"):
            text = item.get(key, "").strip()
            if text:
                yield SideText(SideKind.CONTROL, _REFERENCES[key], text, place, is_own=True)


_REFERENCES = {
    "linkedCell": "cell that a control is linked to",
    "listFillRange": "range of choices",
    "macro": "macro of a control",
    "fmlaLink": "cell that a control is linked to",
    "fmlaRange": "range of choices",
    "fmlaGroup": "cell that a group of controls is linked to",
}


def _control_properties(root: "_Element", part: str, sheet: Sheet) -> Iterator[SideText]:
    """Yield the texts of a form control ([MS-XLSX] 2.6.20: CT_FormControlPr)."""
    place = Place(part=part, sheet=sheet.name)
    for item in xmlsafe.descendants(root, "item"):
        text = unescaped(item.get("val", "")).strip()
        if text:
            yield SideText(SideKind.CONTROL, "choice of a list", text, place)
    text = root.get("fmlaTxbx", "").strip()
    if text:
        yield SideText(SideKind.CONTROL, "formula of a control", text, place)
    for key in ("fmlaLink", "fmlaRange", "fmlaGroup"):
        text = root.get(key, "").strip()
        if text:
            yield SideText(SideKind.CONTROL, _REFERENCES[key], text, place, is_own=True)


def _table(root: "_Element", part: str, sheet: Sheet) -> Iterator[SideText]:
    """Yield what a table says besides its cells (ECMA-376-1 §18.5.1.2, [MS-XLSX] 2.6.94)."""
    name = root.get("displayName") or root.get("name") or ""
    place = Place(part=part, sheet=sheet.name, name=name)
    comment = unescaped(root.get("comment", "")).strip()
    if comment:
        yield SideText(SideKind.TABLE, "comment on a table", comment, place)
    for extension in xmlsafe.descendants(root, "table"):
        for key in ("altText", "altTextSummary"):
            text = unescaped(extension.get(key, "")).strip()
            if text:
                yield SideText(SideKind.ALTERNATIVE_TEXT, "description of a table", text, place)
    shows_header = root.get("headerRowCount", "1") != "0"
    shows_totals = root.get("totalsRowCount", "0") not in ("0", "")
    for column in xmlsafe.descendants(root, "tableColumn"):
        text = unescaped(column.get("name", "")).strip()
        if text and not shows_header:
            is_own = _GIVEN_NAME.fullmatch(text) is not None
            what = "name of a column whose header does not show"
            yield SideText(SideKind.TABLE, what, text, place, is_own=is_own)
        text = unescaped(column.get("totalsRowLabel", "")).strip()
        if text and not shows_totals:
            is_own = _GIVEN_TOTAL.fullmatch(text) is not None
            yield SideText(SideKind.TABLE, "label of a total that does not show", text, place, is_own=is_own)
        for tag, what in _COLUMN_FORMULAS.items():
            for formula in xmlsafe.children(column, tag):
                for text in dict.fromkeys(formula_texts(xmlsafe.text_of(formula))):
                    yield SideText(SideKind.FORMULA, what, text, place)


_READERS: dict[str, Callable[["_Element", Sheet], Iterator[SideText]]] = {
    "controls": _controls,
    "dataValidations": _validations,
    "headerFooter": _headers,
    "protectedRanges": _protected_ranges,
    "sheetProtection": _sheet_protection,
    "smartTags": _smart_tags,
    "webPublishItems": _published,
}
