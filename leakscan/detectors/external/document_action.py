"""Actions that lead out of a document."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.actions import ActionKind, Actions

RULE = Rule(
    id="document-action",
    title="Action that leads to a file or server",
    severity=Severity.LOW,
    finds="Actions that start programs, open other documents, send the form, or read data from a file.",
    why="Their targets name folders, servers and documents of whoever made the file.",
    see="Acrobat: the Actions of a link's, page's or field's properties.",
    remedy="Delete the actions, or print the document to a new PDF.",
    references=("ISO 32000-2 §12.6.4.3", "ISO 32000-2 §12.6.4.6", "ISO 32000-2 §12.7.6.2"),
    since="0.1",
)

_MESSAGES = {
    ActionKind.LAUNCH: "Actions start a program or open a file.",
    ActionKind.REMOTE: "Actions open another document.",
    ActionKind.SUBMIT: "Actions send the form.",
    ActionKind.IMPORT: "Actions read data from a file.",
}


@detector(RULE, on=Actions)
def document_action(actions: Actions) -> Iterator[Hit]:
    """Yield one hit for each kind of action."""
    for kind, message in _MESSAGES.items():
        items = actions.of(kind)
        if items:
            yield Hit(
                items[0].place if len(items) == 1 else Place(),
                message,
                evidence=tuple(Evidence("target", item.text) for item in items[:5]),
                counts=Counts(values=len(items), distinct_values=len({item.text for item in items})),
                table=actions.tables.get(kind),
                access=Access.IN_APP,
                content=Content.OTHER_PEOPLE,
            )
