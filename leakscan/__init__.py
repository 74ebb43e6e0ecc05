"""Finds the data nobody meant to release in office files, and gives it back.

report = leakscan.scan("response.xlsx")
print(report)
report.findings[0].table.to_csv("recovered.csv")
"""

__version__ = "0.1.0"

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
    Part,
    PartState,
    Place,
    Problem,
    Report,
    Severity,
    SourceFacts,
)
from leakscan.limits import Limits
from leakscan.options import Options
from leakscan.rules import Rule, rules
from leakscan.tables import Table

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
