"""What the metafiles of Windows hold beside lines and fills: drawn texts, remarks, pictures inside."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.texts import runs_of_text
from leakscan.views.pictures import PictureFact, PictureFactKind
from leakscan.views.side_texts import telling_in

MOST_INNER = 4
"""How deep a metafile may lie in a metafile."""
_MOST_PACKED_BYTES = 64 << 20
_MOST_REMARKS = 20
_KINDS = {"path": PictureFactKind.PATH, "e-mail": PictureFactKind.OWNER, "secret": PictureFactKind.TEXT}
_FILES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


class Run(NamedTuple):
    """A piece of text as one command draws it.

    Attributes:
        text: the text.
        line: what tells the line it stands on: commands of one line share it.
    """

    text: str
    line: tuple[int, ...]


@dataclass(slots=True)
class Metafile:
    """What one metafile holds.

    Attributes:
        format: what it is.
        depth: how many metafiles it lies in.
        runs: the texts it draws, in their order.
        facts: its description and remarks.
        files: whole pictures inside it.
        coded: how many texts it draws by the numbers of glyphs in a font, which only that font can tell.
        end: the byte after its end; None when it does not say.
        problems: what could not be read.
    """

    format: str
    depth: int = 0
    runs: list[Run] = field(default_factory=list)
    facts: list[PictureFact] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    coded: int = 0
    end: int | None = None
    problems: list[MalformedFileError] = field(default_factory=list)

    def draw(self, text: str, line: tuple[int, ...]) -> None:
        """Take a text that is drawn."""
        text = text.rstrip("\0")
        if text.strip("\0"):
            self.runs.append(Run(text.replace("\0", ""), line))

    def add_file(self, data: bytes) -> None:
        """Take a picture that lies in this one, when it is a whole file rather than bare pixels."""
        if data.startswith(_FILES):
            self.files.append(data)

    def add_remark(self, data: bytes) -> None:
        """Take what another program left for itself: the texts in it."""
        if len(self.facts) >= _MOST_REMARKS:
            return
        for text in runs_of_text(io.BytesIO(data)):
            self.facts.append(remark(text))
            if len(self.facts) >= _MOST_REMARKS:
                return

    def take(self, inner: "Metafile") -> None:
        """Take what a metafile inside holds."""
        self.runs.extend(inner.runs)
        self.facts.extend(inner.facts)
        self.files.extend(inner.files)
        self.coded += inner.coded
        self.problems.extend(inner.problems)


def remark(text: str) -> PictureFact:
    """Return a remark of a program as a fact."""
    kinds = {what: kind for what, kind in _KINDS.items() if any(found == what for found, _ in telling_in(text))}
    return PictureFact(next(iter(kinds.values()), PictureFactKind.SOFTWARE), "comment", "Comment", text[:2000])


def lines(runs: list[Run]) -> Iterator[tuple[str, ...]]:
    """Yield the drawn texts line by line, each as the pieces that were drawn on it."""
    found: dict[tuple[int, ...], dict[str, None]] = {}
    for run in runs:
        text = run.text.strip()
        if text:
            found.setdefault(run.line, {})[run.text] = None
    for pieces in found.values():
        yield tuple(pieces)


def unpacked(data: bytes) -> bytes:
    """Return a metafile packed with gzip (EMZ, WMZ) as it was.

    Raises:
        MalformedFileError: it is damaged.
        LimitReachedError: it is too large.
    """
    reader = zlib.decompressobj(31)
    try:
        content = reader.decompress(data, _MOST_PACKED_BYTES)
    except zlib.error as error:
        raise MalformedFileError("the packed picture is damaged", code="damaged-picture") from error
    if reader.unconsumed_tail:
        raise LimitReachedError("the packed picture is too large", code="limit-tree-bytes")
    if not reader.eof:
        raise MalformedFileError("the packed picture breaks off", code="damaged-picture")
    return content


def joined(line: tuple[str, ...]) -> str:
    """Return the pieces of a line as one text."""
    text = ""
    for piece in line:
        is_apart = not text or text.endswith(" ") or piece.startswith((" ", ",", ".", ")", ":", ";"))
        text += piece if is_apart else f" {piece}"
    return text.strip()
