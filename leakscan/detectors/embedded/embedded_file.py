"""Whole files behind a page."""

from collections.abc import Iterator

from leakscan.findings import Access, Counts, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.embedded import EmbeddedFile

RULE = Rule(
    id="embedded-file",
    title="File inside the file",
    severity=Severity.MEDIUM,
    finds="Documents, archives and objects embedded in a document; workbooks have a rule of their own.",
    why="A page shows an icon or a picture of the object, but the whole file behind it travels along.",
    see="Double-click the object or its icon. Objects that no page shows stand in the package, under embeddings.",
    remedy="Delete the object, or replace it by a picture of what it should show.",
    references=("ECMA-376-1 §15.2.10", "ECMA-376-1 §15.2.11", "[MS-OLEDS] 2.3"),
    since="0.1",
)


@detector(RULE, on=EmbeddedFile)
def embedded_file(embedded: EmbeddedFile) -> Iterator[Hit]:
    """Yield one hit for each embedded file that neither is nor wraps a workbook."""
    if embedded.has_workbook or embedded.size == 0:
        return
    kind = f" ({embedded.kind})" if embedded.kind else ""
    yield Hit(
        embedded.place,
        f"A whole file{kind} is embedded."
        if embedded.is_reachable
        else f"A whole file{kind} that no page refers to is embedded.",
        counts=Counts(values=1),
        access=Access.ONE_CLICK if embedded.is_reachable else Access.PACKAGE,
    )
