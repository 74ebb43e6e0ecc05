"""Finds what streams hold whose kind nothing in the file tells, or that are not what their key says.

Nothing paints such a stream, so that no page tells its words: it may be a list of names, a whole file, or what
once painted a page.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from leakscan.formats.magic import file_format
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.reach import NOT_READ, Kind, kind_of
from leakscan.formats.pdf.shown_strings import shown_strings
from leakscan.formats.pdf.undrawn import undrawn_words
from leakscan.formats.pdf.values import Ref, Stream, decoded
from leakscan.formats.texts import is_plain_text, runs_of_text

_HEAD_BYTES = 4096
_MOST_TEXT = 20_000
_READABLE = re.compile(r"[^\W\d_]{2,}")
_SHOWS = re.compile(rb"[)>\]][\0\t\n\f\r ]*(?:Tj|TJ|'|\")(?![^\0\t\n\f\r /<(\[])")
_PAINTS = re.compile(
    rb"(?:[0-9.]|/[!-~]{1,64}+)[\0\t\n\f\r ]+"
    rb"(?:re|cm|rg|RG|k|K|g|G|w|m|l|c|h|gs|Do|Tf|Td|TD|Tm|d0|d1|cs|CS|scn?|SCN?|sh)"
    rb"(?=[\0\t\n\f\r ]|\Z)"
)
"""Operators with what they take."""
_OPERATORS = re.compile(
    r"(?<!\S)(?:/[!-~]++|re|cm|rg|RG|gs|Do|Tf|Td|TD|Tm|TL|Tc|Tw|Tz|Tr|Ts|BT|ET|BMC|BDC|EMC|d[01]|cs|CS|scn?|SCN?|sh)(?!\S)"
)
_BYTES_EACH = 60
"""Content that paints has an operator within so many bytes; other text may speak of "5 m"."""
_PROGRAM = re.compile(
    rb"begincmap|^(?:%!PS-AdobeFont|%!FontType|\x80\x01|\x00\x01\x00\x00|(?:OTTO|true|ttcf)\x00"
    rb"|\x01\x00[\x04-\x40][\x01-\x04])"
)
"""Character maps and font programs (ISO 32000-2 9.7.5, 9.9)."""
_LONG = 16
"""Packed bytes have shorter runs of letters by chance."""
_FEW_BYTES = 1024
"""Sets of the glyphs of a subset (`CIDSet`) have few."""
_COLOURS_BYTES = 768
"""A table of 256 colours (ISO 32000-2 8.6.6.3): some spell letters."""
_PROFILE = slice(36, 40)
_PROFILE_SIGN = b"acsp"
"""Where a colour profile has its signature (ICC.1:2022 7.2)."""
_FUNCTION = re.compile(rb"\{(?:[0-9.+-]++|[\0\t\n\f\r {}]++|[a-z]{2,8}+(?=[\0\t\n\f\r {}]))*")
"""A calculation of colours (ISO 32000-2 7.10.5)."""


class Held(NamedTuple):
    """What a stream holds.

    Attributes:
        text: its words.
        format: the format of the file that it is, if it is one.
        is_told: nothing is left that is not understood.
    """

    text: str = ""
    format: str = ""
    is_told: bool = True


class OddStream(NamedTuple):
    """A stream that no other reader knows.

    Attributes:
        ref: its object.
        stream: the stream.
        kind: what it ought to be.
        keys: the last keys on the way to it; empty where nothing refers to it.
        held: what it holds.
    """

    ref: Ref
    stream: Stream
    kind: Kind
    keys: tuple[str, ...]
    held: Held


def odd_streams(pdf: Pdf) -> Iterator[OddStream]:
    """Yield the streams in use whose kind nothing tells, and those that are not of the kind that is told."""
    objects = pdf.objects
    for ref, stream in pdf.census.streams:
        keys = pdf.used.get(ref)
        if objects is None or keys is None:
            continue
        kind = kind_of(objects, stream, keys)
        if kind in NOT_READ or is_mistaken(objects, stream, kind):
            held = held_in(objects.data(stream, number=ref.number))
            yield OddStream(ref, stream, kind, keys, held._replace(text=held.text[:_MOST_TEXT]))


def held_in(data: bytes | None) -> Held:
    """Return what a stream's data hold; None stands for data that cannot be unpacked."""
    if data is None:
        return Held(is_told=False)
    found = file_format(data[:64], is_file=False)
    if found:
        return Held(format=found)
    if not data.strip(b"\0\t\n\f\r ") or is_machinery(data):
        return Held()
    shown = shown_strings(data)
    if shown:
        return Held(shown)
    text = _text(data)
    if not text:
        return _among_bytes(data)
    if len(_PAINTS.findall(data)) * _BYTES_EACH < len(data):
        return Held(text if _READABLE.search(text) else "")
    # Codes of a font that is not known to be its own say nothing.
    return Held("\n".join(undrawn_words(data)), is_told=not shows_text(data))


def shows_text(data: bytes) -> bool:
    """Return whether content shows text, in letters or in codes of a font."""
    return _SHOWS.search(data) is not None


def _among_bytes(data: bytes) -> Held:
    """Return what bytes hold that are no text as a whole: long runs of letters; few bytes without any are told."""
    if len(data) == _COLOURS_BYTES:
        return Held()
    runs = list(runs_of_text(io.BytesIO(data)))
    text = "\n".join(run for run in runs if len(run) >= _LONG and not _is_of_operators(run))
    return Held(text, is_told=not runs and len(data) <= _FEW_BYTES and not shows_text(data))


def _is_of_operators(run: str) -> bool:
    """Return whether a run is what is left of damaged content: numbers, names and operators, and no word."""
    return not _READABLE.search(_OPERATORS.sub(" ", run))


def is_machinery(data: bytes) -> bool:
    """Return whether data are a font program, a character map, a colour profile or a function."""
    head = data[:_HEAD_BYTES]
    return (
        _PROGRAM.search(head) is not None
        or data[_PROFILE] == _PROFILE_SIGN
        or (head[:1] == b"{" and _FUNCTION.fullmatch(data) is not None)
    )


def _text(data: bytes) -> str:
    """Return data as text; empty where they are none."""
    if is_plain_text(data[:_HEAD_BYTES]):
        return decoded(data)
    for encoding, first in (("utf-16-be", 0), ("utf-16-le", 1)):
        blanks = data[first:400:2]
        if len(blanks) > 4 and blanks.count(0) * 10 >= len(blanks) * 9:
            return data.decode(encoding, "replace")
    return ""


def is_mistaken(objects: Objects, stream: Stream, kind: Kind) -> bool:
    """Return whether a font program or a colour profile begins as readable text, which neither does."""
    if kind is not Kind.FONT and not (kind is Kind.COLOUR and "N" in stream.dictionary):
        return False
    head = objects.raw(stream)[:_HEAD_BYTES]
    if "Filter" in stream.dictionary:
        try:
            head = zlib.decompressobj().decompress(head, _HEAD_BYTES)
        except zlib.error:
            return False
    return is_plain_text(head) and not is_machinery(head) and _READABLE.search(decoded(head)) is not None
