"""Names of bookmarks."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import Prose, Setting, SettingKind

RULE = Rule(
    id="bookmark",
    title="Names of bookmarks",
    severity=Severity.LOW,
    finds="Names that people or systems gave to places in the text; those that Word makes up are left out.",
    why="A name can tell of a person, a case or an earlier heading that the text no longer mentions.",
    see="Word: Insert, Bookmark, with Hidden bookmarks ticked. LibreOffice: Navigator, Bookmarks.",
    remedy="Word: Insert, Bookmark: delete those that nothing refers to.",
    references=("ECMA-376-1 §17.13.6.2",),
    since="0.1",
)


@detector(RULE, on=Prose)
def bookmark(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the named bookmarks of each part; they are an inventory."""
    by_part: dict[str, list[Setting]] = {}
    for item in prose.settings:
        if item.kind is SettingKind.BOOKMARK and not item.is_own:
            by_part.setdefault(item.place.part, []).append(item)
    for items in by_part.values():
        message = "Bookmarks bear names that no page shows."
        yield setting_hit(prose, SettingKind.BOOKMARK, items, message, access=Access.IN_APP, is_inventory=True)
