"""Readings of texts, which say how they are pronounced."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.patterns import late_pattern
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import text_part_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="phonetic-text",
    title="Reading of a text",
    severity=Severity.LOW,
    finds="Readings that Excel keeps of what was typed in Chinese or Japanese, where they are more than that.",
    why="A reading stays with its cell and shows on no page; text of another kind in its place was put there.",
    see="Excel (with a Japanese keyboard): Home, Show Phonetic Field.",
    remedy="Copy the cells and paste them as values into a new workbook from a plain text editor.",
    references=("ECMA-376-1 §18.4.6",),
    since="0.1",
)

_READING = late_pattern(r"[\u3040-\u30ff\u31f0-\u31ff\uff61-\uff9f\u3100-\u312f\s\u30fb\uff5e\u3000-\u3003-]*")
"""Kana, bopomofo and what stands between them."""


@detector(RULE, on=Workbook)
def phonetic_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for the readings of each part."""
    for part in workbook.text_parts:
        if part.kind is not SideKind.PHONETIC:
            continue
        odd = any(_READING.fullmatch(text) is None for text in part.examples)
        if odd:
            message = "Readings of texts hold other text than a reading."
        else:
            message = "Readings of texts are kept, as they were typed."
        hit = text_part_hit(part, workbook, message, access=Access.IN_APP)
        yield hit if odd or hit.content is Content.CREDENTIALS else replace(hit, content=Content.OWN)
