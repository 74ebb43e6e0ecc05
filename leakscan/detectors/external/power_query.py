"""Queries of Power Query: code, sources, typed-in rows."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.queries import Kept, KeptKind, sources_in, values_of
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="power-query",
    title="Power Query",
    severity=Severity.MEDIUM,
    finds=(
        "The queries behind the data: their code, the servers, files and addresses they read, passwords and keys "
        "in them, tables typed into them, names of columns and errors of the last run."
    ),
    why=(
        "The code names where the data come from and what was left out of them; a table that was typed into a "
        "query travels whole."
    ),
    see="Excel: Data, Queries & Connections, right-click a query, Edit, then Advanced Editor.",
    remedy="Excel: Data, Queries & Connections: delete every query; or copy the values into a new workbook.",
    references=("[MS-QDEFF] 2.2", "[MS-QDEFF] 2.5.2"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def power_query(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each package of queries."""
    for kept in workbook.kept:
        if kept.kind is KeptKind.POWER_QUERY:
            yield _hit(workbook, kept)


def _hit(workbook: Workbook, kept: Kept) -> Hit:
    code = "\n".join(item.text for item in kept.items if item.what in ("code", "content"))
    sources = sources_in(code)
    typed = [item for item in kept.telling() if item.what.startswith("typed row")]
    values = values_of(typed)
    if sources.secrets:
        message, content = "Queries hold a password, key or token.", Content.CREDENTIALS
    elif typed:
        message, content = "Queries hold a table that was typed into them.", Content.DATA
    elif sources.places:
        message, content = "Queries say where data come from.", Content.OTHER_PEOPLE
    else:
        message, content = "Queries work on data of this workbook.", Content.OWN
    evidence = [Evidence("credential", text) for text in sources.secrets]
    evidence.extend(Evidence("typed", item.text[:200]) for item in typed)
    evidence.extend(Evidence("source", text) for text in sources.places)
    return Hit(
        kept.place,
        message,
        evidence=tuple(evidence[:5]),
        counts=Counts(
            values=len(kept.items),
            distinct_values=len(values) if typed else None,
            not_visible=workbook.not_visible(values) if typed else None,
        ),
        table=kept.table,
        access=Access.IN_APP,
        content=content,
    )
