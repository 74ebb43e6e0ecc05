"""The pictures of a package: media, previews and thumbnails."""

import posixpath
from collections.abc import Callable, Iterator
from functools import partial

from leakscan.errors import UnsupportedFormatError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.picture_uses import PictureUses
from leakscan.formats.ooxml.shown_texts import words_on_no_page
from leakscan.formats.pictures.cropping import is_plain_outside
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source
from leakscan.tables import Row, Table
from leakscan.views.embedded import Embedded
from leakscan.views.pictures import Picture, Showing

Missing = Callable[[list[str]], list[str] | None]
"""Given the texts of a picture, line by line, their words that stand nowhere visible; None when not known."""

_EXTENSIONS = frozenset(
    {
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp", "svg", "emf", "wmf",
        "emz", "wmz", "wdp", "jxr", "ico", "cur", "pict", "pct", "eps",
    }
)  # fmt: skip
_LEAST_CROPPED = 0.02
"""Pictures of which less is cut off are not looked into."""


def read_pictures(
    package: Package, *, hidden: frozenset[str] = frozenset(), missing: Missing | None = None
) -> Iterator[Picture | Embedded]:
    """Yield every picture of the package, those that pages show first, and what is to be taken out whole.

    Args:
        package: the package.
        hidden: parts that do not show, such as hidden sheets; a picture that only they lead to does not either.
        missing: tells which words of a picture that does not show stand nowhere visible; without it they are
            looked up in the text of the pages.
    """
    parts = picture_parts(package)
    uses = PictureUses(package, hidden)
    uses.read(parts)
    shown = {_identity(package, part) for part in parts if any(use.is_shown for use in uses.of(part))}
    for part in sorted(parts, key=lambda part: all(not use.is_shown for use in uses.of(part))):
        picture = None
        with package.recording(Place(part=part), lost="what the picture holds beside its pixels"):
            data = package.read(part)
            picture = _examined(package, part, data)
        if picture is not None:
            package.context.ledger.pixels_not_read += 1
            picture.uses = uses.of(part)
            picture.showing = _showing(part, uses)
            picture.has_twin = picture.showing is not Showing.PAGE and _identity(package, part) in shown
            _look_at_edges(picture, data)
            if picture.texts and picture.showing is not Showing.PAGE:
                look = partial(words_on_no_page, package, uses.shown) if missing is None else missing
                picture.unseen_words = look(picture.texts)
            yield picture
            is_taken_out = picture.showing is Showing.UNUSED or _is_cropped(picture)
            if not is_taken_out and not picture.has_other_preview:
                continue
            from leakscan.formats.pictures.examining import preview_of

            child = package.container.source.child(part, BytesStore(data))
            yield from preview_of(picture, data, child)
            if is_taken_out:
                yield Embedded(child, picture.place, is_examined=True)


def _examined(package: Package, part: str, data: bytes) -> Picture:
    """Return a picture as far as it can be read; one of another kind is said not to be examined."""
    try:
        return _read(package, part, data)
    except UnsupportedFormatError as error:
        package.mark(part, PartState.SKIPPED, "picture")
        package.problem(error.code, Place(part=part), str(error), lost="text and data in it")
        return Picture(Place(part=part), "picture", len(data))


def _identity(package: Package, part: str) -> tuple[object, int]:
    """Return what two entries of the same content have in common."""
    entry = package.container.zip_entry(part)
    return (part, 0) if entry is None else (entry.crc, entry.size)


def _showing(part: str, uses: PictureUses) -> Showing:
    found = uses.of(part)
    if any(use.is_shown for use in found):
        return Showing.PAGE
    if part in uses.thumbnails:
        return Showing.THUMBNAIL
    if found:
        return Showing.HIDDEN
    return Showing.UNUSED if uses.is_related(part) else Showing.ORPHAN


def _is_cropped(picture: Picture) -> bool:
    use = picture.least_cropped
    return use is not None and use.hidden_share >= _LEAST_CROPPED


def _look_at_edges(picture: Picture, data: bytes) -> None:
    """Find out whether what is cut off holds anything."""
    use = picture.least_cropped
    if use is not None and _is_cropped(picture):
        picture.is_plain_when_cropped = is_plain_outside(data, use.crop)


def picture_parts(package: Package) -> list[str]:
    """Return the parts that are pictures: by content type, by extension, or by the folder they lie in."""
    found = []
    for part in sorted(package.entries):
        extension = posixpath.splitext(part)[1].lower().lstrip(".")
        is_rels = extension == "rels"
        is_media = "/media/" in part.lower() and not is_rels
        is_picture = package.content_type(part).casefold().startswith("image/")
        is_known = package.state(part) is PartState.EXAMINED
        if (is_media or is_picture or extension in _EXTENSIONS) and not part.endswith("/") and not is_known:
            found.append(part)
    return found


def _read(package: Package, part: str, data: bytes) -> Picture:
    from leakscan.formats.pictures.examining import lost, picture_of
    from leakscan.formats.pictures.reading import read_picture

    reading = read_picture(data)
    package.mark(part, PartState.EXAMINED, reading.format)
    for problem in reading.problems:
        package.problem(problem.code, Place(part=part), str(problem), lost=lost(problem.code))

    def table(what: str, columns: tuple[str, ...], count: int) -> Table:
        reader = "leakscan.formats.ooxml.pictures:part_rows"
        return Table(columns=columns, count=count, reader=reader, arguments={"part": part, "what": what})

    return picture_of(reading, data, Place(part=part), table)


def part_rows(source: Source, *, part: str, what: str) -> Iterator[Row]:
    """Yield the rows of one table of one picture."""
    from leakscan.formats.pictures.examining import picture_rows
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        yield from picture_rows(package.read(part), what)
