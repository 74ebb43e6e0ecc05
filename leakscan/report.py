"""The answer of one scan."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from leakscan.errors import SourceGoneError
from leakscan.findings import Finding, Severity
from leakscan.parts import Part, Problem

if TYPE_CHECKING:
    from leakscan.moments import Moment
    from leakscan.options import Options
    from leakscan.pii.exposed import Exposure
    from leakscan.tables import Origin

SCHEMA_VERSION = "1.2"
"""Version of the JSON form of a report; the first number changes when a reader could break."""
MOST_ALIKE = 1_000
"""How many findings or problems of one case the JSON form lists; of the others it says how many there are."""
Item = TypeVar("Item", Finding, Problem)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Which file was scanned, with what.

    Attributes:
        name: name as given.
        size: size in bytes.
        sha256: digest of the file; empty when it could not be read.
        format: detected format; empty when none.
        extension: extension of the name, lower case, without the dot.
        leakscan: version of leakscan.
        schema: version of the report's JSON form.
        options: the choices of the call that change the report; no passwords.
    """

    name: str
    size: int
    sha256: str
    format: str
    extension: str
    leakscan: str
    schema: str = SCHEMA_VERSION
    options: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as plain values."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


class Report:
    """The answer of one scan.

    A report made from a stream owns a temporary file; close it, or use it in a `with` block.

    Attributes:
        source: which file, with what.
        findings: worst first.
        problems: what was not examined and why.
        parts: the ledger: every part, stream and byte range.
        pixels_not_read: pictures whose metadata and extra bytes were examined, but not what they show.
        embedded: the trail of every file inside, as far as it could be taken out.
        origin: what tables and embedded files are read from; None when nothing was opened.
    """

    def __init__(
        self,
        *,
        source: SourceFacts,
        findings: tuple[Finding, ...],
        problems: tuple[Problem, ...],
        parts: tuple[Part, ...],
        pixels_not_read: int = 0,
        origin: "Origin | None" = None,
        embedded: tuple[tuple[str, ...], ...] = (),
        exposure: "Exposure | None" = None,
        moments: "tuple[Moment, ...]" = (),
    ) -> None:
        self.source = source
        self.findings = findings
        self.problems = problems
        self.parts = parts
        self.pixels_not_read = pixels_not_read
        self.origin = origin
        self.embedded = embedded
        self.exposure = exposure
        self.moments = moments

    @property
    def complete(self) -> bool:
        """False if anything at all was not examined."""
        return not self.problems and all(part.state.is_complete for part in self.parts)

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings, or None."""
        return max((finding.severity for finding in self.findings), default=None)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep files inside the scanned one open while their tables are read one after another.

        Without it every table opens them anew. The file is checked for changes once, when the block begins.

        Raises:
            SourceGoneError: the bytes that were scanned are out of reach.
            SourceChangedError: the file has changed since.
        """
        from leakscan.reopening import kept_open

        if self.origin is None:
            raise SourceGoneError("nothing of the file was opened")
        with kept_open(self.origin):
            yield

    def close(self) -> None:
        """Delete what the report keeps; its tables can no longer be read unless they come from a path."""
        if self.origin is not None:
            self.origin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __str__(self) -> str:
        from leakscan.render.to_text import to_text

        return to_text(self)

    def __repr__(self) -> str:
        worst = "nothing found" if self.worst is None else f"worst {self.worst}"
        state = "complete" if self.complete else "INCOMPLETE"
        count = len(self.findings)
        return f"<Report {self.source.name!r}: {count:,} finding{'' if count == 1 else 's'}, {worst}, {state}>"

    def to_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """Return the whole report as plain values, masked unless `reveal` is true."""
        findings, more_findings = first_alike(self.findings, case_of)
        problems, more_problems = first_alike(self.problems, lambda problem: problem.case)
        return {
            "schema": SCHEMA_VERSION,
            "source": self.source.to_dict(),
            "complete": self.complete,
            "worst": None if self.worst is None else self.worst.value,
            "findings": [finding.to_dict(reveal=reveal) for finding in findings],
            "findings_alike": [
                {
                    "rule": first.rule.id,
                    "severity": first.severity.value,
                    "message": first.message,
                    "number": number,
                }
                for first, number in more_findings
            ],
            "problems": [problem.to_dict() for problem in problems],
            "problems_alike": [
                {"code": first.code, "message": first.message, "lost": first.lost, "number": number}
                for first, number in more_problems
            ],
            "parts": [part.to_dict() for part in self.parts],
            "pixels_not_read": self.pixels_not_read,
            "exposure": None if self.exposure is None else self.exposure.to_dict(),
        }

    def to_json(self, *, reveal: bool = False, indent: int | None = None) -> str:
        """Return the report as JSON, the same bytes for the same file and options."""
        from leakscan.render.to_json import to_json

        return to_json(self, reveal=reveal, indent=indent)

    def _repr_html_(self) -> str:
        """Return a small table for notebooks; everything in it is masked and escaped."""
        from leakscan.render.to_notebook import to_notebook

        return to_notebook(self)


def case_of(finding: Finding) -> tuple[object, ...]:
    """Return what findings share that differ in their place and content alone."""
    return (
        -finding.severity.rank,
        -finding.access.rank,
        finding.rule.id,
        finding.message,
        finding.redundant,
        -finding.confidence.rank,
        finding.indexed,
    )


def first_alike(
    items: Iterable[Item], case: Callable[[Item], object]
) -> tuple[list[Item], list[tuple[Item, int]]]:
    """Return the first items of each case, and for longer cases their first and how many more there are."""
    kept: list[Item] = []
    seen: dict[object, tuple[Item, int]] = {}
    for item in items:
        first, number = seen.get(case(item), (item, 0))
        seen[case(item)] = first, number + 1
        if number < MOST_ALIKE:
            kept.append(item)
    return kept, [(first, number - MOST_ALIKE) for first, number in seen.values() if number > MOST_ALIKE]


def options_facts(options: "Options") -> dict[str, Any]:
    """Return what a report says of its options."""
    limits = {item.name: getattr(options.limits, item.name) for item in fields(options.limits)}
    return {
        "select": list(options.select),
        "ignore": list(options.ignore),
        "mask_places": options.mask_places,
        "people": options.people,
        "own_identifiers": options.identifiers is not None,
        "own_words": options.words is not None,
        "presidio": options.presidio,
        "limits": limits,
    }


def worst_first(findings: Iterator[Finding] | list[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order of a report: worst, easiest to reach, then by place."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                -finding.severity.rank,
                -finding.access.rank,
                finding.trail,
                finding.rule.id,
                finding.place.part,
                finding.place.start if finding.place.start is not None else -1,
                finding.place.sheet,
                finding.place.cells,
                finding.place.name,
                finding.message,
            ),
        )
    )
