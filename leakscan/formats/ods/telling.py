"""The views of a workbook that is complete, in the order in which rules ask for them."""

from collections.abc import Iterator

from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import side_text_table, told_paths, told_people, told_properties
from leakscan.formats.xlsx.side_texts import gather_mentions
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideKind, SideText, grouped
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key


def settle(texts: list[SideText], workbook: Workbook, properties: Properties) -> None:
    """Group the texts beside the cells, and give what is complete the recipes of its tables."""
    for item in texts:
        if item.is_shown and item.kind is SideKind.SHAPE:
            workbook.visible.add(value_key(item.text))
    workbook.side_texts.extend(grouped(texts))
    for group in workbook.side_texts:
        group.table = side_text_table(group)
    gather_mentions(texts, workbook)
    told_properties(properties)
    workbook.paths.extend(property_paths(properties))


def workbook_views(workbook: Workbook, properties: Properties) -> Iterator[object]:
    """Yield workbook and properties, then whom and which paths they name."""
    yield workbook
    yield properties
    people = told_people(gather_people(workbook, properties))
    yield people
    yield told_paths(workbook.paths, people)
