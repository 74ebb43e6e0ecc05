"""Notes of the speaker."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.prose_hits import passage_hits
from leakscan.rules import Rule, detector
from leakscan.views.prose import PassageKind
from leakscan.views.slides import Deck

RULE = Rule(
    id="speaker-notes",
    title="Notes of the speaker",
    severity=Severity.MEDIUM,
    finds="What is written below the slides for the speaker alone; given back slide by slide.",
    why="Notes show in no slide show and on no exported page, and often say what the slides do not.",
    see="PowerPoint: View, Notes Page. LibreOffice: View, Notes.",
    remedy="PowerPoint: File, Info, Inspect Document, Presentation Notes.",
    references=("ECMA-376-1 §13.3.5", "ECMA-376-1 §19.3.1.26"),
    since="0.1",
)


@detector(RULE, on=Deck)
def speaker_notes(deck: Deck) -> Iterator[Hit]:
    """Yield one hit for the notes of each slide."""
    yield from passage_hits(deck, deck.of(PassageKind.NOTES), "A slide has notes for the speaker.")
