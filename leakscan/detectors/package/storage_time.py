"""Times and classes that a compound file notes of its storages."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.storages import StorageDirectory

RULE = Rule(
    id="storage-time",
    title="Times and classes of storages",
    severity=Severity.INFO,
    finds=(
        "Times at which storages of a compound file were made and changed, and the classes of objects that they "
        "name: of .xls, .doc, .ppt and .msg files, of embedded objects and of macro projects."
    ),
    why=(
        "The times are written by the system and not by the document, so that they stay when its properties were "
        "cleaned: they tell when it was saved, and when an object was put into it. A class tells which program an "
        "object came from."
    ),
    see="Packing programs such as 7-Zip open the file as a folder and show the times; no office program does.",
    remedy="Save the document in a format of its program's newer versions, such as .xlsx or .docx.",
    references=("[MS-CFB] 2.6.1",),
    since="0.1",
)
_MOST_CLASSES = 4


@detector(RULE, on=StorageDirectory)
def storage_time(directory: StorageDirectory) -> Iterator[Hit]:
    """Yield one hit for a compound file that notes more than its own format."""
    if not any(note.is_telling for note in directory.notes):
        return
    times, classes = directory.times, directory.classes
    evidence = [Evidence("class", name) for name in classes[:_MOST_CLASSES]]
    if times:
        evidence = [Evidence("earliest time", times[0]), Evidence("latest time", times[-1]), *evidence]
    yield Hit(
        directory.place,
        "The file notes when its storages were made or changed, or of which class they are.",
        evidence=tuple(evidence),
        counts=Counts(values=len(directory.notes)),
        table=directory.table,
        access=Access.PACKAGE,
        content=Content.OWN,
    )
