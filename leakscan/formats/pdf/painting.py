"""Painting: what the pages of a PDF file show. The only door to PDFium.

What this module does not promise: that another program paints the same. Coordinates are those of the page, in
points from its lower left corner, unless they are pixels of a picture that was painted here.
"""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Pixels = NDArray[numpy.uint32]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_SCALE = 2.0
_NESTING = 12
_MOST_OBJECTS = 200_000
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]


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
        colour: red, green, blue and opacity of its filling, 0 to 255; None for a pattern or an image.
        mode: text rendering mode; 0 for other objects (ISO 32000-2 table 104).
        size: font size on the page, in points; 0 for other objects.
        width: width of its line; 0 for other objects.
        clip: what its clipping path leaves of the page, as a box; None when nothing clips it.
        layers: names of the optional-content groups it is marked with.
    """

    order: int
    painting: Painting
    box: Box
    handle: Any
    colour: tuple[int, int, int, int] | None = None
    mode: int = 0
    size: float = 0.0
    width: float = 0.0
    clip: Box | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of the page's text.

    Attributes:
        index: its position in the text.
        text: the character.
        owner: the address of the object that paints it; 0 for a blank or line end that nothing paints.
        box: its bounds on the page; None where they were not asked for.
    """

    index: int
    text: str
    owner: int
    box: Box | None


@dataclass(slots=True)
class _Walk:
    found: list[Painted] = field(default_factory=list)
    forms: list[Any] = field(default_factory=list)


class Paper:
    """The pages of one state of a file."""

    def __init__(self, data: bytes, *, passwords: tuple[str, ...], most_pixels: int) -> None:
        """Open the pages of `data`.

        Raises:
            FileError: PDFium cannot open the file, or no password opens it.
        """
        import pypdfium2
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._failure = pypdfium2.PdfiumError
        self._most_pixels = most_pixels
        self._document: Any = None
        for password in (None, *passwords):
            try:
                self._document = pypdfium2.PdfDocument(data, password=password)
                break
            except pypdfium2.PdfiumError as error:
                if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                    continue
                raise MalformedFileError("the pages of the file cannot be read", code="malformed-pages") from error
        if self._document is None:
            raise EncryptedFileError("the file is encrypted and no password given opens it")

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def page(self, number: int) -> "Iterator[Page]":
        """Give a page, from 1.

        Raises:
            MalformedFileError: it cannot be read.
        """
        try:
            held = self._document[number - 1]
        except self._failure as error:
            raise MalformedFileError("a page cannot be read", code="malformed-page") from error
        page = Page(held, self._raw, self._failure, self._most_pixels)
        try:
            yield page
        finally:
            page.close()
            held.close()

    def text(self, number: int) -> str:
        """Return the text of a page, whether it shows or not.

        Raises:
            MalformedFileError: it cannot be read.
        """
        with self.page(number) as page:
            return page.text()

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()


class Page:
    """One page."""

    def __init__(self, held: Any, raw: Any, failure: type[Exception], most_pixels: int) -> None:
        self._held = held
        self._raw = raw
        self._failure = failure
        self._most_pixels = most_pixels
        self._text_page: Any = None
        self._walk: _Walk | None = None
        self.box = self._bounds()

    @property
    def rotation(self) -> int:
        """Degrees by which the page is turned when shown."""
        return int(self._held.get_rotation())

    def text(self) -> str:
        """Return the text of the page, whether it shows or not."""
        raw, text_page = self._raw, self._opened_text()
        count = raw.FPDFText_CountChars(text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        return bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")

    def objects(self) -> list[Painted]:
        """Return everything the page paints, in order, the content of forms in place of the forms.

        Raises:
            LimitReachedError: there is too much of it.
        """
        if self._walk is None:
            self._walk = _Walk()
            count = self._raw.FPDFPage_CountObjects(self._held)
            handles = (self._raw.FPDFPage_GetObject(self._held, index) for index in range(count))
            self._gather(handles, _IDENTITY, None, (), 0)
        return self._walk.found

    def glyphs(self, owners: set[int]) -> list[Glyph]:
        """Return every character of the text, with the bounds of those that the objects `owners` paint."""
        raw, text_page = self._raw, self._opened_text()
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        found = []
        for index in range(raw.FPDFText_CountChars(text_page)):
            owner = address(raw.FPDFText_GetTextObject(text_page, index))
            code = raw.FPDFText_GetUnicode(text_page, index)
            box = None
            if owner in owners and raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
                box = (left.value, bottom.value, right.value, top.value)
            found.append(Glyph(index, chr(code) if 0 < code < 0x110000 else "\ufffd", owner, box))
        return found

    def text_within(self, box: Box) -> str:
        """Return the text whose characters lie in a box."""
        raw, text_page = self._raw, self._opened_text()
        left, bottom, right, top = box
        count = raw.FPDFText_GetBoundedText(text_page, left, top, right, bottom, None, 0)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * count)()
        raw.FPDFText_GetBoundedText(text_page, left, top, right, bottom, buffer, count)
        return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")

    def pixels(self, *, annotations: bool = True) -> "Pixels":
        """Return the page as painted: rows and columns of blue, green and red, one byte each from the lowest.

        Raises:
            LimitReachedError: it would have too many pixels.
            MalformedFileError: PDFium cannot paint it.
        """
        import numpy

        width, height = self._held.get_size()
        if width * height * 0.04 > self._most_pixels:
            raise LimitReachedError("a page is too large to be painted", code="limit-pixels")
        try:
            bitmap = self._held.render(
                scale=self.scale,
                draw_annots=annotations,
                may_draw_forms=annotations,
                rev_byteorder=False,
                prefer_bgrx=True,
            )
            pixels = bitmap.to_numpy()
            return pixels.copy().view(numpy.uint32)[:, :, 0]  # type: ignore[no-any-return]  # no stubs
        except (self._failure, MemoryError, ValueError) as error:
            raise MalformedFileError("a page cannot be painted", code="malformed-page") from error

    @property
    def scale(self) -> float:
        """Pixels a point."""
        width, height = self._held.get_size()
        area = max(1.0, width * height)
        return min(_SCALE, float((self._most_pixels / area) ** 0.5))

    def hide(self, items: "Iterable[Painted]", *, hidden: bool = True) -> None:
        """Leave objects out of what is painted from now on, or take them in again."""
        for item in items:
            self._raw.FPDFPageObj_SetIsActive(item.handle, not hidden)

    def blacken(self, items: "Iterable[Painted]") -> None:
        """Paint text objects black, opaque and filled from now on."""
        for item in items:
            self._raw.FPDFPageObj_SetFillColor(item.handle, 0, 0, 0, 255)
            self._raw.FPDFPageObj_SetStrokeColor(item.handle, 0, 0, 0, 255)

    def pixel_boxes(self, boxes: "list[Box]", shape: tuple[int, int]) -> "NDArray[numpy.int64]":
        """Return the pixels that each box covers: first row, end row, first column, end column."""
        import numpy

        height, width = shape
        left, bottom, right, top = self.box
        across, up = max(right - left, 1.0), max(top - bottom, 1.0)
        origin = self._device(left, bottom, width, height)
        east = self._device(left + across, bottom, width, height)
        north = self._device(left, bottom + up, width, height)
        held = numpy.asarray(boxes, dtype=numpy.float64).reshape(-1, 4)
        corners = []
        for x, y in ((held[:, 0], held[:, 1]), (held[:, 2], held[:, 3])):
            along, aloft = (x - left) / across, (y - bottom) / up
            corners.append(
                [
                    origin[axis] + along * (east[axis] - origin[axis]) + aloft * (north[axis] - origin[axis])
                    for axis in (0, 1)
                ]
            )
        columns = numpy.sort(numpy.stack([corners[0][0], corners[1][0]]), axis=0)
        rows = numpy.sort(numpy.stack([corners[0][1], corners[1][1]]), axis=0)
        sides = [numpy.floor(rows[0]), numpy.ceil(rows[1]), numpy.floor(columns[0]), numpy.ceil(columns[1])]
        limits = (height, height, width, width)
        return numpy.stack(
            [numpy.clip(side, 0, limit).astype(numpy.int64) for side, limit in zip(sides, limits, strict=True)],
            axis=1,
        )

    def close(self) -> None:
        """Let go of the page's text."""
        if self._text_page is not None:
            self._text_page.close()
            self._text_page = None

    def _device(self, x: float, y: float, width: int, height: int) -> tuple[float, float]:
        """Return the pixel of a point, to a sixty-fourth."""
        column, row = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDF_PageToDevice(self._held, 0, 0, width * 64, height * 64, 0, x, y, column, row)
        return column.value / 64, row.value / 64

    def _bounds(self) -> Box:
        """Return what of the page shows: its crop box within its media box."""
        rect = self._raw.FS_RECTF()
        if self._raw.FPDF_GetPageBoundingBox(self._held, rect):
            return rect.left, rect.bottom, rect.right, rect.top
        width, height = self._held.get_size()
        return 0.0, 0.0, width, height

    def _opened_text(self) -> Any:
        if self._text_page is None:
            try:
                self._text_page = self._held.get_textpage()
            except self._failure as error:
                raise MalformedFileError("the text of a page cannot be read", code="malformed-page") from error
        return self._text_page

    def _gather(
        self, handles: Iterable[Any], matrix: Matrix, clip: Box | None, layers: tuple[str, ...], depth: int
    ) -> None:
        raw, walk = self._raw, self._walk
        if walk is None or depth > _NESTING:
            raise LimitReachedError("forms are nested too deeply", code="limit-form-depth")
        for handle in handles:
            if not handle:
                continue
            kind = raw.FPDFPageObj_GetType(handle)
            own_clip = _narrowed(clip, self._clip(handle, matrix))
            own_layers = layers + self._layers(handle)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                inner = (
                    raw.FPDFFormObj_GetObject(handle, index)
                    for index in range(max(0, raw.FPDFFormObj_CountObjects(handle)))
                )
                self._gather(inner, _product(self._matrix(handle), matrix), own_clip, own_layers, depth + 1)
                continue
            if len(walk.found) >= _MOST_OBJECTS:
                raise LimitReachedError("a page paints too many objects", code="limit-page-objects")
            item = Painted(len(walk.found), self._painting(handle, kind), (0.0, 0.0, 0.0, 0.0), handle)
            item.box = self._box(handle, matrix)
            item.clip, item.layers = own_clip, own_layers
            if item.painting is not Painting.IMAGE:
                item.colour = self._colour(handle, stroke=item.painting is Painting.LINE)
            if item.painting is Painting.LINE:
                item.width = self._line_width(handle, matrix)
            if item.painting is Painting.TEXT:
                item.mode = max(0, raw.FPDFTextObj_GetTextRenderMode(handle))
                if item.mode == 1:
                    item.colour = self._colour(handle, stroke=True)
                size = ctypes.c_float()
                raw.FPDFTextObj_GetFontSize(handle, size)
                whole = _product(self._matrix(handle), matrix)
                item.size = abs(size.value) * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
            walk.found.append(item)

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

    def _colour(self, handle: Any, *, stroke: bool) -> tuple[int, int, int, int] | None:
        parts = [ctypes.c_uint() for _ in range(4)]
        read = self._raw.FPDFPageObj_GetStrokeColor if stroke else self._raw.FPDFPageObj_GetFillColor
        if not read(handle, *parts):
            return None
        return parts[0].value, parts[1].value, parts[2].value, parts[3].value

    def _line_width(self, handle: Any, matrix: Matrix) -> float:
        width = ctypes.c_float()
        self._raw.FPDFPageObj_GetStrokeWidth(handle, width)
        a, b, c, d, _, _ = _product(self._matrix(handle), matrix)
        return float(width.value * max((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5))

    def _matrix(self, handle: Any) -> Matrix:
        held = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(handle, held):
            return _IDENTITY
        return held.a, held.b, held.c, held.d, held.e, held.f

    def _box(self, handle: Any, matrix: Matrix) -> Box:
        sides = [ctypes.c_float() for _ in range(4)]
        if not self._raw.FPDFPageObj_GetBounds(handle, *sides):
            return 0.0, 0.0, 0.0, 0.0
        return _moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), matrix)

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
                clip = _narrowed(clip, _moved((min(across), min(up), max(across), max(up)), matrix))
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


def address(handle: Any) -> int:
    """Return the address of one of PDFium's objects, by which two handles of one object are known as one."""
    return (ctypes.cast(handle, ctypes.c_void_p).value or 0) if handle else 0


def overlaps(box: Box, other: Box) -> bool:
    """Return whether two boxes share more than an edge."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def contains(outer: Box, box: Box, slack: float = 0.5) -> bool:
    """Return whether a box lies in another, nearly."""
    return (
        outer[0] <= box[0] + slack
        and outer[1] <= box[1] + slack
        and outer[2] >= box[2] - slack
        and outer[3] >= box[3] - slack
    )


def _narrowed(clip: Box | None, other: Box | None) -> Box | None:
    if clip is None or other is None:
        return other if clip is None else clip
    return max(clip[0], other[0]), max(clip[1], other[1]), min(clip[2], other[2]), min(clip[3], other[3])


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    )  # fmt: skip


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == _IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(up), max(across), max(up)
