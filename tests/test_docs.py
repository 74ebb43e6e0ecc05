"""The manual keeps its word."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import leakscan
from docs import generate
from leakscan.cli import leakscan_command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


HIDING_PLACES = {
    *(f"S{number}" for number in range(1, 66)),
    *(f"C{number}" for number in range(1, 13)),
    *(f"M{number}" for number in range(1, 9)),
    *(f"E{number}" for number in range(1, 5)),
}
"""The rows of the list of hiding places in workbooks, packages, metadata and embedded files."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    assert generate.main(["--check"]) == 0


def test_the_first_two_commands_set_everything_up() -> None:
    first, second = blocks("sh")[:2]
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/leakscan ")
    assert second.startswith("python3 -m venv .venv && ")
    assert second.endswith("--group dev && .venv/bin/pytest -n auto\n")
    assert (ROOT / first.split()[-1]).is_file()


def test_the_checks_run_the_second_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"sed -n 's/\^\\\((.*?)\\\)\$/", script)
    assert pattern is not None
    found = [line for line in README.splitlines() if re.fullmatch(pattern[1], line)]
    assert found == [blocks("sh")[1].strip()]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_every_shell_example_runs(tmp_path: Path) -> None:
    (tmp_path / "outbox").mkdir()
    leaky = ROOT / "fixtures" / "pivot_cache" / "leaky.xlsx"
    for name in ("response.xlsx", "outbox/response.xlsx"):
        (tmp_path / name).write_bytes(leaky.read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    codes = {}
    for block in blocks("sh")[2:]:
        for line in block.splitlines():
            arguments = line.split()
            assert arguments[0] == "leakscan"
            command = [sys.executable, "-m", "leakscan", *arguments[1:]]
            done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True)
            codes[arguments[1]] = done.returncode
    assert codes["--fail-on"] == 1
    assert codes["extract"] in (0, 3)
    assert (tmp_path / "recovered" / "manifest.json").is_file()


def test_every_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    leaky = ROOT / "fixtures" / "pivot_cache" / "leaky.xlsx"
    (tmp_path / "response.xlsx").write_bytes(leaky.read_bytes())
    assert blocks("python")
    for block in blocks("python"):
        names: dict[str, object] = {"leakscan": leakscan}
        exec(compile(block, "README.md", "exec"), names)
        assert isinstance(names["report"], leakscan.Report)


def test_the_example_of_the_package_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    leaky = ROOT / "fixtures" / "pivot_cache" / "leaky.xlsx"
    (tmp_path / "response.xlsx").write_bytes(leaky.read_bytes())
    assert leakscan.__doc__ is not None
    exec(leakscan.__doc__.partition("\n\n")[2], {"leakscan": leakscan})
    assert (tmp_path / "recovered.csv").is_file()


def test_every_limit_has_its_paragraph() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for item in fields(leakscan.Limits):
        assert f"\n**`{item.name}`** (" in page


def test_every_option_of_the_command_line_that_the_manual_names_exists() -> None:
    known = {
        name
        for command in (leakscan_command, *leakscan_command.commands.values())
        for option in command.params
        for name in option.opts
    } | {"--help", "--version"}
    ours = [ROOT / "README.md", ROOT / "docs" / "json.md", ROOT / "docs" / "security.md"]
    for page in ours:
        text = re.sub(r"(?m)^python3 -m venv.*$", "", page.read_text(encoding="utf-8"))
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
        assert named <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_change_log_names_every_rule() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [rule.id for rule in leakscan.rules() if f"`{rule.id}`" not in text] == []


def rows_of_coverage() -> set[str]:
    """Return the rows that a line of the coverage tells of; the first and last of several may stand for all."""
    found: set[str] = set()
    for line in (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if len(cells) < 4 or not cells[3].strip():
            continue
        for kind, first, last in re.findall(r"\b([A-Z])(\d+)(?:\u2013[A-Z](\d+))?", cells[1]):
            found |= {f"{kind}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def test_the_coverage_has_a_line_for_every_hiding_place() -> None:
    assert HIDING_PLACES - rows_of_coverage() == set()
