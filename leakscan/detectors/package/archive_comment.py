"""Words and identities that an archive carries besides its entries."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.archive import Archive, Note, NoteKind

RULE = Rule(
    id="archive-comment",
    title="Comments and identities of the archive",
    severity=Severity.LOW,
    finds=(
        "Comments of the archive and of its entries, words in extra fields, user and group numbers, and the times "
        "at which entries were made."
    ),
    why=(
        "Packing programs write down who packed the file, when and on what system; a comment may say anything; "
        "none of it shows in an office program."
    ),
    see="Rename a copy of the file to end in .zip; an archive program shows comments and times (zipinfo -v).",
    remedy="Open the file in its own program and save it under a new name, which writes the archive anew.",
    references=("APPNOTE.TXT 6.3.10 §4.3.16", "APPNOTE.TXT 6.3.10 §4.5", "APPNOTE.TXT 6.3.10 §4.6"),
    since="0.1",
)

_CONTENT = {NoteKind.ACCOUNT: Content.AUTHORSHIP, NoteKind.UNKNOWN: Content.DATA}
_MESSAGES = {
    NoteKind.COMMENT: "The archive has a comment.",
    NoteKind.ENTRY_COMMENT: "An entry of the archive has a comment.",
    NoteKind.ACCOUNT: "Entries of the archive name the user and group that packed them, by number.",
    NoteKind.TEXT: "An extra field of an entry holds text.",
    NoteKind.UNKNOWN: "An extra field of an entry is of an unknown kind.",
}


@detector(RULE, on=Archive)
def archive_comment(archive: Archive) -> Iterator[Hit]:
    """Yield one hit for each thing the archive says, and one for the times of its entries."""
    for note in archive.notes:
        yield _note_hit(note)
    if archive.earliest is not None and archive.latest is not None:
        yield Hit(
            Place(),
            "Entries of the archive bear the times at which they were made.",
            evidence=(
                Evidence("earliest time", archive.earliest.isoformat()),
                Evidence("latest time", archive.latest.isoformat()),
            ),
            access=Access.PACKAGE,
            content=Content.OWN,
        )


def _note_hit(note: Note) -> Hit:
    return Hit(
        Place(part=note.parts[0] if note.parts else ""),
        _MESSAGES[note.kind],
        evidence=(Evidence(note.kind.value, note.text),),
        counts=Counts(values=1),
        access=Access.PACKAGE,
        content=_CONTENT.get(note.kind, Content.DATA),
    )
