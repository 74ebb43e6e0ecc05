"""Pictures that no page uses."""

from collections.abc import Iterator

from leakscan.findings import Content, Counts, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.pictures import Picture, Showing

RULE = Rule(
    id="unused-picture",
    title="Picture that no page uses",
    severity=Severity.MEDIUM,
    finds="Pictures that belong to a page, sheet or slide of the file, but which nothing on it shows.",
    why=(
        "Programs that delete a picture from a page often leave its file in the package. Anyone who opens the "
        "package as an archive sees it."
    ),
    see="Rename a copy of the file to end in .zip and open the part that is named here.",
    remedy=(
        "Open the file in Office or LibreOffice and save it under a new name: pictures without a use are left "
        "out. Scan the new file to be sure."
    ),
    references=("ECMA-376-2 §9.3", "ECMA-376-1 §20.1.8.13"),
    since="0.1",
)


@detector(RULE, on=Picture)
def unused_picture(picture: Picture) -> Iterator[Hit]:
    """Yield one hit for each picture that nothing shows."""
    if picture.showing is not Showing.UNUSED:
        return
    yield Hit(
        picture.place,
        "A picture that no page uses is kept, and a page shows the same one."
        if picture.has_twin
        else "A picture that no page uses is kept.",
        counts=Counts(values=1),
        content=Content.COVERED if picture.has_twin else Content.DATA,
    )
