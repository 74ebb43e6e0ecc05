"""Values that only a filter or a condition of an OpenDocument spreadsheet still names.

The rules are those of other workbooks: what no cell holds any more was there once, or was typed by somebody.
"""

from collections.abc import Iterable, Iterator

from leakscan.findings import Place
from leakscan.formats.ods.addresses import address_text, formula_text, sheet_and_cells, split_addresses
from leakscan.formats.ods.conditions import Rule
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.xlsx.criteria import Held, sought, unheld
from leakscan.formats.xlsx.formulas import formula_texts
from leakscan.views.side_texts import SideText
from leakscan.views.spreadsheet import Sheet, Workbook


def texts_of_no_cell(main: Reading, workbook: Workbook) -> Iterator[SideText]:
    """Yield what filters and conditions name and no cell holds, once every sheet is complete."""
    if not all(sheet.is_whole and sheet.facts is not None for sheet in workbook.sheets):
        return
    for item in main.nodes("database-range"):
        name, cells = sheet_and_cells(item.node.get("target-range-address"))
        sheet = workbook.sheet(name)
        place = Place(part=main.part) if sheet is None else sheet.place(cells)
        held = Held(_held_by(sheet, workbook), workbook.visible)
        for text in _criteria(item.node):
            yield from sought(text, place, held)
    told: set[str] = set()
    for place, sheet, conditions in (*_formats(main), *_styles(main)):
        texts = [text for condition in conditions for text in formula_texts(formula_text(condition))]
        held = Held(_held_by(sheet, workbook), workbook.visible)
        for found in unheld((text for text in texts if text not in told), place, held):
            told.add(found.text)
            yield found


def _held_by(sheet: Sheet | None, workbook: Workbook) -> list[Sheet]:
    return workbook.sheets if sheet is None else [sheet]


def _criteria(database: Node) -> Iterator[str]:
    """Yield the values by which a filter chooses rows (ODF 1.3 part 3, §9.5.5, §9.5.6)."""
    for node in database.descendants("filter-condition", "filter-set-item"):
        yield node.get("value")


Conditions = tuple[Place, Sheet | None, Iterable[str]]


def _formats(main: Reading) -> Iterator[Conditions]:
    """Yield the conditional formats that LibreOffice 7.4 writes beside those of styles."""
    for item in main.nodes("conditional-format"):
        ranges = split_addresses(item.node.get("target-range-address"))
        cells = " ".join(address_text(text).rpartition("!")[2] for text in ranges)[:200]
        place = Place(part=main.part) if item.sheet is None else item.sheet.place(cells)
        yield place, item.sheet, [node.get("value") for node in item.node.descendants("condition")]


def _styles(main: Reading) -> Iterator[Conditions]:
    """Yield the conditions of styles, those that no cell has last (ODF 1.3 part 3, §16.3)."""
    worn: set[Rule] = set()
    for name, (sheet, cell) in main.worn.items():
        rules = main.styles.look(name).rules
        worn.update(rules)
        yield sheet.place(cell), sheet, [rule.condition for rule in rules]
    for name in main.styles.conditional():
        left = [rule.condition for rule in main.styles.look(name).rules if rule not in worn]
        yield Place(part=main.part), None, left
