"""Views of a workbook that were saved under a name."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.history import SavedView
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, value_key

RULE = Rule(
    id="custom-view",
    title="Saved view of a workbook",
    severity=Severity.LOW,
    finds=(
        "Custom views, and the views that sharing keeps for each user: sheets, rows and columns they hide, what "
        "their filters look for, and headers of their own."
    ),
    why="A saved view can tell what someone filtered for, and bears the name of whoever opened a shared workbook.",
    see="Excel: View, Custom Views: show each of them.",
    remedy="Excel: View, Custom Views: delete each of them; unsharing the workbook drops those of its users.",
    references=("ECMA-376-1 §18.2.3", "ECMA-376-1 §18.3.1.25"),
    since="0.1",
)

_MOST_EXAMPLES = 4


@detector(RULE, on=Workbook)
def custom_view(workbook: Workbook) -> Iterator[Hit]:
    """Yield one hit for each saved view."""
    for view in workbook.saved_views:
        told = [Evidence("criterion", text[:200]) for text in dict.fromkeys(view.criteria)]
        told += [Evidence("header", text[:200]) for text in dict.fromkeys(view.texts)]
        texts = [*view.criteria, *view.texts]
        values = ValueSet()
        for text in texts:
            values.add(value_key(text))
        not_visible = workbook.not_visible(values)
        yield Hit(
            view.place,
            _message(view, tells=bool(texts)),
            evidence=tuple(told[:_MOST_EXAMPLES]) + ((Evidence("person", view.user),) if view.user else ()),
            counts=Counts(
                values=len(texts) + len(view.hidden),
                distinct_values=len(values) if texts else None,
                not_visible=not_visible if texts else None,
            ),
            table=workbook.saved_views_table if texts or view.hidden else None,
            access=Access.IN_APP,
            content=Content.DATA if not_visible else Content.OWN,
        )


def _message(view: SavedView, *, tells: bool) -> str:
    who = "A view kept for one user" if view.is_personal else "A saved view"
    if tells:
        return f"{who} has filters or headers of its own."
    return f"{who} hides sheets, rows or columns." if view.hidden else f"{who} hides nothing."
