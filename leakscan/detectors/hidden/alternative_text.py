"""Alternative texts of pictures, shapes, controls and tables."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="alternative-text",
    title="Alternative text of pictures",
    severity=Severity.LOW,
    finds=(
        "Descriptions and titles of pictures, shapes, charts, controls and tables, and the file names that "
        "pictures keep."
    ),
    why=(
        "A description often names who is in a picture, or the file and folder it came from; it shows on no page."
    ),
    see="Excel: right-click the picture, View Alt Text.",
    remedy="Excel: right-click the picture, View Alt Text: rewrite it or mark it as decorative.",
    references=(
        "ECMA-376-1 §20.1.2.2.8",
        "ECMA-376-4 §19.1.2.11",
    ),
    since="0.1",
)


@detector(RULE, on=Workbook)
def alternative_text(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for the alternative texts of each drawing or table."""
    for group in workbook.side_texts:
        if group.kind is SideKind.ALTERNATIVE_TEXT:
            message = "Pictures, shapes or tables carry descriptions."
            yield side_text_hit(group, group.items, workbook, message, access=Access.IN_APP, is_inventory=True)
