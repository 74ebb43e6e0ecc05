"""Paths of folders and machines in a package, outside cells and external links."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.views.paths import PathMention, read_path
from leakscan.views.pictures import Picture, PictureFactKind
from leakscan.views.properties import Properties

_ELSEWHERE = frozenset({"externalLinkPath", "externalLinkLongPath", "xlExternalLinkPath"})
"""Relationships of external links, which are reported as such."""
_WORDS = {
    "attachedTemplate": "template of the document",
    "hyperlink": "target of a hyperlink",
    "image": "linked picture",
    "oleObject": "linked object",
}


def relationship_paths(package: Package) -> Iterator[PathMention]:
    """Yield the paths that relationships of any part lead to."""
    for part in ("", *sorted(package.entries)):
        if "/_rels/" in part or part.startswith("_rels/"):
            continue
        is_linked_book = package.content_type(part).endswith("externalLink+xml")
        for relationship in package.relationships(part):
            is_link = (
                is_linked_book
                or relationship.kind in _ELSEWHERE
                or relationship.kind.startswith(("externalLink", "xlPath"))
            )
            if relationship.is_external and not is_link and read_path(relationship.target) is not None:
                where = _WORDS.get(relationship.kind, "target of a relationship")
                yield PathMention(relationship.target, where, Place(part=part))


def picture_paths(picture: Picture) -> Iterator[PathMention]:
    """Yield the paths that a picture holds beside its pixels."""
    for fact in picture.facts:
        if fact.kind is PictureFactKind.PATH and read_path(fact.text) is not None:
            yield PathMention(fact.text, "remark of a picture", picture.place)


def property_paths(properties: Properties) -> Iterator[PathMention]:
    """Yield the paths that document properties hold."""
    for item in properties.items:
        if isinstance(item.value, str) and read_path(item.value) is not None:
            yield PathMention(item.value, "document property", item.place)
    for target, place in properties.links:
        if read_path(target) is not None:
            yield PathMention(target, "target of a hyperlink", place)
