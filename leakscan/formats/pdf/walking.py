"""Walks along what a page paints, in order, forms resolved into what they hold."""

import ctypes
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import compress, count, repeat
from typing import Any

from leakscan.errors import LimitReachedError
from leakscan.formats.pdf.geometry import IDENTITY, NOWHERE, Box, Matrix, moved, narrowed, product
from leakscan.formats.pdf.pdfium import by_address

UNPAINTED_MODE = 3
CLIPPING_MODE = 7
_OUTLINING_MODES = (1, 2, 5, 6)
INVISIBLE_MODES = (UNPAINTED_MODE, CLIPPING_MODE)
"""Text rendering modes that leave no mark; letters of the second show where they clip what is painted after them
(ISO 32000-2 table 104)."""

_NESTING = 12
_MOST_OBJECTS = 200_000
_OPAQUE = 255
_ONE, _TWO, _FOUR, _SIX = struct.Struct("f"), struct.Struct("2f"), struct.Struct("4f"), struct.Struct("6f")
_COLOUR, _MODES = struct.Struct("4I"), struct.Struct("2i")


class Painting(Enum):
    """What sort of object a page paints."""

    TEXT = "text"
    PATH = "a filled shape"
    LINE = "a thick line"
    IMAGE = "an image"
    SHADING = "a shading"
    NOTHING = "nothing"


@dataclass(slots=True)
class Painted:
    """One object that a page paints, forms resolved.

    Attributes:
        order: its place in the order of painting.
        painting: what it is.
        box: its bounds on the page.
        handle: the address of PDFium's own object.
        colour: red, green, blue and opacity of its filling, 0 to 255; None for a pattern or an image. The opacity
            of the forms around it counts too.
        mode: text rendering mode; 0 for other objects (ISO 32000-2 table 104).
        size: font size on the page, in points; 0 for other objects.
        breadth: the same across the line, where `Tz` and matrices squeeze it.
        width: width of its line, or of the outline of its letters; 0 for other objects.
        clip: what its clipping path leaves of the page, as a box; None when nothing clips it.
        layers: names of the optional-content groups it is marked with.
        is_veiled: a form around it, a soft mask or a way of blending changes how it looks.
    """

    order: int
    painting: Painting
    box: Box
    handle: int
    colour: tuple[int, int, int, int] | None = None
    mode: int = 0
    size: float = 0.0
    breadth: float = 0.0
    width: float = 0.0
    clip: Box | None = None
    layers: tuple[str, ...] = ()
    is_veiled: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What the forms around an object do to it.

    Attributes:
        matrix: where they move it.
        clip: what they leave of it.
        layers: their optional-content groups.
        opacity: how much of it they let through.
        is_veil: one of them is transparent in some way.
        depth: how many there are.
    """

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    layers: tuple[str, ...] = ()
    opacity: float = 1.0
    is_veil: bool = False
    depth: int = 0


class Walk:
    """One walk along a page.

    Attributes:
        found: everything painted, in order.
    """

    def __init__(self, page: int, raw: Any) -> None:
        """Walk along a page of PDFium's, by its address and PDFium's functions.

        Raises:
            LimitReachedError: it paints too much.
        """
        self._functions = by_address(raw)
        self._form = raw.FPDF_PAGEOBJ_FORM
        self._paintings = {
            raw.FPDF_PAGEOBJ_TEXT: Painting.TEXT,
            raw.FPDF_PAGEOBJ_PATH: Painting.PATH,
            raw.FPDF_PAGEOBJ_IMAGE: Painting.IMAGE,
            raw.FPDF_PAGEOBJ_SHADING: Painting.SHADING,
        }
        self.found: list[Painted] = []
        self._marks: dict[int, str | None] = {}
        count = max(0, self._functions.FPDFPage_CountObjects(page))
        self._gather(map(self._functions.FPDFPage_GetObject, repeat(page), range(count)), _Around())

    def _gather(self, handles: Iterable[int | None], around: _Around) -> None:
        """Add objects with the same around them, and in place of forms what these hold."""
        if around.depth > _NESTING:
            raise LimitReachedError("forms are nested too deeply", code="limit-form-depth")
        functions = self._functions
        held = [handle for handle in handles if handle]
        kinds = list(map(functions.FPDFPageObj_GetType, held))
        start = 0
        for place in [place for place, kind in enumerate(kinds) if kind == self._form]:
            self._add(held[start:place], kinds[start:place], around)
            form, start = held[place], place + 1
            count = max(0, functions.FPDFFormObj_CountObjects(form))
            inner = map(functions.FPDFFormObj_GetObject, repeat(form), range(count))
            self._gather(inner, self._within(form, around))
        self._add(held[start:], kinds[start:], around)

    def _within(self, form: int, around: _Around) -> _Around:
        """Return what lies around the objects of a form."""
        (colour,) = self._colours([form], around, stroke=False)
        (clip,), (layers,) = self._clips([form], around), self._layers([form], around)
        (matrix,) = self._matrices([form], around)
        is_veil = around.is_veil or bool(self._functions.FPDFPageObj_HasTransparency(form))
        opacity = around.opacity if colour is None else colour[3] / 255
        return _Around(matrix, clip, layers, opacity, is_veil, around.depth + 1)

    def _add(self, handles: list[int], kinds: list[int], around: _Around) -> None:
        """Add objects that are no forms; what is to be asked is asked of all of them, one question at a time."""
        if not handles:
            return
        if len(self.found) + len(handles) > _MOST_OBJECTS:
            raise LimitReachedError("a page paints too many objects", code="limit-page-objects")
        paintings = [self._paintings.get(kind, Painting.NOTHING) for kind in kinds]
        boxes, orders = self._boxes(handles, around.matrix), count(len(self.found))
        items = list(map(Painted, orders, paintings, boxes, handles))
        clips, layers = self._clips(handles, around), self._layers(handles, around)
        for item, clip, names in zip(items, clips, layers, strict=True):
            item.clip, item.layers = clip, names
        self.found += items
        self._describe_paths([item for item in items if item.painting is Painting.PATH], around)
        filled = [item for item in items if item.painting not in (Painting.IMAGE, Painting.LINE)]
        self._add_colours(filled, around, stroke=False)
        self._describe_texts([item for item in filled if item.painting is Painting.TEXT], around)

    def _describe_paths(self, paths: list[Painted], around: _Around) -> None:
        """Tell shapes that are filled from lines, and both from what leaves no mark."""
        if not paths:
            return
        _, modes = self._numbers(self._functions.FPDFPath_GetDrawMode, _handles(paths), _MODES)
        unfilled = []
        for item, (filling, is_stroked) in zip(paths, modes, strict=True):
            if not filling:
                item.painting = Painting.NOTHING
                if is_stroked:
                    unfilled.append(item)
        lines = self._outlined(unfilled, around)
        for item in lines:
            item.painting = Painting.LINE
        self._add_colours(lines, around, stroke=True)

    def _describe_texts(self, texts: list[Painted], around: _Around) -> None:
        if not texts:
            return
        functions, handles = self._functions, _handles(texts)
        modes = map(functions.FPDFTextObj_GetTextRenderMode, handles)
        _, sizes = self._numbers(functions.FPDFTextObj_GetFontSize, handles, _ONE)
        matrices = self._matrices(handles, around)
        veils = repeat(1) if around.is_veil else map(functions.FPDFPageObj_HasTransparency, handles)
        for item, mode, (size,), (a, b, c, d, _, _), veil in zip(
            texts, modes, sizes, matrices, veils, strict=False
        ):
            if mode > 0:
                item.mode = mode
            item.size = abs(size) * (c**2 + d**2) ** 0.5
            item.breadth = abs(size) * (a**2 + b**2) ** 0.5
            item.is_veiled = bool(veil)
        self._outlined([item for item in texts if item.mode in _OUTLINING_MODES], around)
        self._add_colours([item for item in texts if item.mode == 1], around, stroke=True)
        for item in texts:  # what is transparent by itself is not veiled besides
            item.is_veiled = around.is_veil or (
                item.is_veiled and item.colour is not None and item.colour[3] == _OPAQUE
            )

    def _add_colours(self, items: list[Painted], around: _Around, *, stroke: bool) -> None:
        for item, colour in zip(items, self._colours(_handles(items), around, stroke=stroke), strict=True):
            item.colour = colour

    def _outlined(self, items: list[Painted], around: _Around) -> list[Painted]:
        """Tell how broad the lines of objects are; return those that have any breadth."""
        handles = _handles(items)
        _, widths = self._numbers(self._functions.FPDFPageObj_GetStrokeWidth, handles, _ONE)
        matrices = self._matrices(handles, around)
        found = []
        for item, (width,), (a, b, c, d, _, _) in zip(items, widths, matrices, strict=True):
            if width > 0:
                item.width = width * max((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5)
                found.append(item)
        return found

    def _colours(
        self, handles: list[int], around: _Around, *, stroke: bool
    ) -> Sequence[tuple[int, int, int, int] | None]:
        functions = self._functions
        read = functions.FPDFPageObj_GetStrokeColor if stroke else functions.FPDFPageObj_GetFillColor
        told, colours = self._numbers(read, handles, _COLOUR)
        if around.opacity == 1 and all(told):
            return colours
        return [
            (*colour[:3], round(colour[3] * around.opacity)) if is_told else None
            for is_told, colour in zip(told, colours, strict=True)
        ]

    def _matrices(self, handles: list[int], around: _Around) -> list[Matrix]:
        """Return what moves each object onto the page."""
        told, matrices = self._numbers(self._functions.FPDFPageObj_GetMatrix, handles, _SIX, is_one=True)
        if around.matrix is IDENTITY and all(told):
            return matrices
        return [
            product(matrix if is_told else IDENTITY, around.matrix)
            for is_told, matrix in zip(told, matrices, strict=True)
        ]

    def _boxes(self, handles: list[int], matrix: Matrix) -> list[Box]:
        told, boxes = self._numbers(self._functions.FPDFPageObj_GetBounds, handles, _FOUR)
        if matrix is IDENTITY:
            return boxes
        return [moved(box, matrix) if is_told else NOWHERE for is_told, box in zip(told, boxes, strict=True)]

    def _numbers(
        self, function: Callable[..., int], handles: list[int], form: struct.Struct, *, is_one: bool = False
    ) -> tuple[list[int], list[Any]]:
        """Return whether a function knows something of each object, and the numbers that it writes, or zeros.

        Args:
            function: a function of PDFium's.
            handles: the objects.
            form: the numbers, of four bytes each.
            is_one: it takes one address for all of them, rather than one for each.
        """
        size = form.size
        held = bytearray(size * len(handles))
        if not held:
            return [], []
        first = ctypes.addressof(ctypes.c_char.from_buffer(held))
        end = first + len(held)
        places = [range(first + shift, end, size) for shift in range(0, 1 if is_one else size, 4)]
        return list(map(function, handles, *places)), list(form.iter_unpack(held))

    def _clips(self, handles: list[int], around: _Around) -> list[Box | None]:
        """Return what clipping paths leave of each object, as a box."""
        functions = self._functions
        paths = list(map(functions.FPDFPageObj_GetClipPath, handles))
        return [
            around.clip if count <= 0 else narrowed(around.clip, self._clip(path, count, around.matrix))
            for path, count in zip(paths, map(functions.FPDFClipPath_CountPaths, paths), strict=True)
        ]

    def _clip(self, path: int, count: int, matrix: Matrix) -> Box | None:
        functions = self._functions
        clip: Box | None = None
        for index in range(count):
            segments = range(max(0, functions.FPDFClipPath_CountPathSegments(path, index)))
            handles = [functions.FPDFClipPath_GetPathSegment(path, index, number) for number in segments]
            told, points = self._numbers(functions.FPDFPathSegment_GetPoint, handles, _TWO)
            points = list(compress(points, told))
            if points:
                across, up = zip(*points, strict=True)
                clip = narrowed(clip, moved((min(across), min(up), max(across), max(up)), matrix))
        return clip

    def _layers(self, handles: list[int], around: _Around) -> list[tuple[str, ...]]:
        """Return the optional-content groups of each object."""
        return [
            around.layers + self._marked_with(handle, count) if count > 0 else around.layers
            for handle, count in zip(handles, map(self._functions.FPDFPageObj_CountMarks, handles), strict=True)
        ]

    def _marked_with(self, handle: int, count: int) -> tuple[str, ...]:
        names = []
        for index in range(count):
            mark = self._functions.FPDFPageObj_GetMark(handle, index)
            if mark not in self._marks:  # what several objects are marked with is one
                is_layer = self._mark_text(mark, None) == "OC"
                self._marks[mark] = self._mark_text(mark, b"Name") if is_layer else None
            name = self._marks[mark]
            if name is not None:
                names.append(name)
        return tuple(names)

    def _mark_text(self, mark: int, key: bytes | None) -> str:
        functions, buffer, length = self._functions, (ctypes.c_ushort * 256)(), ctypes.c_ulong()
        held, size = ctypes.addressof(buffer), ctypes.addressof(length)
        if key is None:
            functions.FPDFPageObjMark_GetName(mark, held, 512, size)
        elif not functions.FPDFPageObjMark_GetParamStringValue(mark, key, held, 512, size):
            return ""
        return bytes(buffer)[: max(0, min(512, length.value) - 2)].decode("utf-16-le", "replace")


def _handles(items: list[Painted]) -> list[int]:
    return [item.handle for item in items]
