"""Comments in the margin of a document."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.prose import REMARKS, Prose, Remark

RULE = Rule(
    id="document-comment",
    title="Comments in the margin",
    severity=Severity.LOW,
    finds=(
        "Comments and their replies, open and resolved, with their authors and times; also comments that no text "
        "refers to, which no program shows."
    ),
    why="Comments say what reviewers thought, and are left in the file when the markup is merely switched off.",
    see="Word: Review, Show Comments; resolved ones in the Comments pane. LibreOffice: View, Comments.",
    remedy="Word: Review, Delete, Delete All Comments in Document. Or File, Info, Inspect Document.",
    references=("ECMA-376-1 §17.13.4.2", "[MS-DOCX] 2.5.3"),
    since="0.1",
)


@detector(RULE, on=Prose)
def document_comment(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the comments of each part, those that no text refers to apart."""
    groups: dict[tuple[str, bool], list[Remark]] = {}
    for item in prose.remarks:
        groups.setdefault((item.place.part, item.is_anchored or item.is_reply), []).append(item)
    for (part, is_anchored), items in groups.items():
        texts = list(dict.fromkeys(item.text for item in items if item.text.strip()))
        yield Hit(
            items[0].place if len(items) == 1 else Place(part=part, page=items[0].place.page),
            "Comments stand in the margin." if is_anchored else "Comments are left to which no text refers.",
            evidence=tuple(Evidence("comment", text) for text in texts[:5]),
            counts=Counts(
                values=len(items),
                distinct_values=len(texts),
                not_visible=sum(not prose.shows(text) for text in texts),
            ),
            table=prose.tables.get(REMARKS),
            access=Access.ONE_CLICK if is_anchored else Access.PACKAGE,
            content=Content.DATA if texts else Content.EMPTY,
        )
