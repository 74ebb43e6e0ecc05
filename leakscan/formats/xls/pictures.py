"""The pictures of a binary workbook, which all sheets have in common ([MS-XLS] 2.4.171, [MS-ODRAW] 2.2.20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import UnsupportedFormatError
from leakscan.findings import Place
from leakscan.formats.pictures.cropping import is_plain_outside
from leakscan.formats.pictures.examining import lost, picture_of, picture_rows
from leakscan.formats.pictures.reading import read_picture
from leakscan.formats.xls.book import BinaryBook, opened_book
from leakscan.formats.xls.sheet_pictures import INLINE
from leakscan.formats.xls.sheets import ReadSheet
from leakscan.formats.xlsx.cells import whole
from leakscan.formats.xlsx.shown_words import ShownWords
from leakscan.ledger import Ledger
from leakscan.source import BytesStore, Source
from leakscan.tables import Row, Table
from leakscan.views.embedded import Embedded
from leakscan.views.pictures import Picture, PictureUse, Showing
from leakscan.views.spreadsheet import Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_CROPPED = 0.02
_FULL = 100_000

Uses = dict[str, list[PictureUse]]
"""Where pictures are used, by what drawings call them."""


def read_pictures(
    book: BinaryBook, sheets: list[ReadSheet], workbook: Workbook, ledger: Ledger
) -> Iterator[Picture | Embedded]:
    """Yield every picture, those that sheets show first, and what is to be taken out whole."""
    uses: Uses = {}
    inline: list[str] = []
    for read in sheets:
        place = Place(part=book.part, sheet=read.sheet.name)
        for tree in read.trees:
            _gather(tree, place, uses, is_shown=read.sheet.is_visible)
        # Of notes, and of the lines of shapes, it is enough that they use a picture.
        named = {str(number) for drawing in read.drawings for number in drawing.pictures}
        # One that is a record without a shape stands behind the cells, or fills something.
        records = [f"{INLINE}{start}" for drawing in read.drawings for start in drawing.inline]
        for name in (named | set(records)) - uses.keys():
            uses[name] = [PictureUse(place, is_shown=read.sheet.is_visible)]
        inline += records
    for number in range(book.pictures - book.header_pictures + 1, book.pictures + 1):
        uses.setdefault(str(number), [PictureUse(Place(part=book.part))])
    names = [*map(str, range(1, book.pictures + 1)), *inline]
    names.sort(key=lambda name: not any(use.is_shown for use in uses.get(name, ())))
    words = ShownWords(workbook, book.source)
    shown: set[bytes] = set()
    for name in names:
        place = Place(part=part_of(book, name))
        picture, data = None, b""
        with ledger.recording(book.source.trail, place, lost="what the picture holds", mark=False):
            data = book.drawn_picture(name) or b""
            picture = _examined(book, name, data, ledger) if data else None
        if picture is None:
            continue
        ledger.pixels_not_read += 1
        picture.uses = uses.get(name, [])
        is_on_page = any(use.is_shown for use in picture.uses)
        picture.showing = Showing.PAGE if is_on_page else Showing.HIDDEN if picture.uses else Showing.UNUSED
        picture.has_twin = not is_on_page and data in shown
        if is_on_page:
            shown.add(data)
        use = picture.least_cropped
        is_cropped = use is not None and use.hidden_share >= _LEAST_CROPPED
        if use is not None and is_cropped:
            picture.is_plain_when_cropped = is_plain_outside(data, use.crop)
        words.take(picture)
        if picture.texts and not is_on_page:
            picture.unseen_words = words.missing(picture.texts)
        yield picture
        if picture.showing is Showing.UNUSED or is_cropped:
            child = book.source.child(place.part, BytesStore(data))
            yield Embedded(child, picture.place, is_examined=True)


def part_of(book: BinaryBook, name: str) -> str:
    """Return what a picture is called; it is no stream of its own."""
    return f"{book.part}/picture {name}"


def picture_data(book: BinaryBook, part: str) -> bytes | None:
    """Return the picture that is called so, or None."""
    name = part.removeprefix(f"{book.part}/picture ")
    return book.drawn_picture(name) if part_of(book, name) == part else None


def _gather(root: "_Element", place: Place, uses: Uses, *, is_shown: bool) -> None:
    """Gather which pictures a drawing uses, and what is cut off of them."""
    for element in root:
        named = next((child for nv in xmlsafe.children(element, "nvPr") for child in nv), None)
        is_hidden = named is not None and named.get("hidden") == "1"
        for blip in element.iter("blip") if element.tag in ("pic", "sp") else ():
            crop = next(iter(element.iter("srcRect")), None)
            shares = [0.0] * 4 if crop is None else [(whole(crop.get(key)) or 0) / _FULL for key in "ltrb"]
            left, top, right, bottom = (min(1.0, max(0.0, share)) for share in shares)
            name = "" if named is None else named.get("name", "")
            use = PictureUse(
                Place(part=place.part, sheet=place.sheet, name=name),
                (left, top, right, bottom),
                is_shown=is_shown and not is_hidden,
            )
            uses.setdefault(blip.get("embed", ""), []).append(use)
        _gather(element, place, uses, is_shown=is_shown and not is_hidden)


def _examined(book: BinaryBook, name: str, data: bytes, ledger: Ledger) -> Picture:
    """Return a picture as far as it can be read; one of another kind is said not to be examined."""
    part, trail = part_of(book, name), book.source.trail
    place = Place(part=part)
    try:
        reading = read_picture(data)
    except UnsupportedFormatError as error:
        ledger.problem(error.code, trail, str(error), place=place, lost="text and data in it")
        return Picture(place, "picture", len(data))
    for problem in reading.problems:
        ledger.problem(problem.code, trail, str(problem), place=place, lost=lost(problem.code))

    def table(what: str, columns: tuple[str, ...], count: int) -> Table:
        reader = "leakscan.formats.xls.pictures:part_rows"
        arguments = {"part": book.part, "name": name, "what": what}
        return Table(columns=columns, count=count, reader=reader, arguments=arguments)

    return picture_of(reading, data, place, table)


def part_rows(source: Source, *, part: str, name: str, what: str) -> Iterator[Row]:
    """Yield the rows of one table of one picture.

    Args:
        source: the workbook.
        part: its stream.
        name: what drawings call the picture.
        what: which table.
    """
    with opened_book(source, part) as book:
        found = book.drawn_picture(name)
        if found is not None:
            yield from picture_rows(found, what)
