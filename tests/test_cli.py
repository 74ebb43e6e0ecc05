"""The command line, run as a program."""

import io
import json
import os
import pty
import signal
import stat
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import fixtures
import leakscan
from leakscan.cli import is_failure, leakscan_command, main
from leakscan.errors import UsageError

LEAKY = str(fixtures.ROOT / "hidden_sheet" / "leaky.xlsx")
COPY = str(fixtures.ROOT / "hidden_sheet" / "leaky-copy.xlsx")


@dataclass(frozen=True, slots=True)
class Done:
    """What a run wrote, and how it ended."""

    stdout: bytes
    stderr: bytes
    returncode: int


def run(*arguments: str, stdin: bytes = b"") -> Done:
    """Run the command line in this process."""
    streams = [io.BytesIO(content) for content in (stdin, b"", b"")]
    texts = [io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in streams]
    with pytest.MonkeyPatch.context() as patch:
        for name, text in zip(("stdin", "stdout", "stderr"), texts, strict=True):
            patch.setattr(sys, name, text)
        with pytest.raises(SystemExit) as ending:
            main(list(arguments))
    return Done(streams[1].getvalue(), streams[2].getvalue(), int(ending.value.code or 0))


def run_apart(*arguments: str, **environment: str) -> Done:
    """Run the command line as a program of its own."""
    command = [sys.executable, "-m", "leakscan", *arguments]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=False, timeout=120
    )
    return Done(done.stdout, done.stderr, done.returncode)


def test_a_path_alone_is_scanned() -> None:
    plain, spelt_out = run_apart(LEAKY), run("scan", LEAKY)
    assert plain.stdout == spelt_out.stdout
    assert plain.returncode == spelt_out.returncode == 1
    assert b"MEDIUM  Hidden sheet" in plain.stdout
    assert plain.stderr == b""


def test_the_last_line_says_whether_everything_was_examined() -> None:
    last = run(LEAKY).stdout.decode().splitlines()[-1]
    assert "verything in the file was examined" in last


def test_one_file_gives_one_json_object() -> None:
    report = json.loads(run(LEAKY, "--format", "json").stdout)
    assert report == json.loads(leakscan.scan(LEAKY).to_json())


def test_several_files_give_a_list_of_reports() -> None:
    reports = json.loads(run(LEAKY, COPY, "--format", "json").stdout)["reports"]
    assert [report["source"]["name"] for report in reports] == [LEAKY, COPY]


def test_json_lines_hold_a_report_each() -> None:
    lines = run(LEAKY, COPY, "--format", "jsonl").stdout.decode().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [LEAKY, COPY]


def test_standard_input_is_a_file() -> None:
    result = run("-", "--format", "json", stdin=Path(LEAKY).read_bytes())
    report = json.loads(result.stdout)
    assert report["source"]["name"] == "-"
    assert report["source"]["sha256"] == leakscan.scan(LEAKY).source.sha256
    assert result.returncode == 1


@pytest.mark.parametrize("output_format", ["text", "json", "jsonl"])
def test_quotes_are_masked_unless_revealed(output_format: str) -> None:
    assert b"ZQ-" not in run(LEAKY, "--format", output_format).stdout
    assert b"ZQ-" in run(LEAKY, "--format", output_format, "--reveal").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((LEAKY,), 1),
        ((LEAKY, "--fail-on", "high", "--allow-incomplete"), 0),
        ((LEAKY, "--fail-on", "never", "--allow-incomplete"), 0),
        ((COPY, "--allow-incomplete"), 0),
        ((COPY, "--fail-on", "low"), 1),
        ((LEAKY, "--ignore", "hidden-sheet", "--allow-incomplete"), 0),
        ((LEAKY, "--select", "pivot-cache", "--allow-incomplete"), 0),
        ((LEAKY, "--select", "pivot-cache,hidden-sheet"), 1),
        ((LEAKY, "--min-severity", "high", "--allow-incomplete"), 0),
        ((LEAKY, "--min-confidence", "certain"), 1),
        ((LEAKY, "--max-bytes", "10"), 3),
        ((LEAKY, "--max-bytes", "10", "--allow-incomplete"), 0),
        ((), 2),
        (("--nonsense",), 2),
        (("there-is-no-such-file.xlsx",), 2),
        ((LEAKY, "there-is-no-such-file.xlsx"), 2),
        ((LEAKY, "--select", "no-such-rule"), 2),
        ((LEAKY, "--fail-on", "nonsense"), 2),
        ((LEAKY, "--max-depth", "-1"), 2),
        ((LEAKY, "--timeout", "nan"), 2),
        ((LEAKY, "-o", "/no/such/folder/report.txt"), 2),
        ((LEAKY, "--password-file", "no-such-file"), 2),
        (("--help",), 0),
        (("--version",), 0),
        (("rules",), 0),
        (("rules", "hidden-sheet"), 0),
        (("rules", "no-such-rule"), 2),
    ],
)
def test_the_exit_code_says_what_happened(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).returncode == code


def test_nothing_is_scanned_when_a_path_is_missing() -> None:
    result = run(LEAKY, "missing\x1b[31m.xlsx")
    assert result.stdout == b""
    assert b"\x1b" not in result.stderr


def test_what_is_merely_possible_does_not_fail() -> None:
    certain = leakscan.scan(LEAKY)
    possible = leakscan.scan(LEAKY)
    possible.findings = tuple(
        replace(finding, confidence=leakscan.Confidence.POSSIBLE) for finding in possible.findings
    )
    assert [is_failure(report, "medium") for report in (certain, possible)] == [True, False]
    assert not is_failure(certain, "never")


def invoke(*arguments: str, **settings: object) -> Result:
    return CliRunner().invoke(leakscan_command, list(arguments), standalone_mode=False, **settings)  # type: ignore[arg-type]


def test_what_is_left_out_is_said() -> None:
    assert b"at least severity high" in run(LEAKY, "--min-severity", "high").stdout
    report = json.loads(run(LEAKY, "--min-severity", "high", "--format", "json").stdout)
    assert report["findings"] == []
    assert report["source"]["options"]["min_severity"] == "high"


def test_a_folder_gives_every_file_below_it(tmp_path: Path) -> None:
    inner = tmp_path / "b" / ".hidden"
    inner.mkdir(parents=True)
    data = Path(LEAKY).read_bytes()
    (inner / "x.xlsx").write_bytes(data)
    (tmp_path / ".dot.xlsx").write_bytes(data)
    (tmp_path / "a.xlsx").write_bytes(data)
    (tmp_path / "note.txt").write_text("nothing to see")
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    result = run(str(tmp_path), "--format", "json")
    names = [report["source"]["name"] for report in json.loads(result.stdout)["reports"]]
    expected = [".dot.xlsx", "a.xlsx", "old.doc", "b/.hidden/x.xlsx"]
    assert names == [str(tmp_path / name) for name in expected]
    assert result.stderr.decode().splitlines() == ["1 file of no known format."]


def test_files_of_no_known_format_in_a_folder_do_not_make_it_incomplete(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing to see")
    assert run(str(tmp_path)).returncode == 0
    assert run(str(tmp_path / "note.txt")).returncode == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="every folder can be listed by the superuser")
def test_a_folder_that_cannot_be_listed_makes_the_answer_incomplete(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert run(str(tmp_path)).returncode == 3


def test_an_unlisted_folder_is_named(tmp_path: Path) -> None:
    from leakscan.folders import files_below

    unlisted: list[str] = []
    assert list(files_below(tmp_path / "gone", unlisted=unlisted)) == []
    assert unlisted == [str(tmp_path / "gone")]


def test_output_goes_to_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    result = run(LEAKY, "--format", "json", "-o", str(target))
    assert result.stdout == b""
    assert json.loads(target.read_bytes())["worst"] == "medium"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "leakscan", *([LEAKY] * 30), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_output_that_cannot_be_written_is_no_finding() -> None:
    command = [sys.executable, "-m", "leakscan", LEAKY]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(b"Error: the output cannot be written")
    assert len(done.stderr.splitlines()) == 1


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_is_no_finding() -> None:
    command = [sys.executable, "-m", "leakscan", LEAKY, "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509  # one thread, and a shell may have them ignored
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first report is out; the second waits for standard input
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def test_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b]0;owned\x07\u202e\n.xlsx"
    (tmp_path / name).write_bytes(Path(LEAKY).read_bytes())
    for output_format in ("text", "json", "jsonl"):
        shown = run(str(tmp_path), "--format", output_format).stdout
        assert b"\x1b" not in shown
        assert "\u202e".encode() not in shown


def test_a_name_that_is_no_text_is_valid_json(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.xlsx"
    Path(os.fsdecode(path)).write_bytes(Path(LEAKY).read_bytes())
    result = run(os.fsdecode(path), "--format", "json")
    assert json.loads(result.stdout.decode("utf-8"))["source"]["name"].endswith("caf\\udce9.xlsx")
    assert run(os.fsdecode(path)).returncode == 1


def test_a_narrow_terminal_encoding_does_not_stop_the_report(tmp_path: Path) -> None:
    path = tmp_path / "Žofie-名簿.xlsx"
    path.write_bytes(Path(LEAKY).read_bytes())
    result = run_apart(str(path), PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert b"Hidden sheet" in result.stdout


def test_passwords_come_from_a_file_or_a_prompt_and_show_nowhere(tmp_path: Path) -> None:
    secrets = tmp_path / "passwords.txt"
    secrets.write_text("first secret\nsecond secret\n", encoding="utf-8")
    result = run(LEAKY, "--password-file", str(secrets), "--format", "json")
    assert result.returncode == 1
    assert b"secret" not in result.stdout + result.stderr
    asked = invoke(LEAKY, "--password", input="third secret\n")
    assert asked.return_value == 1
    assert "secret" not in asked.output


def test_a_password_is_never_a_value_on_the_command_line() -> None:
    assert run(LEAKY, "--password=secret").returncode == 2


def test_masked_places_are_numbered() -> None:
    shown = run(LEAKY, "--mask-places").stdout.decode()
    assert "Salaries" not in shown
    assert "sheet 'sheet 1'" in shown


def test_rules_are_listed_and_told() -> None:
    assert [line.split()[0] for line in run("rules").stdout.decode().splitlines()] == [
        rule.id for rule in leakscan.rules()
    ]
    page = run("rules", "hidden-sheet").stdout.decode()
    assert "How to remove it" in page


def test_a_bar_shows_on_a_terminal_and_nowhere_else() -> None:
    assert run_apart(LEAKY, COPY).stderr == b""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "leakscan", LEAKY, COPY, "--format", "json"]
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env=environment) as process:
        output, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert b"Scanning" in os.read(controller, 1 << 16)
    os.close(controller)
    assert len(json.loads(output)["reports"]) == 2


def test_usage_errors_of_the_library_are_raised_for_the_command_to_tell() -> None:
    assert isinstance(invoke(LEAKY, "--select", "nonsense").exception, UsageError)


def test_extract_says_that_it_writes_real_data_and_spares_full_folders(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = run("extract", LEAKY, "-o", str(folder))
    assert first.returncode in (0, 3)
    assert b"real data in clear" in first.stderr
    assert (folder / "manifest.json").is_file()
    assert run("extract", LEAKY, "-o", str(folder)).returncode == 2
    assert run("extract", LEAKY, "-o", str(folder), "--force").returncode == first.returncode
    assert run("extract", "missing.xlsx", "-o", str(tmp_path / "other")).returncode == 2
    assert not (tmp_path / "other").exists()


def test_a_report_is_never_written_over_what_is_scanned(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(Path(LEAKY).read_bytes())
    for output in (book, tmp_path / "new.txt"):
        assert run(str(book if output == book else tmp_path), "-o", str(output)).returncode == 2
    assert book.read_bytes() == Path(LEAKY).read_bytes()
    assert not (tmp_path / "new.txt").exists()


@pytest.mark.parametrize(("arguments", "code"), [((), 3), (("--allow-incomplete",), 0)])
def test_a_folder_without_files_is_not_a_clean_one(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments, str(tmp_path))
    assert result.returncode == code
    assert b"nothing was scanned" in result.stdout
