"""Tags, sections and other names behind slides."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import SettingKind
from leakscan.views.slides import Deck

RULE = Rule(
    id="slide-tag",
    title="Tags and names behind slides",
    severity=Severity.LOW,
    finds=(
        "Tags that add-ins put on slides and shapes, names of sections and custom shows, where a slide of a "
        "library came from, and texts of layouts that no slide uses."
    ),
    why="Tags hold what an add-in wants to remember, such as paths, accounts and times, and nothing shows them.",
    see="PowerPoint: View, Normal for sections; Slide Show, Custom Slide Show. Tags stand in the package only.",
    remedy="PowerPoint: rename sections and shows; for tags, use the add-in, or a new presentation.",
    references=("ECMA-376-1 §19.3.3.3", "ECMA-376-1 §19.2.1.7", "[MS-PPTX] 2.6"),
    since="0.1",
)


@detector(RULE, on=Deck)
def slide_tag(deck: Deck) -> Iterator[Hit]:
    """Yield one hit for the tags and names of each part."""
    parts: dict[str, list[int]] = {}
    items = [item for item in deck.settings if item.kind is SettingKind.TAG]
    for number, item in enumerate(items):
        parts.setdefault(item.place.part, []).append(number)
    for numbers in parts.values():
        yield setting_hit(
            deck,
            SettingKind.TAG,
            [items[number] for number in numbers],
            "Tags or names stand behind the slides.",
            access=Access.PACKAGE,
            is_inventory=True,
        )
