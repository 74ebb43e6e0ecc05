"""What OpenDocument files cut off their pictures (ODF 1.3 part 3, §20.190).

How much is cut off is measured in the picture at its own size, whatever the size at which it is shown, as
LibreOffice 7.4 writes and reads it.
"""

import re
from collections.abc import Callable

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.ods.looks import points
from leakscan.formats.ooxml.picture_uses import PictureUses
from leakscan.formats.pictures.sizes import Size, size_of
from leakscan.views.pictures import PictureUse

_SIGN = re.compile(rb"\bclip\s*=\s*[\"']\s*rect\([^)\"']*[1-9]")
_EDGES = re.compile(r"rect\(([^()]*)\)")
_DEEPEST_PARENT = 32
_NOTHING = (0.0, 0.0, 0.0, 0.0)


class OpenPictureUses(PictureUses):
    """The uses of every picture of an OpenDocument package."""

    crop_sign = _SIGN

    def _crops(self, owner: str, targets: dict[str, str]) -> list[tuple[str, PictureUse]]:
        reader = _ClipReader(owner, targets, self._size)
        with self._package.open(owner) as stream:
            xmlsafe.stream(stream, reader)
        return reader.found

    def _size(self, part: str) -> Size | None:
        try:
            return size_of(self._package.read(part))
        except FileError:
            return None  # the reader of pictures tells of it


class _ClipReader(xmlsafe.Handler):
    """Gathers the uses of pictures in one part, with what is cut off.

    Attributes:
        found: the link of each picture, and its use.
    """

    def __init__(self, owner: str, targets: dict[str, str], size: Callable[[str], Size | None]) -> None:
        self.found: list[tuple[str, PictureUse]] = []
        self._owner = owner
        self._targets = targets
        self._size = size
        self._clips: dict[str, tuple[str, str]] = {}
        self._style = ""
        self._frames: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "style" and attributes.get("family") in ("graphic", "presentation"):
            self._style = attributes.get("name", "")
            self._clips[self._style] = (attributes.get("parent-style-name", ""), "")
        elif name == "graphic-properties" and self._style and "clip" in attributes:
            self._clips[self._style] = (self._clips[self._style][0], attributes["clip"])
        elif name == "frame":
            self._frames.append(attributes)
        elif (target := attributes.get("href", "")) in self._targets:
            frame = self._frames[-1] if name == "image" and self._frames else {}
            crop = self._crop(frame, self._targets[target]) if frame else _NOTHING
            self.found.append((target, PictureUse(Place(part=self._owner, name=frame.get("name", "")), crop)))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "style":
            self._style = ""
        elif name == "frame" and self._frames:
            self._frames.pop()

    def _crop(self, frame: dict[str, str], part: str) -> tuple[float, float, float, float]:
        """Return what is cut off at the left, top, right and bottom, as shares of the whole."""
        edges = _EDGES.fullmatch(self._clip(frame))
        lengths = (
            [] if edges is None else [max(0.0, points(item) or 0.0) for item in re.split(r"[\s,]+", edges[1])]
        )
        if len(lengths) != 4 or not any(lengths):
            return _NOTHING
        top, right, bottom, left = lengths
        width, height = self._size(part) or (0.0, 0.0)
        width = width or left + right + (points(frame.get("width", "")) or 0.0)
        height = height or top + bottom + (points(frame.get("height", "")) or 0.0)
        if not width or not height:
            return _NOTHING
        return left / width, top / height, right / width, bottom / height

    def _clip(self, frame: dict[str, str]) -> str:
        name = frame.get("style-name", "")
        for _ in range(_DEEPEST_PARENT):
            name, clip = self._clips.get(name, ("", ""))
            if clip or not name:
                return clip
        return ""
