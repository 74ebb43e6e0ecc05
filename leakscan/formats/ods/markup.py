"""Texts in the markup of a document that no program shows."""

import re
from collections.abc import Iterator, Mapping

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ooxml.markup import stray_texts
from leakscan.formats.strays import Strays
from leakscan.formats.texts import is_xml
from leakscan.parts import PartState
from leakscan.views.side_texts import SideText

_LARGEST_BYTES = 1 << 20
"""Parts that go through no sieve are looked through up to this size."""
_MARKS = re.compile(rb"<!--|<\?(?!xml\s)|\A(?:\xff\xfe|\xfe\xff|<\0|\0<)")


def markup_texts(package: OpenPackage, read: Mapping[str, Strays], others: set[str]) -> Iterator[SideText]:
    """Yield the texts in the markup of the parts read, and the remarks in the other parts.

    Args:
        package: the document's package.
        read: what was left of each part that went through a sieve.
        others: parts whose text is gathered as a whole.
    """
    for part, strays in read.items():
        yield from stray_texts(package, strays, Place(part=part))
    for part in sorted(set(package.entries) - set(read) - others):
        if package.state(part) is PartState.EXAMINED and package.entries[part].size <= _LARGEST_BYTES:
            yield from stray_texts(package, _remarks(package, part), Place(part=part))


def _remarks(package: OpenPackage, part: str) -> Strays:
    """Return the remarks and instructions of a part that is small; its own reader has told of its damage."""
    strays = Strays()
    try:
        data = package.read(part)
        if not is_xml(data[:64]) or not _MARKS.search(data):
            return strays
        root = xmlsafe.parse(data)
    except FileError:
        return strays
    for target, text in xmlsafe.remarks(root):
        if target:
            strays.add_instruction(target, text)
        else:
            strays.add_remark(text)
    return strays
