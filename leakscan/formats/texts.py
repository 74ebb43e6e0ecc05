"""Pieces of text in content of any kind: XML, plain text, or bytes in which text lies."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.patterns import late_pattern

_CHUNK_BYTES = 1 << 16
_MOST_LINE = 1 << 16
"""Longer lines and pieces are cut, so that text without an end takes no memory without end."""
_RUNS = late_pattern(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf\t]{6,}|(?:[\x20-\x7e\xa0-\xff][\x00-\x05]){6,}")
_LETTERS = late_pattern(r"[^\W\d_]{3}|\d{4}")
_STROKES = late_pattern(r"[\s\d,.'\"!*#TF-]*")
_CONTROL = late_pattern(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TEXT_ATTRIBUTES = frozenset(
    {
        "alt", "author", "caption", "command", "comment", "connection", "contents", "descr", "description",
        "displayName", "error", "errorTitle", "formula", "label", "name", "prompt", "promptTitle", "refreshedBy",
        "regression-name", "sourceFile", "Target", "text", "title", "to", "from", "uniqueName", "url", "user",
        "userName", "v", "value",
    }
)  # fmt: skip
"""Attributes that hold words of people rather than switches of the format."""
_MARKUP_ATTRIBUTES = frozenset(
    {"xmlns", "schemaLocation", "noNamespaceSchemaLocation", "nil", "type", "space", "lang"}
)
_SWITCH = late_pattern(
    r"true|false|none|preserve|rId\d+|persist(?:PropertyBag|Stream|StreamInit|Storage)|\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?",
    re.IGNORECASE,
)


def is_plain_text(head: bytes) -> bool:
    """Return whether the first bytes of some content are those of plain text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:4] != b"\0\0"  # a property set begins alike
    return bool(head.strip()) and not _CONTROL.search(head) and _is_utf8_or_narrow(head)


def _is_utf8_or_narrow(head: bytes) -> bool:
    try:
        head[:-3].decode("utf-8")
    except UnicodeDecodeError:
        return sum(byte >= 0x80 for byte in head) * 5 < len(head)
    return True


def is_xml(head: bytes) -> bool:
    """Return whether the first bytes of some content are those of an XML document."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") and re.match(rb"<[?!A-Za-z_]", plain) is not None


def root_name(head: bytes) -> str:
    """Return the local name of the root element that the first bytes of an XML document show, or nothing."""
    plain = head.replace(b"\0", b"")
    for found in re.finditer(rb"<(?![?!])(?:[^\s<>:/]+:)?([^\s<>:/]+)", plain):
        return found.group(1).decode("utf-8", "replace")
    return ""


def root_tag(head: bytes) -> str:
    """Return the root element that the first bytes of an XML document show, as `{namespace}name`, or nothing."""
    plain = head.replace(b"\0", b"")
    found = re.search(rb"<(?![?!])(?:([^\s<>:/]+):)?([^\s<>:/]+)([^>]*)", plain)
    if found is None:
        return ""
    prefix = b"xmlns" if found[1] is None else b"xmlns:" + re.escape(found[1])
    namespace = re.search(rb"\s" + prefix + rb"\s*=\s*[\"']([^\"']*)", found[3])
    name = found[2].decode("utf-8", "replace")
    return name if namespace is None else f"{{{namespace[1].decode('utf-8', 'replace')}}}{name}"


def xml_texts(stream: BinaryIO, *, is_foreign: bool = False) -> Iterator[str]:
    """Yield the texts of an XML document: element text and the attributes that hold words.

    Args:
        stream: the document.
        is_foreign: its format is nobody's standard, so that every attribute may hold words; remarks are read too.

    Raises:
        FileError: it is damaged; what came before the damage has been yielded.
    """
    handler = _ForeignTextHandler() if is_foreign else _TextHandler()
    for _ in xmlsafe.steps(stream, handler):
        yield from handler.ready
        handler.ready.clear()


class _TextHandler(xmlsafe.Handler):
    def __init__(self) -> None:
        self.ready: list[str] = []
        self._pieces: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        self._flush()
        for key, value in attributes.items():
            if (key in _TEXT_ATTRIBUTES or len(value) > 40) and value.strip():
                self.ready.append(value[:_MOST_LINE])

    def end(self, name: str) -> None:  # noqa: ARG002  # the handler's signature
        self._flush()

    def text(self, data: str) -> None:
        self._pieces.append(data)
        self._length += len(data)
        if self._length > _MOST_LINE:
            self._flush()

    def _flush(self) -> None:
        if self._pieces:
            text = "".join(self._pieces).strip()
            self._pieces.clear()
            self._length = 0
            if text:
                self.ready.append(text)


_INK_WORDS = """
    brushRef channel contextRef continuation dataRef default duration encoding from href id inkSourceRef
    manufacturer medium mode model name orientation priorRef respectTo semanticType serialNo shapeName
    specificationRef timeOffset timestampRef to traceDataRef traceFormatRef type units value version
    """
_INK_ATTRIBUTES = frozenset(_INK_WORDS.split())
"""Attributes of InkML and of what Office adds to it, whose values are names, numbers and identifiers."""
_LONGEST_INK_NAME = 64
_INK_NUMBERS = late_pattern(r"[\d\s.,E+-]+|[01]/\w{1,3}|\{?[0-9A-Fa-f-]{36}\}?")
INK_TIME = late_pattern(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
"""When strokes were begun, as a part of ink says it."""


class _InkHandler(_TextHandler):
    """Takes what stands beside strokes of ink, which are numbers: words, times, remarks (InkML, W3C 2011)."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        self._flush()
        for key, value in attributes.items():
            is_known = key in _INK_ATTRIBUTES and len(value) <= _LONGEST_INK_NAME
            is_words = _LETTERS.search(value) is not None and not _INK_NUMBERS.fullmatch(value)
            if key == "timeString" or (is_words and not is_known):
                self.ready.append(value[:_MOST_LINE])

    def text(self, data: str) -> None:
        if _LETTERS.search(data) and not _STROKES.fullmatch(data):
            super().text(data)

    def comment(self, data: str) -> None:
        self._flush()
        if data.strip():
            self.ready.append(data.strip()[:_MOST_LINE])


def ink_texts(stream: BinaryIO) -> Iterator[str]:
    """Yield the words in a part of ink.

    Raises:
        FileError: it is damaged; what came before the damage has been yielded.
    """
    handler = _InkHandler()
    for _ in xmlsafe.steps(stream, handler):
        yield from handler.ready
        handler.ready.clear()


class _ForeignTextHandler(_TextHandler):
    """Takes every attribute that spells a word or a long number, and the remarks."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        self._flush()
        for key, value in attributes.items():
            if key not in _MARKUP_ATTRIBUTES and _LETTERS.search(value) and not _SWITCH.fullmatch(value):
                self.ready.append(value[:_MOST_LINE])

    def comment(self, data: str) -> None:
        self._flush()
        if data.strip():
            self.ready.append(data.strip()[:_MOST_LINE])


def plain_texts(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of plain text that hold something."""
    head = stream.read(4)
    encoding = "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pending = ""
    block = head
    while block:
        pending += decoder.decode(block)
        *lines, pending = pending.splitlines() or [""]
        if len(pending) > _MOST_LINE:
            lines.append(pending)
            pending = ""
        yield from (line.strip() for line in lines if line.strip())
        block = stream.read(_CHUNK_BYTES)
    if pending.strip():
        yield pending.strip()


def runs_of_text(stream: BinaryIO) -> Iterator[str]:
    """Yield the runs of readable text among bytes, one or two bytes a character, at least six long."""
    pending = b""
    while block := stream.read(_CHUNK_BYTES):
        pending += block
        cut = max(0, len(pending) - 512)
        consumed = 0
        for found in _RUNS.finditer(pending):
            if found.end() > cut and len(pending) < _MOST_LINE * 2 and found.start() >= cut - 512:
                break
            consumed = found.end()
            yield from _readable(found.group())
        pending = pending[max(consumed, cut - 512) :]
    for found in _RUNS.finditer(pending):
        yield from _readable(found.group())


def _readable(run: bytes) -> Iterator[str]:
    text = run.decode("utf-16-le", "replace") if b"\0" in run[1:2] else run.decode("utf-8", "replace")
    if _LETTERS.search(text) and text.count("\ufffd") * 4 < len(text):
        yield text.strip()
