"""PictureDocument: a picture that is a file by itself, such as an attachment of a mail."""

from collections.abc import Iterator

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import Context, SingleFile
from leakscan.formats.pictures.examining import PREVIEW, lost, picture_of, picture_rows, preview_of
from leakscan.formats.pictures.previews import other_preview
from leakscan.formats.pictures.reading import read_picture
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.tables import Row, Table
from leakscan.views.embedded import Embedded
from leakscan.views.pictures import Picture, Showing


class PictureDocument(SingleFile):
    """One picture; it shows itself."""

    def __init__(self, source: Source, context: Context, format_name: str) -> None:
        super().__init__(source, context)
        self.format = format_name

    def extract(self, name: str) -> Store:
        """Return the preview that the picture keeps.

        Raises:
            FileError: it keeps none, or cannot be read.
        """
        data = _content(self._source)
        _, preview = other_preview(data, read_picture(data).previews) if name == PREVIEW else (None, b"")
        if not preview:
            raise MalformedFileError("the part does not exist", code="part-missing")
        return BytesStore(preview)

    def views(self) -> Iterator[Picture | Embedded]:
        """Yield the picture, and its preview where that shows something else.

        Raises:
            FileError: it is damaged, too large or of a kind that is not examined.
        """
        source, ledger = self._source, self._context.ledger
        data = _content(source)
        reading = read_picture(data)
        for problem in reading.problems:
            ledger.problem(problem.code, source.trail, str(problem), lost=lost(problem.code))
        ledger.enter(
            source.trail,
            "",
            kind=reading.format,
            size=source.size,
            state=PartState.EXAMINED,
            start=0,
            end=source.size,
        )
        ledger.pixels_not_read += 1
        picture = picture_of(reading, data, Place(), _table)
        picture.showing = Showing.PAGE
        yield picture
        yield from preview_of(picture, data, source)


def _table(what: str, columns: tuple[str, ...], count: int) -> Table:
    reader = "leakscan.formats.pictures.document:file_rows"
    return Table(columns=columns, count=count, reader=reader, arguments={"what": what})


def file_rows(source: Source, *, what: str) -> Iterator[Row]:
    """Yield the rows of one table of a picture."""
    yield from picture_rows(_content(source), what)


def _content(source: Source) -> bytes:
    if source.size > source.budget.limits.tree_bytes:
        raise LimitReachedError("the picture is too large to be read as a whole", code="limit-tree-bytes")
    with source.open() as stream:
        return stream.read()
