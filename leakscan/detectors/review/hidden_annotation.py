"""Annotations that do not show."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.remark_hits import remark_hit
from leakscan.rules import Rule, detector
from leakscan.views.annotations import Annotations

RULE = Rule(
    id="hidden-annotation",
    title="Hidden annotation",
    severity=Severity.MEDIUM,
    finds=(
        "Annotations whose flags keep them from the screen, with their text and authors, fields being listed; and "
        "words in appearances that do not show: those for other states, for a pressed button, or of no size."
    ),
    why="They show in no reader's view of the page, and every program that lists annotations reads them.",
    see="Acrobat: Prepare Form shows hidden fields; hidden remarks show only in a program that reads the file.",
    remedy="Acrobat: Redact, Remove Hidden Information; or print the document to a new PDF.",
    references=("ISO 32000-2 §12.5.3", "ISO 32000-2 §12.5.5"),
    since="0.1",
)


@detector(RULE, on=Annotations)
def hidden_annotation(annotations: Annotations) -> Iterator[Hit]:
    """Yield one hit for all annotations out of sight, and one for all appearances that are."""
    items = annotations.hidden
    # The values of hidden fields are told of by the rule on form fields.
    telling = [item for item in items if (item.text or item.author) and item.kind != "Widget"]
    pictures = [item for item in items if item.has_picture]
    what = "with words or names" if telling else "with pictures" if pictures else "without words or names"
    message = f"Annotations {what} do not show."
    yield from remark_hit(
        items, telling or pictures, message, annotations, annotations.hidden_table, access=Access.IN_APP
    )
    for is_momentary in (False, True):
        unseen = annotations.unseen_of(is_momentary=is_momentary)
        when = "that show for a moment only" if is_momentary else "that do not show"
        message = f"Appearances {when} hold words that no page shows."
        table = annotations.unseen_tables.get(is_momentary)
        for hit in remark_hit(unseen, unseen, message, annotations, table, access=Access.PACKAGE):
            yield replace(hit, content=Content.STOCK) if is_momentary else hit
