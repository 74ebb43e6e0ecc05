"""Shared strings that no cell uses."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="orphan-string",
    title="Orphan shared string",
    severity=Severity.MEDIUM,
    finds="Texts in the workbook's table of strings that no cell of any of its sheets uses.",
    why=(
        "Cells keep their texts in one shared table. A program that edits a file in place can leave the text of a "
        "deleted or changed cell behind; no application shows it, yet every copy of the file carries it."
    ),
    see="No application shows it: open the file as a ZIP archive and read the part in a text editor.",
    remedy="Open the workbook in Excel or LibreOffice and save it again: the table is written anew.",
    references=("ECMA-376-1 §18.4.9", "ECMA-376-1 §18.4.8"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def orphan_string(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for all strings that no cell uses."""
    orphans = workbook.orphan_strings
    if orphans is None:
        return
    has_values = len(orphans.values) > 0
    yield Hit(
        Place(part=orphans.part),
        "The table of strings holds texts that no cell uses." if has_values else "Unused strings are blank.",
        evidence=tuple(Evidence("string", text) for text in orphans.examples),
        counts=Counts(
            values=orphans.count,
            distinct_values=len(orphans.values),
            not_visible=workbook.not_visible(orphans.values),
        ),
        table=orphans.table,
        access=Access.PACKAGE,
        content=Content.DATA if has_values else Content.EMPTY,
    )
