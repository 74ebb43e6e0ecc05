"""Parts of the package that are not in use."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.remnant_hits import remnant_hit
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive

RULE = Rule(
    id="orphan-part",
    title="Part that nothing uses",
    severity=Severity.MEDIUM,
    finds=(
        "Parts that no relationship reaches, sheets that the workbook does not list, and items an application "
        "threw away but left in the package; each is examined as what it is."
    ),
    why=(
        "No program shows such a part, so nobody checks it before release, yet anyone who opens the file as an "
        "archive reads it. Some tools delete a sheet by unlisting it and leave its cells behind."
    ),
    see="Rename a copy of the file to end in .zip, open it and look for the part by the name given here.",
    remedy=(
        "Open the file in its own program and save it under a new name: parts that are not in use are left "
        "out. Scan the new file to be sure."
    ),
    references=("ECMA-376-2 §9.3", "ECMA-376-1 §9.1.7", "ECMA-376-1 §18.2.20"),
    since="0.1",
)


@detector(RULE, on=Archive)
def orphan_part(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each part that is not in use."""
    for orphan in archive.orphans:
        kind = orphan.remnant.kind.value
        yield remnant_hit(orphan.remnant, f"The package holds a part that {orphan.reason.value}: {kind}.")
