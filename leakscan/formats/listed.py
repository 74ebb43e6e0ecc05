"""ListedDocument: a file whose format is known by its signature and whose content is not examined."""

from collections.abc import Iterator

from leakscan.formats.document import Context, SingleFile
from leakscan.parts import PartState
from leakscan.source import Source


class ListedDocument(SingleFile):
    """One file that is listed and skipped."""

    def __init__(self, source: Source, context: Context, format_name: str) -> None:
        super().__init__(source, context)
        self.format = format_name

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return false: nothing inside is known."""
        return False

    def views(self) -> Iterator[object]:
        """Yield nothing, and say that the content is not examined."""
        source, ledger = self._source, self._context.ledger
        ledger.enter(
            source.trail,
            "",
            kind=f"{self.format} file",
            size=source.size,
            state=PartState.SKIPPED,
            start=0,
            end=source.size,
        )
        ledger.problem(
            "format-not-examined",
            source.trail,
            "files of this format are recognised, but their content is not examined",
            lost="the content of the file",
        )
        yield from ()
