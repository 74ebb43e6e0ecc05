"""Passwords, keys and tokens in connections."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.credentials import identities_in, secrets_in
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="connection-credentials",
    title="Password in a connection",
    severity=Severity.HIGH,
    finds=(
        "Passwords, account keys and access tokens in connection strings, addresses, posted forms and commands of "
        "connections."
    ),
    why="Whoever reads the file can sign in to the database or service as its owner.",
    see="Excel: Data, Queries & Connections, right-click the connection, Properties, Definition.",
    remedy=(
        "Change the password or withdraw the key first: it is no longer secret once the file was sent to anyone. "
        "Then delete the connection, save and check again."
    ),
    references=("ECMA-376-1 §18.13.1", "ECMA-376-1 §18.13.2"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def connection_credentials(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each connection that holds credentials."""
    for item in workbook.connections:
        secret = list(dict.fromkeys(text for _, setting in item.settings for text in secrets_in(setting)))
        if not secret:
            continue
        beside = dict.fromkeys(found for _, setting in item.settings for found in identities_in(setting))
        evidence = [Evidence("credential", text) for text in secret]
        evidence.extend(Evidence(what, text) for what, text in beside)
        yield Hit(
            Place(part=item.part, name=item.name),
            "A connection holds a password, key or token.",
            evidence=tuple(evidence[:5]),
            counts=Counts(values=len(secret)),
            table=item.table,
            access=Access.IN_APP,
            content=Content.CREDENTIALS,
        )
