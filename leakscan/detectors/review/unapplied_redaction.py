"""Redactions that were marked and never applied."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.page_hits import page_hits
from leakscan.rules import Rule, detector
from leakscan.views.pages import Cover, HiddenText, Pages

RULE = Rule(
    id="unapplied-redaction",
    title="Redaction marked but not applied",
    severity=Severity.MEDIUM,
    finds="Text beneath redaction annotations: marked for removal, and still in the file.",
    why="Marking is the first of two steps; until the marks are applied, the text is there for anybody to copy.",
    see="Acrobat: Redact, then click a mark; or select the text beneath it and copy.",
    remedy="Acrobat: Redact, Apply, then save under a new name, and check by copying the page.",
    references=("ISO 32000-2 §12.5.6.23",),
    since="0.1",
)


@detector(RULE, on=Pages)
def unapplied_redaction(pages: Pages) -> Iterator[Hit]:
    """Yield one hit for each page."""
    yield from page_hits(pages, _message, access=Access.ONE_CLICK)


def _message(item: HiddenText) -> str | None:
    return "Text is marked for redaction and still there." if item.cover is Cover.REDACTION else None
