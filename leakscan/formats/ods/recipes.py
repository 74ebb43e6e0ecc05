"""Recipes of the tables of a sheet: everything in it, what does not show, what is not seen."""

from collections.abc import Mapping

from leakscan.formats.ods.facts import SheetGathering
from leakscan.tables import Table
from leakscan.views.spreadsheet import Axis, Sheet, SheetFacts, column_letters


def add_tables(
    sheet: Sheet,
    gathering: SheetGathering,
    *,
    readers: str,
    blocks: str = "",
    where: Mapping[str, object],
    rows: Mapping[str, object],
    unseen: Mapping[str, object],
) -> None:
    """Give a sheet's facts the recipes of their tables.

    Args:
        sheet: the sheet.
        gathering: what was gathered of it.
        readers: the module with `sheet_rows` and `unseen_rows`, which read it again.
        blocks: the function in it that reads rows as blocks; empty for none.
        where: the arguments that tell both which sheet.
        rows: more arguments for rows.
        unseen: more arguments for cells that are not seen.
    """
    facts = sheet.facts or SheetFacts()
    everything = tuple(range(1, facts.last_column + 1))

    def table(columns: tuple[int, ...], count: int, hiding: str = "") -> Table:
        return Table(
            columns=("Row", *map(column_letters, columns)),
            count=count,
            reader=f"{readers}:sheet_rows",
            block_reader=blocks and f"{readers}:{blocks}",
            arguments={**where, "columns": columns, "hiding": hiding, **rows},
        )

    if facts.rows:
        facts.table = table(everything, gathering.lines)
    for region in facts.regions:
        if not region.rows:
            continue
        if region.axis is Axis.COLUMNS:
            columns = gathering.hidden_columns(region.hiding)
            region.table = table(columns, gathering.column_lines(region.hiding))
        else:
            region.table = table(everything, gathering.row_lines[region.hiding], region.hiding.name)
        region.table.around = facts.table
    for cells in facts.unseen:
        cells.table = Table(
            columns=("Cell", "Value"),
            count=gathering.unseen_lines[cells.why],
            reader=f"{readers}:unseen_rows",
            arguments={**where, "why": cells.why.name, **unseen},
        )
