"""Files inside a scanned file, opened again: for its tables, and to be taken out."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from leakscan.formats.document import Context, Document
from leakscan.ledger import Ledger
from leakscan.limits import Budget
from leakscan.options import Options
from leakscan.source import VIEWS, Source, Store
from leakscan.tables import Origin


@dataclass(slots=True)
class _Step:
    """A file on the way, the store it was taken out into, and the document it opens as, once asked for."""

    source: Source
    store: Store | None = None
    document: Document | None = None

    def close(self) -> None:
        if self.document is not None:
            self.document.close()
        if self.store is not None:
            self.store.close()


class Chain:
    """The files that lead to the one last asked for; those that lead to the next one as well stay open.

    Attributes:
        is_busy: somebody reads the last one.
    """

    def __init__(self, root: Source, options: Options) -> None:
        self.is_busy = False
        self._options = options
        self._steps = [_Step(root)]

    def to(self, inner_trail: tuple[str, ...]) -> Source:
        """Return the source at the end of a trail.

        Raises:
            FileError: a file on the trail cannot be opened.
        """
        from leakscan.formats.catalogue import open_document

        while [step.source.name for step in self._steps[1:]] != list(inner_trail[: len(self._steps) - 1]):
            self._steps.pop().close()
        for name in inner_trail[len(self._steps) - 1 :]:
            last = self._steps[-1]
            if last.document is None:
                last.document = open_document(last.source, Context(Ledger(), self._options))
            store = last.document.extract(name)
            self._steps.append(_Step(last.source.child(name, store), store))
        return self._steps[-1].source

    def renew(self) -> None:
        """Begin the budget of the next reading."""
        self._steps[0].source.budget.renew()

    def close(self) -> None:
        """Close every file."""
        while self._steps:
            self._steps.pop().close()


@contextmanager
def opened_source(origin: Origin, inner_trail: tuple[str, ...], budget: Budget | None = None) -> Iterator[Source]:
    """Give the source at the end of a trail, for reading a table again.

    Args:
        origin: the root file.
        inner_trail: names of the files that lead to it, the root left out.
        budget: what the scan itself reads under.

    Raises:
        FileError: a file on the trail cannot be opened.
    """
    chain = origin.chain
    if budget is not None or chain is None or chain.is_busy:
        with closing(Chain(origin.source(budget), origin.options)) as own:
            yield own.to(inner_trail)
        return
    chain.is_busy = True
    try:
        chain.renew()
        source = chain.to(inner_trail)
        source.kept.setdefault(VIEWS, {})
        yield source
    finally:
        chain.is_busy = False


@contextmanager
def kept_open(origin: Origin) -> Iterator[None]:
    """Keep files open between one table and the next; the root is checked once."""
    if origin.chain is not None:
        yield
        return
    with closing(Chain(origin.source(), origin.options)) as origin.chain:
        try:
            yield
        finally:
            origin.chain = None
