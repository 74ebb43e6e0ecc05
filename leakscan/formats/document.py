"""Document: what every opened file offers, and the context it works in."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.views.embedded import Embedded


class Context(NamedTuple):
    """What a document is given besides its source: where to account, and the choices of the call."""

    ledger: Ledger
    options: Options


class Document(Protocol):
    """One opened file."""

    @property
    def format(self) -> str:
        """Name of the format, such as `xlsx`."""

    def views(self) -> Iterator[object]:
        """Yield the views detectors look at, and files inside this one as `Embedded`.

        What cannot be read goes to the ledger; only a limit of the whole scan is raised.
        """

    def extract(self, name: str) -> Store:
        """Return the content of the file inside this one that the trail calls `name`.

        Raises:
            FileError: there is none, or it cannot be read.
        """

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a part's bytes lie in this file as they are, so that a search engine reads them."""

    def close(self) -> None:
        """Let go of streams."""


class SingleFile:
    """A document that is one file: nothing stays open, and unless it says otherwise no file is inside."""

    def __init__(self, source: Source, context: Context) -> None:
        self._source = source
        self._context = context

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def extract(self, name: str) -> Store:  # noqa: ARG002  # the protocol's signature
        """Raise MalformedFileError: no file inside is known."""
        raise MalformedFileError("the part does not exist", code="part-missing")

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return true: nothing in it is packed."""
        return True


class CarryingFile(SingleFile):
    """A document that is one file, and holds others coded among its text."""

    def is_uncompressed(self, name: str) -> bool:
        """Return true for the text, which stands in the file as it is; the files inside are coded."""
        return not name

    def _whole(self, most_bytes: int, what: str) -> bytes:
        """Return all bytes of the file.

        Raises:
            LimitReachedError: they are more than `most_bytes`.
        """
        if self._source.size > most_bytes:
            raise LimitReachedError(f"the {what} is too large to be read as a whole", code="limit-tree-bytes")
        return self._source.head(self._source.size)

    def _held(self, data: bytes) -> BytesStore:
        """Return the content of a file inside, charged to the budget.

        Raises:
            LimitReachedError: it is larger than is allowed.
        """
        budget = self._source.budget
        if len(data) > budget.limits.part_bytes:
            raise LimitReachedError("the file inside is too large", code="limit-part-bytes")
        budget.spend_part()
        budget.spend_bytes(len(data))
        return BytesStore(data)

    def _handed_on(
        self,
        name: str,
        load: Callable[[], Store],
        *,
        kind: str,
        size: int,
        has_own_name: bool = False,
        is_meant_to_be_read: bool = True,
    ) -> Iterator[Embedded]:
        """Enter a file inside, and yield it unless it is damaged or empty."""
        source, ledger, place = self._source, self._context.ledger, Place(part=name)
        ledger.enter(source.trail, name, kind=kind, size=size)
        store = None
        with ledger.recording(source.trail, place, lost=f"the {kind}"):
            store = load()
            ledger.mark(source.trail, name, PartState.EXAMINED)
        if store is not None and store.size:
            child = source.child(name, store, has_own_name=has_own_name)
            yield Embedded(child, place, is_meant_to_be_read=is_meant_to_be_read)
