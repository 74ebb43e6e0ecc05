"""People a file names, and the accounts and machines that stand for them."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table
from leakscan.views.comments import CommentKind
from leakscan.views.properties import Properties, PropertyGroup
from leakscan.views.spreadsheet import Workbook
from leakscan.views.surface import Surface

COLUMNS = ("Name", "Role", "Times", "First place")


class Role(Enum):
    """In what role a file names someone or something."""

    CREATOR = "creator"
    LAST_EDITOR = "last editor"
    MANAGER = "manager"
    COMPANY = "company"
    COMMENT_AUTHOR = "author of a comment"
    FORMER_COMMENT_AUTHOR = "author of no comment that is left"
    MENTIONED = "mentioned in a comment"
    REVISER = "author of tracked changes"
    RECIPIENT = "recipient of a mail merge or routing"
    PERMITTED = "may edit a protected range"
    PERSON = "listed as a person"
    ACCOUNT = "account of a person"
    CACHE_REFRESHER = "refreshed a pivot cache"
    USER = "user of a shared workbook"
    SAVER = "saved the file"
    RESERVER = "reserved the file for writing"
    SCENARIO_AUTHOR = "author of a scenario"
    SIGNER = "signed the file"
    LABEL_OWNER = "set a sensitivity label"
    PATH_ACCOUNT = "account in a path"
    PATH_SERVER = "server in a path"
    PRINTER = "printer"
    PICTURE_OWNER = "owner of a picture"
    OTHER = "named in a property"

    @property
    def is_authorship(self) -> bool:
        """True for roles of the document's own authors."""
        return self in (Role.CREATOR, Role.LAST_EDITOR)


class PersonMention(NamedTuple):
    """One place that names someone.

    Attributes:
        name: the name, account or machine as written.
        role: in what role.
        place: where.
    """

    name: str
    role: Role
    place: Place


@dataclass(slots=True, eq=False, repr=False)
class People:
    """Everyone a document names.

    Attributes:
        mentions: every mention of a person, account or machine, in the order of the file.
        table: one row a name and role.
    """

    mentions: list[PersonMention] = field(default_factory=list)
    table: Table | None = None

    def add(self, name: str, role: Role, place: Place) -> None:
        """Add a mention, unless the name is blank or what software writes where nobody is known."""
        name = " ".join(name.split())
        if name and name.casefold() not in SOFTWARE_NAMES and not _PROGRAM.match(name):
            self.mentions.append(PersonMention(name, role, place))

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of creator and last editor."""
        return tuple(dict.fromkeys(item.name for item in self.mentions if item.role.is_authorship))

    def rows(self) -> Iterator[Row]:
        """Yield one row for each name in each role: name, role, how often, first place."""
        found: dict[tuple[str, Role], list[PersonMention]] = {}
        for item in self.mentions:
            found.setdefault((item.name, item.role), []).append(item)
        for (name, role), mentions in found.items():
            yield name, role.value, len(mentions), str(mentions[0].place)


SOFTWARE_NAMES = frozenset(
    {
        "administrator",
        "anonymous",
        "apache poi",
        "aspose",
        "author",
        "autor",
        "calc",
        "auteur",
        "closedxml",
        "default",
        "eppplus",
        "epplus",
        "excel",
        "libreoffice",
        "microsoft",
        "microsoft corporation",
        "microsoft excel",
        "microsoft office user",
        "microsoft office-anwender",
        "microsoft print to pdf",
        "microsoft xps document writer",
        "adobe pdf",
        "fax",
        "microsoft office document image writer",
        "onenote",
        "send to onenote",
        "none",
        "openpyxl",
        "python-docx",
        "sheetjs",
        "unknown",
        "unknown author",
        "unknown creator",
        "user",
        "utilisateur windows",
        "usuario de windows",
        "windows user",
        "windows-benutzer",
        "xlsxwriter",
    }
)
"""What programs write where nobody is known, lower case."""

_PROGRAM = late_pattern(r"(?:libre|open|neo)office/\d", re.IGNORECASE)
"""What LibreOffice writes as the editor of a document, with its version behind it."""
_EMAIL = late_pattern(r"(?<![\w.+'-])[\w.+'-]++@[\w-]+(?:\.[\w-]+)+")
_LABEL_PROPERTY = late_pattern(r"(?:MSIP_Label_.*_(?:Owner|ActionedBy))$", re.IGNORECASE)
_PERSON_PROPERTY = late_pattern(
    r"(?:author|owner|created ?by|modified ?by|last ?modified ?by|checked ?by|reviewer|editor|recorded ?by"
    r"|telephone number|e-?mail|_AuthorEmail(?:DisplayName)?|source|client|disposition)$",
    re.IGNORECASE,
)
"""Custom properties that hold people: those Excel offers in its list, and those of mail reviews."""
_NO_PERSONS = frozenset({"source", "disposition"})


def emails_in(text: str) -> list[str]:
    """Return the e-mail addresses in a text."""
    return _EMAIL.findall(text) if "@" in text else []


def is_account(name: str) -> bool:
    """Return whether a name is an e-mail address, a domain account or a machine rather than a name."""
    return bool(_EMAIL.search(name)) or bool(re.match(r"(?:[\w.-]+\\|\\\\|S-1-5-|S::)\S", name))


def is_same_person(name: str, other: str) -> bool:
    """Return whether two names can stand for one person: `rfoyle`, `Foyle, R.` and `Rosamund Foyle` do."""
    mine, theirs = _squeezed(name), _squeezed(other)
    if not mine or not theirs:
        return False
    if mine == theirs:
        return True
    return mine in _spellings(other) or theirs in _spellings(name)


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold().partition("@")[0].rpartition("\\")[2])


def _spellings(name: str) -> set[str]:
    words = [word for word in re.split(r"[\W_]+", name.casefold().partition("@")[0]) if word]
    if len(words) < 2:
        return set(words)
    found = {word for word in words if len(word) >= 3}
    for first, last in itertools.permutations(words[:6], 2):
        found |= {first + last, first[0] + last, first + last[0]}
    found.add("".join(words))
    return found


def gather_people(surface: Surface | None, properties: Properties) -> People:
    """Return everyone named in a document's properties and by what it holds, complete by then."""
    people = People()
    _from_properties(properties, people)
    if isinstance(surface, Workbook):
        _from_workbook(surface, people)
    for mention in () if surface is None else surface.mentions:
        people.add(mention.name, mention.role, mention.place)
    for path in () if surface is None else surface.paths:
        people.add(path.facts.user, Role.PATH_ACCOUNT, path.place)
        people.add(path.facts.server, Role.PATH_SERVER, path.place)
    return people


def _from_properties(properties: Properties, people: People) -> None:
    roles = {
        "creator": Role.CREATOR,
        "lastmodifiedby": Role.LAST_EDITOR,
        "manager": Role.MANAGER,
        "company": Role.COMPANY,
    }
    for item in properties.items:
        if not isinstance(item.value, str):
            continue
        role = None
        if item.group is not PropertyGroup.CUSTOM:
            role = roles.get(item.name.casefold())
        elif _LABEL_PROPERTY.match(item.name):
            role = Role.LABEL_OWNER
        elif _PERSON_PROPERTY.search(item.name) and item.name.casefold() not in _NO_PERSONS:
            role = Role.OTHER
        if role is not None:
            people.add(item.value, role, item.place)
        else:
            for address in emails_in(item.value):
                people.add(address, Role.OTHER, item.place)


def _from_workbook(workbook: Workbook, people: People) -> None:
    for comments in workbook.comments:
        for comment in comments.items:
            people.add(comment.author, Role.COMMENT_AUTHOR, comment.place)
            for name in comment.mentioned:
                people.add(name, Role.MENTIONED, comment.place)
        if comments.kind is CommentKind.NOTE:
            for name in comments.former_authors:
                people.add(name, Role.FORMER_COMMENT_AUTHOR, comments.place)
    for cache in workbook.pivot_caches:
        people.add(cache.refreshed_by, Role.CACHE_REFRESHER, Place(part=cache.part))
