"""What a file's properties say beside the names of people."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.properties import Properties, Property, PropertyGroup

RULE = Rule(
    id="document-properties",
    title="Document properties",
    severity=Severity.LOW,
    finds="Core, application and custom properties: titles, subjects, keywords, remarks, dates and custom fields.",
    why=(
        "Properties travel with the file and are shown by search engines and file managers; titles and remarks "
        "often survive from an earlier document, and custom fields hold case numbers and clients."
    ),
    see="Excel: File, Info, Properties, Advanced Properties. LibreOffice: File, Properties.",
    remedy="Excel: File, Info, Inspect Document, remove document properties and personal information.",
    references=("ECMA-376-2 §11", "ECMA-376-1 §22.2", "ECMA-376-1 §22.3"),
    since="0.1",
)

_SOFTWARE = frozenset(
    {
        "application", "appversion", "category", "contenttype", "created", "creator", "company", "docsecurity",
        "hyperlinkschanged", "language", "lastmodifiedby", "lastprinted", "linksuptodate", "manager", "modified",
        "presentationformat", "revision", "scalecrop", "shareddoc", "template", "totaltime", "version",
    }
) - {"category"}  # fmt: skip
"""What programs write by themselves, and what names people, which is told of elsewhere."""
_OWN_CUSTOM = ("_lcid",
    "contenttype",
    "kso",
    "sensitivity", "_version", "_templateid", "ksoproductbuildver", "icv", "msip_label_", "sv_", "progid",
               "_ic", "workbookguid", "contenttypeid", "generator", "_advancefiledocid")  # fmt: skip
"""Starts of the custom properties that programs write."""


@detector(RULE, on=Properties)
def document_properties(properties: Properties) -> Iterator[Hit]:
    """Yield one hit for all properties of a document."""
    if not properties.items:
        return
    telling = [item for item in properties.items if _is_written_by_someone(item)]
    yield Hit(
        properties.items[0].place if not telling else telling[0].place,
        "Properties hold text that someone wrote." if telling else "Properties hold what programs write.",
        evidence=tuple(Evidence("property", str(item.value)) for item in telling[:5]),
        counts=Counts(values=len(properties.items)),
        table=properties.table,
        access=Access.IN_APP,
        content=Content.DATA if telling else Content.OWN,
    )


def _is_written_by_someone(item: Property) -> bool:
    if not isinstance(item.value, str) or not item.value.strip():
        return False
    folded = item.name.casefold()
    if item.group is PropertyGroup.CUSTOM:
        return not folded.startswith(_OWN_CUSTOM)
    return folded not in _SOFTWARE
