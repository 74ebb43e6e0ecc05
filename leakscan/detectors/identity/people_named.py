"""The people, accounts and machines a file names."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.people import People, PersonMention, Role, emails_in, is_account, is_same_person

RULE = Rule(
    id="people-named",
    title="People named outside the text",
    severity=Severity.LOW,
    finds=(
        "Everyone the file names beside its visible text: creator, last editor, manager, authors of comments and "
        "changes, who refreshed a cache, accounts in paths and labels, printers and servers; one finding a file."
    ),
    why=(
        "Names of staff, their accounts and machines tell who worked on a file, and help whoever wants to "
        "deceive them; the creator alone is ordinary."
    ),
    see=(
        "Excel, Word, PowerPoint: File, Info; PDF readers: the properties. Names in caches, paths and settings of "
        "printers show only in the package."
    ),
    remedy="Office programs: File, Info, Inspect Document, remove document properties and personal information.",
    references=("ECMA-376-2 §11", "ECMA-376-1 §18.7.2", "[MS-XLSX] 2.6.203"),
    since="0.1",
)

_ORGANISATIONS = frozenset({Role.COMPANY})
_KINDS = {Role.PATH_SERVER: "machine", Role.PRINTER: "printer", Role.COMPANY: "organisation"}


@detector(RULE, on=People)
def people_named(people: People) -> Iterator[Hit]:
    """Yield one hit for everyone named together; none when nobody is."""
    if not people.mentions:
        return
    authors = people.authors
    others = [item for item in people.mentions if _is_more_than_authorship(item, authors)]
    shown = list(dict.fromkeys((item.name, _kind(item)) for item in (*others, *people.mentions)))
    yield Hit(
        Place(),
        "People, accounts or machines beyond the file's own authors are named."
        if others
        else "The file's own authors, their organisation or their printer are named.",
        evidence=tuple(Evidence(kind, name) for name, kind in shown[:5]),
        counts=Counts(
            values=len(people.mentions),
            distinct_values=len({item.name.casefold() for item in people.mentions}),
        ),
        table=people.table,
        access=Access.IN_APP,
        content=Content.OTHER_PEOPLE if others else Content.AUTHORSHIP,
    )


def _is_more_than_authorship(mention: PersonMention, authors: tuple[str, ...]) -> bool:
    """Return whether a mention tells of an account, a machine, or someone besides creator and last editor."""
    if mention.role is Role.PATH_SERVER or mention.role is Role.ACCOUNT or is_account(mention.name):
        return True
    if mention.role in _ORGANISATIONS or mention.role is Role.PRINTER or mention.role.is_authorship:
        return False
    return not any(is_same_person(mention.name, author) for author in authors)


def _kind(mention: PersonMention) -> str:
    if emails_in(mention.name):
        return "e-mail"
    if mention.role in _KINDS:
        return _KINDS[mention.role]
    return "account" if is_account(mention.name) or mention.role in (Role.ACCOUNT, Role.PATH_ACCOUNT) else "person"
