"""Finds parts by what they are, not only by what the package says of them."""

import posixpath
import re

from leakscan.errors import FileError
from leakscan.formats.ooxml.package import TELLING_NOTHING, Package

_HEAD_BYTES = 4096
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")


def parts_of(package: Package, *, root: str, content_type: str = "", kind: str = "") -> list[str]:
    """Return the parts with that root element, in the order of their names.

    A part counts when its content type says so or when a relationship of that kind leads to it; a part that the
    package declares to be nothing in particular is looked into.

    Args:
        package: the package.
        root: local name of the root element.
        content_type: last word of their content type, without `+xml`; the root's name when empty.
        kind: last word of relationships that lead to such parts; the root's name when empty.
    """
    found = set(package.by_type.get(f".{content_type or root}+xml".casefold(), ()))
    found |= package.all_related(kind or root)
    for declared in TELLING_NOTHING:
        for part in package.by_type.get(declared, ()):
            if part not in found and _root_name(package, part) == root:
                found.add(part)
    return sorted(found)


def _root_name(package: Package, part: str) -> str:
    if part not in package.root_names:
        package.root_names[part] = _read_root_name(package, part)
    return package.root_names[part]


def _read_root_name(package: Package, part: str) -> str:
    if posixpath.splitext(part)[1].casefold() not in (".xml", "", ".bak", ".old", ".tmp"):
        return ""
    try:
        with package.open(part) as stream:
            head = stream.read(_HEAD_BYTES)
    except FileError:
        return ""  # whoever reads the part as a whole records what is wrong with it
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    match = _ROOT.search(re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL))
    return "" if match is None else match[1].decode("ascii", "replace")
