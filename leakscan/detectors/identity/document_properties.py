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
        "application", "appversion", "contenttype", "created", "creator", "company",
        "datecreated", "datemodified", "docsecurity",
        "hyperlinkschanged", "language", "lastmodifiedby", "lastprinted", "linksuptodate", "manager", "modified",
        "presentationformat", "revision", "scalecrop", "shareddoc", "template", "title", "totaltime", "version",
    }
)  # fmt: skip
"""What programs write by themselves, and what names people, which is told of elsewhere."""
_MOST_SHOWN = 20
"""How many custom properties are shown: their values are short, and none of them shows in the sheets."""
_OWN_CUSTOM = (
    "_advancefiledocid", "_ic", "_lcid", "_templateid", "_version", "contenttype", "generator", "icv", "kso",
    "msip_label_", "progid", "sensitivity", "sv_", "workbookguid",
)  # fmt: skip
"""Starts of the custom properties that programs write."""


@detector(RULE, on=Properties)
def document_properties(properties: Properties) -> Iterator[Hit]:
    """Yield one hit for the properties that every document has, and one for those of its own."""
    if properties.standard:
        telling = [item for item in properties.standard if _is_written_by_someone(item)]
        has_title = any(text.strip() for text in properties.texts("title"))
        yield Hit(
            (telling or properties.standard)[0].place,
            _message(is_telling=bool(telling), has_title=has_title),
            evidence=tuple(Evidence("property", str(item.value)) for item in telling[:5]),
            counts=Counts(values=len(properties.standard)),
            table=properties.table,
            access=Access.IN_APP,
            content=Content.DATA if telling else Content.AUTHORSHIP if has_title else Content.OWN,
        )
    if properties.custom:
        telling = [item for item in properties.custom if _is_written_by_someone(item)]
        shown = dict.fromkeys([*telling, *properties.custom])
        yield Hit(
            (telling or properties.custom)[0].place,
            f"Custom properties hold {'text that someone wrote' if telling else 'what programs write'}.",
            evidence=tuple(Evidence("property", str(item.value)) for item in list(shown)[:_MOST_SHOWN]),
            counts=Counts(values=len(properties.custom)),
            table=properties.custom_table,
            access=Access.IN_APP,
            content=Content.DATA if telling else Content.OWN,
        )


def _message(*, is_telling: bool, has_title: bool) -> str:
    if is_telling:
        return "Properties hold text that someone wrote."
    if has_title:
        return "Properties hold a title, and what programs write."
    return "Properties hold what programs write."


def _is_written_by_someone(item: Property) -> bool:
    if not isinstance(item.value, str) or not item.value.strip():
        return False
    folded = item.name.casefold()
    if item.group is PropertyGroup.CUSTOM:
        return not folded.startswith(_OWN_CUSTOM)
    return folded not in _SOFTWARE
