"""Sensitivity labels: the classification of a file by its organisation."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.people import emails_in
from leakscan.views.properties import Properties

RULE = Rule(
    id="sensitivity-label",
    title="Sensitivity label",
    severity=Severity.LOW,
    finds="Labels of Microsoft Purview: their name and identifier, the tenant, who set them, how and when.",
    why=(
        "A label says how the organisation itself classed the file, names the tenant it belongs to, and often the "
        "account of whoever set it."
    ),
    see="Office programs: Home, Sensitivity; File, Info, Properties, Advanced Properties, Custom.",
    remedy="Office programs: Home, Sensitivity: take the label off, then File, Info, Inspect Document.",
    references=("[MS-OFFCRYPTO] 2.6.3", "[MS-OFFCRYPTO] 2.6.4"),
    since="0.1",
)

_FIRST = ("_owner", "_actionedby", "_name", "_siteid", "_setdate")


@detector(RULE, on=Properties)
def sensitivity_label(properties: Properties) -> Iterator[Hit]:
    """Yield one hit for all labels of a document, those that were taken off too."""
    labels = properties.labels
    if not labels:
        return
    shown = sorted(labels, key=lambda item: not item.name.casefold().endswith(_FIRST))
    names_person = any(
        item.name.casefold().endswith(("_owner", "_actionedby")) or emails_in(str(item.value)) for item in labels
    )
    yield Hit(
        labels[0].place,
        "A label names who classed the file." if names_person else "A label classes the file.",
        evidence=tuple(Evidence("label", str(item.value)) for item in shown[:5]),
        counts=Counts(values=len(labels)),
        table=properties.labels_table,
        access=Access.IN_APP,
        content=Content.OTHER_PEOPLE if names_person else Content.OWN,
    )
