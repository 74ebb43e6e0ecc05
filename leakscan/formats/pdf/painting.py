"""Painting: what the pages of a PDF file show. The only door to PDFium.

What this module does not promise: that another program paints the same. Coordinates are those of the page, in
points from its lower left corner, unless they are pixels of a picture that was painted here.
"""

import ctypes
import math
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING, Any

from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError
from leakscan.formats.pdf.characters import Characters
from leakscan.formats.pdf.geometry import Box
from leakscan.formats.pdf.pdfium import address, by_address
from leakscan.formats.pdf.walking import CLIPPING_MODE, Painted, Walk
from leakscan.limits import Budget

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Pixels = NDArray[numpy.uint32]

Area = tuple[slice, slice]
"""Rows and columns of a picture."""

_SCALE = 2.0
_STRAIGHT = 1e-3
_WHITE = 0xFFFFFFFF
_HYPHEN = "\x02"
"""What PDFium gives, character by character, for a hyphen at the end of a line; in the text it is U+FFFE."""
_MOST_PAINTED = 1 << 23
"""Objects of one page, counted each time they are painted."""


class Paper:
    """The pages of one state of a file."""

    def __init__(
        self, data: bytes, *, passwords: tuple[str, ...], budget: Budget, check: Callable[[int], None]
    ) -> None:
        """Open the pages of `data`.

        Args:
            data: the file from its header on.
            passwords: tried in order when the file does not open without one.
            budget: asked for the time, and for how large pictures may be.
            check: given the number of a page before PDFium reads it; raises LimitReachedError for one that takes
                too much.

        Raises:
            FileError: PDFium cannot open the file, or no password opens it.
        """
        import pypdfium2
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._failure = pypdfium2.PdfiumError
        self._budget = budget
        self._check = check
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
            LimitReachedError: it takes too much, or the time is used up.
            MalformedFileError: it cannot be read.
        """
        self._budget.check_time()
        self._check(number)
        held = self._raw.FPDF_LoadPage(self._document.raw, number - 1)
        if not held:
            raise MalformedFileError("a page cannot be read", code="malformed-page")
        page = Page(held, self._raw, self._failure, self._budget)
        try:
            yield page
        finally:
            page.close()

    def text(self, number: int) -> str:
        """Return the text of a page, whether it shows or not.

        Raises:
            FileError: it cannot be read, or takes too much.
        """
        with self.page(number) as page:
            return page.text()

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()


class Page:
    """One page."""

    def __init__(self, held: Any, raw: Any, failure: type[Exception], budget: Budget) -> None:
        self._held = held
        self._raw = raw
        self._by_address = by_address(raw)
        self._failure = failure
        self._budget = budget
        self._most_pixels = budget.limits.pixels
        self._painted = 0
        self._text_page: Any = None
        self._walk: Walk | None = None
        self.box = self._bounds()

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
            self._walk = Walk(address(self._held), self._raw)
        return self._walk.found

    def characters(self, owners: set[int]) -> Characters:
        """Return every character of the text, with the bounds of those that the objects `owners` paint."""
        raw, place = self._by_address, address(self._opened_text())
        sides = (ctypes.c_double * 4)()
        left, bottom, right, top = (ctypes.addressof(sides) + 8 * index for index in range(4))
        box_of, box_in = raw.FPDFText_GetCharBox, struct.Struct("4d").unpack
        letters = self._letters()
        owned = [owner or 0 for owner in map(raw.FPDFText_GetTextObject, repeat(place), range(len(letters)))]
        boxes: list[Box | None] = [None] * len(letters)
        for index in [index for index, owner in enumerate(owned) if owner in owners]:
            if box_of(place, index, left, right, bottom, top):
                boxes[index] = box_in(sides)
        return Characters(letters, owned, boxes)

    def _letters(self) -> str:
        """Return every character of the text at its position."""
        count = max(0, self._raw.FPDFText_CountChars(self._opened_text()))
        text = self.text().replace("\ufffe", _HYPHEN)
        if len(text) == count:
            return text
        # Characters that PDFium finds no code for are not in the text.
        place = address(self._opened_text())
        codes = map(self._by_address.FPDFText_GetUnicode, repeat(place), range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

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

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the page as it is painted.

        Raises:
            LimitReachedError: they would be too many.
        """
        width, height = self._size()
        if width * height * 0.04 > self._most_pixels:
            raise LimitReachedError("a page is too large to be painted", code="limit-pixels")
        return max(1, math.ceil(height * self.scale)), max(1, math.ceil(width * self.scale))

    def overview(self, side: int) -> "Pixels":
        """Return the page as painted, its pictures smoothed, with so many pixels along its longer side at most.

        Raises:
            LimitReachedError: it was painted too often, or the time is used up.
            MalformedFileError: PDFium cannot paint it.
        """
        height, width = self.shape
        share = min(1.0, side / max(height, width))
        return self.pixels(shape=(max(1, round(height * share)), max(1, round(width * share))), is_smooth=True)

    def pixels(
        self,
        area: Area | None = None,
        *,
        annotations: bool = True,
        is_smooth: bool = False,
        shape: tuple[int, int] | None = None,
        parts: "Sequence[Area]" = (),
    ) -> "Pixels":
        """Return the page as painted: rows and columns of blue, green and red, one byte each from the lowest.

        Args:
            area: what of it is wanted; painting less takes less time.
            annotations: paint them too.
            is_smooth: smooth pictures, which takes longer.
            shape: rows and columns of the whole page; those of `self.shape` by default.
            parts: what alone of the area is painted, the rest left as it comes; all of it by default.

        Raises:
            LimitReachedError: it would have too many pixels, was painted too often, or the time is used up.
            MalformedFileError: PDFium cannot paint it.
        """
        from leakscan.arrays import numpy

        self.check_time()
        self._painted += len(self.objects()) * max(1, len(parts))
        if self._painted > _MOST_PAINTED:
            raise LimitReachedError("a page would be painted too often", code="limit-page-painting")
        height, width = shape or self.shape
        rows, columns = area or (slice(0, height), slice(0, width))
        raw = self._raw
        flags = (raw.FPDF_ANNOT if annotations else 0) | (0 if is_smooth else raw.FPDF_RENDER_NO_SMOOTHIMAGE)
        try:
            found = numpy.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=numpy.uint32)
        except (MemoryError, ValueError) as error:
            raise MalformedFileError("a page cannot be painted", code="malformed-page") from error
        for part_rows, part_columns in parts or ((rows, columns),):
            top, left = part_rows.start, part_columns.start
            part = found[
                top - rows.start : part_rows.stop - rows.start,
                left - columns.start : part_columns.stop - columns.start,
            ]
            part.fill(_WHITE)
            bitmap = raw.FPDFBitmap_CreateEx(
                part.shape[1], part.shape[0], raw.FPDFBitmap_BGRx, part.ctypes.data, found.strides[0]
            )
            if not bitmap:
                raise MalformedFileError("a page cannot be painted", code="malformed-page")
            raw.FPDF_RenderPageBitmap(bitmap, self._held, -left, -top, width, height, 0, flags)
            raw.FPDFBitmap_Destroy(bitmap)
        return found

    def check_time(self) -> None:
        """Raise LimitReachedError when the time is used up."""
        self._budget.check_time()

    def picture_key(self, item: Painted) -> tuple[int, int, int] | None:
        """Return width, height and stored bytes of a picture; None where it stands aslant or is not told."""
        matrix, width, height = self._picture_facts(item)
        is_straight = abs(matrix.b) + abs(matrix.c) < _STRAIGHT or abs(matrix.a) + abs(matrix.d) < _STRAIGHT
        if not is_straight or not width or not height:
            return None
        return width, height, int(self._by_address.FPDFImageObj_GetImageDataRaw(item.handle, None, 0))

    def picture(self, item: Painted) -> "NDArray[numpy.uint8] | None":
        """Return a picture's pixels as it stands: rows, columns, channels; None where it is turned or too large.

        Raises:
            MalformedFileError: PDFium cannot unpack it.
        """
        import pypdfium2

        from leakscan.arrays import numpy

        matrix, width, height = self._picture_facts(item)
        if abs(matrix.b) + abs(matrix.c) >= _STRAIGHT or width * height > self._most_pixels:
            return None
        try:
            held = ctypes.cast(item.handle, self._raw.FPDF_PAGEOBJECT)
            handle = self._raw.FPDFImageObj_GetBitmap(held)
            if not handle:
                return None
            pixels = numpy.atleast_3d(pypdfium2.PdfBitmap.from_raw(handle).to_numpy())
            return pixels[:: -1 if matrix.d < 0 else 1, :: -1 if matrix.a < 0 else 1].copy()
        except (self._failure, MemoryError, ValueError) as error:
            raise MalformedFileError("a picture cannot be unpacked", code="malformed-picture") from error

    def _picture_facts(self, item: Painted) -> tuple[Any, int, int]:
        """Return the matrix of a picture, its width and its height."""
        matrix, width, height = self._raw.FS_MATRIX(), ctypes.c_uint(), ctypes.c_uint()
        self._by_address.FPDFPageObj_GetMatrix(item.handle, ctypes.addressof(matrix))
        self._by_address.FPDFImageObj_GetImagePixelSize(
            item.handle, ctypes.addressof(width), ctypes.addressof(height)
        )
        return matrix, width.value, height.value

    @property
    def scale(self) -> float:
        """Pixels a point."""
        width, height = self._size()
        area = max(1.0, width * height)
        return min(_SCALE, float((self._most_pixels / area) ** 0.5))

    def hide(self, items: "Iterable[Painted]", *, hidden: bool = True) -> None:
        """Leave objects out of what is painted from now on, or take them in again."""
        for item in items:
            self._by_address.FPDFPageObj_SetIsActive(item.handle, not hidden)

    def blacken(self, items: "Iterable[Painted]") -> None:
        """Paint text objects black and opaque from now on; those in clipping mode filled, too."""
        for item in items:
            if item.mode == CLIPPING_MODE:
                self._by_address.FPDFTextObj_SetTextRenderMode(item.handle, 0)
            self._by_address.FPDFPageObj_SetFillColor(item.handle, 0, 0, 0, 255)
            self._by_address.FPDFPageObj_SetStrokeColor(item.handle, 0, 0, 0, 255)

    def pixel_step(self, across: float, up: float) -> tuple[float, float]:
        """Return how many rows down and columns across a step on the page leads."""
        height, width = self.shape
        left, bottom = self.box[:2]
        column, row = self._device(left, bottom, width, height)
        other_column, other_row = self._device(left + across, bottom + up, width, height)
        return other_row - row, other_column - column

    def pixel_boxes(self, boxes: "list[Box]", shape: tuple[int, int]) -> "NDArray[numpy.int64]":
        """Return the pixels that each box covers: first row, end row, first column, end column."""
        from leakscan.arrays import numpy

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
        """Let go of the page and its text."""
        if self._text_page is not None:
            self._raw.FPDFText_ClosePage(self._text_page)
            self._text_page = None
        self._raw.FPDF_ClosePage(self._held)

    def _device(self, x: float, y: float, width: int, height: int) -> tuple[float, float]:
        """Return the pixel of a point, to a sixty-fourth."""
        column, row = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDF_PageToDevice(self._held, 0, 0, width * 64, height * 64, 0, x, y, column, row)
        return column.value / 64, row.value / 64

    def _size(self) -> tuple[float, float]:
        """Return width and height of the page, as it stands."""
        return self._raw.FPDF_GetPageWidthF(self._held), self._raw.FPDF_GetPageHeightF(self._held)

    def _bounds(self) -> Box:
        """Return what of the page shows: its crop box within its media box."""
        rect = self._raw.FS_RECTF()
        if self._raw.FPDF_GetPageBoundingBox(self._held, rect):
            return rect.left, rect.bottom, rect.right, rect.top
        width, height = self._size()
        return 0.0, 0.0, width, height

    def _opened_text(self) -> Any:
        if self._text_page is None:
            text_page = self._raw.FPDFText_LoadPage(self._held)
            if not text_page:
                raise MalformedFileError("the text of a page cannot be read", code="malformed-page")
            self._text_page = text_page
        return self._text_page
