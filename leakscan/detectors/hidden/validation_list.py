"""Choices and messages of data validation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind, SideText, SideTexts, telling_in
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key

RULE = Rule(
    id="validation-list",
    title="Choices and messages of data validation",
    severity=Severity.LOW,
    finds=(
        "Lists of choices that are written into a validation instead of cells, its hints and warnings, and texts "
        "in its conditions. Short lists on sheets that show are only counted."
    ),
    why="A drop-down list can hold every client or member of staff, though no cell shows any of them.",
    see="Excel: select the cell, Data, Data Validation. LibreOffice: Data, Validity.",
    remedy="Excel: select all cells, Data, Data Validation, Clear All; on every sheet.",
    references=("ECMA-376-1 §18.3.1.32", "[MS-XLSX] 2.6.8"),
    since="0.1",
)

_MANY = 10
_NUMBER = re.compile(r"\d{5}|\d[\d /-]{6,}\d")


@detector(RULE, on=Workbook)
def validation_list(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for the validations of each sheet."""
    for group in workbook.side_texts:
        if group.kind is SideKind.VALIDATION:
            hit = side_text_hit(group, group.items, workbook, _message(group), access=Access.ONE_CLICK)
            if hit.content is Content.DATA and not _is_telling(group, workbook):
                names = any(True for item in group.items for _ in telling_in(item.text))
                hit = replace(hit, content=Content.OTHER_PEOPLE if names else Content.OWN)
            yield hit


def _message(group: SideTexts) -> str:
    if any(item.what.startswith("choice") for item in group.items):
        return "Validations hold choices that are written into them."
    return "Validations hold hints, warnings or conditions."


def _is_telling(group: SideTexts, workbook: Workbook) -> bool:
    """Return whether choices are more than the few words a form offers."""
    hidden = [item for item in group.items if _is_hidden(item, workbook)]
    choices = [item for item in hidden if item.what.startswith("choice")]
    sheet = workbook.sheet(group.place.sheet)
    return (
        len(choices) >= _MANY
        or any(_NUMBER.search(item.text) for item in choices)
        or any(item.what.startswith("text") for item in hidden)
        or sheet is None
        or not sheet.is_visible
    )


def _is_hidden(item: SideText, workbook: Workbook) -> bool:
    key = value_key(item.text)
    return key is not None and key not in workbook.visible
