"""Comments of a workbook: notes (ECMA-376-1 §18.7) and threads with their people ([MS-XLSX] 2.6.205, 2.6.203)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.beside import vml_tree
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.tables import opened_package
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.comments import Comment, CommentKind, Comments
from leakscan.views.people import PersonMention, Role
from leakscan.views.spreadsheet import Sheet, Workbook, column_letters

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMNS = ("Sheet", "Cell", "Author", "Date", "Text", "Reply", "Resolved")
_PLACEHOLDER = "tc="
"""Start of the author of a note that stands in for a thread, followed by the thread's id."""


class _Person(NamedTuple):
    name: str
    account: str
    provider: str
    part: str


@dataclass(slots=True, eq=False, repr=False)
class _Found:
    """Where the comments of a package are.

    Attributes:
        notes: parts with notes, and the sheet that refers to each.
        threads: parts with threaded comments, likewise.
    """

    notes: dict[str, Sheet | None] = field(default_factory=dict)
    threads: dict[str, Sheet | None] = field(default_factory=dict)


def read_comments(package: Package, workbook: Workbook) -> None:
    """Read every comment and every person of the package into `workbook`."""
    people = _read_people(package)
    for person in people.values():
        place = Place(part=person.part)
        workbook.mentions.append(PersonMention(person.name, Role.PERSON, place))
        account = _account(person)
        if account:
            workbook.mentions.append(PersonMention(account, Role.ACCOUNT, place))
    found = _comment_parts(package, workbook)
    threads: set[str] = set()
    for part, sheet in found.threads.items():
        comments = _threads(package, part, sheet, people, threads)
        if comments is not None:
            workbook.comments.append(comments)
    if people and not threads:
        part = next(iter(people.values())).part
        names = tuple(person.name for person in people.values())
        workbook.comments.append(Comments(CommentKind.THREAD, Place(part=part), former_authors=names))
    for part, sheet in found.notes.items():
        comments = _notes(package, part, sheet, threads)
        if comments is not None:
            workbook.comments.append(comments)


def _account(person: _Person) -> str:
    """Return what a person's account is known by, when that is more than the name again.

    The id is `S::address::object id` for a work account, and the name itself for a person without account
    ([MS-XLSX] 2.6.203).
    """
    account = person.account
    if account.startswith("S::"):
        account = account.split("::")[1]
    return "" if account.casefold() == person.name.casefold() else account


def _comment_parts(package: Package, workbook: Workbook) -> _Found:
    found = _Found()
    for sheet in workbook.sheets:
        for relationship in package.relationships(sheet.part) if sheet.part else ():
            name = None if relationship.is_external else package.name(relationship.target)
            if name is None:
                continue
            if relationship.kind == "comments":
                found.notes.setdefault(name, sheet)
            elif relationship.kind == "threadedComment":
                found.threads.setdefault(name, sheet)
    for part in sorted(package.entries):
        content_type = package.content_type(part).casefold()
        if content_type.endswith("spreadsheetml.comments+xml"):
            found.notes.setdefault(part, None)
        elif content_type.endswith("ms-excel.threadedcomments+xml"):
            found.threads.setdefault(part, None)
    return found


def _place(part: str, sheet: Sheet | None, cells: str = "") -> Place:
    return Place(part=part, sheet="" if sheet is None else sheet.name, cells=cells)


def _notes(package: Package, part: str, sheet: Sheet | None, threads: set[str]) -> Comments | None:
    root = package.tree(part, "comments", lost="notes on cells")
    if root is None or xmlsafe.local_name(root) != "comments":
        return None
    shown = _shown_cells(package, sheet)
    comments = Comments(CommentKind.NOTE, _place(part, sheet), None if sheet is None else sheet.is_visible)
    names, used = _authors(root), set()
    for element in xmlsafe.descendants(root, "comment"):
        number = whole(element.get("authorId"))
        author = names[number] if number is not None and 0 <= number < len(names) else ""
        used.add(author)
        if author.startswith(_PLACEHOLDER) and author.removeprefix(_PLACEHOLDER) in threads:
            continue
        reference = element.get("ref", "")
        comments.items.append(
            Comment(
                place=_place(part, sheet, reference),
                author="" if author.startswith(_PLACEHOLDER) else author,
                text=_text(element),
                is_shown=None if shown is None else reference in shown,
            )
        )
    comments.former_authors = tuple(
        name for name in names if name and name not in used and not name.startswith(_PLACEHOLDER)
    )
    comments.table = _table(comments, threads)
    return comments


def _authors(root: "_Element") -> list[str]:
    return [xmlsafe.text_of(item) for group in xmlsafe.children(root, "authors") for item in group]


def _text(comment: "_Element") -> str:
    """Return a note's text without its phonetic reading."""
    pieces = []
    for text in xmlsafe.descendants(comment, "t"):
        parent = text.getparent()
        if parent is None or xmlsafe.local_name(parent) != "rPh":
            pieces.append(text.text or "")
    return "".join(pieces)


def _shown_cells(package: Package, sheet: Sheet | None) -> set[str] | None:
    """Return the cells whose notes always show; only the drawing says so (`x:Visible`, ECMA-376-4 §19.4.2.68)."""
    if sheet is None:
        return None
    shown: set[str] | None = None
    for relationship in package.related(sheet.part, "vmlDrawing"):
        part = package.name(relationship.target)
        root = None if part is None else vml_tree(package, part)
        if root is None:
            continue
        shown = shown if shown is not None else set()
        for data in xmlsafe.descendants(root, "ClientData"):
            row = whole(_child_text(data, "Row"))
            column = whole(_child_text(data, "Column"))
            visible = next(xmlsafe.children(data, "Visible"), None)
            if row is None or column is None or visible is None:
                continue
            if (visible.text or "").strip().casefold() not in ("false", "f", "0"):
                shown.add(_reference(row, column))
    return shown


def _reference(row: int, column: int) -> str:
    return f"{column_letters(column + 1)}{row + 1}"


def _child_text(element: "_Element", name: str) -> str | None:
    child = next(xmlsafe.children(element, name), None)
    return None if child is None else child.text


def _threads(
    package: Package, part: str, sheet: Sheet | None, people: dict[str, _Person], threads: set[str]
) -> Comments | None:
    root = package.tree(part, "threaded comments", lost="threaded comments")
    if root is None or xmlsafe.local_name(root) != "ThreadedComments":
        return None
    comments = Comments(CommentKind.THREAD, _place(part, sheet), None if sheet is None else sheet.is_visible)
    resolved: set[str] = set()
    for element in xmlsafe.children(root, "threadedComment"):
        own, parent = element.get("id", ""), element.get("parentId")
        threads.add(own)
        if xmlsafe.is_true(element.get("done")):
            resolved.add(own)
        comments.items.append(
            Comment(
                place=_place(part, sheet, element.get("ref", "")),
                author=_name(people, element.get("personId", "")),
                text="".join(child.text or "" for child in xmlsafe.children(element, "text")),
                date=element.get("dT", ""),
                mentioned=tuple(
                    _name(people, mention.get("mentionpersonId", ""))
                    for mention in xmlsafe.descendants(element, "mention")
                ),
                is_reply=parent is not None,
                is_resolved=own in resolved or parent in resolved,
            )
        )
    comments.table = _table(comments, set())
    return comments


def _name(people: dict[str, _Person], person_id: str) -> str:
    person = people.get(person_id.casefold())
    return "" if person is None else person.name


def _read_people(package: Package) -> dict[str, _Person]:
    """Return the persons of a package by their id; all parts of that kind are read."""
    parts = {
        part: None
        for part in sorted(package.entries)
        if package.content_type(part).casefold().endswith("ms-excel.person+xml")
    }
    for relationship in package.related(package.main_part() or "", "person"):
        name = package.name(relationship.target)
        if name is not None:
            parts[name] = None
    people: dict[str, _Person] = {}
    for part in parts:
        root = package.tree(part, "persons", lost="the people of threaded comments")
        for element in () if root is None else xmlsafe.children(root, "person"):
            people[element.get("id", "").casefold()] = _Person(
                name=element.get("displayName", ""),
                account=element.get("userId", ""),
                provider=element.get("providerId", ""),
                part=part,
            )
    return people


def _table(comments: Comments, threads: set[str]) -> Table | None:
    if not comments.items:
        return None
    return Table(
        columns=COLUMNS,
        count=len(comments.items),
        reader="leakscan.formats.xlsx.comments:comment_rows",
        arguments={
            "part": comments.place.part,
            "sheet": comments.place.sheet,
            "is_thread": comments.kind is CommentKind.THREAD,
            "threads": tuple(sorted(threads)),
        },
    )


def comment_rows(
    source: Source, *, part: str, sheet: str, is_thread: bool, threads: tuple[str, ...]
) -> Iterator[Row]:
    """Yield the comments of one part, one a row.

    Args:
        source: the workbook.
        part: the part with the comments.
        sheet: name of their sheet.
        is_thread: they are threaded comments.
        threads: ids of the threads whose stand-in notes are left out.
    """
    with opened_package(source) as package:
        if is_thread:
            comments = _threads(package, part, None, _read_people(package), set())
        else:
            comments = _notes(package, part, None, set(threads))
        for item in () if comments is None else comments.items:
            yield sheet, item.place.cells, item.author, item.date, item.text, item.is_reply, item.is_resolved


def read_users(package: Package, workbook_part: str, workbook: Workbook) -> None:
    """Read who shared, changed or reserved the workbook (ECMA-376-1 §18.11.2.1, §18.11.1.1, §18.2.12)."""
    root = package.tree(workbook_part, "workbook")
    for element in () if root is None else xmlsafe.children(root, "fileSharing"):
        workbook.mentions.append(
            PersonMention(element.get("userName", ""), Role.RESERVER, Place(part=workbook_part))
        )
    for kind, name, attribute in (("usernames", "userInfo", "name"), ("revisionHeaders", "header", "userName")):
        for relationship in package.related(workbook_part, kind):
            part = package.name(relationship.target)
            users = None if part is None else package.tree(part, "users of the shared workbook")
            for element in () if users is None else xmlsafe.descendants(users, name):
                workbook.mentions.append(
                    PersonMention(element.get(attribute, ""), Role.USER, Place(part=part or ""))
                )
