"""Building blocks that a document brings along."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import Prose, Setting, SettingKind

RULE = Rule(
    id="building-block",
    title="Building block that travels along",
    severity=Severity.LOW,
    finds=(
        "Texts of building blocks (AutoText, Quick Parts) that are stored in the document and stand on no page. "
        "Those that speak of nobody, as templates bring them along, are listed at info, and so are the prompts of "
        "content controls."
    ),
    why="A document made from a template brings its blocks of text along: letters, clauses and names of others.",
    see="Word: Insert, Quick Parts, Building Blocks Organizer.",
    remedy="Copy the text into a new document, or delete the blocks in the organizer of the template.",
    references=("ECMA-376-1 §17.12.5", "ECMA-376-1 §17.12.6"),
    since="0.1",
)


@detector(RULE, on=Prose)
def building_block(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the blocks with words of their own, and one for the prompts of controls."""
    items = [item for item in prose.settings if item.kind is SettingKind.BLOCK]
    groups: tuple[tuple[str, list[Setting]], ...] = (
        ("Building blocks hold texts of their own.", [item for item in items if not item.is_own]),
        ("Building blocks hold the prompts of controls.", [item for item in items if item.is_own]),
    )
    for message, group in groups:
        if group:
            hit = setting_hit(prose, SettingKind.BLOCK, group, message, access=Access.IN_APP)
            is_stock = hit.content is Content.DATA
            yield replace(hit, content=Content.STOCK) if is_stock else hit
