"""Scripts that a document brings."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.actions import ActionKind, Actions

RULE = Rule(
    id="document-script",
    title="Script in the document",
    severity=Severity.LOW,
    finds="Scripts of the document, its pages, fields and links.",
    why="Scripts hold names, addresses and passwords that no page shows, and run on the reader's machine.",
    see="Acrobat: Tools, JavaScript, Document JavaScripts, or the Actions of a field's properties.",
    remedy="Acrobat: Redact, Remove Hidden Information removes scripts; or print the document to a new PDF.",
    references=("ISO 32000-2 §12.6.4.17",),
    since="0.1",
)

_OWN = frozenset(
    {
        "AFNumber_Format", "AFNumber_Keystroke", "AFDate_FormatEx", "AFDate_KeystrokeEx", "AFDate_Format",
        "AFDate_Keystroke", "AFTime_Format", "AFTime_Keystroke", "AFSpecial_Format", "AFSpecial_Keystroke",
        "AFPercent_Format", "AFPercent_Keystroke", "AFSimple_Calculate", "AFRange_Validate", "AFMergeChange",
        "AFSpecial_KeystrokeEx", "AFTime_FormatEx",
    }
)  # fmt: skip
"""Functions that form editors write for the format of a field."""


@detector(RULE, on=Actions)
def document_script(actions: Actions) -> Iterator[Hit]:
    """Yield one hit for all scripts."""
    items = actions.of(ActionKind.SCRIPT)
    if not items:
        return
    written = [item for item in items if item.text.partition("(")[0].strip() not in _OWN]
    yield Hit(
        (written or items)[0].place if len(items) == 1 else Place(),
        "The document brings scripts." if written else "The document brings the scripts of its fields' formats.",
        evidence=tuple(Evidence("script", item.text) for item in written[:5]),
        counts=Counts(values=len(items), distinct_values=len({item.text for item in items})),
        table=actions.tables.get(ActionKind.SCRIPT),
        access=Access.IN_APP,
        content=Content.DATA if written else Content.OWN,
    )
