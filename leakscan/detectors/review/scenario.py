"""Scenarios: values that cells can be given by name."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.history import Scenario
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key

RULE = Rule(
    id="scenario",
    title="Scenario with values of its own",
    severity=Severity.MEDIUM,
    finds="Scenarios of the what-if analysis: the values they keep for cells, their comments and their authors.",
    why="A scenario keeps figures that the sheet does not show, such as a worst case, under its author's name.",
    see="Excel: Data, What-If Analysis, Scenario Manager. LibreOffice: Tools, Scenarios.",
    remedy="Excel: Data, What-If Analysis, Scenario Manager: delete each scenario, on every sheet.",
    references=("ECMA-376-1 §18.3.1.76", "ECMA-376-1 §18.3.1.75"),
    since="0.1",
)


@detector(RULE, on=Workbook)
def scenario(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each sheet with scenarios."""
    by_sheet: dict[tuple[str, str], list[Scenario]] = {}
    for item in workbook.scenarios:
        by_sheet.setdefault((item.place.part, item.place.sheet), []).append(item)
    for (part, sheet), items in by_sheet.items():
        values = ValueSet()
        texts = [text for item in items for text in item.texts if text.strip()]
        for text in texts:
            values.add(value_key(text))
        not_visible = workbook.not_visible(values)
        hidden = any(item.is_hidden for item in items)
        telling = [text for text in texts if (key := value_key(text)) is not None and key not in workbook.visible]
        yield Hit(
            Place(part=part, sheet=sheet),
            "Scenarios keep values for cells, some of them hidden."
            if hidden
            else "Scenarios keep values for cells.",
            evidence=tuple(Evidence("value", text[:200]) for text in dict.fromkeys((telling or texts)[:5])),
            counts=Counts(values=len(texts), distinct_values=len(values), not_visible=not_visible),
            table=workbook.scenarios_table,
            access=Access.IN_APP,
            content=Content.DATA if len(values) else Content.EMPTY,
        )
