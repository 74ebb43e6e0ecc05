"""Text that is formatted as hidden, or that no page comes to show."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import passage_hits
from leakscan.rules import Rule, detector
from leakscan.views.prose import PassageKind, Prose

RULE = Rule(
    id="hidden-text",
    title="Hidden text",
    severity=Severity.MEDIUM,
    finds=(
        "Text formatted as hidden: by itself, by the style of its run, paragraph or table, or by the defaults; "
        "hidden rows of tables, cells merged into others, notes that nothing refers to, hidden pieces of "
        "formulas, what stands under a heading that is folded together, and texts kept for older programs that "
        "differ from what shows. In web pages, text that a style sheet or an element hides, and text for other "
        "programs."
    ),
    why="Hidden text shows and prints on no page, and comes back with one click on the paragraph mark.",
    see=(
        "Word: Home, Show/Hide (the paragraph mark); File, Options, Display, Hidden text. LibreOffice: View, "
        "Formatting Marks. Notes and texts for older programs stand only in the package."
    ),
    remedy="Word: File, Info, Inspect Document, Hidden Text; or show it and delete it. Check styles as well.",
    references=(
        "ECMA-376-1 §17.3.2.41",
        "ECMA-376-1 §17.7.3",
        "ECMA-376-1 §17.4.20",
        "ECMA-376-3 §10.2",
        "CSS 2.2 §9.2.4",
        "RTF 1.9.1",
    ),
    since="0.1",
)

_IN_PACKAGE = ("refers to", "older programs", "merged")


@detector(RULE, on=Prose)
def hidden_text(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for each part and way of hiding."""
    items = prose.of(PassageKind.HIDDEN)
    for why in dict.fromkeys(item.why for item in items):
        access = Access.PACKAGE if any(words in why for words in _IN_PACKAGE) else Access.ONE_CLICK
        message = f"The document holds a {why}." if why.startswith(_COUNTED) else f"The document holds {why}."
        yield from passage_hits(prose, (item for item in items if item.why == why), message, access=access)


_COUNTED = ("hidden row", "hidden piece", "cell", "footnote", "endnote", "shape")
