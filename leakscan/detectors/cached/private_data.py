"""Data that the making application keeps in a document for itself."""

import re
from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.paths import read_path
from leakscan.views.private_data import PrivateDataSet

RULE = Rule(
    id="private-data",
    title="Private data of an application",
    severity=Severity.LOW,
    finds="What applications such as Illustrator or InDesign keep for themselves with a document or page; words"
    " that no viewer shows: under keys the format does not know, and among the instructions that draw a page.",
    why="It can be the whole editable original, with layers and texts that the page no longer shows.",
    see="Open the file in the application named here.",
    remedy="Export again without keeping editing capabilities; or Acrobat: Optimized PDF, Discard User Data.",
    references=("ISO 32000-2 §14.5",),
    since="0.1",
)

_LARGE_BYTES = 256
_WORDS = re.compile(r"(?<!\S)[^\W\d_]{2,}[,;]? [^\W\d_]{2,}(?!\S)")
"""Two words in a row: an application's own notes are numbers, names and identifiers."""


@detector(RULE, on=PrivateDataSet)
def private_data(data: PrivateDataSet) -> Iterator[Hit]:
    """Yield one hit for each application and place; a few bytes are an application's own notes."""
    for item in data.items:
        is_told = item.is_undrawn or item.size >= _LARGE_BYTES or _WORDS.search(item.text) is not None
        is_told = is_told or any(read_path(line) is not None for line in item.text.splitlines())
        message = (
            "An application keeps data of its own." if is_told else "An application keeps a few bytes of its own."
        )
        yield Hit(
            item.place,
            "Words stand among the drawing instructions of a page and are not drawn."
            if item.is_undrawn
            else message,
            evidence=(Evidence("text", item.text),) if item.text and is_told else (),
            counts=Counts(values=1),
            table=data.table,
            access=Access.IN_APP,
            content=Content.DATA if is_told else Content.OWN,
        )
