"""The public face: what other tools are built on."""

import io
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest

import fixtures
import leakscan
from leakscan.findings import Hit, Place
from leakscan.report import options_facts

LEAKY = fixtures.ROOT / "pivot_cache" / "leaky.xlsx"
HIDDEN = fixtures.ROOT / "hidden_sheet" / "leaky.xlsx"


def table_of(report: leakscan.Report) -> leakscan.Table:
    """Return the first table there is; in LEAKY, that of the pivot cache."""
    return next(finding.table for finding in report.findings if finding.table is not None)


def in_fresh_interpreter(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_every_public_name_is_listed_and_there() -> None:
    listed = leakscan.__all__
    assert listed == sorted(listed, key=lambda name: (name.startswith("_"), name)) or set(listed)
    assert all(hasattr(leakscan, name) for name in listed)
    here = {
        name
        for name, value in vars(leakscan).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("leakscan")
    }
    assert here == set(listed) - {"__version__"}


def test_importing_loads_no_library() -> None:
    heavy = "click rich lxml numpy openpyxl olefile msoffcrypto PIL pandas"
    code = f"import leakscan, sys; print([name for name in {heavy.split()!r} if name in sys.modules])"
    assert in_fresh_interpreter(code).strip() == "[]"


def test_importing_costs_next_to_nothing() -> None:
    """What takes long to load, in the standard library too, waits until something is asked for."""
    slow = "dataclasses inspect pathlib datetime ast logging importlib.metadata leakscan.engine leakscan.findings"
    code = f"import leakscan, sys; print([name for name in {slow.split()!r} if name in sys.modules])"
    assert in_fresh_interpreter(code).strip() == "[]"


def test_a_scan_loads_the_reader_of_its_own_format_alone() -> None:
    code = (
        f"import leakscan, sys; leakscan.scan({str(HIDDEN)!r}, leakscan.Options(people=False));"
        "print([name for name in ('pdf', 'docx', 'pptx', 'xls', 'ods', 'mail', 'html', 'rtf')"
        " if f'leakscan.formats.{name}.document' in sys.modules],"
        " [name for name in ('numpy', 'openpyxl', 'pypdf', 'PIL') if name in sys.modules])"
    )
    assert in_fresh_interpreter(code).strip() == "[] []"


def test_a_scan_loads_no_detector_and_no_reader_that_its_file_does_not_need() -> None:
    needless = (
        "detectors.hidden.hidden_layer detectors.review.tracked_change views.revisions views.slides"
        " formats.pptx.shapes formats.pdf.layout formats.vba.project formats.pictures.reading formats.xlsb.package"
        " containers.cfb containers.seven_zip pii.matches"
    )
    clean = HIDDEN.with_name("clean.xlsx")
    code = (
        f"import leakscan, sys; leakscan.scan({str(clean)!r});"
        f"print([name for name in {needless.split()!r} if f'leakscan.{{name}}' in sys.modules],"
        " [name for name in ('numpy', 'logging', 'uuid', 'tempfile') if name in sys.modules],"
        " 'leakscan.detectors.hidden.hidden_rows' in sys.modules)"
    )
    assert in_fresh_interpreter(code).strip() == "[] [] True"


def test_public_names_come_when_asked_for_whatever_was_imported_before() -> None:
    code = "import leakscan.cli, leakscan; print(leakscan.rules()[0].id, leakscan.scan.__name__, dir(leakscan))"
    told = in_fresh_interpreter(code)
    assert "scan" in told
    assert all(f"'{name}'" in told for name in leakscan.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = leakscan.nothing  # type: ignore[attr-defined]


def test_a_path_bytes_and_a_stream_give_the_same_findings() -> None:
    data = LEAKY.read_bytes()
    with (
        leakscan.scan(LEAKY) as of_path,
        leakscan.scan(str(LEAKY)) as of_text,
        leakscan.scan(data, name="leaky.xlsx") as of_bytes,
        leakscan.scan(io.BytesIO(data), name="leaky.xlsx") as of_stream,
        LEAKY.open("rb") as file,
        leakscan.scan(file) as of_file,
    ):
        reports = [of_path, of_text, of_bytes, of_stream, of_file]
        assert len({tuple(finding.fingerprint for finding in report.findings) for report in reports}) == 1
        assert {report.source.sha256 for report in reports} == {of_path.source.sha256}
        assert of_file.source.name == of_path.source.name == str(LEAKY)
        rows = list(table_of(of_path).rows())
        assert all(list(table_of(report).rows()) == rows for report in reports)


def test_a_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"before" + LEAKY.read_bytes())
    stream.seek(6)
    assert leakscan.scan(stream).source.sha256 == leakscan.scan(LEAKY).source.sha256


def test_the_source_is_told() -> None:
    source = leakscan.scan(LEAKY).source
    assert (source.name, source.size, source.format, source.extension) == (
        str(LEAKY),
        LEAKY.stat().st_size,
        "xlsx",
        "xlsx",
    )
    assert source.leakscan == leakscan.__version__
    assert source.options["mask_places"] is False


@pytest.mark.parametrize("target", ["no-such-file.xlsx", str(fixtures.ROOT), 42, None, io.StringIO("text")])
def test_the_mistakes_of_a_caller_are_raised(target: object) -> None:
    with pytest.raises(leakscan.UsageError):
        leakscan.scan(target)  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here fails while it is read")
def test_a_file_that_cannot_be_read_is_not_examined_in_silence() -> None:
    with pytest.raises(leakscan.UsageError, match="read"):
        leakscan.scan("/proc/self/mem")
    assert next(leakscan.scan_many(["/proc/self/mem"])).problems[0].code == "not-opened"


def test_what_is_wrong_with_a_file_is_a_problem_in_its_report() -> None:
    for data in (b"", b"nonsense", LEAKY.read_bytes()[:900]):
        report = leakscan.scan(data)
        assert not report.complete
        assert report.problems


def test_many_files_come_lazily_and_in_order() -> None:
    asked: list[str] = []

    def names() -> Iterator[str]:
        for name in (str(LEAKY), "no-such-file.xlsx", str(HIDDEN)):
            asked.append(name)
            yield name

    reports = leakscan.scan_many(names())
    assert asked == []
    first = next(reports)
    assert asked == [str(LEAKY)]
    missing, last = reports
    assert [report.source.name for report in (first, missing, last)] == asked
    assert (missing.complete, missing.problems[0].code) == (False, "not-opened")
    assert first.findings
    assert last.findings


def test_many_files_refuse_a_wrong_option_before_anything_is_read() -> None:
    with pytest.raises(leakscan.UnknownRuleError):
        leakscan.scan_many(iter([LEAKY]), leakscan.Options(select=("no-such-rule",)))


def test_rules_are_chosen() -> None:
    hidden = fixtures.ROOT / "pivot_cache" / "leaky-hidden-source.xlsx"

    def found(**options: tuple[str, ...]) -> set[str]:
        return {finding.rule.id for finding in leakscan.scan(hidden, leakscan.Options(**options)).findings}  # type: ignore[arg-type]

    assert {"hidden-sheet", "pivot-cache"} <= found()
    assert found(select=("pivot-cache",)) == {"pivot-cache"}
    assert "pivot-cache" not in found(ignore=("pivot-cache",))
    with pytest.raises(leakscan.UnknownRuleError):
        found(ignore=("no-such-rule",))


@pytest.mark.parametrize(
    "limits",
    [
        {"parts": -1},
        {"depth": 1.5},
        {"ratio": True},
        {"total_bytes": None},
        {"timeout_seconds": float("nan")},
        {"timeout_seconds": float("inf")},
        {"part_bytes": "many"},
    ],
)
def test_limits_that_make_no_sense_are_refused(limits: dict[str, object]) -> None:
    with pytest.raises(leakscan.UsageError):
        leakscan.Limits(**limits)  # type: ignore[arg-type]


def test_options_that_make_no_sense_are_refused() -> None:
    for wrong in ({"select": (1,)}, {"passwords": (b"bytes",)}, {"limits": None}):
        with pytest.raises(leakscan.UsageError):
            leakscan.Options(**wrong)
    assert leakscan.Options(select="pivot-cache").select == ("pivot-cache",)  # type: ignore[arg-type]


def test_passwords_stand_in_no_repr_pickle_or_report() -> None:
    options = leakscan.Options(passwords=("ZQ-Password-1a2",))
    report = leakscan.scan(LEAKY, options)
    assert "ZQ-Password" not in repr(options) + str(options) + report.to_json(reveal=True) + repr(report)
    assert b"ZQ-Password" not in pickle.dumps(options) + pickle.dumps(report)
    assert "ZQ-Password" not in str(options_facts(options))


def test_a_table_tells_its_shape_and_no_value() -> None:
    table = table_of(leakscan.scan(LEAKY))
    assert repr(table) == str(table) == "<Table: 4 rows, 5 columns>"
    assert len(table) == 4
    assert table.columns == ("Offence", "Victim", "Age", "Reported", "Note")
    assert next(iter(table.rows()))[1] == "ZQ-Pivot-a51"


def test_a_table_becomes_a_data_frame() -> None:
    table = table_of(leakscan.scan(LEAKY))
    frame = table.to_dataframe()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == list(table.columns)
    assert len(frame) == 4


def test_a_table_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(leakscan.MissingDependencyError, match=r"leakscan\[pandas\]"):
        table_of(leakscan.scan(LEAKY)).to_dataframe()


def test_a_pickled_report_keeps_the_tables_of_a_path_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(LEAKY.parent)
    of_path = pickle.loads(pickle.dumps(leakscan.scan(LEAKY.name)))
    monkeypatch.chdir(tmp_path)
    assert len(list(table_of(of_path).rows())) == 4
    for target in (LEAKY.read_bytes(), io.BytesIO(LEAKY.read_bytes())):
        again = pickle.loads(pickle.dumps(leakscan.scan(target)))
        assert len(table_of(again)) == 4
        with pytest.raises(leakscan.SourceGoneError):
            next(table_of(again).rows())


def test_a_changed_file_gives_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LEAKY.read_bytes())
    report = leakscan.scan(path)
    os.utime(path, (0, 0))
    assert len(list(table_of(report).rows())) == 4
    path.write_bytes(HIDDEN.read_bytes())
    with pytest.raises(leakscan.SourceChangedError):
        next(table_of(report).rows())
    path.unlink()
    with pytest.raises(leakscan.SourceGoneError):
        next(table_of(report).rows())


def test_a_closed_report_lets_its_stream_go() -> None:
    with leakscan.scan(io.BytesIO(LEAKY.read_bytes())) as report:
        assert len(list(table_of(report).rows())) == 4
    with pytest.raises(leakscan.SourceGoneError):
        next(table_of(report).rows())
    assert report.findings


def test_a_large_stream_is_spooled_and_read_by_several_readers(tmp_path: Path) -> None:
    padding = bytes(5 << 20)
    with leakscan.scan(io.BytesIO(LEAKY.read_bytes() + padding)) as report:
        table = table_of(report)
        first, second = table.rows(), table.rows()
        assert [next(first), next(second), next(first), next(second)][::2] == [*table.rows()][:2]


def test_a_traceback_quotes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(LEAKY.read_bytes())
    report = leakscan.scan(path)
    rows = table_of(report).rows()
    next(rows)
    path.write_bytes(b"")
    try:
        list(table_of(report).rows())
    except leakscan.UsageError:
        assert "ZQ-" not in traceback.format_exc()
    else:
        pytest.fail("a changed file gave rows")


def test_masked_places_are_numbered_throughout() -> None:
    plain = leakscan.scan(HIDDEN)
    masked = leakscan.scan(HIDDEN, leakscan.Options(mask_places=True))
    assert plain.findings[0].place.sheet == "Salaries"
    assert masked.findings[0].place.sheet == "sheet 1"
    assert masked.findings[0].place.part in {part.name for part in masked.parts}
    shown = masked.to_json() + repr(masked.findings) + str(masked)
    assert "Salaries" not in shown
    assert "xl/" not in shown
    assert masked.findings[0].fingerprint != plain.findings[0].fingerprint
    assert list(table_of(masked).rows()) == list(table_of(plain).rows())


def test_fingerprints_tell_alike_findings_apart() -> None:
    from leakscan.findings import Fingerprints

    made = Fingerprints()
    place = Place(part="a", start=5, end=9)
    elsewhere = Place(part="a", start=50, end=90)
    first, second = made.make("r", (), place, "m"), made.make("r", (), elsewhere, "m")
    assert first != second
    assert Fingerprints().make("r", (), elsewhere, "m") == first


def test_severities_are_ordered() -> None:
    severities = leakscan.Severity
    assert severities.INFO < severities.LOW < severities.MEDIUM < severities.HIGH < severities.CRITICAL
    assert leakscan.Confidence.POSSIBLE < leakscan.Confidence.LIKELY < leakscan.Confidence.CERTAIN
    assert leakscan.Access.CARVING < leakscan.Access.PACKAGE < leakscan.Access.IN_APP < leakscan.Access.ONE_CLICK
    with pytest.raises(TypeError):
        assert severities.INFO < leakscan.Confidence.CERTAIN


def test_a_report_is_worst_first() -> None:
    report = leakscan.scan(fixtures.ROOT / "hidden_sheet" / "leaky-several.xlsx")
    ranks = [(finding.severity, finding.access) for finding in report.findings]
    assert ranks == sorted(ranks, reverse=True)
    assert report.worst is ranks[0][0]


def test_a_hit_says_nothing_of_severity() -> None:
    assert "severity" not in Hit.__dataclass_fields__


def test_bytes_without_a_name_have_no_wrong_one() -> None:
    clean = LEAKY.with_name("clean.xlsx").read_bytes()
    assert "wrong-extension" not in {finding.rule.id for finding in leakscan.scan(clean).findings}


def test_one_target_is_not_several() -> None:
    with pytest.raises(leakscan.UsageError):
        leakscan.scan_many(str(LEAKY))
