"""What stands over the cells of a binary sheet ([MS-XLS] 2.5.193)."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.pictures.opacity import is_opaque
from leakscan.formats.xls.book import BinaryBook
from leakscan.formats.xls.records import Substream, grouped
from leakscan.formats.xlsx.areas import Area
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.drawings import Box, Cover, CoverReader
from leakscan.formats.xlsx.sizes import Sizes
from leakscan.formats.xlsx.veils import drawn_by
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCE, _AREA = 0x1051, 0x100A
_REFERENCE = 2
_COLUMN_PARTS, _ROW_PARTS = 1024, 256


def covers_of(book: BinaryBook, root: "_Element", charts: Sequence[int], sizes: Sizes | None) -> list[Cover]:
    """Return what stands over the cells of a sheet, by its drawing and the offsets of the charts in it."""
    return [] if sizes is None else list(_Reader(book, charts).all(root, partial(_box, sizes=sizes)))


def charted(book: BinaryBook, covers: Sequence[Cover], sheet: str) -> Iterator[Area]:
    """Yield the cells of a sheet that the charts over them draw."""
    for start in {cover.chart for cover in covers if cover.chart}:
        for formula in _chart(book, int(start))[1]:
            yield from drawn_by(formula, sheet)


class _Reader(CoverReader):
    def __init__(self, book: BinaryBook, charts: Sequence[int]) -> None:
        self._book = book
        self._charts = charts

    def chart(self, element: "_Element", box: Box) -> Iterator[Cover]:
        for chart in xmlsafe.children(element, "chart"):
            number = whole(chart.get("number")) or 0
            if number < len(self._charts):
                start = self._charts[number]
                yield Cover(Unseen.CHART, box, _chart(self._book, start)[0], str(start))

    def is_picture_opaque(self, element: "_Element") -> bool:
        for blip in xmlsafe.descendants(element, "blip"):
            found = None
            with contextlib.suppress(FileError):  # what is wrong with it is said where pictures are read
                found = self._book.drawn_picture(blip.get("embed", ""))
            return found is not None and is_opaque(found)
        return False


def _box(anchor: "_Element", sizes: Sizes) -> Box | None:
    corners = [_corner(corner, sizes) for corner in anchor if xmlsafe.local_name(corner) in ("from", "to")]
    return (*corners[0], *corners[1]) if len(corners) == 2 else None


def _corner(element: "_Element", sizes: Sizes) -> tuple[int, int]:
    values = {xmlsafe.local_name(child): whole(xmlsafe.text_of(child)) or 0 for child in element}
    column, row = values.get("col", 0) + 1, values.get("row", 0) + 1
    width, height = sizes.left(column + 1) - sizes.left(column), sizes.top(row + 1) - sizes.top(row)
    return (
        sizes.left(column) + width * min(values.get("colOff", 0), _COLUMN_PARTS) // _COLUMN_PARTS,
        sizes.top(row) + height * min(values.get("rowOff", 0), _ROW_PARTS) // _ROW_PARTS,
    )


def _chart(book: BinaryBook, start: int) -> tuple[bool, list[str]]:
    """Return whether nothing shows through a chart, and the formulas of its points; damage is said elsewhere."""
    is_filled, formulas = True, []
    has_area = False
    try:
        for group in grouped(iter(Substream(book.stream, start))):
            reader = book.found.reader(group)
            if group.type == _AREA and not has_area:
                # The first fill is that of the whole chart ([MS-XLS] 2.1.7.20.1).
                has_area = True
                reader.skip(8)
                is_filled = reader.short() != 0
            elif group.type == _SOURCE and reader.short() >> 8 == _REFERENCE:
                reader.skip(4)
                formulas.append(book.formula(reader.take(reader.short())))
    except FileError:
        pass
    return is_filled, formulas
