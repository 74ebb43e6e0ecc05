"""Finds what the file holds and the document does not use: objects, pages, pictures, bytes."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf import known_keys
from leakscan.formats.pdf.contents import painted_contents
from leakscan.formats.pdf.layout import ByteRange, RangeKind
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.odd_streams import Held, held_in, is_mistaken, shows_text
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.reach import Kind, kind_of
from leakscan.formats.pdf.spare_pages import SparePage, content_page, names_taken, read_pages
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Name, Ref, Stream, Value, decoded
from leakscan.views.leftovers import (
    Disuse,
    Leftover,
    Leftovers,
    Outside,
    Position,
    count_rows,
    leftover_rows,
    outside_rows,
)
from leakscan.views.words import missing_words

_MOST_TEXT = 1 << 20
_MOST_TEXTS = 64 << 20
"""Text of all objects out of use together; what comes after so much is not examined."""
_TAKEN_BY = {
    key: re.compile(rb"/([^\0\t\n\f\r /<>\[\](){}%]+)[\0\t\n\f\r ]+" + operator)
    for key, operator in (
        ("XObject", rb"Do\b"),
        ("Pattern", rb"(?:scn|SCN)\b"),
        ("Font", rb"[0-9.+-]+[\0\t\n\f\r ]+Tf\b"),
    )
}
"""The operators that use what resources name (ISO 32000-2 annex A)."""
_READABLE = re.compile(r"[^\W\d_]{2,}")


def read_leftovers(pdf: Pdf) -> Leftovers:
    """Return what is out of use."""
    found = Leftovers(leftover_items(pdf), outside_items(pdf), pdf.pages.visible)
    for item in found.items:
        if not item.is_told:
            pdf.context.ledger.enter(pdf.trail, item.place.part, kind=item.kind, size=item.size)
        if len(item.text) == _MOST_TEXT:
            message = "an object out of use holds too much text"
            pdf.problem("limit-text", message, place=item.place, lost="the rest of it")
    for disuse in Disuse if found.items else ():
        items = found.of(disuse)
        lent = partial(leftover_rows, items)
        table = pdf_table("leftovers", count=count_rows(items), lent=lent, disuse=disuse.name)
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
    for place, data in pdf.slack:
        text, kind = _plain_text(data), file_format(data[:64], is_file=False)
        found.append(Outside(place, Position.WITHIN, len(data), text, kind))
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
    found: list[Leftover] = []
    pages = list(_loose_pages(pdf, objects))
    contents: list[SparePage] = []
    unused = (_loose(objects, where, value, Disuse.UNUSED) for where, value in _unused(pdf, objects))
    for loose in (*pdf.loose, *unused):
        item = _leftover(objects, loose)
        if item is None:
            continue
        found.append(item)
        value = loose.value
        if not item.is_told and isinstance(value, Stream) and _is_text(objects, value):
            page = content_page(pdf, loose.where, objects.data(value) or b"", value.dictionary.get("Resources"))
            contents += [page] if page is not None else []
    uncounted = _uncounted_pages(pdf)
    texts = read_pages(pdf, [*(page for page, _ in pages), *uncounted, *contents])
    for index, item in enumerate(found):
        if item.place.part in texts:
            found[index] = item._replace(text=texts[item.place.part][:_MOST_TEXT], is_told=True)
    visible = pdf.pages.visible
    pages += [(page, Disuse.TEMPLATE) for page in uncounted if missing_words(texts.get(page.where, ""), visible)]
    for page, disuse in pages:
        text = texts.get(page.where, "")
        found.append(Leftover(Place(part=page.where), Kind.PAGE.value, disuse, len(text), text[:_MOST_TEXT]))
    return found


class Loose(NamedTuple):
    """An object that the document has let go of.

    Attributes:
        where: where it stands, in words.
        value: the object.
        disuse: why it is out of use.
        kind: what it is.
        held: what it holds, for a stream.
    """

    where: str
    value: Value
    disuse: Disuse
    kind: Kind
    held: Held


def loose_objects(pdf: Pdf) -> Iterator[Loose]:
    """Yield the objects that the document has let go of, pages aside."""
    objects = pdf.objects
    if objects is None:
        return
    length = 0
    for where, value, disuse in (*_unreferenced(pdf, objects), *_unlisted(pdf, objects)):
        pdf.source.budget.check_time()
        loose = _loose(objects, where, value, disuse)
        length += len(loose.held.text)
        yield loose if length <= _MOST_TEXTS else loose._replace(held=Held(is_told=False))


def _unreferenced(pdf: Pdf, objects: Objects) -> Iterator[tuple[str, Value, Disuse]]:
    """Yield the objects that nothing refers to: where, value and why they are out of use."""
    skipped, hint_offsets = _linearisation(pdf, objects)
    locations = objects.locations()
    for ref in objects.refs():
        if ref in pdf.used or ref.number in skipped or locations.get(ref.number) in hint_offsets:
            continue
        value = objects.get(ref)
        if not _is_page(objects, value):
            yield f"object {ref.number}", value, Disuse.UNREFERENCED


def _loose(objects: Objects, where: str, value: Value, disuse: Disuse) -> Loose:
    kind = kind_of(objects, value, ())
    is_content = isinstance(value, Stream) and kind not in (Kind.OBJECTS, Kind.TABLE)
    number = int(where.split()[1])
    held = _held(objects, value, kind, number) if is_content else Held()
    return Loose(where, value, disuse, kind, held._replace(text=held.text[:_MOST_TEXT]))


def _loose_pages(pdf: Pdf, objects: Objects) -> Iterator[tuple[SparePage, Disuse]]:
    """Yield the pages that the page tree does not hold, those that nothing refers to and templates."""
    for ref, _ in pdf.census.holding("Type"):
        entries = objects.get(ref)
        if ref not in pdf.page_numbers and _is_page(objects, entries):
            is_template = objects.text(entries["Type"]) == "Template"  # PDFium paints none of that type
            page = SparePage(
                f"object {ref.number}",
                {**entries, "Type": Name("Page")} if is_template else entries,
                None if is_template else ref,
            )
            yield page, Disuse.TEMPLATE if ref in pdf.used else Disuse.UNREFERENCED


def _uncounted_pages(pdf: Pdf) -> list[SparePage]:
    """Return all pages where the page tree counts fewer than it holds: programs that trust it show fewer."""
    if pdf.paper is None or len(pdf.paper) >= len(pdf.nodes):
        return []
    return [SparePage(f"object {node.ref.number}", node.entries, node.ref) for node in pdf.nodes if node.ref]


def _is_page(objects: Objects, value: Value) -> bool:
    return isinstance(value, dict) and objects.text(value.get("Type")) in ("Page", "Template")


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


def _leftover(objects: Objects, loose: Loose) -> Leftover | None:
    """Return what an object holds; None when it is empty or serves only the file's own structure."""
    value, kind, held = loose.value, loose.kind, loose.held
    place = Place(part=loose.where)
    if kind in (Kind.OBJECTS, Kind.TABLE):
        return None
    if isinstance(value, Stream):
        size = objects.raw_size(value)
        name = Kind.ATTACHMENT.value if held.format else kind.value
        return Leftover(place, name, loose.disuse, size, held.text, is_told=held.is_told) if size else None
    texts = [] if _is_technical(objects, value) else _strings(value)
    if not texts:
        return None
    text = "\n".join(texts)
    return Leftover(place, kind.value, loose.disuse, len(text), text[:_MOST_TEXT])


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
            pending.extend(held for key, held in item.items() if key not in known_keys.PROGRAM)
        elif isinstance(item, list):
            pending.extend(item)
        elif type(item) is str and _READABLE.search(item):
            found.append(item)
    return found


_PROGRAMS = frozenset({Kind.PICTURE, Kind.FONT, Kind.COLOUR, Kind.FUNCTION, Kind.CHARACTER_MAP})
_TEXTS = frozenset({Kind.METADATA, Kind.XFA, Kind.SCRIPT, Kind.TEXT})


def _held(objects: Objects, value: Stream, kind: Kind, number: int) -> Held:
    """Return what a stream out of use holds."""
    if kind in _PROGRAMS and "PatternType" not in value.dictionary and not is_mistaken(objects, value, kind):
        return Held()
    data = objects.data(value, number=number)
    held = Held(decoded(data)) if data is not None and kind in _TEXTS else held_in(data)
    is_hint = kind is Kind.UNKNOWN and type(value.dictionary.get("S")) is int  # of a linearised state (annex F.3)
    return held._replace(is_told=True) if is_hint else held


def _unlisted(pdf: Pdf, objects: Objects) -> Iterator[tuple[str, Value, Disuse]]:
    """Yield the objects in the bytes that the tables of no state list: where, value, why they are out of use."""
    header = pdf.layout.header
    known = _listed_places(pdf, objects)
    for item in pdf.layout.objects:
        if (item.number, item.start - header) in known:
            continue
        yield f"object {item.number} at {item.start}", objects.unlisted(item, header), Disuse.UNLISTED
    for ref, stream in pdf.census.streams:
        if objects.text(stream.dictionary.get("Type")) == "ObjStm":
            for number, _, value in objects.packed_in(ref.number):
                if not any((number, ref.number) in moved for moved in _moved_packed(pdf)):
                    yield f"object {number} in object {ref.number}", value, Disuse.UNLISTED


def _moved_packed(pdf: Pdf) -> Iterable[set[tuple[int, int]]]:
    """Return the packed objects that earlier states list elsewhere than the last one, state by state."""
    _open_states(pdf)
    return pdf.moved_packed.values()


def _open_states(pdf: Pdf) -> None:
    """Open the earlier states that nobody has opened yet, to learn which objects they list."""
    for state in pdf.layout.states[:-1]:
        pdf.source.budget.check_time()
        if state.number not in pdf.moved:
            with suppress(FileError):
                pdf.state(state).close()


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
    _open_states(pdf)
    for moved in pdf.moved.values():
        known |= placed(moved)
    # The tables themselves need not be listed (ISO 32000-2 7.5.8.1).
    for item in pdf.layout.objects:
        head = pdf.data[item.body : item.stream_start or item.body]
        if b"/XRef" in head or b"/Linearized" in pdf.data[item.body : item.body + 64]:
            known.add((item.number, item.start - header))
    return known


def _unused(pdf: Pdf, objects: Objects) -> Iterator[tuple[str, Stream]]:
    """Yield the pictures, forms, patterns and drawn glyphs that resources name and no content uses."""
    named: dict[Ref, None] = {}
    taken: set[Ref] = set()
    for content in painted_contents(pdf):
        if content.data is None:
            return
        for key, pattern in _TAKEN_BY.items():
            names = objects.dictionary(content.resources.get(key))
            if key == "Font":
                names = {name: font for name, font in names.items() if "CharProcs" in objects.dictionary(font)}
            taken_names = names_taken(pattern, content.data) if names else set()
            for name, value in names.items():
                if isinstance(value, Ref):
                    named[value] = None
                    if name in taken_names:
                        taken.add(value)
    for ref in sorted(named.keys() - taken):
        value = objects.get(ref)
        glyphs = objects.dictionary(objects.dictionary(value).get("CharProcs")).values()
        for held in (ref, *glyphs):
            stream = objects.resolve(held)
            if isinstance(stream, Stream) and (_is_picture(objects, stream) or _is_text(objects, stream)):
                yield f"object {held.number if isinstance(held, Ref) else ref.number}", stream


def _is_picture(objects: Objects, stream: Stream) -> bool:
    return kind_of(objects, stream, ("XObject",)) is Kind.PICTURE


def _is_text(objects: Objects, stream: Stream) -> bool:
    return shows_text(objects.data(stream) or b"")
