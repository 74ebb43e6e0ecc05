"""Appearances: what annotations and fields paint, and which of it shows (ISO 32000-2 12.5.5).

PDFium says nothing of their text, and paints no fields. What shows of them is therefore painted by copies of the
pages, in an update of the file that PDFium alone sees; what does not show is painted by pages of its own.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.formats.pdf import known_keys
from leakscan.formats.pdf.appending import appended, written
from leakscan.formats.pdf.geometry import IDENTITY, Box, Matrix, moved
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.painting import Paper
from leakscan.formats.pdf.tints import Overlay, tint_of
from leakscan.formats.pdf.values import Name, Ref, Stream, Value

_PAINTLESS = frozenset({"Link", "Popup", "Redact", "TrapNet", "Watermark", "FileAttachment", "Sound", "Movie"})
_HIDDEN_FLAGS = 2 | 32
"""Hidden and NoView (ISO 32000-2 table 167)."""
_NESTING = 12
_MOST = 10_000
_FEW = 2
"""How many bytes of text the marks of boxes and buttons have at most."""
_LEAST_SIDE = 0.5
_TEXT = re.compile(rb"\bBT\b")
_FILLS = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])(?:[fFBb]\*?|sh|Do)(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_LETTERS = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>", re.DOTALL)
_KEPT = ("MediaBox", "CropBox", "Rotate", "UserUnit", "Group")
_SHUT = b"\n" + b"Q " * 28
"""Takes back what contents saved and did not restore (ISO 32000-2 table 56); there may be more `Q` than `q`."""


class Appearance(NamedTuple):
    """One appearance of an annotation.

    Attributes:
        annotation: its dictionary.
        position: where it stands among the annotations of its page.
        kind: its type.
        place: its page and object.
        stream: what paints it.
        resources: those of its page, which it may use.
        shows: it is what a reader of the page sees, as far as the annotation itself tells.
        is_momentary: it shows for as long as somebody points at the annotation or presses it.
    """

    annotation: dict[str, Value]
    position: int
    kind: str
    place: Place
    stream: Ref
    resources: Value
    shows: bool
    is_momentary: bool


class AppearanceText(NamedTuple):
    """What an appearance says.

    Attributes:
        appearance: the appearance.
        text: its text.
    """

    appearance: Appearance
    text: str


@dataclass(slots=True)
class Laid:
    """Copies of pages, on which what their annotations paint is content.

    Attributes:
        paper: the copies.
        numbers: the position of each page's copy, from 1, by the page's own number.
        left: the annotations that are not content and may paint, by page.
    """

    paper: Paper
    numbers: dict[int, int]
    left: dict[int, tuple[Overlay, ...]]


def page_appearances(objects: Objects, node: PageNode) -> Iterator[Appearance]:
    """Yield every appearance of a page's annotations."""
    resources = node.entries.get("Resources")
    for position, value in enumerate(objects.array(node.entries.get("Annots"))):
        entries = objects.dictionary(value)
        looks = objects.dictionary(entries.get("AP"))
        if not looks:
            continue
        kind = objects.text(entries.get("Subtype"))
        place = Place(part=f"object {value.number}" if isinstance(value, Ref) else "", page=node.number)
        can_show = kind != "Popup" and not is_hidden(objects, entries, kind) and side_of(objects, entries) > 0
        for key in ("N", "D", "R"):
            look = looks.get(key)
            held = objects.resolve(look)
            states = held if isinstance(held, dict) else {"": look}
            chosen = _state(objects, entries, states) if isinstance(held, dict) else ""
            for state, stream in states.items():
                if isinstance(stream, Ref) and isinstance(objects.get(stream), Stream):
                    shows = can_show and key == "N" and state == chosen
                    yield Appearance(entries, position, kind, place, stream, resources, shows, key != "N")


def is_hidden(objects: Objects, entries: dict[str, Value], kind: str) -> bool:
    """Return whether the flags of an annotation keep it from the screen (ISO 32000-2 table 167)."""
    flags = objects.integer(entries.get("F")) or 0
    return bool(flags & _HIDDEN_FLAGS) or bool(flags & 1 and kind not in known_keys.KINDS)


def side_of(objects: Objects, entries: dict[str, Value]) -> float:
    """Return the length of the shorter side of an annotation; 0 where that is too short to show anything."""
    box = rect_of(objects, entries)
    side = 0.0 if box is None else min(box[2] - box[0], box[3] - box[1])
    return side if side >= _LEAST_SIDE else 0.0


def rect_of(objects: Objects, entries: dict[str, Value], key: str = "Rect") -> Box | None:
    """Return the bounds of an annotation or form."""
    sides = objects.numbers(entries.get(key))
    if len(sides) != 4:
        return None
    return min(sides[0::2]), min(sides[1::2]), max(sides[0::2]), max(sides[1::2])


def _state(objects: Objects, entries: dict[str, Value], states: dict[str, Value]) -> str:
    """Return the state of which the appearance shows; without one the value tells, as PDFium has it."""
    parent = objects.dictionary(entries.get("Parent"))
    state = objects.text(entries.get("AS")) or objects.text(entries.get("V")) or objects.text(parent.get("V"))
    return state if state in states else "Off"


class _Look(NamedTuple):
    """What a form paints, told from its operators.

    Attributes:
        letters: how many bytes of text at most, those of forms within it included.
        fills: something is filled.
        has_pictures: its resources, or those of forms within it, name a picture.
    """

    letters: int = 0
    fills: bool = False
    has_pictures: bool = False


class Looks:
    """What appearances paint, told from their operators."""

    def __init__(self, objects: Objects) -> None:
        """Ask about the forms of `objects`."""
        self._objects = objects
        self._known: dict[Ref, _Look] = {}

    def of(self, ref: Ref, depth: int = 0) -> _Look:
        """Return what a form paints."""
        if ref in self._known or depth > _NESTING:
            return self._known.get(ref, _Look())
        self._known[ref] = _Look()
        objects = self._objects
        form = objects.get(ref)
        if not isinstance(form, Stream):
            return _Look()
        if objects.text(form.dictionary.get("Subtype")) == "Image":
            return _Look(fills=True, has_pictures=True)
        data = objects.data(form) or b""
        letters = 0
        if _TEXT.search(data) is not None:
            letters = sum(len(found[1] or b"") + len(found[2] or b"") // 2 for found in _LETTERS.finditer(data))
        resources = objects.dictionary(form.dictionary.get("Resources"))
        named = objects.dictionary(resources.get("XObject")).values()
        inner = [self.of(value, depth + 1) for value in named if isinstance(value, Ref)]
        self._known[ref] = _Look(
            letters + sum(look.letters for look in inner),
            _FILLS.search(data) is not None,
            any(look.has_pictures for look in inner),
        )
        return self._known[ref]


class _Update:
    """An update of a file whose only pages are ours."""

    def __init__(self, pdf: Pdf, objects: Objects) -> None:
        self._pdf = pdf
        self._objects = objects
        self._bodies: dict[Ref, bytes] = {}
        self._kids: list[Ref] = []
        self._costs: list[dict[str, Value]] = []

    @cached_property
    def _first(self) -> int:
        return max((ref.number for ref in self._objects.refs()), default=0) + 1

    def stream(self, data: bytes) -> Ref:
        """Add a stream."""
        ref = self._next()
        held = self._objects.enciphered(data, ref)
        self._bodies[ref] = b"<</Length %d>>stream\n%s\nendstream" % (len(held), held)
        return ref

    def page(self, entries: dict[str, Value], costs: dict[str, Value]) -> int:
        """Add a page and return its number; `costs` is a page that takes as much to paint."""
        ref = self._next()
        self._bodies[ref] = written({**entries, "Type": Name("Page"), "Parent": Ref(self._first, 0)})
        self._kids.append(ref)
        self._costs.append(costs)
        return len(self._kids)

    def paper(self) -> Paper | None:
        """Return the pages; None where there are none or PDFium cannot open them."""
        if not self._kids:
            return None
        tree, root = Ref(self._first, 0), Ref(self._first + 1, 0)
        self._bodies[tree] = written({"Type": Name("Pages"), "Count": len(self._kids), "Kids": self._kids})
        self._bodies[root] = written(
            {"Type": Name("Catalog"), "Pages": tree, "OCProperties": self._objects.root.get("OCProperties")}
        )
        found = self._pdf.painted_with(appended(self._pdf, self._bodies, root), self._costs)
        if found is None:
            self._pdf.problem(
                "text-not-read", "what annotations paint is not read here", lost="text of annotations"
            )
        return found

    def _next(self) -> Ref:
        return Ref(self._first + 2 + len(self._bodies), 0)


def paints_text(objects: Objects, stream: Ref) -> bool:
    """Return whether an appearance shows any text, readable or not."""
    return Looks(objects).of(stream).letters > 0


def lay(pdf: Pdf) -> Laid | None:
    """Return copies of the pages whose annotations show text or whose fields cover something; close its paper."""
    objects = pdf.objects
    if objects is None:
        return None
    looks = Looks(objects)
    update = _Update(pdf, objects)
    numbers: dict[int, int] = {}
    left: dict[int, tuple[Overlay, ...]] = {}
    for node in pdf.nodes:
        if "Annots" not in node.entries:
            continue
        # The text beneath redactions not applied is told by itself, whatever they look like.
        shown = [item for item in page_appearances(objects, node) if item.shows and item.kind != "Redact"]
        lines = list(_lines(objects, node))
        if lines or any(
            looks.of(item.stream).letters or (item.kind == "Widget" and looks.of(item.stream).fills)
            for item in shown
        ):
            drawn = {item.position for item in shown}
            annotations = objects.array(node.entries.get("Annots"))
            others = [value for index, value in enumerate(annotations) if index not in drawn]
            entries = {**_contents(objects, node, shown, lines, update), "Annots": others}
            numbers[node.number] = update.page(entries, node.entries)
            left[node.number] = overlays(objects, others)
    paper = update.paper()
    return None if paper is None else Laid(paper, numbers, left)


def _contents(
    objects: Objects, node: PageNode, shown: list[Appearance], lines: list[bytes], update: _Update
) -> dict[str, Value]:
    """Return the entries of a page that paints its contents, then some appearances, then some lines."""
    forms: dict[str, Value] = {}
    layers: dict[str, Value] = {}
    operators = []
    for item in shown:
        matrix = _placed(objects, item)
        if matrix is None:
            continue
        name = f"LsA{len(forms)}"
        forms[name] = item.stream
        painting = f"q {' '.join(f'{number:f}' for number in matrix)} cm /{name} Do Q"
        if "OC" in item.annotation:
            layers[name] = item.annotation["OC"]
            painting = f"/OC /{name} BDC {painting} EMC"
        operators.append(painting.encode())
    resources = objects.dictionary(node.entries.get("Resources"))
    more = {"XObject": forms, "Properties": layers}
    merged = {key: {**objects.dictionary(resources.get(key)), **held} for key, held in more.items()}
    own = node.entries.get("Contents")
    held = objects.resolve(own)
    return {
        **{key: node.entries[key] for key in _KEPT if key in node.entries},
        "Resources": {**resources, **merged},
        "Contents": [
            update.stream(b"q\n"),
            *(value for value in (held if isinstance(held, list) else [own]) if isinstance(value, Ref)),
            update.stream(b"\n".join([_SHUT, *operators, *lines])),
        ],
    }


def _placed(objects: Objects, item: Appearance) -> Matrix | None:
    """Return what moves an appearance to where its annotation stands (ISO 32000-2 12.5.5, algorithm 8.1)."""
    form = objects.dictionary(item.stream)
    box, rect = rect_of(objects, form, "BBox"), rect_of(objects, item.annotation)
    if box is None or rect is None:
        return None
    numbers = objects.numbers(form.get("Matrix"))
    matrix: Matrix = tuple(numbers) if len(numbers) == 6 else IDENTITY  # type: ignore[assignment]
    left, bottom, right, top = moved(box, matrix)
    across = (rect[2] - rect[0]) / (right - left) if right > left else 1.0
    up = (rect[3] - rect[1]) / (top - bottom) if top > bottom else 1.0
    return across, 0.0, 0.0, up, rect[0] - left * across, rect[1] - bottom * up


def overlays(objects: Objects, annotations: list[Value]) -> tuple[Overlay, ...]:
    """Return the annotations that PDFium may paint over their page."""
    found = []
    for value in annotations:
        entries = objects.dictionary(value)
        kind = objects.text(entries.get("Subtype"))
        rect = rect_of(objects, entries)
        if kind not in _PAINTLESS and rect is not None and not is_hidden(objects, entries, kind):
            found.append(Overlay(rect, tint_of(objects, entries)))
    return tuple(found)


def _lines(objects: Objects, node: PageNode) -> Iterator[bytes]:
    """Yield operators for lines and polygons without an appearance, which viewers paint and PDFium does not."""
    for value in objects.array(node.entries.get("Annots")):
        entries = objects.dictionary(value)
        kind = objects.text(entries.get("Subtype"))
        points = objects.numbers(entries.get(_POINTS.get(kind, "")))
        line, filling = (_colour(objects.numbers(entries.get(key))) for key in ("C", "IC"))
        painting = _PAINTINGS.get((bool(line), bool(filling) and kind == "Polygon"))
        is_clear = objects.resolve(entries.get("CA")) == 0
        if "AP" in entries or len(points) < 4 or painting is None or is_clear or is_hidden(objects, entries, kind):
            continue
        width = objects.numbers([objects.dictionary(entries.get("BS")).get("W", 1)]) or [1.0]
        pairs = [f"{x:f} {y:f}" for x, y in zip(points[0::2], points[1::2], strict=False)]
        path = f"{pairs[0]} m " + "".join(f"{pair} l " for pair in pairs[1:]) + "h " * (kind == "Polygon")
        yield f"q {line.upper()} {filling} {width[0]:f} w {path}{painting} Q".encode()


_PAINTINGS = {(True, True): "B", (True, False): "S", (False, True): "f"}
_POINTS = {"Line": "L", "PolyLine": "Vertices", "Polygon": "Vertices"}
_COLOURS = {1: "g", 3: "rg", 4: "k"}


def _colour(numbers: list[float]) -> str:
    """Return the operator that sets a colour; empty for none (ISO 32000-2 table 166, `C`)."""
    operator = _COLOURS.get(len(numbers))
    return f"{' '.join(f'{number:f}' for number in numbers)} {operator}" if operator else ""


def unseen_texts(pdf: Pdf) -> list[AppearanceText]:
    """Return the text of every appearance that does not show, one of a kind once a page."""
    objects = pdf.objects
    if objects is None:
        return []
    looks = Looks(objects)
    found: dict[tuple[int, Ref], Appearance] = {}
    for node in pdf.nodes:
        items = list(page_appearances(objects, node)) if "Annots" in node.entries else []
        seen = {item.stream for item in items if item.shows}
        for item in items:
            if not item.shows and item.stream not in seen and looks.of(item.stream).letters > _FEW:
                found.setdefault((node.number, item.stream), item)
    return list(appearance_texts(pdf, list(found.values())))


def appearance_texts(pdf: Pdf, items: list[Appearance]) -> Iterator[AppearanceText]:
    """Yield what appearances say, those with words, whether they show or not."""
    objects = pdf.objects
    if objects is None or not items:
        return
    if len(items) > _MOST:
        pdf.problem("limit-annotations", "there are too many appearances", lost="text of annotations")
    update = _Update(pdf, objects)
    for item in items[:_MOST]:
        form = objects.dictionary(item.stream)
        entries = {
            "MediaBox": list(rect_of(objects, form, "BBox") or (0.0, 0.0, 100.0, 100.0)),
            "Resources": form.get("Resources", item.resources),
            "Contents": item.stream,
        }
        update.page(entries, entries)
    paper = update.paper()
    if paper is None:
        return
    with closing(paper):
        for number, item in enumerate(items[: len(paper)], start=1):
            with pdf.recording(item.place, lost="text of an annotation"):
                text = paper.text(number).strip()
                if any(map(str.isalnum, text)):
                    yield AppearanceText(item, text)
