"""Entries that the directory of an archive leaves out."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.remnant_hits import remnant_hit
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive

RULE = Rule(
    id="unlisted-entry",
    title="Deleted entry of the archive",
    severity=Severity.MEDIUM,
    finds=(
        "Entries of an archive, and streams of a compound file, whose data still lie in the file though its "
        "directory no longer lists them."
    ),
    why=(
        "Some programs replace or delete a part by writing a new directory and leave the old data where it was. "
        "No program shows them; recovery tools find them at once."
    ),
    see="A ZIP repair tool (zip -FF) lists the entry and takes it out.",
    remedy="Open the file in its own program and save it under a new name, which writes the archive anew.",
    references=("APPNOTE.TXT 6.3.10 §4.3.1", "APPNOTE.TXT 6.3.10 §4.3.7", "[MS-CFB] 2.6.4"),
    since="0.1",
)


@detector(RULE, on=Archive)
def unlisted_entry(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each entry that was recovered."""
    for remnant in archive.unlisted:
        message = f"The archive holds an entry that its directory does not list: {remnant.kind.value}."
        yield remnant_hit(remnant, message, access=Access.CARVING)
