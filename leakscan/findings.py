"""What a scan says: hits, findings, problems, the ledger's parts and the report."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import total_ordering
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from leakscan.moments import Moment
    from leakscan.options import Options
    from leakscan.pii.exposure import Exposure
    from leakscan.rules import Rule
    from leakscan.tables import Origin, Table

SCHEMA_VERSION = "1.1"
"""Version of the JSON form of a report; the first number changes when a reader could break."""


@total_ordering
class _Ranked(Enum):
    """Members are ordered as they are written, lowest first."""

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)

    def __lt__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.rank < other.rank

    def __str__(self) -> str:
        return str(self.value)


class Severity(_Ranked):
    """What harm the release of the thing would do."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Confidence(_Ranked):
    """How sure it is that the thing is what the rule says."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"


class Access(_Ranked):
    """How a stranger reaches the thing; hardest first (see docs/access.md)."""

    CARVING = "carving"
    PACKAGE = "package"
    IN_APP = "in-app"
    ONE_CLICK = "one-click"


class Content(Enum):
    """What a hit holds, as far as its severity is concerned."""

    DATA = "data"
    CREDENTIALS = "credentials"
    AUTHORSHIP = "authorship"
    OTHER_PEOPLE = "other-people"
    WORDING = "wording"
    """Words that are mostly harmless, such as headings, unless they speak of somebody."""
    GIVEN = "given"
    """Names that a program took over, such as those of sheets: harmless, unless they speak of somebody."""
    STOCK = "stock"
    """Words that come with a template, unless they speak of somebody."""
    EMPTY = "empty"
    COVERED = "covered"
    """Data that another finding of the same file gives back already."""
    OWN = "own"
    """The software's own: names of built-in things, caches without content, identifiers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look, and nothing of what is there.

    Attributes:
        part: name of the part or stream.
        sheet: name of the sheet.
        cells: a range such as `A5:F9`, rows such as `5:9`, columns such as `C:D`; several with commas.
        name: name of a thing in the part: a defined name, a field, a comment's number.
        page: page or slide, from 1.
        start: first byte in the file or stream.
        end: the byte after the last.
    """

    part: str = ""
    sheet: str = ""
    cells: str = ""
    name: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        words = []
        if self.sheet:
            words.append(f"sheet {self.sheet!r}")
        if self.cells:
            words.append(self.cells)
        if self.name:
            words.append(repr(self.name))
        if self.page is not None:
            words.append(f"page {self.page}")
        if self.start is not None:
            words.append(f"bytes {self.start}-{self.end}")
        if self.part:
            words.append(f"({self.part})" if words else self.part)
        return " ".join(words) or "the file"

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that say something."""
        return _without_defaults(self)


class Evidence:
    """A value quoted from the file: masked everywhere until revealed."""

    __slots__ = ("_text", "kind")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __str__(self) -> str:
        length = len(self._text)
        return f"[{self.kind}, {length} character{'' if length == 1 else 's'}]"

    def __repr__(self) -> str:
        return f"Evidence{self}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evidence) and (self.kind, self._text) == (other.kind, other._text)

    def __hash__(self) -> int:
        return hash((self.kind, self._text))

    def to_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """Return kind and length, and the text only when `reveal` is true."""
        masked: dict[str, Any] = {"kind": self.kind, "length": len(self._text)}
        if reveal:
            masked["text"] = self._text
        return masked


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is; None where a thing is not counted.

    Attributes:
        sheets: sheets.
        rows: rows that do not show; of a sheet that does not show, those that hold something. How many rows of
            hidden rows hold something is the length of the finding's table.
        columns: columns that do not show, or fields of records.
        cells: cells that hold something.
        values: values that stand in no cell: names, comments, cached points.
        records: records of a cache.
        distinct_values: different values among them.
        not_visible: different values that stand nowhere visible in the same file.
    """

    sheets: int | None = None
    rows: int | None = None
    columns: int | None = None
    cells: int | None = None
    values: int | None = None
    records: int | None = None
    distinct_values: int | None = None
    not_visible: int | None = None

    def to_dict(self) -> dict[str, int]:
        """Return the counts that were made."""
        return _without_defaults(self)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector saw: where, and what; never how bad.

    Attributes:
        place: where.
        message: the same words for the same case; quotes nothing.
        evidence: quoted values, a few examples.
        counts: how much.
        table: the recovered rows, where there are any.
        access: how a stranger reaches it.
        confidence: how sure the detector is.
        content: what it holds, for judging.
    """

    place: Place
    message: str
    evidence: tuple[Evidence, ...] = ()
    counts: Counts = field(default_factory=Counts)
    table: "Table | None" = None
    access: Access = Access.PACKAGE
    confidence: Confidence = Confidence.CERTAIN
    content: Content = Content.DATA


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its rule, its severity and the trail to its file.

    Attributes:
        rule: the rule; `rule.id` is its name.
        severity: what harm release would do.
        confidence: how sure it is.
        access: how a stranger reaches it.
        indexed: the text lies in the file uncompressed, so that search engines find it.
        redundant: everything in it also stands visibly in the same file.
        trail: names of the files that lead to the place, the outermost first.
        place: where in the innermost file.
        message: what was seen.
        evidence: quoted values, masked.
        counts: how much.
        table: recovered rows, or None.
        fingerprint: the same for the same finding in a re-zipped or renamed file; holds no text of the file.
        exposure: who is exposed by it; None when nothing personal was recognised, or it was not asked.
    """

    rule: "Rule"
    severity: Severity
    confidence: Confidence
    access: Access
    indexed: bool
    redundant: bool
    trail: tuple[str, ...]
    place: Place
    message: str
    evidence: tuple[Evidence, ...]
    counts: Counts
    table: "Table | None"
    fingerprint: str
    exposure: "Exposure | None" = None

    def to_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """Return the finding as plain values, masked unless `reveal` is true."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title,
            "severity": self.severity.value,
            "confidence": self.confidence.value,
            "access": self.access.value,
            "indexed": self.indexed,
            "redundant": self.redundant,
            "trail": list(self.trail),
            "place": self.place.to_dict(),
            "message": self.message,
            "evidence": [item.to_dict(reveal=reveal) for item in self.evidence],
            "counts": self.counts.to_dict(),
            "table": None if self.table is None else self.table.to_dict(),
            "see": self.rule.see,
            "remedy": self.rule.remedy,
            "fingerprint": self.fingerprint,
            "exposure": None if self.exposure is None else self.exposure.to_dict(),
        }


class Fingerprints:
    """Gives the findings of one report their fingerprints.

    A fingerprint is made of the rule, the trail below the outermost file, the structural place and the kind of
    case. Byte offsets are left out, for re-zipping moves them; findings that share all the rest are numbered.
    """

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()

    def make(self, rule_id: str, inner_trail: tuple[str, ...], place: Place, kind: str) -> str:
        """Return the fingerprint of the next finding."""
        import hashlib
        import json

        structural = (place.part, place.sheet, place.cells, place.name, place.page)
        text = json.dumps([rule_id, inner_trail, structural, kind])
        self._alike[text] += 1
        return hashlib.sha256(f"{text} {self._alike[text]}".encode()).hexdigest()[:32]


class PartState(Enum):
    """What became of a part.

    `EXAMINED` was read and judged. `RECOGNISED` is of a kind on the closed list of docs/coverage.md that
    carries no user content, and was verified to be of it. The others leave the report incomplete.
    """

    EXAMINED = "examined"
    RECOGNISED = "recognised"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"

    @property
    def is_complete(self) -> bool:
        """True when nothing of the part is left unsaid."""
        return self in (PartState.EXAMINED, PartState.RECOGNISED)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the ledger: a part, a stream or a range of bytes.

    Attributes:
        trail: names of the files that lead to it.
        name: name of the part; empty for a range of bytes.
        kind: what it is.
        size: size in bytes (inflated, for a part of a package).
        state: what became of it.
        start: first byte in its file, for a range.
        end: the byte after the last, for a range.
    """

    trail: tuple[str, ...]
    name: str
    kind: str
    size: int
    state: PartState
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain values."""
        line: dict[str, Any] = {
            "trail": list(self.trail),
            "name": self.name,
            "kind": self.kind,
            "size": self.size,
            "state": self.state.value,
        }
        if self.start is not None:
            line["start"] = self.start
            line["end"] = self.end
        return line


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be examined, or only in part.

    Attributes:
        code: a short stable name.
        trail: names of the files that lead to the place.
        place: where.
        message: what is wrong; quotes nothing.
        lost: what is therefore not examined.
    """

    code: str
    trail: tuple[str, ...]
    place: Place
    message: str
    lost: str

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain values."""
        return {
            "code": self.code,
            "trail": list(self.trail),
            "place": self.place.to_dict(),
            "message": self.message,
            "lost": self.lost,
        }


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
        return f"<Report {self.source.name!r}: {len(self.findings)} findings, {worst}, {state}>"

    def to_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """Return the whole report as plain values, masked unless `reveal` is true."""
        return {
            "schema": SCHEMA_VERSION,
            "source": self.source.to_dict(),
            "complete": self.complete,
            "worst": None if self.worst is None else self.worst.value,
            "findings": [finding.to_dict(reveal=reveal) for finding in self.findings],
            "problems": [problem.to_dict() for problem in self.problems],
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


def _without_defaults(value: Any) -> dict[str, Any]:
    return {item.name: found for item in fields(value) if (found := getattr(value, item.name)) not in (None, "")}


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
