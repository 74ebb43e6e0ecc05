"""Text that was deleted while changes were tracked."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.prose_hits import passage_hits
from leakscan.rules import Rule, detector
from leakscan.views.prose import PassageKind, Prose

RULE = Rule(
    id="tracked-deletion",
    title="Deleted text that is still there",
    severity=Severity.MEDIUM,
    finds=(
        "Text, rows and cells that were deleted or moved away while changes were tracked, in the body, headers, "
        "notes, comments and boxes of text, with who deleted what and when."
    ),
    why=(
        "A tracked deletion stays in the file until it is accepted; one click brings back every word, and who "
        "struck it out."
    ),
    see="Word: Review, All Markup. LibreOffice: Edit, Track Changes, Show.",
    remedy=(
        "Word: Review, Accept, Accept All Changes and Stop Tracking; then File, Info, Inspect Document. Turning "
        "the markup off hides it, and removes nothing."
    ),
    references=("ECMA-376-1 §17.13.5.14", "ECMA-376-1 §17.13.5.12", "ECMA-376-1 §17.13.5.22"),
    since="0.1",
)


@detector(RULE, on=Prose)
def tracked_deletion(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the deletions of each part."""
    yield from passage_hits(prose, prose.of(PassageKind.DELETED), "Tracked changes keep text that was deleted.")
