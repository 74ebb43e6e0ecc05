"""Variables that macros, add-ins and document systems keep in a document."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.prose import Prose, SettingKind

RULE = Rule(
    id="document-variable",
    title="Document variable",
    severity=Severity.MEDIUM,
    finds="Names and values of variables that macros, add-ins and document systems keep in the document.",
    why=(
        "No menu shows them and the Document Inspector leaves them; systems that make letters keep names, "
        "references and whole records there."
    ),
    see="Word: the Visual Basic editor (ActiveDocument.Variables); word/settings.xml in the package.",
    remedy="Delete them in the Visual Basic editor, or copy the text into a new document.",
    references=("ECMA-376-1 §17.15.1.32",),
    since="0.1",
)


@detector(RULE, on=Prose)
def document_variable(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for all variables."""
    items = [item for item in prose.settings if item.kind is SettingKind.VARIABLE]
    if items:
        message = "The document keeps variables that no page shows."
        yield setting_hit(prose, SettingKind.VARIABLE, items, message, access=Access.PACKAGE)
