"""The JSON form and its schema."""

import json
from typing import Any

import jsonschema
import pytest

import fixtures
import leakscan
from leakscan.render import to_json
from leakscan.report import SCHEMA_VERSION
from tests.scanned import SMALL, files, report_of

VALIDATOR = jsonschema.Draft202012Validator(to_json.schema())
LEAKY = fixtures.ROOT / "pivot_cache" / "leaky.xlsx"


def test_the_schema_is_a_schema_of_this_version() -> None:
    jsonschema.Draft202012Validator.check_schema(to_json.schema())
    assert to_json.schema()["$id"] == f"urn:leakscan:report:{SCHEMA_VERSION}"


@pytest.mark.parametrize("name", SMALL)
def test_every_report_fits_the_schema(name: str) -> None:
    for path in files(name):
        for reveal in (False, True):
            VALIDATOR.validate(json.loads(report_of(path).to_json(reveal=reveal)))


def test_reports_that_opened_nothing_fit_the_schema() -> None:
    for report in (leakscan.scan(b""), next(leakscan.scan_many(["missing.xlsx"]))):
        VALIDATOR.validate(json.loads(report.to_json()))


def test_a_list_of_reports_fits_the_schema() -> None:
    for count in (0, 1, 2):
        pieces = to_json.to_json_list(leakscan.scan_many([LEAKY] * count))
        made = json.loads("".join(pieces))
        VALIDATOR.validate(made)
        assert len(made["reports"]) == count


def without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name != key}


def test_the_schema_refuses_what_a_report_never_says() -> None:
    made = leakscan.scan(LEAKY).to_dict()
    for key in made:
        assert not VALIDATOR.is_valid(without(made, key))
    assert not VALIDATOR.is_valid({**made, "clock": "12:00"})
    assert not VALIDATOR.is_valid({**made, "worst": "terrible"})


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    definitions = to_json.schema()["$defs"]
    assert definitions["severity"]["enum"] == [member.value for member in leakscan.Severity]
    assert definitions["confidence"]["enum"] == [member.value for member in leakscan.Confidence]
    assert definitions["access"]["enum"] == [member.value for member in leakscan.Access]
    assert definitions["part"]["properties"]["state"]["enum"] == [member.value for member in leakscan.PartState]
    counts = definitions["finding"]["properties"]["counts"]["properties"]
    assert list(counts) == list(leakscan.Counts.__dataclass_fields__)


def test_json_is_valid_whatever_a_name_holds() -> None:
    name = 'a"\x00\x1b\x85\u2028\ud800\\.xlsx'
    text = leakscan.scan(b"", name=name).to_json()
    assert json.loads(text.encode("utf-8"))["source"]["name"] == name.replace("\ud800", "\\ud800")
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text


def test_problems_and_findings_that_differ_in_place_alone_are_counted_after_the_first() -> None:
    lines = [
        "From: a@example.org",
        "To: b@example.org",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=b",
        "",
    ]
    for number in range(1_030):
        lines += ["--b", f'Content-Disposition: attachment; filename="{number}.png"', "", "none", ""]
    data = "\r\n".join([*lines, "--b--", ""]).encode()
    report = leakscan.scan(data, name="a.eml")
    made = report.to_dict()
    VALIDATOR.validate(json.loads(report.to_json()))
    assert len(report.problems) == 1_030
    assert len(made["problems"]) == 1_000
    (alike,) = made["problems_alike"]
    assert (alike["code"], alike["number"]) == ("unsupported-format", 30)
    assert "… and 1,022 places more" in str(report)
