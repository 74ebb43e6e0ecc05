"""Finds the data nobody meant to release in office files, and gives it back.

report = leakscan.scan("response.xlsx")
print(report)
report.findings[0].table.to_csv("recovered.csv")
"""

__version__ = "0.1.0"

from typing import TYPE_CHECKING, Any

from leakscan.rules import Rule, rules

if TYPE_CHECKING:
    from leakscan.assessment import Assessment, assess
    from leakscan.engine import scan, scan_many
    from leakscan.errors import (
        EncryptedFileError,
        FileError,
        LeakscanError,
        LimitReachedError,
        MalformedFileError,
        MissingDependencyError,
        SourceChangedError,
        SourceGoneError,
        UnknownRuleError,
        UnsupportedFormatError,
        UsageError,
    )
    from leakscan.findings import (
        Access,
        Confidence,
        Counts,
        Evidence,
        Finding,
        Place,
        Severity,
    )
    from leakscan.limits import Limits
    from leakscan.options import Options
    from leakscan.parts import Part, PartState, Problem
    from leakscan.report import Report, SourceFacts
    from leakscan.tables import Table
else:
    # Taken in when first asked for: a program that may never scan starts as fast as one without.
    _HOMES = {
        "leakscan.assessment": (
            "Assessment",
            "assess",
        ),
        "leakscan.engine": (
            "scan",
            "scan_many",
        ),
        "leakscan.errors": (
            "EncryptedFileError",
            "FileError",
            "LeakscanError",
            "LimitReachedError",
            "MalformedFileError",
            "MissingDependencyError",
            "SourceChangedError",
            "SourceGoneError",
            "UnknownRuleError",
            "UnsupportedFormatError",
            "UsageError",
        ),
        "leakscan.findings": (
            "Access",
            "Confidence",
            "Counts",
            "Evidence",
            "Finding",
            "Place",
            "Severity",
        ),
        "leakscan.limits": ("Limits",),
        "leakscan.options": ("Options",),
        "leakscan.parts": (
            "Part",
            "PartState",
            "Problem",
        ),
        "leakscan.report": (
            "Report",
            "SourceFacts",
        ),
        "leakscan.tables": ("Table",),
    }

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                value = globals()[name] = getattr(import_module(home), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "Access",
    "Assessment",
    "Confidence",
    "Counts",
    "EncryptedFileError",
    "Evidence",
    "FileError",
    "Finding",
    "LeakscanError",
    "LimitReachedError",
    "Limits",
    "MalformedFileError",
    "MissingDependencyError",
    "Options",
    "Part",
    "PartState",
    "Place",
    "Problem",
    "Report",
    "Rule",
    "Severity",
    "SourceChangedError",
    "SourceFacts",
    "SourceGoneError",
    "Table",
    "UnknownRuleError",
    "UnsupportedFormatError",
    "UsageError",
    "__version__",
    "assess",
    "rules",
    "scan",
    "scan_many",
]
