"""Words in headers and footers."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="header-footer",
    title="Header or footer",
    severity=Severity.LOW,
    finds=(
        "Words of headers and footers, which no view but the print preview shows; those that are not in use "
        "show nowhere at all."
    ),
    why=(
        "A header can name a person, a folder or an earlier title, and stays when the sheet is used again for"
        " something else."
    ),
    see=(
        "Excel: View, Page Layout; Page Setup, Header/Footer. Word: Header & Footer, Different First Page, "
        "Different Odd & Even Pages. LibreOffice: Format, Page Style."
    ),
    remedy=(
        "Excel: Page Setup, Header/Footer: none, on every sheet. Word: empty the header of each kind of page. Or "
        "File, Info, Inspect Document."
    ),
    references=("ECMA-376-1 §18.3.1.46", "ECMA-376-1 §17.10.1", "ECMA-376-1 §17.10.6"),
    since="0.1",
)


@detector(RULE, on=Surface)
def header_footer(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for the headers of a sheet in use, and one for those that are not."""
    for group in surface.side_texts:
        if group.kind is SideKind.HEADER_FOOTER:
            shown = [item for item in group.items if item.is_shown]
            rest = [item for item in group.items if not item.is_shown]
            if shown:
                message = "Headers or footers hold words that only print shows."
                yield side_text_hit(group, shown, surface, message, access=Access.ONE_CLICK, is_inventory=True)
            if rest:
                message = "Headers or footers hold words that neither view nor print shows."
                yield side_text_hit(group, rest, surface, message, access=Access.IN_APP)
