"""Writes what a report recovered into a folder: tables, texts and embedded files, in clear.

Files are named by leakscan and readable by their owner alone; the names that stand in the scanned file are found
in the manifest only, so that none of them can lead a path astray.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from leakscan.errors import FileError, UsageError
from leakscan.findings import Finding
from leakscan.render.to_workbook import MOST_COLUMNS, WorkbookWriter
from leakscan.reopening import opened_source
from leakscan.report import Report
from leakscan.source import Source

MANIFEST = "manifest.json"
_WORKBOOK = "tables.xlsx"
_CHUNK_BYTES = 1 << 20
_DOCUMENTS = "csv doc docm docx odp ods odt pdf ppt pptm pptx rtf txt xls xlsb xlsm xlsx xml zip"
_PICTURES = "bmp emf gif jpeg jpg png tif tiff wmf"
_KEPT_EXTENSIONS = frozenset(f"{_DOCUMENTS} {_PICTURES}".split())
"""Extensions an embedded file keeps; any other becomes `bin`, so that no program or script runs at a click."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """One thing that was written.

    Attributes:
        file: name of the file in the folder.
        facts: what it is and where it comes from, with original names.
    """

    file: str
    facts: Mapping[str, Any]


@dataclass(slots=True)
class Manifest:
    """All that an extraction wrote, and what it could not.

    Attributes:
        tables: recovered tables.
        texts: recovered texts of findings that are no tables.
        files: embedded files.
        failures: what could not be recovered, or only in part.
    """

    tables: list[Recovered] = field(default_factory=list)
    texts: list[Recovered] = field(default_factory=list)
    files: list[Recovered] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def extract(
    report: Report, folder: str | os.PathLike[str], *, safe: bool = True, xlsx: bool = False, force: bool = False
) -> Manifest:
    """Write everything a report recovered into a folder and return the manifest, which is written there too.

    What is written is real data in clear.

    Args:
        report: a report whose file is still in reach.
        folder: made for its owner alone if it does not exist.
        safe: defuse texts that a spreadsheet would take for formulas.
        xlsx: write the tables into one workbook instead of a CSV file each.
        force: write into a folder that is not empty; files of the same name are replaced.

    Raises:
        UsageError: the folder is not empty or cannot be written, or the scanned file changed or is gone.
    """
    target = Path(folder)
    _prepare(target, force=force)
    try:
        return _Extraction(report, target, safe=safe).run(xlsx=xlsx)
    except OSError as error:
        raise UsageError(f"the folder cannot be written: {error.strerror}") from error


def _prepare(folder: Path, *, force: bool) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_empty = next(folder.iterdir(), None) is None
    except OSError as error:
        raise UsageError(f"the folder cannot be used: {error.strerror}") from error
    if not is_empty and not force:
        raise UsageError("the folder is not empty; nothing was written")


class _Extraction:
    """One run: the report, the folder and what was written so far."""

    def __init__(self, report: Report, folder: Path, *, safe: bool) -> None:
        self._report = report
        self._folder = folder
        self._safe = safe
        self._manifest = Manifest()

    def run(self, *, xlsx: bool) -> Manifest:
        """Write everything."""
        findings = list(enumerate(self._report.findings, start=1))
        is_read_again = self._report.embedded or any(item.table is not None for item in self._report.findings)
        with self._report.reading() if is_read_again else nullcontext():
            if xlsx:
                self._write_workbook(findings)
            else:
                for number, finding in findings:
                    self._write_csv(number, finding)
            for number, trail in enumerate(self._report.embedded, start=1):
                self._write_file(number, trail)
        for number, finding in findings:
            self._write_text(number, finding)
        self._write_manifest()
        return self._manifest

    def _write_csv(self, number: int, finding: Finding) -> None:
        if finding.table is None:
            return
        name = f"table-{number:03d}.csv"
        with self._noting(name):
            finding.table.to_csv(self._free(name), safe=self._safe)
        self._manifest.tables.append(Recovered(name, _facts(finding)))

    def _write_workbook(self, findings: list[tuple[int, Finding]]) -> None:
        with closing(WorkbookWriter(safe=self._safe)) as writer:
            self._write_sheets(writer, findings)
            path = self._free(_WORKBOOK)
            path.touch(mode=0o600)
            writer.save(path)

    def _write_sheets(self, writer: WorkbookWriter, findings: list[tuple[int, Finding]]) -> None:
        for number, finding in findings:
            table = finding.table
            if table is None:
                continue
            if len(table.columns) > MOST_COLUMNS:
                self._write_csv(number, finding)
                continue
            sheets: list[str] = []
            with self._noting(f"table {number} of {_WORKBOOK}"):
                sheets, cut = writer.add(table, f"{number:03d} {finding.rule.id}")
                if cut:  # a cell of a workbook holds 32,767 characters; a CSV file holds them all
                    self._write_csv(number, finding)
            self._manifest.tables.append(Recovered(_WORKBOOK, {**_facts(finding), "sheets": sheets}))

    def _write_text(self, number: int, finding: Finding) -> None:
        if finding.table is not None or not finding.evidence:
            return
        name = f"text-{number:03d}.txt"
        text = "\n\n".join(item.reveal() for item in finding.evidence) + "\n"
        with self._private(name) as stream:
            stream.write(text.encode("utf-8", "backslashreplace"))
        self._manifest.texts.append(Recovered(name, _facts(finding)))

    def _write_file(self, number: int, trail: tuple[str, ...]) -> None:
        if self._report.origin is None:
            return
        with (
            self._noting(" > ".join(trail[1:])),
            opened_source(self._report.origin, trail[1:]) as source,
        ):
            extension = source.extension if source.extension in _KEPT_EXTENSIONS else "bin"
            name = f"file-{number:03d}.{extension}"
            size, digest = self._copy(source, name)
            facts = {"trail": list(trail), "size": size, "sha256": digest}
            self._manifest.files.append(Recovered(name, facts))

    def _copy(self, source: Source, name: str) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        with source.open() as stream, self._private(name) as target:
            while chunk := stream.read(_CHUNK_BYTES):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return size, digest.hexdigest()

    def _write_manifest(self) -> None:
        made = self._manifest
        content = {
            "source": {"name": self._report.source.name, "sha256": self._report.source.sha256},
            "leakscan": self._report.source.leakscan,
            "safe": self._safe,
            "tables": [{"file": item.file, **item.facts} for item in made.tables],
            "texts": [{"file": item.file, **item.facts} for item in made.texts],
            "files": [{"file": item.file, **item.facts} for item in made.files],
            "failures": made.failures,
        }
        with self._private(MANIFEST) as stream:
            text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
            stream.write(text.encode("utf-8", "backslashreplace"))

    @contextmanager
    def _noting(self, what: str) -> Iterator[None]:
        """Note a file's fault and go on with the rest."""
        try:
            yield
        except FileError as error:
            self._manifest.failures.append(f"{what}: {error}")

    def _free(self, name: str) -> Path:
        """Return the path for a new file; an older one, or a link somewhere else, is taken away first."""
        path = self._folder / name
        path.unlink(missing_ok=True)
        return path

    def _private(self, name: str) -> BinaryIO:
        descriptor = os.open(self._free(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(descriptor, "wb")


def _facts(finding: Finding) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "trail": list(finding.trail),
        "place": finding.place.to_dict(),
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }
    if finding.table is not None:
        facts |= {"rows": len(finding.table), "columns": len(finding.table.columns)}
    return facts
