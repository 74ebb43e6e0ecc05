"""Changes that were tracked and never accepted."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.prose import Passage, PassageKind, Prose

RULE = Rule(
    id="tracked-change",
    title="Tracked changes",
    severity=Severity.LOW,
    finds=(
        "Insertions, moves, and changes of format that were tracked and not accepted, with their authors and "
        "times. Deleted text is reported as tracked-deletion."
    ),
    why=("The changes tell who wrote which words and when, and so how an organisation came to say what it says."),
    see="Word: Review, All Markup, Reviewing Pane. LibreOffice: Edit, Track Changes, Manage.",
    remedy="Word: Review, Accept, Accept All Changes and Stop Tracking.",
    references=("ECMA-376-1 §17.13.5.18", "ECMA-376-1 §17.13.5.29", "ECMA-376-1 §17.13.5.31"),
    since="0.1",
)


@detector(RULE, on=Prose)
def tracked_change(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the changes of each part."""
    by_part: dict[str, list[Passage]] = {}
    for item in prose.of(PassageKind.CHANGED):
        by_part.setdefault(item.place.part, []).append(item)
    for part, items in by_part.items():
        authors = list(dict.fromkeys(item.author for item in items if item.author))
        yield Hit(
            items[0].place if len(items) == 1 else Place(part=part),
            "Tracked changes tell who changed what, and when." if authors else "Changes are tracked.",
            evidence=tuple(Evidence("author", author) for author in authors[:5]),
            counts=Counts(values=len(items)),
            table=prose.tables.get(PassageKind.CHANGED.value),
            access=Access.ONE_CLICK,
            content=Content.OTHER_PEOPLE if authors else Content.OWN,
        )
