"""Building blocks that a document brings along."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import Prose, Setting, SettingKind

RULE = Rule(
    id="building-block",
    title="Building block that travels along",
    severity=Severity.LOW,
    finds=(
        "Texts of building blocks (AutoText, Quick Parts) that are stored in the document and stand on no page. "
        "The prompts of content controls are listed at info."
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
            yield setting_hit(prose, SettingKind.BLOCK, group, message, access=Access.IN_APP)
