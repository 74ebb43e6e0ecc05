"""The small picture of the first page."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="thumbnail",
    title="Thumbnail of the first page",
    severity=Severity.INFO,
    finds=(
        "The small picture of the first page that file managers show, as it was when the file was last saved "
        "with one."
    ),
    why=(
        "Programs that do not renew the thumbnail leave that of an earlier state, with what stood on the page"
        " then."
    ),
    see=(
        "Rename the file to .zip and open docProps, or Thumbnails in an OpenDocument file; or show large icons in "
        "the file manager."
    ),
    remedy=(
        "Office: File, Info, Properties, Advanced Properties, Summary: untick the thumbnail, and save. "
        "LibreOffice: File, Properties, General: untick Save preview image with this document, and save."
    ),
    references=(
        "ECMA-376-2 §10.4",
        "ECMA-376-1 §15.2.16",
        "ODF 1.3 part 2, §3.7",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def thumbnail(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each thumbnail."""
    for group in surface.side_texts:
        if group.kind is SideKind.THUMBNAIL:
            yield side_text_hit(group, group.items, surface, "A thumbnail of the first page is kept.")
