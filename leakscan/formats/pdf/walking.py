"""Walks along what a page paints, in order, forms resolved into what they hold."""

import ctypes
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import repeat
from typing import Any

from leakscan.errors import LimitReachedError
from leakscan.formats.pdf.geometry import IDENTITY, Box, Matrix, moved, narrowed, product
from leakscan.formats.pdf.pdfium import by_address

_NESTING = 12
_MOST_OBJECTS = 200_000
_FOUR, _SIX, _COLOUR = struct.Struct("4f"), struct.Struct("6f"), struct.Struct("4I")


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
        width: width of its line; 0 for other objects.
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
        self._by_address = by_address(raw)
        self._form, self._text, self._image, self._shading, self._path = (
            raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING,
            raw.FPDF_PAGEOBJ_PATH,
        )  # fmt: skip
        self._floats = (ctypes.c_float * 6)()
        self._numbers = (ctypes.c_uint * 4)()
        self._float_places = _places(self._floats)
        self._number_places = _places(self._numbers)
        self.found: list[Painted] = []
        self._marks: dict[int, str | None] = {}
        count = max(0, self._by_address.FPDFPage_CountObjects(page))
        self._gather(map(self._by_address.FPDFPage_GetObject, repeat(page), range(count)), _Around())

    def _gather(self, handles: Iterable[int | None], around: _Around) -> None:
        functions, matrix, form = self._by_address, around.matrix, self._form
        kind_of, marks_of = functions.FPDFPageObj_GetType, functions.FPDFPageObj_CountMarks
        if around.depth > _NESTING:
            raise LimitReachedError("forms are nested too deeply", code="limit-form-depth")
        for handle in handles:
            if not handle:
                continue
            kind = kind_of(handle)
            clip = narrowed(around.clip, self._clip(handle, matrix))
            marks = marks_of(handle)
            layers = around.layers + self._layers(handle, marks) if marks > 0 else around.layers
            if kind == form:
                count = max(0, functions.FPDFFormObj_CountObjects(handle))
                inner = map(functions.FPDFFormObj_GetObject, repeat(handle), range(count))
                self._gather(inner, self._within(handle, around, clip, layers))
                continue
            if len(self.found) >= _MOST_OBJECTS:
                raise LimitReachedError("a page paints too many objects", code="limit-page-objects")
            painting = self._painting(handle, kind)
            item = Painted(len(self.found), painting, self._box(handle, matrix), handle, clip=clip, layers=layers)
            if painting is not Painting.IMAGE:
                item.colour = self._colour(handle, around, stroke=painting is Painting.LINE)
            if painting is Painting.LINE:
                item.width = self._line_width(handle, matrix)
            if painting is Painting.TEXT:
                self._describe_text(item, around)
            self.found.append(item)

    def _within(self, form: int, around: _Around, clip: Box | None, layers: tuple[str, ...]) -> _Around:
        """Return what lies around the objects of a form."""
        colour = self._colour(form, around, stroke=False)
        return _Around(
            product(self._matrix(form), around.matrix),
            clip,
            layers,
            around.opacity if colour is None else colour[3] / 255,
            around.is_veil or bool(self._by_address.FPDFPageObj_HasTransparency(form)),
            around.depth + 1,
        )

    def _describe_text(self, item: Painted, around: _Around) -> None:
        functions, handle = self._by_address, item.handle
        item.mode = max(0, functions.FPDFTextObj_GetTextRenderMode(handle))
        if item.mode == 1:
            item.colour = self._colour(handle, around, stroke=True)
        whole = product(self._matrix(handle), around.matrix)
        self._floats[0] = 0.0
        functions.FPDFTextObj_GetFontSize(handle, self._float_places[0])
        size = abs(self._floats[0])
        item.size = size * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        item.breadth = size * (whole[0] ** 2 + whole[1] ** 2) ** 0.5
        is_opaque = item.colour is not None and item.colour[3] == 255
        item.is_veiled = around.is_veil or (is_opaque and bool(functions.FPDFPageObj_HasTransparency(handle)))

    def _painting(self, handle: int, kind: int) -> Painting:
        if kind == self._text:
            return Painting.TEXT
        if kind == self._image:
            return Painting.IMAGE
        if kind == self._shading:
            return Painting.SHADING
        if kind != self._path:
            return Painting.NOTHING
        numbers, places = self._numbers, self._number_places
        numbers[0] = numbers[1] = 0
        self._by_address.FPDFPath_GetDrawMode(handle, places[0], places[1])
        if numbers[0]:
            return Painting.PATH
        return Painting.LINE if numbers[1] and self._stroke_width(handle) > 0 else Painting.NOTHING

    def _colour(self, handle: int, around: _Around, *, stroke: bool) -> tuple[int, int, int, int] | None:
        functions = self._by_address
        read = functions.FPDFPageObj_GetStrokeColor if stroke else functions.FPDFPageObj_GetFillColor
        if not read(handle, *self._number_places):
            return None
        red, green, blue, opacity = _COLOUR.unpack(self._numbers)
        return red, green, blue, opacity if around.opacity == 1 else round(opacity * around.opacity)

    def _stroke_width(self, handle: int) -> float:
        self._floats[0] = 0.0
        self._by_address.FPDFPageObj_GetStrokeWidth(handle, self._float_places[0])
        return float(self._floats[0])

    def _line_width(self, handle: int, matrix: Matrix) -> float:
        width = self._stroke_width(handle)
        a, b, c, d, _, _ = product(self._matrix(handle), matrix)
        return float(width * max((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5))

    def _matrix(self, handle: int) -> Matrix:
        if not self._by_address.FPDFPageObj_GetMatrix(handle, self._float_places[0]):
            return IDENTITY
        return _SIX.unpack(self._floats)

    def _box(self, handle: int, matrix: Matrix) -> Box:
        if not self._by_address.FPDFPageObj_GetBounds(handle, *self._float_places[:4]):
            return 0.0, 0.0, 0.0, 0.0
        return moved(_FOUR.unpack_from(self._floats), matrix)

    def _clip(self, handle: int, matrix: Matrix) -> Box | None:
        functions = self._by_address
        path = functions.FPDFPageObj_GetClipPath(handle)
        if not path:
            return None
        count = functions.FPDFClipPath_CountPaths(path)
        if count <= 0:
            return None
        clip: Box | None = None
        held, (x, y) = self._floats, self._float_places[:2]
        for index in range(count):
            points = []
            for number in range(max(0, functions.FPDFClipPath_CountPathSegments(path, index))):
                segment = functions.FPDFClipPath_GetPathSegment(path, index, number)
                if functions.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append((held[0], held[1]))
            if points:
                across, up = [point[0] for point in points], [point[1] for point in points]
                clip = narrowed(clip, moved((min(across), min(up), max(across), max(up)), matrix))
        return clip

    def _layers(self, handle: int, count: int) -> tuple[str, ...]:
        names = []
        for index in range(count):
            mark = self._by_address.FPDFPageObj_GetMark(handle, index)
            if mark not in self._marks:  # what several objects are marked with is one
                is_layer = self._mark_text(mark, None) == "OC"
                self._marks[mark] = self._mark_text(mark, b"Name") if is_layer else None
            name = self._marks[mark]
            if name is not None:
                names.append(name)
        return tuple(names)

    def _mark_text(self, mark: int, key: bytes | None) -> str:
        functions, buffer, length = self._by_address, (ctypes.c_ushort * 256)(), ctypes.c_ulong()
        held, size = ctypes.addressof(buffer), ctypes.addressof(length)
        if key is None:
            functions.FPDFPageObjMark_GetName(mark, held, 512, size)
        elif not functions.FPDFPageObjMark_GetParamStringValue(mark, key, held, 512, size):
            return ""
        return bytes(buffer)[: max(0, min(512, length.value) - 2)].decode("utf-16-le", "replace")


def _places(numbers: Any) -> tuple[int, ...]:
    """Return the address of each number of an array."""
    first, size = ctypes.addressof(numbers), ctypes.sizeof(numbers) // len(numbers)
    return tuple(first + index * size for index in range(len(numbers)))
