"""Remarks and marks of readers and reviewers."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.remark_hits import remark_hit
from leakscan.rules import Rule, detector
from leakscan.views.annotations import Annotations

RULE = Rule(
    id="annotation",
    title="Remarks on the pages",
    severity=Severity.LOW,
    finds="Notes, marks, stamps, drawings and other remarks over the pages, with their authors and dates.",
    why="A note shows only when it is opened and prints on no page by default; it names its author.",
    see="Acrobat: the Comments pane lists them all.",
    remedy="Delete the remarks in the Comments pane, or print the document to a new PDF.",
    references=("ISO 32000-2 §12.5.6.2", "ISO 32000-2 §12.5.6.4"),
    since="0.1",
)


@detector(RULE, on=Annotations)
def annotation(annotations: Annotations) -> Iterator[Hit]:
    """Yield one hit for all remarks in sight that say something or name someone."""
    items = annotations.remarks
    telling = [item for item in items if item.author or (item.text and not item.shows_text)]
    message = "Remarks stand over the pages." if telling else "Marks without words or names stand over the pages."
    yield from remark_hit(items, telling, message, annotations, annotations.table)
