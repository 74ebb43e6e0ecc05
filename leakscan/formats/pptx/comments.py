"""Comments on slides: the old ones with their list of authors, and threads (§19.4.1, [MS-PPTX] 2.16)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.roots import parts_of
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Remark
from leakscan.views.slides import Deck

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_comments(package: Package, deck: Deck, slides: Mapping[str, int]) -> None:
    """Read the comments on every slide, and the people who wrote any.

    Args:
        package: the package.
        deck: the view.
        slides: the number of each slide that is listed, by its part.
    """
    authors = _authors(package, deck)
    owners = {
        package.name(item.target): part
        for part in package.entries
        for item in package.relationships(part)
        if item.kind == "comments" and not item.is_external
    }
    for part in parts_of(package, root="cmLst", content_type="comments"):
        root = package.tree(part, "comments", lost="comments")
        number = slides.get(owners.get(part, ""))
        for element in () if root is None else root.iter("{*}cm", "{*}reply"):
            author = authors.get(element.get("authorId", ""), "")
            place = Place(part=part, page=number, name=f"comment {element.get('idx') or element.get('id') or ''}")
            text = _text(element)
            if not text and not author:
                continue
            deck.remarks.append(
                Remark(
                    place=place,
                    author=author,
                    date=element.get("dt") or element.get("created") or "",
                    text=text,
                    is_reply=xmlsafe.local_name(element) == "reply" or _answers(element),
                    is_resolved=element.get("status") in ("resolved", "closed"),
                    is_anchored=number is not None,
                )
            )
            deck.mentions.append(PersonMention(author, Role.COMMENT_AUTHOR, place))


def _authors(package: Package, deck: Deck) -> dict[str, str]:
    """Return the names of authors by their number, and add everyone listed to the view."""
    names: dict[str, str] = {}
    old = parts_of(package, root="cmAuthorLst", content_type="commentAuthors")
    new = parts_of(package, root="authorLst", content_type="authors")
    for part in (*old, *new):
        root = package.tree(part, "authors of comments", lost="the authors of comments")
        for element in () if root is None else root.iter("{*}cmAuthor", "{*}author"):
            name = element.get("name", "")
            names[element.get("id", "")] = name
            deck.mentions.append(PersonMention(name, Role.PERSON, Place(part=part)))
            for item in element.iter("*"):
                account = item.get("userId")
                if account and item.get("providerId") != "None":
                    deck.mentions.append(PersonMention(account, Role.ACCOUNT, Place(part=part)))
    return names


def _answers(element: "_Element") -> bool:
    return next(element.iter("{*}parentCm"), None) is not None


def _text(element: "_Element") -> str:
    """Return the text of a comment, without that of its replies."""
    for child in xmlsafe.children(element, "text"):
        return xmlsafe.text_of(child).strip()
    for body in xmlsafe.children(element, "txBody"):
        lines = (
            "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t"))
            for paragraph in xmlsafe.children(body, "p")
        )
        return "\n".join(lines).strip()
    return ""
