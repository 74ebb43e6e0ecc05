"""What printer drivers keep with each sheet."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import text_part_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.spreadsheet import Workbook

RULE = Rule(
    id="printer-settings",
    title="Printer settings",
    severity=Severity.LOW,
    finds=(
        "What printer drivers keep with each sheet: device, queue, server, accounts and texts such as a job's"
        " name."
    ),
    why=(
        "Settings name printers and print servers of an organisation, and some drivers add the account of who"
        " printed."
    ),
    see="No program shows them; they stand in the package.",
    remedy="Excel, Word: File, Info, Inspect Document; or save as from another computer. Then check again.",
    references=(
        "ECMA-376-1 §15.2.15",
        "[MS-RPRN] 2.2.2.1",
    ),
    since="0.1",
)


@detector(RULE, on=Workbook)
def printer_settings(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each part with printer settings."""
    for part in workbook.text_parts:
        if part.kind is SideKind.PRINTER:
            message = "Printer settings are kept."
            if part.telling:
                message = "Printer settings name a server, an account or a folder."
            yield text_part_hit(part, workbook, message, is_inventory=True)
