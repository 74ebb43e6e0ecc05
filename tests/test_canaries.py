"""A report of leaks must not leak, and must not miss: canaries show only when revealed, and then all of them."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import fixtures
import leakscan
from leakscan.extraction import extract
from leakscan.render.to_notebook import to_notebook
from leakscan.render.to_text import to_text
from tests.scanned import files, report_of

CANARY = re.compile(rb"ZQ-[A-Za-z]+-[0-9a-f]{3}")
RULE_FIXTURES = [rule.module_name for rule in leakscan.rules()]


def contents(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds, archives inside archives unpacked."""
    yield data
    if b"PK\x03\x04" in data:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            return
        with archive:
            for entry in archive.infolist():
                try:
                    yield from contents(archive.read(entry))
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
                    continue


def canaries(data: bytes) -> set[str]:
    found = {match.decode() for content in contents(data) for match in CANARY.findall(content)}
    wide = {match.decode() for content in contents(data) for match in CANARY.findall(content.replace(b"\0", b""))}
    return found | wide


@pytest.mark.parametrize("name", fixtures.folders())
def test_no_canary_shows_unless_revealed(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for path in files(name):
        report = leakscan.scan(path, leakscan.Options(strict=True))
        shown = "\n".join(
            (
                str(report),
                repr(report),
                to_text(report),
                report.to_json(),
                to_notebook(report),
                repr(report.findings),
                "\n".join(str(finding) for finding in report.findings),
                repr([finding.evidence for finding in report.findings]),
                "\n".join(f"{item}{item!r}{item:}" for finding in report.findings for item in finding.evidence),
                repr(report.problems),
                repr(report.parts),
                repr(report.to_dict()),
                caplog.text,
            )
        )
        assert canaries(shown.encode()) == set(), path.name


@pytest.mark.parametrize("name", RULE_FIXTURES)
def test_every_canary_of_a_leaky_file_comes_back(name: str, tmp_path: Path) -> None:
    for path in files(name, "leaky"):
        report = report_of(path)
        folder = tmp_path / path.name
        extract(report, folder, safe=False)
        revealed = canaries(report.to_json(reveal=True).encode())
        for file in folder.iterdir():
            if file.name != "manifest.json":
                revealed |= canaries(file.read_bytes())
        assert canaries(path.read_bytes()) - revealed == set(), path.name


@pytest.mark.parametrize("name", RULE_FIXTURES)
def test_masked_places_show_no_name_of_the_file(name: str) -> None:
    for path in files(name, "leaky"):
        plain = report_of(path)
        masked = leakscan.scan(path, leakscan.Options(mask_places=True)).to_json()
        names = {finding.place.sheet for finding in plain.findings} - {""}
        assert [name for name in sorted(names) if f'"{name}"' in masked] == []
