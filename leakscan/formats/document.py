"""Document: what every opened file offers, and the context it works in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from leakscan.errors import MalformedFileError
from leakscan.ledger import Ledger
from leakscan.options import Options
from leakscan.source import Source, Store


@dataclass(frozen=True, slots=True)
class Context:
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
