"""Kind: one sort of fact, and how it is read from the facts and from a report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.corpus.seen import Seen

Item = tuple[str | int | bool, ...]
"""One thing to agree about: names and numbers."""

Facts = dict[str, Any]

DOCUMENTS = ("docx", "pptx")
"""Formats whose facts only kinds of their own read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of fact.

    Attributes:
        name: its name: the key of the fact, followed by what of it is compared, where that is a part.
        compared: what an item is, in words.
        rules: the rules that report it; empty where the ledger or the source does.
        stated: yields the items that the facts of a file state.
        found: yields the items that its report gives.
        is_shared: the report gives items of several facts in one finding, so that only what is missing counts.
        formats: the formats whose facts are of this shape, as the facts name them; empty for all.
    """

    name: str
    compared: str
    rules: tuple[str, ...]
    stated: Callable[[Facts], Iterable[Item]]
    found: Callable[[Seen], Iterable[Item]]
    is_shared: bool = False
    formats: tuple[str, ...] = ()

    def is_for(self, format_name: str) -> bool:
        """Return whether files of that format, as the facts name it, are compared."""
        if format_name in DOCUMENTS:  # whose facts are of another shape, under names that workbooks have as well
            return format_name in self.formats
        return not self.formats or format_name in self.formats

    @property
    def fact(self) -> str:
        """The key of the fact."""
        return self.name.partition(" ")[0]
