"""What the facts state against what the reports give, kind by kind."""

from collections import Counter
from dataclasses import dataclass, field

from tests.corpus.files import CorpusFile
from tests.corpus.kinds.kind import Item, Kind
from tests.corpus.known import KnownDisagreement
from tests.corpus.seen import Seen

PROVEN_FILES = 10
"""A kind that fewer files state is not proven by the corpus."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One file and one kind on which facts and report differ.

    Attributes:
        path: the file, within the corpus.
        kind: the name of the kind.
        missing: items that are stated and not found.
        extra: items that are found and not stated.
    """

    path: str
    kind: str
    missing: Counter[Item]
    extra: Counter[Item]


@dataclass(slots=True)
class Tally:
    """How one kind fared over all files.

    Attributes:
        kind: the kind.
        files: files that state it.
        stated: items stated.
        agreed: items both stated and found.
        disagreements: what differs.
    """

    kind: Kind
    files: int = 0
    stated: int = 0
    agreed: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """Share of the stated items that were found; None when nothing is stated."""
        return self.agreed / self.stated if self.stated else None

    @property
    def is_proven(self) -> bool:
        """True when enough files state it."""
        return self.files >= PROVEN_FILES

    def add(self, file: CorpusFile, seen: Seen) -> None:
        """Compare one file."""
        if not self.kind.is_for(str(file.facts.get("format") or file.facts.get("kind", ""))):
            return
        stated = Counter(self.kind.stated(file.facts))
        found = Counter(self.kind.found(seen))
        self.files += bool(stated)
        self.stated += stated.total()
        self.agreed += (stated & found).total()
        extra = Counter[Item]() if self.kind.is_shared or file.is_damaged else found - stated
        if stated - found or extra:
            self.disagreements.append(Disagreement(file.name, self.kind.name, stated - found, extra))


def sorted_out(
    tallies: list[Tally], known: tuple[KnownDisagreement, ...], names: set[str]
) -> tuple[list[Disagreement], list[KnownDisagreement]]:
    """Return the disagreements that nobody explained, and the explained ones that no longer occur.

    Args:
        tallies: what was compared.
        known: what was explained.
        names: the files that were scanned; what is explained of others is left alone.
    """
    occurring = {(item.path, item.kind): item for tally in tallies for item in tally.disagreements}
    explained = {(item.path, item.kind) for item in known}
    unlisted = [item for key, item in occurring.items() if key not in explained]
    stale = [item for item in known if item.path in names and (item.path, item.kind) not in occurring]
    return unlisted, stale


def tiling_gap(ranges: list[tuple[int, int]], size: int) -> str:
    """Return where byte ranges fail to tile a file from 0 to its size; empty when they do."""
    reached = 0
    for start, end in ranges:
        if start != reached:
            return f"{'a gap' if start > reached else 'an overlap'} at byte {min(start, reached)}"
        if end < start:
            return f"a range that ends before it starts, at byte {start}"
        reached = end
    return "" if reached == size else f"the ranges end at byte {reached} of {size}"
