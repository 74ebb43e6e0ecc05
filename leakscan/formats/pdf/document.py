"""PdfDocument: opens a PDF file and says what it holds."""

from collections.abc import Callable, Iterator

from leakscan.findings import Place
from leakscan.formats.document import Context
from leakscan.formats.pdf.accounting import account
from leakscan.formats.pdf.actions import read_actions
from leakscan.formats.pdf.annotations import read_annotations
from leakscan.formats.pdf.asides import read_asides
from leakscan.formats.pdf.attachments import embedded_files, files_beside, taken_out
from leakscan.formats.pdf.fonts import read_font_traces
from leakscan.formats.pdf.forms import read_form
from leakscan.formats.pdf.history import read_history
from leakscan.formats.pdf.leftovers import read_leftovers
from leakscan.formats.pdf.metadata import read_paths, read_people, read_properties
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.pictures import read_pictures
from leakscan.formats.pdf.private_data import read_private_data
from leakscan.formats.pdf.revisions import read_revisions
from leakscan.formats.pdf.signatures import read_signatures
from leakscan.formats.pdf.thumbnails import NAMES, read_thumbnails, thumbnail_file, thumbnail_files
from leakscan.source import Source, Store
from leakscan.views.actions import Actions
from leakscan.views.annotations import Annotations
from leakscan.views.embedded import EncryptedFile
from leakscan.views.properties import Properties
from leakscan.views.thumbnails import Thumbnails

_READERS: tuple[tuple[str, Callable[[Pdf], object | None]], ...] = (
    ("the text of the pages", lambda pdf: pdf.pages),
    ("earlier states of the file", read_revisions),
    ("annotations", read_annotations),
    ("texts beside the pages", read_asides),
    ("the form", read_form),
    ("scripts and actions", read_actions),
    ("the document's properties", read_properties),
    ("what the document no longer uses", read_leftovers),
    ("how the document came about", read_history),
    ("signatures", read_signatures),
    ("private data of applications", read_private_data),
    ("thumbnails of the pages", read_thumbnails),
    ("letters that fonts have to spare", read_font_traces),
)


class PdfDocument:
    """One PDF file."""

    format = "pdf"

    def __init__(self, source: Source, context: Context) -> None:
        self._pdf = Pdf(source, context)

    def close(self) -> None:
        """Close the file."""
        self._pdf.close()

    def extract(self, name: str) -> Store:
        """Return the content of a file inside.

        Raises:
            MalformedFileError: there is none of that name, or it cannot be decoded.
        """
        return thumbnail_file(self._pdf, name) if name.startswith(NAMES) else taken_out(self._pdf, name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether an object's strings lie in the file as they are: unpacked, and not encrypted."""
        objects = self._pdf.objects
        if objects is None or objects.is_encrypted or not name.startswith("object "):
            return False
        number = name.removeprefix("object ").partition(" ")[0]
        return number.isdigit() and int(number) not in objects.packed()

    def views(self) -> Iterator[object]:
        """Yield what the pages show first, then what lies beside them, then the files inside."""
        objects = self._pdf.objects
        if objects is not None and objects.is_encrypted:
            is_open = objects.needs_no_password
            yield EncryptedFile(Place(), is_opened=True, is_default_password=is_open)
        found: dict[type, object] = {}
        for lost, read in _READERS:
            view = None
            with self._pdf.recording(Place(), lost=lost):
                view = read(self._pdf)
            if view is not None:
                yield view
                found[type(view)] = view
        yield from self._named(found)
        yield from read_pictures(self._pdf)
        yield from embedded_files(self._pdf)
        yield from files_beside(self._pdf)
        thumbnails = found.get(Thumbnails)
        if isinstance(thumbnails, Thumbnails):
            yield from thumbnail_files(self._pdf, thumbnails)
        account(self._pdf)

    def _named(self, found: dict[type, object]) -> Iterator[object]:
        """Yield whom and which folders the document names."""
        properties, annotations, actions = found.get(Properties), found.get(Annotations), found.get(Actions)
        if isinstance(properties, Properties):
            people = read_people(properties, annotations if isinstance(annotations, Annotations) else None)
            yield people
            yield read_paths(properties, people, actions if isinstance(actions, Actions) else None)
