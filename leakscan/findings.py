"""What a rule says: hits, and the findings made of them."""

from collections import Counter
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from leakscan.pii.exposed import Exposure
    from leakscan.rules import Rule
    from leakscan.tables import Table


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
    SHOWN = "shown"
    """Data behind a chart or an object, every value of which the page around it shows."""
    EMPTY = "empty"
    COVERED = "covered"
    """Data that another finding of the same file gives back already."""
    OWN = "own"
    """The software's own: names of built-in things, caches without content, identifiers."""


class Place(NamedTuple):
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
        return {name: found for name, found in self._asdict().items() if found not in (None, "")}


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


def _without_defaults(value: Any) -> dict[str, Any]:
    return {item.name: found for item in fields(value) if (found := getattr(value, item.name)) not in (None, "")}
