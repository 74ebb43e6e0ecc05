"""Paths of folders and machines."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.paths import PathMention, Paths
from leakscan.views.people import is_same_person

RULE = Rule(
    id="local-path",
    title="Path of a folder or machine",
    severity=Severity.LOW,
    finds=(
        "The folder a workbook was saved in, the template of a document, and folders, shares and personal cloud "
        "drives that hyperlinks, fields and properties lead to."
    ),
    why="A path names accounts, servers, teams and projects, and how an organisation arranges its files.",
    see="Programs show none of it but the target of a link; the rest stands in the package.",
    remedy=(
        "Save a copy from a neutral folder, or from LibreOffice, which writes no folder; edit or remove links "
        "that lead to shares and drives."
    ),
    references=("[MS-XLSX] 2.6.95", "ECMA-376-1 §18.3.1.47"),
    since="0.1",
)


@detector(RULE, on=Paths)
def local_path(paths: Paths) -> Iterator[Hit]:
    """Yield one hit for each part and kind of path."""
    groups: dict[tuple[str, str], list[PathMention]] = {}
    for item in paths.items:
        groups.setdefault((item.place.part, item.where), []).append(item)
    for (_, where), items in groups.items():
        telling = [item for item in items if _tells_of_others(item, paths.authors)]
        texts = list(dict.fromkeys(item.text for item in (*telling, *items)))
        yield Hit(
            items[0].place,
            f"A path is kept: {where}.",
            evidence=tuple(Evidence("path", text) for text in texts[:5]),
            counts=Counts(values=len(items), distinct_values=len(texts)),
            table=paths.table,
            access=Access.ONE_CLICK if where.endswith("hyperlink") else Access.PACKAGE,
            content=Content.OTHER_PEOPLE if telling else Content.AUTHORSHIP,
        )


def _tells_of_others(item: PathMention, authors: tuple[str, ...]) -> bool:
    """Return whether a path names a machine, or the account of someone besides creator and last editor."""
    facts = item.facts
    if facts.server:
        return True
    return bool(facts.user) and not any(is_same_person(facts.user, author) for author in authors)
