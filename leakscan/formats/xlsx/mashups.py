"""Power Query: the package of queries that a workbook keeps in its custom XML ([MS-QDEFF] 2.2 to 2.6)."""

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.containers.zipped import ZipContainer
from leakscan.errors import FileError, LimitReachedError, MalformedFileError
from leakscan.formats.ooxml.package import Package
from leakscan.formats.texts import root_tag
from leakscan.patterns import late_pattern
from leakscan.source import BytesStore
from leakscan.views.queries import KeptText

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = "{http://schemas.microsoft.com/DataMashup}"
_HEAD_BYTES = 4096
_SHARED = late_pattern(r'(?m)^[^\S\n]*+(?:\[[^\n]*\]\s*)?shared\s+(#"(?:[^"]|"")+"|[^\s=]+)\s*=')
_ENTERED = late_pattern(r'Binary\.FromText\(\s*"([A-Za-z0-9+/=\s]+)"\s*,\s*BinaryEncoding\.Base64\s*\)')
_DULL = late_pattern(
    r"IsPrivate|Fill(?!ColumnNames|ErrorMessage|LastUpdated|Target)\w*|QueryID|BufferNextRefresh|ResultType"
    r"|NavigationStepName|AddedToDataModel|NameUpdatedAfterFill|\w*Container\w*|LoadedToAnalysisServices"
)


def is_mashup(package: Package, part: str) -> bool:
    """Return whether a part of custom XML holds queries."""
    try:
        with package.open(part) as stream:
            return root_tag(stream.read(_HEAD_BYTES)).startswith(_ROOT)
    except FileError:
        return False  # the reader of custom XML says what is wrong with it


def mashup_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the code, the typed-in rows, the permissions and the metadata of the queries.

    Raises:
        MalformedFileError: the lengths or the encoding are wrong.
    """
    text = xmlsafe.text_of(package.parsed(part))
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise MalformedFileError("the queries are not in Base64") from error
    blocks = list(_blocks(data[4:], 3))
    yield from _code(package, part, blocks[0])
    yield from _permissions(blocks[1])
    if blocks[2]:
        document, content = _blocks(blocks[2][4:], 2)
        yield from _metadata(document)
        if content:
            yield from _content(package, part, content)


def _blocks(data: bytes, count: int) -> Iterator[bytes]:
    """Yield blocks with their length before them."""
    position = 0
    for _ in range(count):
        if position + 4 > len(data):
            raise MalformedFileError("the queries break off")
        (length,) = struct.unpack_from("<I", data, position)
        position += 4
        if position + length > len(data):
            raise MalformedFileError("the queries break off")
        yield data[position : position + length]
        position += length


def _code(package: Package, part: str, data: bytes) -> Iterator[KeptText]:
    for name, content in _members(package, f"{part}/package", data):
        if not name.casefold().endswith(".m"):
            continue
        code = content.decode("utf-8-sig", "replace")
        starts = list(_SHARED.finditer(code))
        if not starts and code.strip():
            yield KeptText(name, "code", code)
        for number, found in enumerate(starts):
            end = starts[number + 1].start() if number + 1 < len(starts) else len(code)
            query = found[1].removeprefix("#").strip('"')
            body = code[found.end() : end].strip()
            yield KeptText(query, "code", body)
            for entered in _ENTERED.finditer(body):
                yield from _entered(package, query, entered[1])


def _entered(package: Package, query: str, text: str) -> Iterator[KeptText]:
    """Yield the cells of a table that was typed into a query: rows in JSON, deflated."""
    import json

    most = package.container.source.budget.limits.tree_bytes
    try:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        content = inflater.decompress(base64.b64decode(text), most)
        if inflater.unconsumed_tail:
            raise LimitReachedError("the typed table is too large to be read", code="limit-tree-bytes")
        rows = json.loads(content)
    except (ValueError, zlib.error, RecursionError):
        return  # text of another kind; the code that holds it is told all the same
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        for cell in row if isinstance(row, list) else (row,):
            if cell not in (None, ""):
                yield KeptText(query, f"typed row {number}", str(cell))


def _members(package: Package, name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if not data:
        return
    source = package.container.source
    most = source.budget.limits.tree_bytes
    container = ZipContainer(source.child(name, BytesStore(data)))
    try:
        for entry in container.entries():
            with container.open(entry.name) as stream:
                content = stream.read(most + 1)
            if len(content) > most:
                raise LimitReachedError("the queries are too large to be read", code="limit-tree-bytes")
            yield entry.name, content
    finally:
        container.close()


def _permissions(data: bytes) -> Iterator[KeptText]:
    if data:
        for element in xmlsafe.parse(data):
            yield KeptText("permissions", xmlsafe.local_name(element), xmlsafe.text_of(element), is_own=True)


def _metadata(data: bytes) -> Iterator[KeptText]:
    """Yield what is noted of each query: its columns, its target, its last run and its last error."""
    for item in xmlsafe.descendants(xmlsafe.parse(data), "Item") if data else ():
        path = _first(item, "ItemPath")
        for entry in xmlsafe.descendants(item, "Entry"):
            name, value = entry.get("Type", ""), entry.get("Value", "")
            if value[:1] in ("s", "d") and len(value) > 1 and _DULL.fullmatch(name) is None:
                yield KeptText(path, name, value[1:], is_own=name not in ("FillColumnNames", "FillErrorMessage"))


def _first(item: "_Element", name: str) -> str:
    return next((xmlsafe.text_of(element) for element in xmlsafe.descendants(item, name)), "")


def _content(package: Package, part: str, data: bytes) -> Iterator[KeptText]:
    for name, content in _members(package, f"{part}/metadata", data):
        if name != "[Content_Types].xml":
            yield KeptText(name, "content", content.decode("utf-8", "replace"))
