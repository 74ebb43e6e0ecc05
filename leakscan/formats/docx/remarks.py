"""Comments of a document, their threads, and the people list (ECMA-376-1 §17.13.4, [MS-DOCX] 2.5.2 to 2.5.6)."""

from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.story import Story
from leakscan.formats.docx.styles import Styles
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.roots import parts_of
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Passage, PassageKind, Prose, Remark

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_remarks(
    package: Package,
    styles: Styles,
    prose: Prose,
    anchored: set[str],
    texts: list[Story],
    trees: "dict[str, list[_Element]]",
) -> None:
    """Read every comment into `prose`.

    Args:
        package: the package.
        styles: the styles of the document.
        prose: the view.
        anchored: ids of the comments that the text refers to.
        texts: takes the stories of the comments, for what else is in them.
        trees: takes the parts, less the texts that were read.
    """
    parents, resolved = _threads(package)
    for part in parts_of(package, root="comments"):
        root = package.tree(part, "comments", lost="comments", is_changed=True)
        if root is not None:
            trees.setdefault(part, []).append(root)
        for element in () if root is None else xmlsafe.children(root, "comment"):
            story = Story(part, styles, package.container.source.budget)
            story.read_whole(element, Where())
            texts.append(story)
            number = xmlsafe.attribute(element, "id") or ""
            paragraph = _last_paragraph(element)
            author = xmlsafe.attribute(element, "author") or ""
            changed = [item.text for item in story.passages if item.text and item.kind is PassageKind.HIDDEN]
            place = Place(part=part, name=f"comment {number}")
            text = "\n".join([*story.shown, *changed])
            if not text.strip() and not author:
                continue
            prose.remarks.append(
                Remark(
                    place=place,
                    author=author,
                    date=xmlsafe.attribute(element, "date") or "",
                    text=text,
                    is_reply=paragraph in parents,
                    is_resolved=paragraph in resolved or parents.get(paragraph, "") in resolved,
                    is_anchored=number in anchored,
                )
            )
            prose.mentions.append(PersonMention(author, Role.COMMENT_AUTHOR, place))
            prose.passages.extend(
                Passage(item.kind, item.why, item.text, place, item.author, item.date)
                for item in story.passages
                if item.kind in (PassageKind.DELETED, PassageKind.CHANGED)
            )
    _read_people(package, prose)


def _last_paragraph(element: "_Element") -> str:
    """Return the id of the last paragraph, by which a comment is known in its thread."""
    found = ""
    for paragraph in xmlsafe.descendants(element, "p"):
        found = xmlsafe.attribute(paragraph, "paraId") or found
    return found.upper()


def _threads(package: Package) -> tuple[dict[str, str], set[str]]:
    """Return the parent of each reply, and the comments that are marked as resolved."""
    parents: dict[str, str] = {}
    resolved: set[str] = set()
    for part in parts_of(package, root="commentsEx", content_type="commentsExtended"):
        root = package.tree(part, "threads of comments", lost="which comments are replies")
        for element in () if root is None else xmlsafe.children(root, "commentEx"):
            own = (xmlsafe.attribute(element, "paraId") or "").upper()
            parent = xmlsafe.attribute(element, "paraIdParent")
            if parent:
                parents[own] = parent.upper()
            if xmlsafe.is_true(xmlsafe.attribute(element, "done")):
                resolved.add(own)
    for root_name, content_type in (("commentsIds", "commentsIds"), ("commentsExtensible", "commentsExtensible")):
        for part in parts_of(package, root=root_name, content_type=content_type):
            package.tree(part, "identifiers of comments", lost="identifiers of comments")
    return parents, resolved


def _read_people(package: Package, prose: Prose) -> None:
    """Read the list of people who ever commented or changed something, with their accounts."""
    for part in parts_of(package, root="people"):
        root = package.tree(part, "people", lost="the people of comments and changes")
        for element in () if root is None else xmlsafe.children(root, "person"):
            place = Place(part=part)
            prose.mentions.append(PersonMention(xmlsafe.attribute(element, "author") or "", Role.PERSON, place))
            for presence in xmlsafe.children(element, "presenceInfo"):
                account = xmlsafe.attribute(presence, "userId") or ""
                if xmlsafe.attribute(presence, "providerId") != "None":  # else the name once more
                    prose.mentions.append(PersonMention(account, Role.ACCOUNT, place))
