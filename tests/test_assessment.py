"""The assessment: several files together, in a regulator's order, masked, in three forms."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

import fixtures
import leakscan
from leakscan.cli import leakscan_command
from leakscan.render import assessment as render
from tests.scanned import report_of

HEADINGS = [
    "People",
    "Records",
    "Roles",
    "Kinds of data",
    "Where, and how easily reached",
    "When",
    "Not counted",
    "What to do next",
]


def breach(name: str) -> Path:
    return Path(fixtures.built(f"breaches/{name}")) / "leaky.xlsx"


def test_a_person_of_two_files_is_one_and_records_add_up() -> None:
    reports = [report_of(breach("hackney")), report_of(breach("hackney"))]
    found = leakscan.assess(reports)
    assert found.exposure.people.estimate == 500
    assert found.exposure.records == 1_000


def test_the_order_is_that_of_a_regulators_form() -> None:
    found = leakscan.assess([report_of(breach("norfolk_suffolk"))])
    assert [heading for heading, _ in render.sections(found)] == HEADINGS
    text = str(found).replace("\n    ", " ")
    assert text.startswith("People\n  - 1,230")
    assert "criminal offence, indicated by column Offence" in text
    assert "last refreshed: 2023-03-15" in text
    assert "created: not known" in text
    assert "whether anybody must be told" in text.lower()


def test_an_incomplete_report_says_so_in_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(breach("hackney").read_bytes()[:-400])
    found = leakscan.assess([leakscan.scan(path)])
    assert str(found).startswith("INCOMPLETE")
    target = tmp_path / "a.docx"
    render.to_docx(found, target)
    assert docx.Document(str(target)).paragraphs[1].text.startswith("INCOMPLETE")


def test_a_report_without_people_cannot_be_assessed() -> None:
    report = leakscan.scan(breach("hackney"), leakscan.Options(people=False))
    with pytest.raises(leakscan.UsageError):
        leakscan.assess([report])


def test_reports_of_two_runs_cannot_be_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    from leakscan.people import secret

    first = leakscan.scan(breach("hackney"))
    monkeypatch.setattr(secret, "_SECRET", [b"another secret of another run"])
    second = leakscan.scan(breach("hackney"))
    with pytest.raises(leakscan.UsageError):
        leakscan.assess([first, second])


def test_the_command_writes_text_json_and_a_word_document(tmp_path: Path) -> None:
    target = tmp_path / "assessment.docx"
    run = CliRunner().invoke(
        leakscan_command,
        ["assess", str(breach("hackney")), "--format", "json", "--docx", str(target)],
        standalone_mode=False,
    )
    assert run.return_value == 1
    assert json.loads(run.stdout)["exposure"]["people"]["estimate"] == 500
    assert target.stat().st_mode & 0o077 == 0
    shown = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert [line for line in shown if line in HEADINGS] == HEADINGS


def test_people_whom_nothing_names_are_an_unknown_number_and_not_nought(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Kept")
    sheet.sheet_state = "hidden"
    sheet.append(["Diagnosis", "Ethnicity"])
    for number in range(30):
        illness = ("asthma", "diabetes", "epilepsy")[number % 3]
        sheet.append([illness, ("White British", "Black African")[number % 2]])
    path = tmp_path / "kept.xlsx"
    book.save(path)
    found = leakscan.assess([leakscan.scan(path)])
    assert found.exposure.people.estimate == 0
    said = dict(render.sections(found))
    assert said["People"][0].startswith("an unknown number")
    assert said["Records"][0].startswith("none was read that names")
    assert found.to_dict()["exposure"]["people"]["basis"].startswith("an unknown number")


def test_where_nothing_speaks_of_people_none_was_recognised() -> None:
    found = leakscan.assess([])
    said = dict(render.sections(found))
    assert said["People"] == ["none was recognised (no record names a person)"]
