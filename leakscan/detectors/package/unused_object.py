"""Objects of a document's file that the document does not use."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.leftovers import Disuse, Leftover, Leftovers
from leakscan.views.words import word_set

RULE = Rule(
    id="unused-object",
    title="Object the document does not use",
    severity=Severity.MEDIUM,
    finds=(
        "Objects that nothing refers to, that no table lists or that a later one replaced, pages outside the page "
        "tree, and pictures, drawings and patterns that no page paints, with the text and the files they hold."
    ),
    why="Editors take an object out of use and leave it in the file; a program that reads the bytes finds it.",
    see="A tool such as qpdf, with --qdf, writes every object out; or a hex editor, at the object named here.",
    remedy="Save under a new name with Save As Other, Optimized PDF; or print to a new PDF.",
    references=("ISO 32000-2 §7.3.10", "ISO 32000-2 §7.5.4"),
    since="0.1",
)

_MESSAGES = {
    Disuse.UNREFERENCED: "Objects that nothing refers to hold text, pictures or files.",
    Disuse.UNLISTED: "Objects that no table lists hold text, pictures or files.",
    Disuse.UNUSED: "Pictures or drawings that no page paints are kept.",
    Disuse.TEMPLATE: "Pages that are not among the document's pages are kept.",
}
_SERVING = "Objects out of use hold nothing but what serves the pages."
_UNTOLD = "Objects out of use hold nothing that can be read; of some, what they hold is not known."
_TELLING = frozenset({"picture", "page", "attached file"})
"""Kinds that tell something even where they hold no text."""


@detector(RULE, on=Leftovers)
def unused_object(leftovers: Leftovers) -> Iterator[Hit]:
    """Yield one hit for each reason of disuse."""
    for disuse, message in _MESSAGES.items():
        items = leftovers.of(disuse)
        if not items:
            continue
        telling = [item for item in items if _is_telling(item)]
        values = word_set(item.text for item in telling)
        missing = values.missing_from(leftovers.visible)
        has_more = any(not item.text for item in telling)
        yield Hit(
            (telling or items)[0].place if len(items) == 1 else Place(),
            message if telling else _SERVING if all(item.is_told for item in items) else _UNTOLD,
            evidence=tuple(Evidence(item.kind, item.text) for item in telling if item.text)[:5],
            counts=Counts(
                values=len(items),
                distinct_values=len(values) + has_more,
                not_visible=missing + has_more,
            ),
            table=leftovers.tables.get(disuse),
            access=Access.PACKAGE if disuse is not Disuse.UNLISTED else Access.CARVING,
            content=Content.DATA if telling else Content.OWN,
        )


def _is_telling(item: Leftover) -> bool:
    return bool(item.text.strip()) or item.kind in _TELLING
