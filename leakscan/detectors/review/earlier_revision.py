"""Earlier states of a document that its file still holds."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.revisions import LossKind, Revision, Revisions

RULE = Rule(
    id="earlier-revision",
    title="Earlier state of the document",
    severity=Severity.MEDIUM,
    finds=(
        "States in which the file was saved before, with what the last state no longer holds: pages, text, "
        "pictures, remarks, form values, properties, attachments, bookmarks."
    ),
    why=(
        "Saving a PDF appends changes and leaves all that was there before in place; cutting off the end of the "
        "file brings back an earlier state whole."
    ),
    see="Cut the file after the last byte given here and open what remains.",
    remedy="Save under a new name with Save As Other, Optimized or Reduced Size PDF; or print to a new PDF.",
    references=("ISO 32000-2 §7.5.6",),
    since="0.1",
)


@detector(RULE, on=Revisions)
def earlier_revision(revisions: Revisions) -> Iterator[Hit]:
    """Yield one hit for each earlier state."""
    for revision in revisions.items:
        telling = [loss for loss in revision.losses if loss.text]
        yield Hit(
            revision.place,
            _message(revision),
            evidence=tuple(Evidence(loss.kind.value, loss.text) for loss in telling[:5]),
            counts=Counts(
                values=len(revision.losses),
                distinct_values=len(revision.values),
                not_visible=revision.not_visible,
            ),
            table=revision.table,
            access=Access.CARVING,
            content=Content.DATA if revision.losses else Content.OWN,
        )


def _message(revision: Revision) -> str:
    if revision.pages is None:
        return "An earlier state of the document is in the file, and cannot be read."
    if not revision.losses:
        return "An earlier state of the document holds nothing that is gone."
    kinds = {loss.kind for loss in revision.losses}
    words = [kind.value for kind in LossKind if kind in kinds]
    return f"An earlier state of the document holds what is gone: {', '.join(words)}."
