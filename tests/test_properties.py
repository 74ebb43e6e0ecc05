"""Laws that hold for every file and every value."""

import io
import json
import pickle
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import leakscan
from leakscan import Evidence
from leakscan.render.plain import plain
from tests.scanned import SMALL, files, report_of

unlikely_text = st.text(st.characters(min_codepoint=0x250, exclude_categories=["Cs"]), min_size=1)


def rezipped(data: bytes, *, seed: int) -> bytes:
    """Return the same parts in another order, with other dates and another compression."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        entries = old.infolist()
        random.Random(seed).shuffle(entries)
        for number, entry in enumerate(entries):
            info = zipfile.ZipInfo(entry.filename, (1999 + number % 20, 2, 3, 4, 5, 6))
            new.writestr(info, old.read(entry), zipfile.ZIP_DEFLATED, compresslevel=1 + number % 9)
    return made.getvalue()


def essence(report: leakscan.Report) -> list[tuple[str, str, str]]:
    """Return what each finding is; those about the archive's own records are about what packing anew changes."""
    return sorted(
        (finding.fingerprint, str(finding.counts), finding.severity.value)
        for finding in report.findings
        if finding.rule.id != "archive-comment"
    )


@pytest.mark.parametrize("name", ["hidden_sheet", "pivot_cache"])
def test_neither_order_nor_dates_nor_the_name_change_a_finding(name: str) -> None:
    for path in (item for item in files(name) if zipfile.is_zipfile(item)):
        again = leakscan.scan(rezipped(path.read_bytes(), seed=len(path.name)), name=f"another{path.suffix}")
        assert essence(again) == essence(report_of(path)), path.name


@pytest.mark.parametrize("name", SMALL)
def test_the_same_bytes_give_the_same_json(name: str) -> None:
    for path in files(name):
        assert leakscan.scan(path).to_json() == report_of(path).to_json(), path.name


@pytest.mark.parametrize("name", SMALL)
def test_a_report_survives_pickling_and_json(name: str) -> None:
    for path in files(name):
        report = report_of(path)
        again = pickle.loads(pickle.dumps(report))
        assert again.to_dict(reveal=True) == report.to_dict(reveal=True)
        assert json.loads(report.to_json()) == json.loads(json.dumps(report.to_dict()))
        for mine, theirs in zip(report.findings, again.findings, strict=True):
            if mine.table is not None and theirs.table is not None:
                assert list(theirs.table.rows()) == list(mine.table.rows())


@pytest.mark.parametrize("name", SMALL)
def test_a_table_is_as_long_as_it_says_and_reads_the_same_twice(name: str) -> None:
    for path in files(name):
        for finding in report_of(path).findings:
            if finding.table is not None:
                rows = list(finding.table.rows())
                assert len(rows) == len(finding.table), (path.name, finding)
                assert {len(row) for row in rows} <= {len(finding.table.columns)}
                assert list(finding.table.rows()) == rows


@given(st.from_regex(r"[a-z]{1,9}", fullmatch=True), unlikely_text)
def test_masked_evidence_never_shows_its_text(kind: str, text: str) -> None:
    evidence = Evidence(kind, text)
    for shown in (
        str(evidence),
        repr(evidence),
        f"{evidence}",
        json.dumps(evidence.to_dict(), ensure_ascii=False),
    ):
        assert not set(text) & set(shown)
    assert evidence.reveal() == text
    assert pickle.loads(pickle.dumps(evidence)) == evidence


@given(st.text(st.characters()))
def test_plain_text_is_one_printable_line(text: str) -> None:
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    shown.encode()


def test_a_file_of_noise_gives_a_report(tmp_path: Path) -> None:
    for size in (0, 1, 4, 30, 4096):
        report = leakscan.scan(b"PK\x03\x04"[:size] + random.Random(size).randbytes(max(0, size - 4)))
        assert not report.complete
