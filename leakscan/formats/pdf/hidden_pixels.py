"""Finds parts of pictures that do not show: under a box, or cut off by a clipping path.

A box counts where it shows as one dark or white surface, and the page without it shows something else there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.geometry import Box, contains, narrowed, overlaps
from leakscan.formats.pdf.painting import Area, Page
from leakscan.formats.pdf.tints import Overlay
from leakscan.formats.pdf.walking import Painted, Painting
from leakscan.views.pages import HiddenPixels
from leakscan.views.pictures import PictureUse

if TYPE_CHECKING:
    from leakscan.formats.pdf.painting import Pixels

PictureKey = tuple[int, int, int]
"""Width, height and stored bytes of a picture, by which PDFium's object and the file's are known as one."""

_DARK = 60
_WHITE = 245
_OPAQUE = 200
_LEAST_POINTS = 6.0
_LEAST_PICTURE = 36.0
_LEAST_PIXELS = 32
"""Pictures of fewer rows or columns are lines and gradients."""
_MOST_OF_PICTURE = 0.5
_SCAN_SHARE = 0.4
"""From which share of a page on a picture is taken for a scan, on which boxes may be white as well."""
_MOST_BOXES = 50
_SPREAD = 24
_LEAST_CROP = 0.05
"""Below this share what is cut off is a matter of layout."""


def hidden_pixels(page: Page, number: int, annotations: tuple[Overlay, ...]) -> list[HiddenPixels]:
    """Return the parts of a page's pictures that lie under boxes.

    Raises:
        FileError: the page cannot be painted.
    """
    items = page.objects()
    pictures = [item for item in items if item.painting is Painting.IMAGE and _is_large(item.box)]
    if not pictures:
        return []
    texts = [item for item in items if item.painting is Painting.TEXT]
    found = []
    for item in [item for item in items if _is_box(item) and _is_on_one(item, pictures, texts, page.box)][
        :_MOST_BOXES
    ]:
        area = _pixels_of(page, _extent(item))
        whole = page.pixels(area)
        page.hide([item])
        under = page.pixels(area)
        page.hide([item], hidden=False)
        if _is_surface(whole) and not _is_surface(under):
            found.append(HiddenPixels(number, _extent(item)))
    for box, _ in annotations[:_MOST_BOXES]:
        if any(_holds(picture, box) for picture in pictures):
            area = _pixels_of(page, box)
            if _is_surface(page.pixels(area)) and not _is_surface(page.pixels(area, annotations=False)):
                found.append(HiddenPixels(number, box))
    return found


def _is_large(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) >= _LEAST_PICTURE


def _is_box(item: Painted) -> bool:
    if item.painting not in (Painting.PATH, Painting.LINE) or item.colour is None or item.colour[3] < _OPAQUE:
        return False
    breadth = item.width if item.painting is Painting.LINE else min(_sides(item.box))
    return breadth >= _LEAST_POINTS and (max(item.colour[:3]) < _DARK or min(item.colour[:3]) > _WHITE)


def _extent(item: Painted) -> Box:
    """Return the bounds of what an object fills; PDFium's bounds of a stroke reach beyond it by its width."""
    left, bottom, right, top = item.box
    across, up = (item.width, item.width / 2) if right - left >= top - bottom else (item.width / 2, item.width)
    if item.painting is not Painting.LINE or right - left <= 2 * across or top - bottom <= 2 * up:
        return item.box
    return left + across, bottom + up, right - across, top - up


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _is_on_one(item: Painted, pictures: list[Painted], texts: list[Painted], paper: Box) -> bool:
    """Return whether a box lies on a picture painted before it, and no text on the box."""
    is_white = item.colour is not None and min(item.colour[:3]) > _WHITE
    least = _area(paper) * _SCAN_SHARE if is_white else 0.0
    is_on = any(
        picture.order < item.order and _area(picture.box) >= least and _holds(picture, _extent(item))
        for picture in pictures
    )
    return is_on and not any(text.order > item.order and overlaps(text.box, item.box) for text in texts)


def _holds(picture: Painted, box: Box) -> bool:
    return contains(picture.box, box, 2.0) and _area(box) <= _area(picture.box) * _MOST_OF_PICTURE


def _area(box: Box) -> float:
    across, up = _sides(box)
    return max(0.0, across) * max(0.0, up)


def _pixels_of(page: Page, box: Box) -> Area:
    """Return the pixels of a box without those at its edges, of which the half may be something else's."""
    top, bottom, left, right = (int(side) for side in page.pixel_boxes([box], page.shape)[0])
    rows, columns = min(2, max(0, bottom - top - 1) // 2), min(2, max(0, right - left - 1) // 2)
    height, width = page.shape
    first_row, first_column = min(top + rows, height - 1), min(left + columns, width - 1)
    return (
        slice(first_row, max(first_row + 1, bottom - rows)),
        slice(first_column, max(first_column + 1, right - columns)),
    )


def _is_surface(pixels: "Pixels") -> bool:
    """Return whether nearly all pixels are of one colour."""
    from leakscan.arrays import numpy

    for shift in (0, 8, 16):
        counts = numpy.bincount(((pixels >> shift) & 0xFF).ravel(), minlength=256)
        values, places = counts.cumsum(), (pixels.size - 1) * numpy.array((0.02, 0.98))
        below, above = (
            numpy.searchsorted(values, rounded(places), side="right") for rounded in (numpy.floor, numpy.ceil)
        )
        low, high = below + (above - below) * (places % 1)
        if high - low > _SPREAD:
            return False
    return True


def cropped_pictures(page: Page, number: int) -> Iterator[tuple[PictureKey, PictureUse, bool | None]]:
    """Yield every use of a large picture, and whether what is cut off of it, if anything, is of one colour."""
    for item in page.objects():
        if item.painting is not Painting.IMAGE or not _is_large(item.box):
            continue
        key = page.picture_key(item)
        if key is None or min(key[:2]) < _LEAST_PIXELS:
            continue
        use = PictureUse(Place(page=number), _crop(item.box, narrowed(item.clip, page.box)))
        if use.hidden_share < _LEAST_CROP:
            yield key, PictureUse(Place(page=number)), None
        else:
            yield key, use, _is_plain_outside(page, item, use)


def _crop(box: Box, shown: Box | None) -> tuple[float, float, float, float]:
    """Return what is cut off at the left, top, right and bottom, as shares of the whole."""
    if shown is None:
        return 0.0, 0.0, 0.0, 0.0
    across, up = _sides(box)
    cut = (
        (shown[0] - box[0]) / across,
        (box[3] - shown[3]) / up,
        (box[2] - shown[2]) / across,
        (shown[1] - box[1]) / up,
    )
    left, top, right, bottom = (min(1.0, max(0.0, share)) for share in cut)
    return left, top, right, bottom


def _is_plain_outside(page: Page, item: Painted, use: PictureUse) -> bool | None:
    """Return whether what is cut off is of one colour; None where the picture is turned or cannot be read."""
    try:
        pixels = page.picture(item)
    except FileError:
        return None
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    left, top, right, bottom = use.crop
    rows = slice(int(height * top), max(int(height * top), int(height * (1 - bottom))))
    columns = slice(int(width * left), max(int(width * left), int(width * (1 - right))))
    outside = (pixels[: rows.start], pixels[rows.stop :], pixels[:, : columns.start], pixels[:, columns.stop :])
    parts = [part for part in outside if part.size]
    if not parts:
        return None
    low = [part.min(axis=0).min(axis=0) for part in parts]  # whole rows first, which is the faster way
    high = [part.max(axis=0).max(axis=0) for part in parts]
    return all(
        int(max(side[channel] for side in high)) - int(min(side[channel] for side in low)) <= _SPREAD
        for channel in range(pixels.shape[-1])
    )
