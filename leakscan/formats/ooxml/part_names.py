"""Names of parts, and how content types and relationships lead to them (ECMA-376-2 §6.2, §6.5, §7.2)."""

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from leakscan import xmlsafe

if TYPE_CHECKING:
    from lxml.etree import _Element


class Relationship(NamedTuple):
    """One relationship of a part.

    Attributes:
        id: its id.
        kind: last word of its type, the same in the strict and the transitional form.
        type: its whole type.
        target: name of the part it leads to, or the target as written when it leads out of the package.
        is_external: it leads out of the package.
    """

    id: str
    kind: str
    type: str
    target: str
    is_external: bool


def content_types(root: "_Element", _: None) -> tuple[tuple[dict[str, str], dict[str, str]], bool]:
    """Return the content types of extensions and of parts, which can be kept (see `Package.common`)."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in root:
        match xmlsafe.local_name(element):
            case "Default":
                defaults[element.get("Extension", "").casefold()] = element.get("ContentType", "")
            case "Override":
                overrides[plain_name(element.get("PartName", ""))] = element.get("ContentType", "")
    return (defaults, overrides), True


def relationships(root: "_Element", part: str) -> tuple[tuple[Relationship, ...], bool]:
    """Return the relationships of a part, which can be kept unless any leads out of the package."""
    found = []
    for element in xmlsafe.children(root, "Relationship"):
        target = element.get("Target", "")
        kind = element.get("Type", "")
        is_external = element.get("TargetMode", "").lower() == "external"
        found.append(
            Relationship(
                id=element.get("Id", ""),
                kind=kind.rpartition("/")[2],
                type=kind,
                target=target if is_external else resolve(part, target),
                is_external=is_external,
            )
        )
    return tuple(found), not any(item.is_external for item in found)


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships (ECMA-376-2 §9.3)."""
    folder, _, name = part.replace("\\", "/").rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def owner_of(name: str) -> str | None:
    """Return the part whose relationships a part holds (empty for the package's), or None when it holds none."""
    folder, _, file = name.replace("\\", "/").rpartition("/")
    base, _, last = folder.rpartition("/")
    if last.casefold() != "_rels" or not file.casefold().endswith(".rels"):
        return None
    owner = file[: -len(".rels")]
    return f"{base}/{owner}" if base else owner


def folded(name: str) -> str:
    """Return a part's name as names are compared: whatever their case and slashes."""
    return name.replace("\\", "/").lstrip("/").casefold()


def plain_name(name: str) -> str:
    """Return a part's name as names are compared when it may be written with `%20` and the like."""
    return unquote(folded(name))


def resolve(part: str, target: str) -> str:
    """Return the part name that a target written in `part`'s relationships means."""
    part = part.replace("\\", "/")
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    folder = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
