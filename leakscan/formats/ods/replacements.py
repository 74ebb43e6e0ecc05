"""Replacement pictures: how objects looked when they were last drawn, in the StarView metafiles of LibreOffice.

A metafile is a list of actions: type, version, length, content (LibreOffice 7.4, `vcl/source/filter/svm`). Texts
stand in the actions that draw them; the others hold lines, colours and pixels.
"""

import re
import struct
from collections.abc import Collection, Iterable, Iterator

from leakscan.errors import FileError, MalformedFileError, UnsupportedFormatError
from leakscan.findings import Place
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.pictures.metafiles import joined
from leakscan.formats.pictures.reading import read_picture
from leakscan.formats.texts import xml_texts
from leakscan.parts import PartState
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.surface import Surface
from leakscan.views.values import value_key

MAGIC = b"VCLMTF"
_FOLDER = "objectreplacements/"
_SUFFIX = ".svm"
"""Of metafiles among the pictures: previews of tables."""
_TEXT_ACTIONS = frozenset({112, 113, 114, 115})
"""Text, text array, stretched text, text in a rectangle."""
_COMMENT = 512
_KNOWN_ACTIONS = frozenset(range(100, 160)) - {147} | {_COMMENT}
"""All but embedded PostScript, which may hold anything."""
_WORD = re.compile(r"[^\W\d_]{3}")
_TREND = re.compile(r"(?:Linear|Logarithmic|Exponential|Power|Polynomial|Moving average|Mean) \((.+)\)", re.DOTALL)
"""What LibreOffice calls a trend line that bears no name (LibreOffice 7.4, `chart2/inc/strings.hrc`)."""
_MOST_JOINED = 1 << 22
_WHAT = "picture of an object, with text that stands nowhere else"


def read_replacements(package: OpenPackage, surface: Surface, shown: Collection[str] = ()) -> Iterator[SideText]:
    """Yield the texts in replacement pictures that stand neither in their object nor visibly in the document.

    Args:
        package: the package.
        surface: what the document shows; takes the texts of pictures that show in place of their objects.
        shown: names of the objects that stand on a page.
    """
    for part in sorted(package.entries):
        is_picture = part.casefold().startswith(_FOLDER) or part.casefold().endswith(_SUFFIX)
        if not is_picture or part.endswith("/") or part in package.encrypted:
            continue
        place = Place(part=part)
        texts: list[str] = []
        data = b""
        with package.recording(place, lost="text in the picture"):
            data = package.read(part)
            try:
                texts = _texts(data)
            except UnsupportedFormatError as error:
                if data.startswith(MAGIC):
                    package.mark(part, PartState.SKIPPED, "picture")
                    package.problem(error.code, place, str(error), lost="text in the picture")
            else:
                package.mark(part, PartState.EXAMINED, "picture of an object")
        if not data.startswith(MAGIC) and part.rpartition("/")[2] in shown:
            for text in texts:
                surface.visible.add(value_key(text))
        elif texts:
            yield from unseen_texts(texts, _object_text(package, part.rpartition("/")[2]), surface, place)


def unseen_texts(texts: Iterable[str], known: str, surface: Surface, place: Place) -> Iterator[SideText]:
    """Yield the texts of a replacement picture that neither its object holds nor the document shows."""
    for text in dict.fromkeys(texts):
        key = value_key(text)
        trend = _TREND.fullmatch(text)
        is_known = key is None or key in surface.visible or (trend[1] if trend else text) in known
        if _WORD.search(text) and not is_known:
            yield SideText(SideKind.HIDDEN_SHAPE, _WHAT, text, place)


def _texts(data: bytes) -> list[str]:
    """Return the texts that a replacement picture draws.

    Raises:
        FileError: it breaks off, or is of a kind that is not examined.
    """
    if data.startswith(MAGIC):
        return list(metafile_texts(data))
    reading = read_picture(data)  # the picture that came with an object of another program
    if reading.problems:
        raise reading.problems[0]
    return [joined(line) for line in reading.lines] + [fact.text for fact in reading.facts]


def _object_text(package: OpenPackage, name: str) -> str:
    """Return the text of an object, which says the same where its picture is not out of date."""
    part = package.name(f"{name}/content.xml")
    pieces: list[str] = []
    size = 0
    if part is not None:
        try:
            with package.open(part) as stream:
                for text in xml_texts(stream):
                    size += len(text)
                    if size > _MOST_JOINED:
                        break
                    pieces.append(text)
        except FileError:
            return " ".join(pieces)  # its own reader says what is wrong with it
    return " ".join(pieces)


def metafile_texts(data: bytes) -> Iterator[str]:
    """Yield the texts that a metafile draws.

    Raises:
        MalformedFileError: it breaks off.
        UnsupportedFormatError: it holds actions that are not examined.
    """
    try:
        (length,) = struct.unpack_from("<I", data, 8)
        position = 12 + length
        while position < len(data):
            kind, _, length = struct.unpack_from("<HHI", data, position)
            content = data[position + 8 : position + 8 + length]
            position += 8 + length
            if kind not in _KNOWN_ACTIONS:
                message = "pictures of this kind are listed, but their drawing commands are not examined"
                raise UnsupportedFormatError(message)
            if kind in _TEXT_ACTIONS:
                text = _text(content, 16 if kind == 115 else 8).strip()
                if text:
                    yield text
    except struct.error as error:
        raise MalformedFileError("the picture breaks off") from error
    if position != len(data):
        raise MalformedFileError("the picture breaks off")


def _text(content: bytes, start: int) -> str:
    """Return the string of a text action: of 16-bit characters since LibreOffice 4, of bytes before."""
    (count,) = struct.unpack_from("<I", content, start)
    wide = content[start + 4 : start + 4 + 2 * count]
    if len(wide) == 2 * count:
        return wide.decode("utf-16-le", "replace")
    (count,) = struct.unpack_from("<H", content, start)
    return content[start + 2 : start + 2 + count].decode("cp1252", "replace")
