"""scan() and scan_many(): from a file to its report."""

import io
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import leakscan
from leakscan.errors import FileError, LeakscanError, LimitReachedError, UsageError
from leakscan.findings import Content, Finding, Fingerprints, Hit, Place
from leakscan.formats.document import Context, Document
from leakscan.judging import is_redundant, judge
from leakscan.ledger import Ledger
from leakscan.limits import Budget
from leakscan.masking import PlaceMask
from leakscan.moments import Moment, moments_of
from leakscan.options import Options
from leakscan.parts import PartState, Problem
from leakscan.report import Report, SourceFacts, options_facts, worst_first
from leakscan.rules import Rule, Selection, selected
from leakscan.source import BytesStore, PathStore, Source, SpoolStore, Store
from leakscan.tables import Origin
from leakscan.views.embedded import Embedded

if TYPE_CHECKING:
    from leakscan.people.pending import Pending
    from leakscan.pii.exposed import Exposure

Target = str | os.PathLike[str] | bytes | BinaryIO

_CHUNK_BYTES = 1 << 20
_PEOPLE_LOST = "who is exposed by a finding"
_BYTES, _STREAM = "(bytes)", "(stream)"
_NO_NAMES = frozenset({_BYTES, _STREAM, "-"})
"""Names of what has none, which say nothing of its format."""


def scan(target: Target, options: Options | None = None, *, name: str | None = None) -> Report:
    """Return the report of one file and of everything inside it.

    Args:
        target: a path, the bytes of a file, or a binary stream (read from where it stands).
        options: the choices of the call.
        name: the file's name, for bytes and streams; what the extension is told from.

    Raises:
        UsageError: the path does not exist or is no file, or an option is wrong. What is wrong with the file
            itself is a problem in the report.
    """
    options = options or Options()
    running = selected(options.select, options.ignore)
    store, known_name = _opened_target(target)
    name = name or known_name
    source = Source(
        store,
        name=name,
        budget=Budget(options.limits),
        passwords=options.passwords,
        has_own_name=name not in _NO_NAMES,
    )
    try:
        examination = _Examination(source, options, running)
    except OSError as error:  # a failing disk, or a file that only looks like one
        raise UsageError("the file cannot be read to its end") from error
    return examination.report()


def scan_many(
    targets: Iterable[Target], options: Options | None = None, *, workers: int | None = None
) -> Iterator[Report]:
    """Yield a report for each target, in order.

    Even a path that does not exist gives a report, with a problem in it.

    Args:
        targets: what is scanned; taken one by one as reports are wanted, unless processes share the work.
        options: the choices of the call.
        workers: how many processes share a list of many paths; None for one on each processor where they can be
            forked, else none. The time limit of a file then also ends a process that does not heed it.

    Raises:
        UsageError: an option is wrong, or one target is given instead of several; before anything is scanned.
    """
    options = options or Options()
    selected(options.select, options.ignore)
    if isinstance(targets, str | bytes | os.PathLike):
        raise UsageError("several targets are needed; use scan() for one")
    if workers is not None and workers < 1:
        raise UsageError("at least one worker is needed")
    if workers != 1 and isinstance(targets, list | tuple):
        from leakscan.workers import LEAST_FILES, Workers, forks

        count = workers or ((os.cpu_count() or 1) if forks() else 1)
        paths = [target for target in targets if isinstance(target, str | os.PathLike)]
        if count > 1 and len(paths) == len(targets) >= LEAST_FILES:
            return Workers(count, options, _not_scanned).reports(paths)
    return _reports(targets, options)


def _reports(targets: Iterable[Target], options: Options) -> Iterator[Report]:
    for target in targets:
        try:
            yield scan(target, options)
        except UsageError as error:
            yield _not_scanned(target, options, "not-opened", str(error))


def _not_scanned(target: Target, options: Options, code: str, message: str) -> Report:
    name = os.fspath(target) if isinstance(target, str | os.PathLike) else _BYTES
    facts = SourceFacts(
        name=name,
        size=0,
        sha256="",
        format="",
        extension=Path(name).suffix.lower().lstrip("."),
        leakscan=leakscan.__version__,
        options=options_facts(options),
    )
    problem = Problem(code, (name,), Place(), message, "the whole file")
    return Report(source=facts, findings=(), problems=(problem,), parts=())


def _opened_target(target: Target) -> tuple[Store, str]:
    if isinstance(target, bytes | bytearray | memoryview):
        return BytesStore(bytes(target)), _BYTES
    if isinstance(target, str | os.PathLike):
        path = Path(target)
        if not path.is_file():
            what = "is not a file" if path.exists() else "does not exist"
            raise UsageError(f"the path {what}")
        try:
            with path.open("rb"):
                return PathStore(path.absolute()), os.fspath(target)
        except OSError as error:
            raise UsageError("the file cannot be opened") from error
    if not isinstance(target, io.IOBase) and not hasattr(target, "read"):
        raise UsageError("a path, bytes or a binary stream is needed")
    spool = SpoolStore()
    while chunk := target.read(_CHUNK_BYTES):
        if not isinstance(chunk, bytes):
            raise UsageError("the stream must be binary")
        spool.write(chunk)
    name = getattr(target, "name", None)
    return spool, name if isinstance(name, str) else _STREAM


class _Examination:
    """The examination of one root file: a queue of sources, a ledger, and the findings so far."""

    def __init__(self, root: Source, options: Options, running: Selection) -> None:
        self._root = root
        self._options = options
        self._running = running
        self._ledger = Ledger(strict=options.strict)
        self._origin = Origin(root.store, name=root.name, sha256=root.sha256, options=options)
        self._found: list[tuple[Hit, Finding, object]] = []
        self._moments: list[Moment] = []
        if options.people and options.has_knowledge:
            options.knowledge()  # says now what is wrong with it
        self._fingerprints = Fingerprints()
        self._format = ""
        self._embedded: list[tuple[str, ...]] = []

    def report(self) -> Report:
        """Examine everything and return the report."""
        # A file is examined while the one around it is still open, so that an archive of a thousand members
        # never holds more than one of them taken out.
        opened = [self._examined(self._root)]
        try:
            while opened:
                inner = next(opened[-1], None)
                if inner is None:
                    opened.pop()
                else:
                    opened.append(self._examined(inner))
        except LimitReachedError as error:
            self._ended(error)
            for examination in reversed(opened):
                examination.close()
        if self._root.budget.ended_by is not None:
            self._ended(self._root.budget.ended_by)
        return self._made()

    def _ended(self, limit: LimitReachedError) -> None:
        self._ledger.problem(limit.code, self._root.trail, str(limit), lost="everything after this point")

    def _examined(self, source: Source) -> Generator[Source]:
        """Examine one file, yielding those inside it."""
        from leakscan.formats.catalogue import open_document
        from leakscan.views.archive import DetectedFormat

        kind, state = "file that cannot be opened", PartState.UNREADABLE
        with self._guarded(source, "the whole file"):
            document = open_document(source, Context(self._ledger, self._options))
            with closing(document):
                if source.depth == 0:
                    self._format = document.format
                if source.has_own_name:
                    self._look(DetectedFormat(document.format, source.extension), source, document)
                for view in document.views():
                    self._look(view, source, document)
                    if isinstance(view, Embedded):
                        self._embedded.append(view.source.trail)
                        if view.is_examined:
                            view.source.store.close()
                        elif self._is_to_be_opened(view.source):
                            yield view.source
            kind, state = f"{document.format} file", PartState.EXAMINED
        if not self._ledger.has_ranges(source.trail):
            self._ledger.enter(
                source.trail, "", kind=kind, size=source.size, state=state, start=0, end=source.size
            )
        if source.depth > 0:
            source.store.close()

    def _is_to_be_opened(self, source: Source) -> bool:
        if source.depth > self._options.limits.depth:
            self._ledger.problem(
                "limit-depth", source.trail, "the limit on depth is reached", lost="the file inside"
            )
            source.store.close()
            return False
        return source.sha256 not in source.digests

    @contextmanager
    def _guarded(self, source: Source, lost: str) -> Iterator[None]:
        """Turn whatever goes wrong inside into a problem: the last guard, for a crash would hide a file."""
        try:
            yield
        except Exception as error:  # the engine's own last guard
            if not self._is_settled(error, source, lost):
                raise

    def _is_settled(self, error: Exception, source: Source, lost: str, rule: Rule | None = None) -> bool:
        """Record what went wrong and return true, unless it ends the scan or the caller is at fault."""
        if isinstance(error, LimitReachedError) and error.ends_scan:
            return False
        if isinstance(error, FileError):
            self._ledger.problem(error.code, source.trail, str(error), lost=lost)
            return True
        if isinstance(error, LeakscanError) or self._options.strict:
            return False
        who = "the reader" if rule is None else f"rule {rule.id}"
        self._ledger.failure(source.trail, error, who=who, lost=lost)
        return True

    def _look(self, view: object, source: Source, document: Document) -> None:
        self._moments += moments_of(view)
        for detector in self._running.looking_at(type(view)):
            rule = detector.rule
            try:
                for hit in detector.look(view):
                    kept = view if hit.content in (Content.DATA, Content.SHOWN) else None  # a view can be large
                    self._found.append((hit, self._finding(rule, hit, source, document), kept))
            except Exception as error:  # as in `_guarded`, without what that costs sixty times a file
                if not self._is_settled(error, source, f"what rule {rule.id} would find", rule):
                    raise

    def _finding(self, rule: Rule, hit: Hit, source: Source, document: Document) -> Finding:
        inner_trail = source.trail[1:]
        if hit.table is not None:
            hit.table.bind(self._origin, inner_trail)
        return Finding(
            rule=rule,
            severity=judge(rule, hit),
            confidence=hit.confidence,
            access=hit.access,
            indexed=source.is_uncompressed and document.is_uncompressed(hit.place.part),
            redundant=is_redundant(hit),
            trail=source.trail,
            place=hit.place,
            message=hit.message,
            evidence=hit.evidence,
            counts=hit.counts,
            table=hit.table,
            fingerprint=self._fingerprints.make(rule.id, inner_trail, hit.place, hit.message),
        )

    def _with_people(self) -> tuple[list[Finding], "Exposure | None"]:
        """Return the findings, each with who is exposed by it and judged by that, and all exposures in one."""
        from leakscan.people.pending import Pending
        from leakscan.pii.exposed import Exposure, together

        waiting = [Pending(hit, finding, view) for hit, finding, view in self._found]
        exposed: dict[int, Exposure] = {}
        uncounted: list[Exposure] = []
        with self._guarded(self._root, _PEOPLE_LOST):
            for item, exposure in self._exposures(waiting):
                if exposure.categories or exposure.people.estimate:
                    exposed[id(item)] = exposure
                else:
                    uncounted.append(exposure)
        findings = []
        for item in waiting:
            found = exposed.get(id(item))
            findings.append(
                item.finding
                if found is None
                else replace(
                    item.finding,
                    exposure=found,
                    severity=judge(item.finding.rule, item.hit, found),
                    redundant=is_redundant(item.hit, found),
                )
            )
        hidden = [item.exposure for item in findings if item.exposure is not None and not item.redundant]
        return findings, together([*hidden, *uncounted])

    def _exposures(self, waiting: "list[Pending]") -> "Iterator[tuple[Pending, Exposure]]":
        """Yield whom each finding exposes; what cannot be read is said."""
        left = {id(item) for item in waiting if item.is_to_be_examined}
        if not left:
            return
        from leakscan.people.stage import PeopleStage

        stage = PeopleStage(self._origin, self._options, self._root.budget.seconds_left)
        try:
            for item, found in stage.exposures(waiting):
                left.discard(id(item))
                if isinstance(found, FileError):
                    self._ledger.problem(found.code, item.finding.trail, str(found), lost=_PEOPLE_LOST)
                elif found is not None:
                    yield item, found
        except LimitReachedError as error:
            self._ledger.problem(
                error.code, self._root.trail, str(error), lost=f"who is exposed by {len(left):,} findings"
            )

    def _made(self) -> Report:
        found, exposure = [finding for _, finding, _ in self._found], None
        if self._options.people:
            found, exposure = self._with_people()
        for hit, _, _ in self._found:
            if hit.table is not None:
                hit.table.give_back()
        findings = worst_first(found)
        problems = self._ledger.problems()
        parts = self._ledger.parts()
        incomplete = tuple(
            Problem(
                "not-examined",
                part.trail,
                Place(part=part.name, start=part.start, end=part.end),
                "the content is of a kind that is not examined",
                "what it holds",
            )
            for part in parts
            if part.state is PartState.UNKNOWN
        )
        problems = (*problems, *incomplete)
        if self._options.mask_places:
            mask = PlaceMask(findings, problems, parts)
            findings = tuple(mask.finding(item) for item in findings)
            problems = tuple(mask.problem(item) for item in problems)
            parts = tuple(mask.part(item) for item in parts)
        root = self._root
        return Report(
            source=SourceFacts(
                name=root.name,
                size=root.size,
                sha256=root.sha256,
                format=self._format,
                extension=root.extension,
                leakscan=leakscan.__version__,
                options=options_facts(self._options),
            ),
            findings=findings,
            problems=problems,
            parts=parts,
            pixels_not_read=self._ledger.pixels_not_read,
            origin=self._origin,
            embedded=tuple(self._embedded),
            exposure=exposure,
            moments=tuple(dict.fromkeys(self._moments)),
        )
