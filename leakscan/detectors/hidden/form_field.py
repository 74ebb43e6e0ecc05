"""Fields of a form whose values are out of sight."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.forms import Form, FormField

RULE = Rule(
    id="form-field",
    title="Form field out of sight",
    severity=Severity.MEDIUM,
    finds=(
        "Values of hidden fields and of password fields, and defaults that differ from the value shown; the "
        "values that show are listed."
    ),
    why="Programs read the values of a form at a stroke, those of hidden fields among them.",
    see="Acrobat: Prepare Form shows hidden fields; Forms, Export Data writes every value.",
    remedy="Delete hidden fields and reset defaults in Prepare Form, then print the form to a new PDF.",
    references=("ISO 32000-2 §12.7.4", "ISO 32000-2 §12.5.3"),
    since="0.1",
)


@detector(RULE, on=Form)
def form_field(form: Form) -> Iterator[Hit]:
    """Yield one hit for each case."""
    hidden = [
        item for item in form.fields if item.is_hidden and item.kind != "Sig" and (item.value or item.default)
    ]
    masked = [item for item in form.fields if item.is_password and item.value and not item.is_hidden]
    replaced = [
        item
        for item in form.fields
        if not item.is_hidden and item.kind in ("Tx", "Ch") and item.default and item.default != item.value
    ]
    shown = [item for item in form.fields if item.value and not item.is_hidden and not item.is_password]
    yield from _hit(form, hidden, "Fields that do not show hold values.", Access.IN_APP)
    yield from _hit(form, masked, "Fields for passwords hold values.", Access.IN_APP)
    yield from _hit(form, replaced, "Fields keep a default that differs from their value.", Access.ONE_CLICK)
    yield from _hit(form, shown, "Fields hold values that show.", Access.ONE_CLICK, Content.OWN)


def _hit(
    form: Form, items: list[FormField], message: str, access: Access, content: Content = Content.DATA
) -> Iterator[Hit]:
    if not items:
        return
    texts = [item.default if item.default and item.default != item.value else item.value for item in items]
    is_own = all(text in ("Off", "") for text in texts)
    yield Hit(
        items[0].place if len(items) == 1 else Place(),
        message,
        evidence=tuple(Evidence("field", text) for text in texts[:5] if content is Content.DATA),
        counts=Counts(values=len(items), distinct_values=len(set(texts))),
        table=form.table,
        access=access,
        content=Content.OWN if is_own else content,
    )
