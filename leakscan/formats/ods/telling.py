"""The views of a document that is complete, in the order in which rules ask for them."""

from collections.abc import Iterator

from leakscan.formats.mentions import gather_mentions
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import side_text_table, told_paths, told_people, told_properties
from leakscan.views.people import gather_people
from leakscan.views.properties import Properties
from leakscan.views.side_texts import SideKind, SideText, grouped
from leakscan.views.surface import Surface
from leakscan.views.values import value_key


def settle(texts: list[SideText], surface: Surface, properties: Properties) -> None:
    """Group the texts beside cells and pages, and give what is complete the recipes of its tables."""
    for item in texts:
        if item.is_shown and item.kind is SideKind.SHAPE:
            surface.visible.add(value_key(item.text))
    surface.side_texts.extend(grouped(texts))
    for group in surface.side_texts:
        group.table = side_text_table(group)
    gather_mentions(texts, surface)
    told_properties(properties)
    surface.paths.extend(property_paths(properties))


def surface_views(surface: Surface, properties: Properties) -> Iterator[object]:
    """Yield workbook or text, and properties, then whom and which paths they name."""
    yield surface
    yield properties
    people = told_people(gather_people(surface, properties))
    yield people
    yield told_paths(surface.paths, people)
