"""Shapes that do not show."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="hidden-shape",
    title="Shape that does not show",
    severity=Severity.MEDIUM,
    finds=(
        "Text boxes, pictures and groups that are hidden, of no size, off the sheet or page, or on a hidden "
        "sheet, in old and new drawings, and remarks in their markup. On slides also shapes under others, and "
        "those that an animation has taken away when the show goes on."
    ),
    why=(
        "A shape is hidden with one click in the selection pane and comes back with another; its text goes "
        "with the file."
    ),
    see=(
        "Excel: Home, Find & Select, Selection Pane: Show All. Word: Layout, Selection Pane. PowerPoint: Home, "
        "Arrange, Selection Pane. LibreOffice: the "
        "Navigator lists shapes by name."
    ),
    remedy=("In the Selection Pane, show each hidden shape and delete it. Document Inspector: Invisible Content."),
    references=(
        "ECMA-376-1 §20.1.2.2.8",
        "ECMA-376-4 §19.1.2.19",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def hidden_shape(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each way in which the shapes of a drawing do not show."""
    for group in surface.side_texts:
        if group.kind is not SideKind.HIDDEN_SHAPE:
            continue
        for what in dict.fromkeys(item.what for item in group.items):
            items = [item for item in group.items if item.what == what]
            yield side_text_hit(group, items, surface, f"A drawing holds a {what}.", access=Access.IN_APP)
