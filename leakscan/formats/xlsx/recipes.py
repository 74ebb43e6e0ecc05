"""Recipes of the tables of sheets and strings; which reader makes their rows depends on the format."""

from collections.abc import Iterator, Mapping

from leakscan.formats.xlsx.facts import EXAMPLE_CHARACTERS, SheetPass, Usage
from leakscan.formats.xlsx.gathering import MOST_EXAMPLES
from leakscan.formats.xlsx.strings import BLANK
from leakscan.tables import Row, Table
from leakscan.views.spreadsheet import Axis, OrphanStrings, column_letters

_MOST_LENT = 1 << 18
"""How many characters of unused strings are held until the scan ends; to find them again takes all sheets."""


def add_tables(found: SheetPass, *, reader: str, where: Mapping[str, object], block_reader: str = "") -> None:
    """Give a sheet's facts the recipes of their tables.

    Args:
        found: what came of reading it.
        reader: what reads its rows again, `module:function`.
        where: the arguments that tell the reader which sheet.
        block_reader: what reads them as blocks of columns, where anything does.
    """
    facts = found.facts
    everything = tuple(range(1, facts.last_column + 1))
    filters = tuple((item.first_row, item.last_row) for item in found.filters)

    def table(columns: tuple[int, ...], count: int, hiding: str = "") -> Table:
        return Table(
            columns=("Row", *map(column_letters, columns)),
            count=count,
            reader=reader,
            block_reader=block_reader,
            arguments={**where, "columns": columns, "hiding": hiding, "filters": filters if hiding else ()},
        )

    if facts.rows:
        facts.table = table(everything, facts.rows)
    for region in facts.regions:
        if not region.rows:
            continue
        if region.axis is Axis.COLUMNS:
            region.table = table(found.hidden_columns[region.hiding], region.rows)
        else:
            region.table = table(everything, region.rows, region.hiding.name)
        region.table.around = facts.table


def orphan_strings(part: str, usage: Usage, *, reader: str, where: Mapping[str, object]) -> OrphanStrings | None:
    """Return the shared strings that no cell uses, or None when there are none.

    Args:
        part: the part with the shared strings.
        usage: of the whole workbook, every sheet read.
        reader: what reads the strings again.
        where: its arguments.
    """
    found = OrphanStrings(part)
    strings = usage.strings
    lent: list[Row] = []
    characters = 0
    for number, text in unused_strings(usage):
        found.count += 1
        characters += len(text)
        if characters <= _MOST_LENT:
            lent.append((number, text))
        key = strings.keys[number]
        if key == BLANK:
            continue
        found.values.add(key)
        if len(found.examples) < MOST_EXAMPLES:
            found.examples.append(text[:EXAMPLE_CHARACTERS])
    if not found.count:
        return None
    found.table = Table(
        columns=("Number", "Text"),
        count=found.count,
        reader=reader,
        arguments=where,
        lent=(lambda: iter(lent)) if characters <= _MOST_LENT else None,
    )
    return found


def unused_strings(usage: Usage) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each shared string that no cell refers to and that has a character."""
    number = -1
    while (number := usage.used.find(0, number + 1)) >= 0:
        if usage.strings.filled[number]:
            yield number, usage.strings[number]
