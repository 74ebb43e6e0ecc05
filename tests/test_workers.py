"""Many files in several processes: the same reports, in order, whatever becomes of a worker."""

import os
import pickle
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import leakscan
from leakscan.engine import _not_scanned
from leakscan.options import Options
from leakscan.report import Report
from leakscan.workers import LEAST_FILES, Workers, forks

LEAKY = Path(__file__).parents[1] / "fixtures" / "hidden_sheet" / "leaky.xlsx"
OPTIONS = leakscan.Options(people=False)

needs_fork = pytest.mark.skipif(not forks(), reason="the tests stand in for a worker's own code")


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(LEAST_FILES + 8):
        path = tmp_path / f"{number:03d}.xlsx"
        path.write_bytes(LEAKY.read_bytes() if number % 3 else b"nonsense")
        paths.append(path)
    return paths


def told(reports: Iterator[Report]) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            report.source.name,
            [finding.fingerprint for finding in report.findings],
            [problem.code for problem in report.problems],
        )
        for report in reports
    ]


def test_processes_tell_what_one_tells_in_order(many: list[Path]) -> None:
    many[5].unlink()
    alone = told(leakscan.scan_many(many, OPTIONS, workers=1))
    assert told(leakscan.scan_many(many, OPTIONS, workers=2)) == alone
    assert alone[5][2] == ["not-opened"]


def test_what_was_found_is_given_back_from_another_process(many: list[Path]) -> None:
    report = list(leakscan.scan_many(many, OPTIONS, workers=2))[1]
    [finding] = [item for item in report.findings if item.table is not None]
    assert finding.table is not None
    assert list(finding.table.rows())


def test_people_whom_several_processes_met_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.people.secret._SECRET", [])  # as in a process that has not scanned before
    data = (Path(__file__).parents[1] / "fixtures" / "pivot_cache" / "leaky.xlsx").read_bytes()
    paths = [tmp_path / f"{number:03d}.xlsx" for number in range(LEAST_FILES + 24)]
    for path in paths:
        path.write_bytes(data)
    together = leakscan.assess(list(leakscan.scan_many(paths, workers=2))).exposure
    assert together is not None
    assert together.people.estimate == 3


def _dies_at(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    scan = leakscan.engine.scan

    def stand_in(target: Path, options: Options) -> Report:
        if Path(os.fspath(target)).name == name:
            os._exit(9)
        return scan(target, options)

    monkeypatch.setattr("leakscan.engine.scan", stand_in)


@needs_fork
def test_a_worker_that_dies_costs_its_file_alone(many: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    alone = told(leakscan.scan_many(many, OPTIONS, workers=1))
    _dies_at(monkeypatch, "004.xlsx")
    shared = told(leakscan.scan_many(many, OPTIONS, workers=2))
    assert shared[4][1:] == ([], ["worker-died"])
    assert shared[:4] + shared[5:] == alone[:4] + alone[5:]


@needs_fork
def test_a_worker_that_heeds_no_limit_is_ended(many: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scan = leakscan.engine.scan

    def stand_in(target: Path, options: Options) -> Report:
        if Path(os.fspath(target)).name == "007.xlsx":
            time.sleep(600)
        return scan(target, options)

    monkeypatch.setattr("leakscan.engine.scan", stand_in)
    monkeypatch.setattr("leakscan.workers._GRACE_SECONDS", 2.0)
    options = replace(OPTIONS, limits=leakscan.Limits(timeout_seconds=1.0))
    reports = list(Workers(2, options, _not_scanned).reports(many[:12]))
    assert [report.problems[0].code for report in reports if not report.complete].count("limit-time") == 1
    assert reports[7].problems[0].code == "limit-time"
    assert reports[8].findings


def test_giving_up_leaves_no_process(many: list[Path]) -> None:
    workers = Workers(2, OPTIONS, _not_scanned)
    reports = workers.reports(many)
    assert next(reports).source.name == str(many[0])
    processes = [worker.process for worker in workers._workers]
    assert processes
    reports.close()  # type: ignore[attr-defined]
    assert not any(process.is_alive() for process in processes)


def test_no_worker_is_no_choice() -> None:
    with pytest.raises(leakscan.UsageError):
        leakscan.scan_many([LEAKY], workers=0)


def test_a_report_without_a_scan_survives_pickling() -> None:
    report = _not_scanned(LEAKY, OPTIONS, "worker-died", "the process that read the file ended")
    assert pickle.loads(pickle.dumps(report)).problems == report.problems
