"""Connections to data elsewhere, without a password."""

import re
from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views import caches
from leakscan.views.credentials import identities_in, secrets_in
from leakscan.views.paths import read_path
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="connection",
    title="Connection to data elsewhere",
    severity=Severity.LOW,
    finds=(
        "Connections to databases, cubes, web pages, feeds and text files: servers, databases, users, files and "
        "the commands sent to them. One that holds a password is reported as connection-credentials."
    ),
    why=(
        "A connection names internal servers, databases, accounts and folders, and its command the tables and "
        "criteria behind the figures."
    ),
    see="Excel: Data, Queries & Connections, right-click a connection, Properties, Definition.",
    remedy="Excel: Data, Queries & Connections: delete each connection; then save and check again.",
    references=("ECMA-376-1 §18.13.1", "[MS-XLSX] 2.6.45"),
    since="0.1",
)

_OWN = re.compile(
    r"\$Workbook\$|\$EmbeddedMashup|Provider=Microsoft\.Mashup|^WorksheetConnection_|^ThisWorkbookDataModel$|^Model$",
    re.IGNORECASE,
)
_TELLING = frozenset(
    {
        "command",
        "connection",
        "editpage",
        "localconnection",
        "odcfile",
        "post",
        "servercommand",
        "sourcefile",
        "sourcename",
        "string",
        "text",
        "url",
    }
)
"""Settings that say where a connection leads and what it asks, in lower case."""


@detector(RULE, on=Workbook)
def connection(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each connection that holds no credentials."""
    for item in workbook.connections:
        if any(True for _, text in item.settings for _ in secrets_in(text)):
            continue
        told = list(telling_settings(item))
        is_own = any(_OWN.search(text) for text in (item.name, *(text for _, text in told)))
        names = [Evidence(what, text) for _, setting in told for what, text in identities_in(setting)]
        paths = [Evidence("path", text) for key, text in told if _is_location(key, text)]
        evidence = list(dict.fromkeys([*names, *paths]))
        rest = [Evidence("setting", text[:200]) for _, text in told]
        content = Content.OTHER_PEOPLE if evidence else Content.OWN
        yield Hit(
            Place(part=item.part, name=item.name),
            "A connection leads to data of this workbook." if is_own else "A connection leads to data elsewhere.",
            evidence=tuple((evidence or rest)[:5]),
            counts=Counts(values=len(item.settings)),
            table=item.table if item.settings else None,
            access=Access.IN_APP,
            content=Content.OWN if is_own else content,
        )


def telling_settings(item: caches.Connection) -> Iterator[tuple[str, str]]:
    """Yield the settings of a connection that say where it leads and what it asks."""
    for key, text in item.settings:
        if key.rpartition(".")[2].casefold() in _TELLING:
            yield key, text


def _is_location(key: str, text: str) -> bool:
    name = key.rpartition(".")[2].casefold()
    return name in ("url", "sourcefile", "odcfile") and (read_path(text) is not None or "://" in text)
