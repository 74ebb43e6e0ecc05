"""Where links to other files lead."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.caches import LinkKind
from leakscan.views.credentials import secrets_in
from leakscan.views.names import spelled_paths
from leakscan.views.paths import read_path
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="external-link-path",
    title="Path of a linked file",
    severity=Severity.LOW,
    finds=(
        "The folders, servers and addresses that links to other workbooks, pivot sources, DDE and OLE links lead "
        "to."
    ),
    why=("The path of a linked file names accounts, servers, teams and cases, and tells which other files exist."),
    see="Excel: Data, Edit Links shows the path. LibreOffice: Edit, Links to External Files.",
    remedy="Excel: Data, Edit Links, Break Link for every link; delete defined names that refer to other files.",
    references=("ECMA-376-1 §18.14.7", "ECMA-376-1 §12.3.9", "[MS-XLSX] 2.6.205"),
    since="0.1",
)

_LINK_KINDS = ("externallink", "xlexternallink", "xlpathmissing", "xlstartup", "xllibrary", "xlalternate")
"""How the kinds of relationships that formulas and pivot caches link by begin, in lower case."""
_WEB = ("http", "https", "ftp", "ftps", "sftp", "smb", "webdav", "davs")
_BARE_NAME = re.compile(r"[^/\\:]*")


@detector(RULE, on=Workbook)
def external_link_path(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each link that leads further than to a file beside this one."""
    for link in workbook.external_links:
        is_dde = link.kind is LinkKind.DDE
        # The topic of a DDE link is a path only for some programs.
        targets = [target for target in link.targets if not is_dde or read_path(target) is not None]
        yield from _hits(Place(part=link.part), targets)
    links_of_parts: dict[str, list[str]] = {}
    for item in workbook.external_targets:
        if item.kind.casefold().startswith(_LINK_KINDS) or any(secrets_in(item.target)):
            links_of_parts.setdefault(item.part, []).append(item.target)
    for part, targets in links_of_parts.items():
        yield from _hits(Place(part=part), targets)
    spelled = [path for name in workbook.names for path in spelled_paths(name)]
    if spelled:
        yield from _hits(Place(part=workbook.names_part, name="definedNames"), spelled)


def _hits(place: Place, targets: list[str]) -> Iterator[Hit]:
    told = [target for target in dict.fromkeys(targets) if not _BARE_NAME.fullmatch(unquote(target))]
    secret = [text for target in told for text in secrets_in(target)]
    if secret:
        yield Hit(
            place,
            "The address of a linked file holds a password or key.",
            evidence=tuple(Evidence("credential", text) for text in secret[:5]),
            counts=Counts(values=len(secret)),
            access=Access.PACKAGE,
            content=Content.CREDENTIALS,
        )
    elif told:
        names_someone = any(_names_someone(target) for target in told)
        yield Hit(
            place,
            "The path of a linked file names an account or a server."
            if names_someone
            else "The path of a linked file tells of folders.",
            evidence=tuple(Evidence("path", text) for text in told[:5]),
            counts=Counts(values=len(told)),
            access=Access.IN_APP,
            content=Content.OTHER_PEOPLE if names_someone else Content.OWN,
        )


def _names_someone(target: str) -> bool:
    """Return whether a target names a server or an account."""
    # Excel writes a path on the workbook's own drive or share without either.
    facts = read_path(f"file://{target}" if target.startswith("/") and target[1:2] != "/" else target)
    if facts is not None and (facts.user or facts.server):
        return True
    address = urlsplit(target) if "://" in target else None
    return address is not None and address.scheme.casefold() in _WEB and bool(address.netloc)
