"""Layers that do not show when the document is opened."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pages import Pages

RULE = Rule(
    id="hidden-layer",
    title="Hidden layer",
    severity=Severity.LOW,
    finds="Layers (optional content) that are off when the document is opened, or show only on screen or paper.",
    why="A layer that is off travels with the file; one click in the list of layers shows what is on it.",
    see="Acrobat: View, Show/Hide, Navigation Panes, Layers, and click the empty box before a layer's name.",
    remedy="Delete the layer in the source document; or in Acrobat flatten the layers after deleting hidden ones.",
    references=("ISO 32000-2 §8.11.4.3", "ISO 32000-2 §8.11.4.4"),
    since="0.1",
)


@detector(RULE, on=Pages)
def hidden_layer(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for each layer that does not always show."""
    for layer in pages.layers:
        if not layer.is_visible:
            yield Hit(
                Place(name=layer.name),
                "A layer is off when the document is opened.",
                counts=Counts(values=1),
                access=Access.ONE_CLICK,
            )
        elif layer.prints is False:
            yield Hit(
                Place(name=layer.name),
                "A layer shows on the screen and is not printed.",
                counts=Counts(values=1),
                access=Access.ONE_CLICK,
                content=Content.OWN,
            )
