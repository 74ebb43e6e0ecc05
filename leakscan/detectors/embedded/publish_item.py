"""Web pages published from the file."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="publish-item",
    title="Web page published from the file",
    severity=Severity.LOW,
    finds=(
        "Ranges, charts and sheets that were published as web pages: the file they were written to, and its title."
    ),
    why="The place of publication names folders and servers, and the title what was published.",
    see="Excel: Save As, Web Page, Publish: it lists items published before.",
    remedy=("Save the workbook under another type once, or remove document properties and personal information."),
    references=(
        "ECMA-376-1 §18.3.1.97",
        "ECMA-376-1 §18.2.25",
    ),
    since="0.1",
)


@detector(RULE, on=Workbook)
def publish_item(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for the published items of each part."""
    for group in workbook.side_texts:
        if group.kind is SideKind.PUBLISH_ITEM:
            message = "The file remembers web pages that were published from it."
            yield side_text_hit(group, group.items, workbook, message, access=Access.IN_APP, is_inventory=True)
