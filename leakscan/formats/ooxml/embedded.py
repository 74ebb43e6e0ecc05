"""Files inside a package: objects, whole packages, and what lies where such things lie (ECMA-376-1 §15.2.10)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.carrying import carried_views
from leakscan.formats.ooxml.package import Package
from leakscan.parts import PartState
from leakscan.views.values import ValueSet

_KINDS = frozenset({"package", "oleObject", "aFChunk", "attachedSchema", "embeddedPackage"})
_PLACES = ("/embeddings/", "/externalfiles/")


def read_embedded(package: Package, outer: ValueSet) -> Iterator[object]:
    """Yield what the package says of each file inside it, and the file.

    Args:
        package: the carrier.
        outer: values that the carrier shows.
    """
    for part, owner in embedded_parts(package).items():
        store = None
        with package.recording(Place(part=part), lost="the file inside"):
            store = package.extract(part)
            package.mark(part, PartState.EXAMINED, "file inside the file")
        if store is not None:
            is_stored = package.entries[part].is_stored
            source = package.container.source.child(part, store, is_uncompressed=is_stored)
            yield from carried_views(
                source, Place(part=part), package.context, outer=outer, is_reachable=owner != ""
            )


def embedded_parts(package: Package) -> dict[str, str]:
    """Return the parts that are files of their own, each with a part that refers to it (empty when none does)."""
    found: dict[str, str] = {}
    for owner in ("", *sorted(package.entries)):
        if "/_rels/" in owner or owner.startswith("_rels/"):
            continue
        for relationship in package.relationships(owner):
            name = None if relationship.is_external else package.name(relationship.target)
            if name is not None and relationship.kind in _KINDS:
                found.setdefault(name, owner)
    for part in sorted(package.entries):
        folded = "/" + part.replace("\\", "/").casefold()
        is_file = not folded.endswith(("/", ".rels"))
        if is_file and any(place in folded for place in _PLACES):
            found.setdefault(part, "")
    return found
