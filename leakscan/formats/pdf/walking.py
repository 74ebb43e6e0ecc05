"""Walks along what a page paints, in order, forms resolved into what they hold."""

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from leakscan.errors import LimitReachedError
from leakscan.formats.pdf.geometry import IDENTITY, Box, Matrix, moved, narrowed, product

_NESTING = 12
_MOST_OBJECTS = 200_000


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
        handle: PDFium's own object.
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
    handle: Any
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

    def __init__(self, page: Any, raw: Any) -> None:
        """Walk along a page of PDFium's, by its raw functions.

        Raises:
            LimitReachedError: it paints too much.
        """
        self._raw = raw
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._parts = tuple(ctypes.c_uint() for _ in range(4))
        self.found: list[Painted] = []
        handles = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
        self._gather(handles, _Around())

    def _gather(self, handles: Iterable[Any], around: _Around) -> None:
        raw, matrix = self._raw, around.matrix
        if around.depth > _NESTING:
            raise LimitReachedError("forms are nested too deeply", code="limit-form-depth")
        for handle in handles:
            if not handle:
                continue
            kind = raw.FPDFPageObj_GetType(handle)
            clip = narrowed(around.clip, self._clip(handle, matrix))
            layers = around.layers + self._layers(handle)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                inner = (
                    raw.FPDFFormObj_GetObject(handle, index)
                    for index in range(max(0, raw.FPDFFormObj_CountObjects(handle)))
                )
                self._gather(inner, self._within(handle, around, clip, layers))
                continue
            if len(self.found) >= _MOST_OBJECTS:
                raise LimitReachedError("a page paints too many objects", code="limit-page-objects")
            item = Painted(len(self.found), self._painting(handle, kind), (0.0, 0.0, 0.0, 0.0), handle)
            item.box = self._box(handle, matrix)
            item.clip, item.layers = clip, layers
            if item.painting is not Painting.IMAGE:
                item.colour = self._colour(handle, around, stroke=item.painting is Painting.LINE)
            if item.painting is Painting.LINE:
                item.width = self._line_width(handle, matrix)
            if item.painting is Painting.TEXT:
                self._describe_text(item, around)
            self.found.append(item)

    def _within(self, form: Any, around: _Around, clip: Box | None, layers: tuple[str, ...]) -> _Around:
        """Return what lies around the objects of a form."""
        colour = self._colour(form, around, stroke=False)
        return _Around(
            product(self._matrix(form), around.matrix),
            clip,
            layers,
            around.opacity if colour is None else colour[3] / 255,
            around.is_veil or bool(self._raw.FPDFPageObj_HasTransparency(form)),
            around.depth + 1,
        )

    def _describe_text(self, item: Painted, around: _Around) -> None:
        raw, handle = self._raw, item.handle
        item.mode = max(0, raw.FPDFTextObj_GetTextRenderMode(handle))
        if item.mode == 1:
            item.colour = self._colour(handle, around, stroke=True)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(handle, size)
        whole = product(self._matrix(handle), around.matrix)
        item.size = abs(size.value) * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        item.breadth = abs(size.value) * (whole[0] ** 2 + whole[1] ** 2) ** 0.5
        is_opaque = item.colour is not None and item.colour[3] == 255
        item.is_veiled = around.is_veil or (is_opaque and bool(raw.FPDFPageObj_HasTransparency(handle)))

    def _painting(self, handle: Any, kind: int) -> Painting:
        raw = self._raw
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            return Painting.TEXT
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            return Painting.IMAGE
        if kind == raw.FPDF_PAGEOBJ_SHADING:
            return Painting.SHADING
        if kind != raw.FPDF_PAGEOBJ_PATH:
            return Painting.NOTHING
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        if fill.value:
            return Painting.PATH
        width = ctypes.c_float()
        if stroke.value and raw.FPDFPageObj_GetStrokeWidth(handle, width) and width.value > 0:
            return Painting.LINE
        return Painting.NOTHING

    def _colour(self, handle: Any, around: _Around, *, stroke: bool) -> tuple[int, int, int, int] | None:
        parts = self._parts
        read = self._raw.FPDFPageObj_GetStrokeColor if stroke else self._raw.FPDFPageObj_GetFillColor
        if not read(handle, *parts):
            return None
        return parts[0].value, parts[1].value, parts[2].value, round(parts[3].value * around.opacity)

    def _line_width(self, handle: Any, matrix: Matrix) -> float:
        width = ctypes.c_float()
        self._raw.FPDFPageObj_GetStrokeWidth(handle, width)
        a, b, c, d, _, _ = product(self._matrix(handle), matrix)
        return float(width.value * max((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5))

    def _matrix(self, handle: Any) -> Matrix:
        held = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(handle, held):
            return IDENTITY
        return held.a, held.b, held.c, held.d, held.e, held.f

    def _box(self, handle: Any, matrix: Matrix) -> Box:
        sides = self._sides
        if not self._raw.FPDFPageObj_GetBounds(handle, *sides):
            return 0.0, 0.0, 0.0, 0.0
        return moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), matrix)

    def _clip(self, handle: Any, matrix: Matrix) -> Box | None:
        raw = self._raw
        path = raw.FPDFPageObj_GetClipPath(handle)
        if not path:
            return None
        clip: Box | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(max(0, raw.FPDFClipPath_CountPaths(path))):
            points = []
            for number in range(max(0, raw.FPDFClipPath_CountPathSegments(path, index))):
                segment = raw.FPDFClipPath_GetPathSegment(path, index, number)
                if raw.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append((x.value, y.value))
            if points:
                across, up = [point[0] for point in points], [point[1] for point in points]
                clip = narrowed(clip, moved((min(across), min(up), max(across), max(up)), matrix))
        return clip

    def _layers(self, handle: Any) -> tuple[str, ...]:
        raw = self._raw
        names = []
        for index in range(max(0, raw.FPDFPageObj_CountMarks(handle))):
            mark = raw.FPDFPageObj_GetMark(handle, index)
            if self._mark_text(mark, None) == "OC":
                names.append(self._mark_text(mark, b"Name") or "")
        return tuple(names)

    def _mark_text(self, mark: Any, key: bytes | None) -> str:
        raw = self._raw
        length = ctypes.c_ulong()
        buffer = (ctypes.c_ushort * 256)()
        if key is None:
            raw.FPDFPageObjMark_GetName(mark, buffer, 512, length)
        elif not raw.FPDFPageObjMark_GetParamStringValue(mark, key, buffer, 512, length):
            return ""
        return bytes(buffer)[: max(0, min(512, length.value) - 2)].decode("utf-16-le", "replace")
