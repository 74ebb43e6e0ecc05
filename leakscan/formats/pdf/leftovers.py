"""Finds what the file holds and the document does not use: objects, pages, pictures, bytes."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import partial

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.appending import appended
from leakscan.formats.pdf.contents import painted_contents
from leakscan.formats.pdf.layout import ByteRange, RangeKind
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.reach import Kind, kind_of
from leakscan.formats.pdf.shown_strings import shown_strings
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Name, Ref, Stream, Value, decoded
from leakscan.views.leftovers import Disuse, Leftover, Leftovers, Outside, Position, leftover_rows, outside_rows

_MOST_TEXT = 20_000
_PAINTED = re.compile(rb"/([^\0\t\n\f\r /<>\[\](){}%]+)[\0\t\n\f\r ]+Do\b")
_READABLE = re.compile(r"[^\W\d_]{2,}")


def read_leftovers(pdf: Pdf) -> Leftovers:
    """Return what is out of use."""
    found = Leftovers(leftover_items(pdf), outside_items(pdf), pdf.pages.visible)
    for disuse in Disuse if found.items else ():
        items = found.of(disuse)
        lent = partial(leftover_rows, items)
        table = pdf_table("leftovers", count=len(items), lent=lent, disuse=disuse.name)
        if table is not None:
            found.tables[disuse] = table
    for position in Position if found.outside else ():
        outside = [item for item in found.outside if item.position is position and item.text]
        lent = partial(outside_rows, outside)
        table = pdf_table("outside", count=len(outside), lent=lent, position=position.name)
        if table is not None:
            found.outside_tables[position] = table
    return found


def outside_items(pdf: Pdf) -> list[Outside]:
    """Return the bytes that belong to no object."""
    from leakscan.formats.magic import file_format

    found = []
    objects = pdf.layout.objects
    last = max((item.end for item in pdf.layout.ranges if item.kind is RangeKind.STRUCTURE), default=0)
    last = max(last, objects[-1].end if objects else 0)
    for item in pdf.layout.ranges:
        if item.kind not in (RangeKind.EXTRA, RangeKind.COMMENT):
            continue
        data = pdf.data[item.start : item.end]
        text = _plain_text(data)
        if not text.strip("%\r\n\t ") and item.kind is RangeKind.COMMENT:
            continue
        place = Place(start=item.start, end=item.end)
        position = _position(item, pdf.layout.header, last)
        if data.strip(b"\0\t\n\f\r ") in (b"\xef\xbb\xbf", b"\xfe\xff"):
            text = ""
        found.append(Outside(place, position, len(data), text, file_format(data[:64], is_file=False)))
    return found


def _position(item: ByteRange, header: int, last: int) -> Position:
    if item.kind is RangeKind.COMMENT:
        return Position.COMMENT
    if item.end <= header:
        return Position.BEFORE
    return Position.AFTER if item.start >= last else Position.BETWEEN


def _plain_text(data: bytes) -> str:
    """Return the text of some bytes; empty when they are none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    return text[:_MOST_TEXT] if text and printable >= len(text) * 0.9 else ""


def leftover_items(pdf: Pdf) -> list[Leftover]:
    """Return the objects out of use."""
    objects = pdf.objects
    if objects is None:
        return []
    used = pdf.used
    found: list[Leftover] = []
    pages: list[tuple[Ref, Disuse]] = []
    skipped, hint_offsets = _linearisation(pdf, objects)
    locations = objects.locations()
    for ref in objects.refs():
        pdf.source.budget.check_time()
        value = objects.get(ref)
        is_page = isinstance(value, dict) and objects.text(value.get("Type")) == "Page"
        if is_page and ref not in pdf.page_numbers:
            pages.append((ref, Disuse.TEMPLATE if ref in used else Disuse.UNREFERENCED))
        elif ref not in used and ref.number not in skipped and locations.get(ref.number) not in hint_offsets:
            item = _leftover(objects, f"object {ref.number}", value, Disuse.UNREFERENCED)
            if item is not None:
                found.append(item)
    for place, value in _unlisted(pdf, objects):
        item = _leftover(objects, place, value, Disuse.UNLISTED)
        if item is not None:
            found.append(item)
    found.extend(_unused(pdf, objects))
    found.extend(_page_leftovers(pdf, pages))
    return found


def _linearisation(pdf: Pdf, objects: Objects) -> tuple[set[int], set[int]]:
    """Return the objects, and the offsets, of what only serves the order of a linearised file (ISO 32000-2 F)."""
    numbers: set[int] = set()
    offsets: set[int] = set()
    for ref, entries in pdf.census.holding("Linearized"):
        if not isinstance(objects.get(ref), Stream):
            numbers.add(ref.number)
            hints = objects.numbers(entries.get("H"))
            offsets.update(int(hint) for hint in hints[0::2])
    return numbers, offsets


def _leftover(objects: Objects, where: str, value: Value, disuse: Disuse) -> Leftover | None:
    """Return what an object holds; None when it is empty or serves only the file's own structure."""
    kind = kind_of(objects, value, ())
    if kind in (Kind.OBJECTS, Kind.TABLE):
        return None
    if isinstance(value, Stream):
        size = objects.raw_size(value)
        if not size:
            return None
        return Leftover(Place(part=where), kind.value, disuse, size, _stream_text(objects, value, kind))
    texts = [] if _is_technical(objects, value) else _strings(value)
    if not texts:
        return None
    text = "\n".join(texts)
    return Leftover(Place(part=where), kind.value, disuse, len(text), text[:_MOST_TEXT])


_TECHNICAL = frozenset({"Font", "FontDescriptor", "Encoding", "ExtGState", "OutputIntent", "Halftone"})


def _is_technical(objects: Objects, value: Value) -> bool:
    """Return whether a value only says how something is painted; its strings are names of fonts and colours."""
    entries = objects.dictionary(value)
    is_typed = objects.text(entries.get("Type")) in _TECHNICAL
    is_space = isinstance(value, list) and bool(value) and isinstance(value[0], Name)
    return is_typed or "Registry" in entries or "CIDSystemInfo" in entries or is_space


def _strings(value: Value) -> list[str]:
    """Return the text strings in a value that hold a word."""
    found = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
        elif type(item) is str and _READABLE.search(item):
            found.append(item)
    return found


def _stream_text(objects: Objects, value: Stream, kind: Kind) -> str:
    if kind in (Kind.PICTURE, Kind.FONT, Kind.COLOUR, Kind.FUNCTION, Kind.CHARACTER_MAP):
        return ""
    data = objects.data(value)
    if not data:
        return ""
    if kind in (Kind.METADATA, Kind.XFA, Kind.SCRIPT, Kind.TEXT):
        return decoded(data)[:_MOST_TEXT]
    shown = shown_strings(data)
    return shown if shown else _plain_text(data) if kind is Kind.ATTACHMENT else ""


def _unlisted(pdf: Pdf, objects: Objects) -> Iterator[tuple[str, Value]]:
    """Yield the objects in the bytes that the tables of no state list: where, value."""
    if not pdf.layout.chain_is_whole and not pdf.is_repaired:
        return
    header = pdf.layout.header
    known = _listed_places(pdf, objects)
    for item in pdf.layout.objects:
        if (item.number, item.start - header) in known:
            continue
        yield f"object {item.number} at {item.start}", objects.unlisted(item, header)


def _listed_places(pdf: Pdf, objects: Objects) -> set[tuple[int, int]]:
    header = pdf.layout.header
    starts = {item.start - header for item in pdf.layout.objects}

    def placed(locations: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        found = set()
        for number, offset in locations:
            while offset not in starts and pdf.data[header + offset : header + offset + 1].isspace():
                offset += 1
            found.add((number, offset))
        return found

    known = placed(objects.locations().items())
    if all((item.number, item.start - header) in known for item in pdf.layout.objects):
        return known
    for state in pdf.layout.states[:-1]:
        pdf.source.budget.check_time()
        if state.number not in pdf.moved:
            with suppress(FileError):
                pdf.state(state).close()
        known |= placed(pdf.moved.get(state.number, ()))
    # The tables themselves need not be listed (ISO 32000-2 7.5.8.1).
    for item in pdf.layout.objects:
        head = pdf.data[item.body : item.stream_start or item.body]
        if b"/XRef" in head or b"/Linearized" in pdf.data[item.body : item.body + 64]:
            known.add((item.number, item.start - header))
    return known


def _unused(pdf: Pdf, objects: Objects) -> Iterator[Leftover]:
    """Yield the pictures and forms that resources name and no content paints."""
    named: dict[Ref, str] = {}
    painted: set[Ref] = set()
    for content in painted_contents(pdf):
        if content.data is None:
            return
        drawn = _drawn(content.data)
        for name, value in objects.dictionary(content.resources.get("XObject")).items():
            if isinstance(value, Ref):
                named.setdefault(value, name)
                if name in drawn:
                    painted.add(value)
    for value in sorted(named.keys() - painted):
        stream = objects.get(value)
        kind = kind_of(objects, stream, ("XObject",))
        if isinstance(stream, Stream) and kind in (Kind.PICTURE, Kind.FORM):
            text = _stream_text(objects, stream, kind) if kind is Kind.FORM else ""
            size = objects.raw_size(stream)
            if size and (kind is Kind.PICTURE or text):
                yield Leftover(Place(part=f"object {value.number}"), kind.value, Disuse.UNUSED, size, text)


def _drawn(data: bytes) -> set[str]:
    """Return the names that content paints."""
    return {re.sub(rb"#([0-9A-Fa-f]{2})", _byte, found[1]).decode("latin-1") for found in _PAINTED.finditer(data)}


def _byte(found: "re.Match[bytes]") -> bytes:
    return bytes([int(found[1], 16)])


def _page_leftovers(pdf: Pdf, pages: list[tuple[Ref, Disuse]]) -> Iterator[Leftover]:
    """Yield the pages that the page tree does not hold, with their text."""
    if not pages:
        return
    texts: dict[Ref, str] = {}
    refs = [ref for ref, _ in pages]
    paper = pdf.painted_with(_tree_of(pdf, refs), refs)
    if paper is not None:
        with closing(paper):
            for number, (ref, _) in enumerate(pages[: len(paper)], start=1):
                with pdf.recording(Place(part=f"object {ref.number}"), lost="the text of a page out of use"):
                    texts[ref] = paper.text(number)
    for ref, disuse in pages:
        text = texts.get(ref, "").strip()
        yield Leftover(Place(part=f"object {ref.number}"), Kind.PAGE.value, disuse, len(text), text[:_MOST_TEXT])


def _tree_of(pdf: Pdf, refs: list[Ref]) -> bytes:
    """Return an update that makes some pages the only ones of the file."""
    objects = pdf.objects
    first = max((ref.number for ref in objects.refs()), default=0) + 1 if objects is not None else 1
    kids = b" ".join(b"%d %d R" % ref for ref in refs)
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(refs), kids)
    root = b"<</Type/Catalog/Pages %d 0 R>>" % first
    return appended(pdf, {Ref(first, 0): tree, Ref(first + 1, 0): root}, Ref(first + 1, 0))
