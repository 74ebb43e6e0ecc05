"""Seen: the public JSON of one report, asked by rule; the only thing a comparison looks at."""

from collections.abc import Iterator
from typing import Any

Finding = dict[str, Any]


_DECIPHERED = (["EncryptedPackage"], ["Workbook"])
"""The names under which the content of an encrypted file stands in a trail."""


class Seen:
    """What a report says of the file itself; findings inside embedded files belong to those files.

    What an encrypted file holds is its own.

    Attributes:
        report: the report as plain values, revealed.
    """

    def __init__(self, report: dict[str, Any]) -> None:
        self.report = report

    def findings(self, *rules: str) -> Iterator[Finding]:
        """Yield the findings of the rules."""
        for finding in self.report["findings"]:
            inner = finding["trail"][1:]
            if finding["rule"] in rules and (not inner or inner in _DECIPHERED):
                yield finding

    def parts(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of the ledger that are parts or streams of the file."""
        for part in self.report["parts"]:
            if len(part["trail"]) == 1 and "start" not in part:
                yield part

    def ranges(self) -> list[tuple[int, int]]:
        """Return the byte ranges of the file, in order."""
        lines = [line for line in self.report["parts"] if len(line["trail"]) == 1 and "start" in line]
        return sorted((line["start"], line["end"]) for line in lines)

    def problem_codes(self) -> list[str]:
        """Return the codes of the problems."""
        return [problem["code"] for problem in self.report["problems"]]


def place(finding: Finding, what: str) -> str:
    """Return one field of a finding's place; empty where it says nothing."""
    return str(finding["place"].get(what, ""))


def count(finding: Finding, what: str) -> int:
    """Return one of a finding's counts; 0 where it was not made."""
    return int(finding["counts"].get(what, 0))


def texts(finding: Finding, *kinds: str) -> list[str]:
    """Return the revealed texts of the evidence, of some kinds or all."""
    return [item["text"] for item in finding["evidence"] if not kinds or item["kind"] in kinds]
