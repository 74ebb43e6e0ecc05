"""A report as JSON: deterministic, valid UTF-8 whatever the file holds, and described by a schema."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from leakscan.report import SCHEMA_VERSION, Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def to_json(report: Report, *, reveal: bool = False, indent: int | None = None) -> str:
    """Return the report as one JSON object, masked unless `reveal` is true."""
    return _encoded(report.to_dict(reveal=reveal), indent)


def to_json_lines(reports: Iterable[Report], *, reveal: bool = False) -> Iterator[str]:
    """Yield one line for each report."""
    for report in reports:
        yield to_json(report, reveal=reveal) + "\n"


def to_json_list(reports: Iterable[Report], *, reveal: bool = False) -> Iterator[str]:
    """Yield the pieces of one JSON object that holds the reports, holding no more than one of them."""
    yield f'{{"schema": "{SCHEMA_VERSION}", "reports": ['
    separator = "\n"
    for report in reports:
        yield separator + to_json(report, reveal=reveal)
        separator = ",\n"
    yield "\n]}\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a report and of a list of reports."""
    text = resources.files("leakscan.render").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _encoded(value: object, indent: int | None) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    # Escapes of the same characters: a terminal obeys some of them, and some readers take them for ends of lines.
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # A file name may hold bytes that are no UTF-8; Python keeps them as lone surrogates, which JSON forbids.
    return _SURROGATE.sub(lambda found: f"\\\\u{ord(found[0]):04x}", text)
