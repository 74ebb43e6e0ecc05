"""Texts in the markup of one part that show nowhere: all that is not on the lists of its format."""

import hashlib
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.vocabulary import Walker, vocabulary
from leakscan.formats.strays import Strays
from leakscan.formats.texts import is_xml
from leakscan.parts import PartState
from leakscan.views.side_texts import SideKind, SideText

_HEAD_BYTES = 256
_SMALL_BYTES = 1 << 16
_MOST_PLAIN = 1 << 12
_PLAIN: dict[tuple[str, bytes], str] = {}
"""What small parts begin with that were walked over and hold nothing to tell of, by their digests.

Files of one origin have many parts in common, byte for byte: themes, styles, content types, relationships.
"""


class _Watched(xmlsafe.Handler):
    """Takes nothing of a part itself; what walks over it is told at once, names as they are written."""

    takes_prefixes = True

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self.start = walker.start  # type: ignore[method-assign]  # told without a call in between
        self.end = walker.end  # type: ignore[method-assign, assignment]
        self.text = walker.text  # type: ignore[method-assign]

    def comment(self, data: str) -> None:
        self._walker.comment(data)

    def instruction(self, target: str, data: str) -> None:
        self._walker.instruction(target, data)


def stray_texts(
    package: Package, strays: Strays, place: Place, kind: SideKind = SideKind.MARKUP
) -> Iterator[SideText]:
    """Yield what stands in the markup of a part, and say when more does than is kept."""
    if strays.is_cut:
        package.problem(
            "limit-tree-bytes", place, "too many texts stand in markup or formulas", lost="the rest of them"
        )
    yield from strays.side_texts(place, kind)


def walked(package: Package, part: str, family: str) -> Walker | None:
    """Return what walked over a part; None for one that no reader took, or that is no XML of this format.

    Args:
        package: the package.
        part: the part.
        family: the vocabulary, `spreadsheet` or `presentation`.
    """
    if package.state(part) in (PartState.UNREADABLE, PartState.SKIPPED):
        return None
    walker = Walker(vocabulary(family), Strays())
    try:
        with package.open(part) as stream:
            data = stream.read(_SMALL_BYTES)
            if isinstance(stream, xmlsafe.Told) or not is_xml(data[:_HEAD_BYTES]):
                return None
            digest = hashlib.sha256(data).digest() if len(data) < _SMALL_BYTES else b""
            known = _PLAIN.get((family, digest))
            if known is not None:
                walker.root = known
                return walker
        with package.open(part) as stream:
            xmlsafe.stream(stream, _Watched(walker))
    except FileError:
        return None  # its own reader has told of its damage
    if digest and walker.root and not walker.strays.texts and not walker.strays.is_cut:
        if len(_PLAIN) >= _MOST_PLAIN:
            _PLAIN.clear()
        _PLAIN[family, digest] = walker.root
    if walker.root or (walker.is_of_format and package.state(part) is PartState.EXAMINED):
        return walker
    return None


def say_unknown(package: Package, place: Place) -> None:
    """Say that a part was not examined, for nothing on the lists begins like it."""
    message = "the part begins with an element that no part of the format begins with"
    package.problem("elements-not-examined", place, message, lost="what it holds")
    package.mark(place.part, PartState.UNKNOWN)
