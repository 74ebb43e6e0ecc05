"""Parts whose name another part has."""

from collections.abc import Iterator

from leakscan.findings import Content, Hit, Severity
from leakscan.remnant_hits import remnant_hit
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive

RULE = Rule(
    id="duplicate-part",
    title="Two parts of one name",
    severity=Severity.MEDIUM,
    finds="Parts whose name occurs more than once, letter case and kind of slash aside, and what each holds.",
    why=(
        "Of two parts of one name a program shows only one, and programs differ in which. What was checked in one "
        "program is then not what a recipient sees in another."
    ),
    see="Rename a copy of the file to end in .zip and list it: the name stands there twice.",
    remedy=(
        "Open the file in its own program and save it under a new name, then scan that file: only one of the "
        "parts is kept."
    ),
    references=("ECMA-376-2 §9.1.1", "APPNOTE.TXT 6.3.10 §4.3.2"),
    since="0.1",
)


@detector(RULE, on=Archive)
def duplicate_part(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each part of a shared name whose content differs, and one for a mere repetition."""
    for duplicate in archive.duplicates:
        if duplicate.is_same:
            message = "The part repeats another of the same name and content."
            yield remnant_hit(duplicate.remnant, message, content=Content.EMPTY)
        else:
            yield remnant_hit(duplicate.remnant, "Another part of the same name holds something else.")
