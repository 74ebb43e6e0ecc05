"""Texts in the markup of a file that no program shows."""

from collections.abc import Iterator

from leakscan.findings import Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="markup-remark",
    title="Text in the markup",
    severity=Severity.MEDIUM,
    finds=(
        "Remarks and instructions in the XML of a workbook or document, elements and attributes that its format "
        "does not have, texts that stand where it has none, cells that others take the place of, and texts in "
        "number formats that no cell shows; remarks, scripts and data in the markup of web pages; texts of "
        "destinations in RTF that are not known. In OpenDocument also hidden fields, notes, tables in cells, and "
        "values that are not what their cell shows."
    ),
    why=(
        "Programs that make files from templates or databases leave notes, queries and switched-off rows "
        "there. No office program shows them, and whoever unpacks the file reads them."
    ),
    see="No program shows them: rename a copy to .zip and open the part named in a text editor.",
    remedy="Open the file in its own program and save it again: remarks are not written back. Check again.",
    references=(
        "XML 1.0 §2.5",
        "XML 1.0 §2.6",
        "ECMA-376-1 §18.2.10",
        "ODF 1.3 part 1, §3.17",
        "ECMA-376-3 §9",
        "WHATWG HTML §13.1.6",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def markup_remark(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each sort of text in the markup of a part."""
    for group in surface.side_texts:
        if group.kind is not SideKind.MARKUP:
            continue
        for what in dict.fromkeys(item.what for item in group.items):
            items = [item for item in group.items if item.what == what]
            yield side_text_hit(group, items, surface, f"The file holds text that no program shows: {what}.")
