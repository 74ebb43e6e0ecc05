"""How a document came about, as its metadata tell."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.metadata_history import History, HistoryItem, HistoryKind

RULE = Rule(
    id="document-history",
    title="History in the metadata",
    severity=Severity.LOW,
    finds=(
        "Steps, sources and identities that XMP metadata record, properties that two sets of metadata give "
        "differently, and the metadata of single pages and pictures."
    ),
    why=(
        "A cleaned title or author often stays in the other set of metadata; history and identities tie a file to "
        "its sources and to other files made from them."
    ),
    see="Acrobat: File, Properties, Additional Metadata; or any XMP viewer.",
    remedy="Acrobat: Redact, Sanitize Document removes all metadata.",
    references=("ISO 16684-1 §8.6", "ISO 32000-2 §14.3.2"),
    since="0.1",
)

_PEOPLE = frozenset(
    {
        "AuthorsPosition", "CaptionWriter", "Credit", "Headline", "Instructions", "LayerText", "Owner",
        "TransmissionReference", "contributor", "creator", "description", "filePath", "modifier", "publisher",
        "rights", "subject", "title",
    }
)  # fmt: skip

_MESSAGES = {
    HistoryKind.IDENTITY: "Metadata record identities of the document.",
    HistoryKind.SOURCE: "Metadata name documents that this one was made from.",
    HistoryKind.STEP: "Metadata record the steps in which the document was made.",
    HistoryKind.DISAGREEMENT: "Two sets of metadata give the same property differently.",
    HistoryKind.PART: "Pages, pictures or other parts have metadata of their own.",
}


@detector(RULE, on=History)
def document_history(history: History) -> Iterator[Hit]:
    """Yield one hit for each kind of thing told."""
    for kind in HistoryKind:
        items = history.of(kind)
        if not items:
            continue
        telling = [item for item in items if _is_telling(item)]
        yield Hit(
            items[0].place,
            _MESSAGES[kind],
            evidence=tuple(Evidence(item.name, item.text) for item in telling[:5]),
            counts=Counts(values=len(items), distinct_values=len({item.text for item in items})),
            table=history.table,
            access=Access.IN_APP,
            content=Content.DATA if telling else Content.OWN,
        )


def _is_telling(item: HistoryItem) -> bool:
    """Return whether an item names someone or something, rather than programs, dates and numbers."""
    if item.kind is HistoryKind.DISAGREEMENT:
        return item.name in ("Author", "Title", "Subject", "Keywords")
    return item.kind is not HistoryKind.IDENTITY and (item.is_custom or item.name in _PEOPLE)
