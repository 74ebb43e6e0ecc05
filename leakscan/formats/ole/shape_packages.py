"""Shapes as later versions of Office keep them beside what older ones read: small packages ([MS-ODRAW] 2.3.4)."""

from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.source import BytesStore, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPE = "shapexml.xml"
_QUIET = (".rels", "[content_types].xml", "downrev.xml")
"""What leads to the shape, and what tells whether older versions changed it."""


def shape_tree(source: Source, data: bytes) -> tuple["_Element", bool]:
    """Return the shape inside of a drawing, and whether the package holds anything else.

    Raises:
        FileError: the package is damaged.
    """
    from lxml import etree

    root = etree.Element("wsDr")
    has_more = False
    container = ZipContainer(source.child("shape", BytesStore(data), has_own_name=False))
    try:
        for entry in container.entries():
            name = entry.name.casefold()
            if name.endswith(_SHAPE):
                with container.open(entry.name) as stream:
                    root.append(xmlsafe.parse(stream.read()))
            elif not name.endswith(_QUIET):
                has_more = True
    finally:
        container.close()
    return root, has_more
