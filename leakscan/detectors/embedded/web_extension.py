"""Office add-ins and the settings they keep."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="web-extension",
    title="Data of an add-in",
    severity=Severity.LOW,
    finds="Office add-ins that the file opens, with the settings they keep in it.",
    why="An add-in can keep whatever it likes in its settings: accounts, tokens, answers of a service.",
    see="Office programs: Insert, My Add-ins. Its settings show only in the package.",
    remedy=("Delete the add-in's pane or object; File, Info, Inspect Document, Task Pane Add-ins: Remove All."),
    references=("[MS-OWEXML] 2.2",),
    since="0.1",
)


@detector(RULE, on=Surface)
def web_extension(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each add-in."""
    for group in surface.side_texts:
        if group.kind is SideKind.WEB_EXTENSION:
            has_settings = any(not item.is_own for item in group.items)
            message = "An add-in keeps settings in the file." if has_settings else "The file opens an add-in."
            yield side_text_hit(group, group.items, surface, message)
