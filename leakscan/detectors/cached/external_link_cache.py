"""Cells of other files that a workbook keeps for its formulas."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.caches import DefinedName, ExternalLink, LinkKind
from leakscan.views.names import held_values
from leakscan.views.side_texts import telling_in
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key

RULE = Rule(
    id="external-link-cache",
    title="Cached cells of another file",
    severity=Severity.MEDIUM,
    finds=(
        "The values that a workbook keeps of the sheets of other workbooks its formulas refer to, and of DDE and "
        "OLE links; names of their sheets and ranges."
    ),
    why=(
        "One look-up formula makes Excel keep the whole range it searches: other people's rows of a workbook that "
        "was never meant to be released."
    ),
    see=(
        "Excel shows the links under Data, Edit Links, but not the values; they stand in xl/externalLinks of the "
        "package. A formula that refers to the other file shows them cell by cell without it."
    ),
    remedy=(
        "Data, Edit Links, Break Link for every link, or File, Options, Advanced: clear 'Save external link "
        "values'; then save and check again."
    ),
    references=("ECMA-376-1 §18.14.7", "ECMA-376-1 §18.14.14", "ECMA-376-1 §18.14.18"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def external_link_cache(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet of another file of which values are kept, and one for names alone."""
    for link in workbook.external_links:
        for sheet in link.sheets:
            yield Hit(
                Place(part=link.part, name=sheet.name),
                f"Values are kept of {link.kind.value}.",
                evidence=(*_source(link), *(Evidence("cell", text) for text in sheet.examples)),
                counts=Counts(
                    rows=sheet.rows if link.kind is LinkKind.WORKBOOK else None,
                    cells=sheet.cells,
                    distinct_values=len(sheet.values),
                    not_visible=workbook.not_visible(sheet.values),
                ),
                table=sheet.table,
                access=Access.PACKAGE,
                content=Content.DATA if len(sheet.values) else Content.EMPTY,
            )
        names = _names(workbook, link) if link.names else None
        if names is not None and names.content is not Content.OWN:
            yield names
        elif not link.sheets:
            told = (*link.sheet_names, *(name for name, _ in link.names))
            yield Hit(
                Place(part=link.part),
                f"A link leads to {link.kind.value}, of which no values are kept.",
                evidence=(*_source(link), *(Evidence("name", name) for name in told[:5])),
                counts=Counts(values=len(told)),
                access=Access.PACKAGE,
                content=Content.OWN,
            )


def _held(link: ExternalLink) -> list[str]:
    """Return the values that the defined names of another workbook hold themselves."""
    names = (DefinedName(name, refers_to.strip().removeprefix("=")) for name, refers_to in link.names)
    return [str(value) for name in names for _, _, value in held_values(name)]


def _names(workbook: Workbook, link: ExternalLink) -> Hit:
    held, values = _held(link), ValueSet()
    for text in held:
        values.add(value_key(text))
    telling = [pair for pair in link.names for text in pair if any(telling_in(text))]
    content = Content.OWN
    if held:
        content = Content.DATA if workbook.not_visible(values) else Content.COVERED
    elif telling:
        content = Content.OTHER_PEOPLE
    shown = [*held, *(text for pair in telling for text in pair), *(name for name, _ in link.names)]
    return Hit(
        Place(part=link.part, name="definedNames"),
        f"Defined names are kept of {link.kind.value}.",
        evidence=(*_source(link), *(Evidence("name", text[:200]) for text in dict.fromkeys(shown[:5]))),
        counts=Counts(
            values=len(link.names),
            distinct_values=len(values) if held else None,
            not_visible=workbook.not_visible(values) if held else None,
        ),
        table=link.names_table,
        access=Access.PACKAGE,
        content=content,
    )


def _source(link: ExternalLink) -> Iterator[Evidence]:
    """Yield what a link leads to: the other file, or what it calls of another program."""
    for target in link.targets[:1]:
        yield Evidence(
            "program" if link.program else "file", f"{link.program}|{target}" if link.program else target
        )
